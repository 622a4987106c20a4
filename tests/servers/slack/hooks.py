"""Response URLs: five answers within half an hour, ephemeral unless told, in place of the message where asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from tests.servers.slack.limits import message_problems
from tests.servers.slack.world import Channel, Json, Message, User

if TYPE_CHECKING:
    from tests.servers.slack.server import SlackServer

MOST_USES, LIVES = 5, 30 * 60.0


@dataclass(eq=False)
class Hook:
    """Where an interaction may be answered; `origin` is the message whose button was pressed."""

    channel: Channel
    user: User
    born: float
    origin: Message | None = None
    uses: int = 0


def answer_hook(server: SlackServer, ident: str, told: Json) -> web.StreamResponse:
    """Do what a response URL is asked."""
    hook = server.hooks.get(ident)
    if hook is None:
        return web.Response(status=404, text="no_service")
    if server.clock() - hook.born > LIVES:
        return web.Response(status=404, text="expired_url")
    if hook.uses >= MOST_USES:
        return web.Response(status=404, text="used_url")
    hook.uses += 1
    if told.get("delete_original"):
        assert hook.origin
        server.messages.remove(hook.origin)
        server.bell.ring()
        return web.Response(text="ok")
    problems = [f"response_url: {each}" for each in message_problems(told)]
    if problems:
        server.violations += problems
        return web.Response(status=400, text="invalid_blocks")
    if told.get("replace_original", hook.origin is not None) and hook.origin is not None:
        hook.origin.text, hook.origin.blocks = told["text"], told.get("blocks", [])
        hook.origin.arguments = told
        server.bell.ring()
        return web.Response(text="ok")
    private = told.get("response_type", "ephemeral") == "ephemeral"
    server.store(
        Message(
            server.ids.ts(), hook.channel, hook.channel.team.bot, told["text"], told.get("blocks", []),
            hook.user if private else None, told.get("thread_ts"), "response_url", told,
        )
    )  # fmt: skip
    return web.Response(text="ok")
