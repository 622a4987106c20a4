"""The REST API of threads and of forums, whose posts are threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.discord.calls import Call, Routes
from tests.servers.discord.message import Message
from tests.servers.discord.payloads import channel_json, message_json
from tests.servers.discord.refusals import Refused
from tests.servers.discord.rest_messages import reachable, visible, writable
from tests.servers.discord.world import ANNOUNCEMENT, FORUM, PUBLIC_THREAD, TEXT, Channel, Json

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

routes = Routes()

ANNOUNCEMENT_THREAD = 10


@routes.add("POST /channels/{channel_id}/messages/{message_id}/threads")
def start_on_message(server: DiscordServer, call: Call) -> Json:
    """Start a thread on a message, whose id it takes; each message has one at most."""
    parent = _parent(server, call)
    message = visible(server, call)
    if message.id in server.world.channels:
        raise Refused(160004)
    if parent.kind not in (TEXT, ANNOUNCEMENT):
        raise Refused(50024)
    thread = _start(server, parent, call.json["name"], message.id)
    message.about["thread"] = told = channel_json(thread)
    return told


@routes.add("POST /channels/{channel_id}/threads")
def start_alone(server: DiscordServer, call: Call) -> Json:
    """Start a thread on nothing, or a post of a forum with its first message."""
    parent = _parent(server, call)
    if parent.kind != FORUM:
        if parent.kind not in (TEXT, ANNOUNCEMENT):
            raise Refused(50024)
        return channel_json(_start(server, parent, call.json["name"]))
    applied = [int(each) for each in call.json.get("applied_tags") or []]
    if parent.demands_tag and not applied:
        raise Refused(40067)
    if len(applied) > 5 or not set(applied) <= set(parent.tags):
        raise Refused(50035, {"applied_tags": f"{applied} are not all tags of this forum, or more than five"})
    thread = _start(server, parent, call.json["name"])
    thread.applied = applied
    first = Message(thread.id, thread, server.bot)
    server.write(first, call.json["message"], call.files)
    server.publish(first)
    return {**channel_json(thread), "message": message_json(first)}


@routes.add("GET /guilds/{guild_id}/threads/active")
def active_threads(server: DiscordServer, call: Call) -> Json:
    guild = server.world.guilds.get(call["guild_id"])
    if guild is None or not guild.installed:
        raise Refused(50001)
    found = [each for each in guild.channels if each.is_thread and not each.archived]
    return {"threads": [channel_json(each) for each in found], "members": [], "has_more": False}


@routes.add("GET /channels/{channel_id}/threads/archived/public")
def archived_threads(server: DiscordServer, call: Call) -> Json:
    parent = reachable(server, call)
    assert parent.guild
    found = [each for each in parent.guild.channels if each.is_thread and each.archived and each.parent is parent]
    limit = int(call.query.get("limit", 50))
    told = [channel_json(each) for each in reversed(found)]
    return {"threads": told[:limit], "members": [], "has_more": len(told) > limit}


def _parent(server: DiscordServer, call: Call) -> Channel:
    parent = writable(server, call)
    if parent.refuses_threads is not None:
        raise Refused(parent.refuses_threads)
    return parent


def _start(server: DiscordServer, parent: Channel, name: str, identity: int | None = None) -> Channel:
    if not 1 <= len(name) <= 100:
        raise Refused(50035, {"name": "Must be between 1 and 100 in length."})
    assert parent.guild
    kind = ANNOUNCEMENT_THREAD if parent.kind == ANNOUNCEMENT else PUBLIC_THREAD
    thread = server.world.add_channel(parent.guild, name, kind, parent, identity)
    thread.people.append(server.bot)
    server.gateway.tell("THREAD_CREATE", {**channel_json(thread), "newly_created": True}, parent.guild)
    return thread
