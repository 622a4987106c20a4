"""The loopback Discord's core: reads each request, checks it, lets its route answer, and remembers it."""

from __future__ import annotations

import fnmatch
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.servers.discord import rest_app, rest_interactions, rest_messages, rest_threads
from tests.servers.discord.calls import PREFIX, Call, read_call
from tests.servers.discord.description import Description
from tests.servers.discord.faults import AFTERWARDS, Fault, rate_limited
from tests.servers.discord.gateway import DIRECT_MESSAGES, GUILD_MESSAGES, MESSAGE_CONTENT, Gateway
from tests.servers.discord.interaction import Interaction
from tests.servers.discord.message import Message
from tests.servers.discord.payloads import channel_json, guild_json, member_json, message_json, user_json
from tests.servers.discord.refusals import Limited, Refused
from tests.servers.discord.rest_messages import NONCE_LASTS
from tests.servers.discord.world import Channel, Guild, Json, User, World
from tests.servers.discord.writing import Upload, write
from tests.servers.loopback import Loopback

TOKEN = "loopback.discord.hush"
OPEN_WITHOUT_TOKEN = ("/interactions/", "/webhooks/")


@dataclass(repr=False, eq=False)
class DiscordServer(Loopback):
    """Discord.  `patience` is the time an interaction waits for its callback, in seconds.

    `calls` are all requests in order, `violations` those that break Discord's published description of its API.
    `storm`, asked at every request, may let it fail; `nonce_lasts` is how long a nonce is remembered, in seconds.
    """

    description: Description | None = None
    token: str = TOKEN
    patience: float = 3.0
    nonce_lasts: float = NONCE_LASTS
    storm: Callable[[Call], Fault | None] | None = None
    world: World = field(default_factory=World)
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: list[tuple[str, deque[Fault]]] = field(default_factory=list)
    commands: dict[int | None, dict[int, Json]] = field(default_factory=lambda: {None: {}})
    stored: dict[int, Message] = field(default_factory=dict)
    nonces: dict[tuple[int, str], tuple[float, int]] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    interactions: dict[int, Interaction] = field(default_factory=dict)
    tokens: dict[str, Interaction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gateway = Gateway(self)
        self.owner = self.world.add_user("olive")
        self.bot = self.world.add_user("librarian", bot=True)
        self.application_id = self.bot.id

    def trouble(self, route: str, *faults: Fault) -> None:
        """Let the next requests to a route fail, one after another.

        *route* is written as in Discord's documentation, and may hold `*`: "POST /channels/*/messages", "*".
        """
        self.faults.append((route, deque(faults)))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path == "/gateway":
            return await self.gateway.connect(request)
        if request.path.startswith("/cdn/"):
            return self._file(request)
        call = await read_call(request)
        self.calls.append(call)
        try:
            response = await self._answer(request, call)
        except Refused as refused:
            response = _json(refused.body(), refused.status)
        except (KeyError, TypeError, ValueError, AttributeError) as unreadable:
            # Where no description tells what is wrong, a payload shows it by what cannot be read out of it.
            self.violations.append(f"{call.name}: {unreadable!r}")
            response = _json(Refused(50035, {"body": repr(unreadable)}).body(), 400)
        except Limited as limited:
            response = await rate_limited(limited.after)(request) or web.Response(status=429)
        call.status = response.status
        self.gateway.bell.ring()
        spoiled = await request[AFTERWARDS](request) if AFTERWARDS in request else None
        return spoiled or response

    async def _answer(self, request: web.Request, call: Call) -> web.StreamResponse:
        _find_route(call)  # faults are named by it
        if fault := self._fault(call):
            troubled = await fault(request)
            if troubled is not None:
                return troubled
        return await self.act(request, call)

    async def act(self, request: web.Request, call: Call) -> web.StreamResponse:
        """Do what is asked, and answer.  Raises `Refused`."""
        route = _find_route(call)
        if route is None or not request.path.startswith(PREFIX):
            return _json({"message": "404: Not Found", "code": 0}, 404)
        if not call.path.startswith(OPEN_WITHOUT_TOKEN) and call.authorization != f"Bot {self.token}":
            raise Refused(0)
        self._check(call)
        told = route(self, call)
        if told is None:
            return web.Response(status=204)
        if self.description and (lies := self.description.lies(call.method, call.route, told)):
            self.violations.append(f"the loopback server itself, {call.name}: {lies}")
        return _json(told, 200, call)

    def _fault(self, call: Call) -> Fault | None:
        for name, faults in self.faults:
            exact = name in (call.name, "*")
            if faults and (exact or fnmatch.fnmatchcase(f"{call.method} {call.path}", name)):
                return faults.popleft()
        return self.storm(call) if self.storm else None

    def _check(self, call: Call) -> None:
        if self.description is None or (call.json is None and call.method in ("GET", "DELETE")):
            return
        if wrong := self.description.mistakes(call.method, call.route, call.json, multipart=call.multipart):
            self.violations.append(f"{call.name}: {wrong}")
            raise Refused(50035, {path or "body": words for path, words in wrong.items()})

    def _file(self, request: web.Request) -> web.StreamResponse:
        found = self.uploads.get(f"{self.url}{request.path}")
        return web.Response(body=found.content) if found else web.Response(status=404)

    def messages(self, channel: Channel) -> list[Message]:
        """Every message that the whole channel sees, oldest first."""
        found = [each for each in self.stored.values() if each.channel is channel]
        return [each for each in found if not each.ephemeral and not each.loading]

    def write(self, message: Message, payload: Json, files: dict[int, Upload], *, fresh: bool = True) -> None:
        ids, cdn = self.world.ids, f"{self.url}/cdn"
        self.uploads |= write(message, payload, files, ids, cdn, fresh=fresh)
        self.store(message)

    def store(self, message: Message) -> None:
        self.stored[message.id] = message
        self.gateway.bell.ring()

    def edit(self, message: Message, payload: Json, files: dict[int, Upload]) -> Message:
        self.write(message, payload, files, fresh=False)
        message.edits += 1
        self.publish(message, "MESSAGE_UPDATE")
        return message

    def delete(self, message: Message) -> None:
        self.stored.pop(message.id, None)
        told = {"id": str(message.id), "channel_id": str(message.channel.id)}
        self.gateway.tell("MESSAGE_DELETE", told, message.channel.guild, GUILD_MESSAGES)

    def publish(self, message: Message, event: str = "MESSAGE_CREATE") -> None:
        """Tell a message to the sessions that want messages, without its words where they may not see them."""
        if message.ephemeral:
            return
        told = message_json(message)
        guild = message.channel.guild
        named = self.bot.mention in message.content
        if named:
            told["mentions"] = [{**user_json(self.bot), "member": member_json(self.bot, with_user=False)}]
        if guild:
            told |= {"guild_id": str(guild.id), "member": member_json(message.author, with_user=False)}
        if guild and not named and message.author is not self.bot and not self.gateway.granted & MESSAGE_CONTENT:
            told |= {"content": "", "embeds": [], "attachments": [], "components": []}
        self.gateway.tell(event, told, guild, GUILD_MESSAGES if guild else DIRECT_MESSAGES)

    def add_guild(self, name: str, *, owner: User | None = None, installed: bool = True) -> Guild:
        """Add the bot to a new server (or let there be one without it)."""
        guild = self.world.add_guild(name, owner or self.owner, installed=installed)
        if installed:
            told = guild_json(guild, self.bot)
            del told["unavailable"]  # only what had been there before can be said to be there again
            self.gateway.tell("GUILD_CREATE", told, guild)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Take the bot out of a server."""
        guild.installed = False
        self.gateway.tell("GUILD_DELETE", {"id": str(guild.id)}, guild)

    def delete_channel(self, channel: Channel) -> None:
        del self.world.channels[channel.id]
        if channel.guild:
            channel.guild.channels.remove(channel)
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.gateway.tell(event, channel_json(channel), channel.guild)

    def revoke_token(self) -> None:
        """Take the bot's token away, as its owner can: REST answers 401, the gateway closes with 4004."""
        self.token = f"{self.token}.revoked"
        self.gateway.drop(4004)


def _find_route(call: Call) -> Callable[..., Any] | None:
    return next((found for each in ROUTES if (found := each.find(call))), None)


ROUTES = (rest_interactions.routes, rest_messages.routes, rest_threads.routes, rest_app.routes)


def _json(told: object, status: int, call: Call | None = None) -> web.Response:
    # discord.py compares the content type as a whole, so that it must have no charset; and believes a 429 only
    # when a proxy has signed it.
    headers = {"Via": "1.1 google"}
    if call:
        headers |= {
            "X-RateLimit-Bucket": f"{hash(call.name) & 0xFFFFFFFF:08x}", "X-RateLimit-Limit": "50",
            "X-RateLimit-Remaining": "49", "X-RateLimit-Reset-After": "1.0",
        }  # fmt: skip
    return web.Response(body=json.dumps(told).encode(), status=status, content_type="application/json", headers=headers)
