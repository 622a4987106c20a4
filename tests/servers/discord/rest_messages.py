"""The REST API of channels, messages and direct messages; threads are next door, in `rest_threads`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.servers.discord.calls import Call, Routes
from tests.servers.discord.message import CROSSPOSTED, EPHEMERAL, Message
from tests.servers.discord.payloads import channel_json, message_json
from tests.servers.discord.refusals import Limited, Refused
from tests.servers.discord.world import ANNOUNCEMENT, DIRECT, FORUM, READ_HISTORY, Channel, Json

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

routes = Routes()

NONCE_LASTS = 300.0
"""Seconds for which a nonce is remembered: Discord says "the past few minutes"."""

CROSSPOSTS_AN_HOUR = 10


@routes.add("GET /channels/{channel_id}")
def get_channel(server: DiscordServer, call: Call) -> Json:
    return channel_json(reachable(server, call))


@routes.add("DELETE /channels/{channel_id}")
def delete_channel(server: DiscordServer, call: Call) -> Json:
    channel = reachable(server, call)
    server.delete_channel(channel)
    return channel_json(channel)


@routes.add("PATCH /channels/{channel_id}")
def edit_channel(server: DiscordServer, call: Call) -> Json:
    channel = writable(server, call)
    channel.name = call.json.get("name", channel.name)
    return channel_json(channel)


@routes.add("POST /channels/{channel_id}/typing")
def typing(server: DiscordServer, call: Call) -> None:
    writable(server, call)


@routes.add("GET /channels/{channel_id}/messages")
def list_messages(server: DiscordServer, call: Call) -> list[Json]:
    channel = reachable(server, call)
    found = server.messages(channel) if channel.permissions & READ_HISTORY else []
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    kept = [each for each in found if after < each.id < before]
    limit = int(call.query.get("limit", 50))
    shown = kept[:limit] if "after" in call.query else kept[-limit:]
    return [message_json(each) for each in reversed(shown)]


@routes.add("GET /channels/{channel_id}/messages/{message_id}")
def get_message(server: DiscordServer, call: Call) -> Json:
    return message_json(visible(server, call))


@routes.add("POST /channels/{channel_id}/messages")
def create_message(server: DiscordServer, call: Call) -> Json:
    channel = writable(server, call)
    if channel.kind == FORUM:
        raise Refused(50024)
    payload = call.json
    nonce = None if payload.get("nonce") is None else str(payload["nonce"])
    if nonce is not None and payload.get("enforce_nonce"):
        known = server.nonces.get((channel.id, nonce))
        if known and time.monotonic() - known[0] < server.nonce_lasts:
            return {**message_json(server.stored[known[1]]), "nonce": nonce}
    message = Message(server.world.ids.next(), channel, server.bot, nonce=nonce)
    if reference := payload.get("message_reference"):
        if int(reference["message_id"]) not in server.stored and reference.get("fail_if_not_exists", True):
            raise Refused(50035, {"message_reference": "Unknown message"})
        message.about |= {"message_reference": {"type": 0, **reference}, "type": 19}
    server.write(message, payload | {"flags": (payload.get("flags") or 0) & ~EPHEMERAL}, call.files)
    if nonce is not None:
        server.nonces[channel.id, nonce] = (time.monotonic(), message.id)
    server.publish(message)
    channel.archived = False  # whoever writes to a thread wakes it up
    return message_json(message) | ({"nonce": nonce} if nonce is not None else {})


@routes.add("PATCH /channels/{channel_id}/messages/{message_id}")
def edit_message(server: DiscordServer, call: Call) -> Json:
    message = visible(server, call)
    if writable(server, call).archived:
        raise Refused(50083)
    if message.author is not server.bot:
        raise Refused(50005)
    return message_json(server.edit(message, call.json, call.files))


@routes.add("DELETE /channels/{channel_id}/messages/{message_id}")
def delete_message(server: DiscordServer, call: Call) -> None:
    message = visible(server, call)
    if message.author is not server.bot and message.channel.kind == DIRECT:
        raise Refused(50013)
    server.delete(message)


@routes.add("POST /channels/{channel_id}/messages/{message_id}/crosspost")
def crosspost(server: DiscordServer, call: Call) -> Json:
    message = visible(server, call)
    writable(server, call)
    if message.channel.kind != ANNOUNCEMENT:
        raise Refused(50068)
    if message.flags & CROSSPOSTED:
        raise Refused(40033)
    done = [each for each in server.messages(message.channel) if each.flags & CROSSPOSTED]
    if len(done) >= CROSSPOSTS_AN_HOUR:
        raise Limited(3_000.0)
    message.flags |= CROSSPOSTED
    return message_json(message)


@routes.add("POST /users/@me/channels")
def open_conversation(server: DiscordServer, call: Call) -> Json:
    user = server.world.users.get(int(call.json["recipient_id"]))
    if user is None:
        raise Refused(10013)
    return channel_json(server.world.conversation(server.bot, user))


def reachable(server: DiscordServer, call: Call) -> Channel:
    """Find the channel: 10003 when it is gone, 50001 when the bot is not there."""
    channel = server.world.channels.get(call["channel_id"])
    if channel is None:
        raise Refused(10003)
    if (channel.guild and not channel.guild.installed) or channel.refuses == 50001:
        raise Refused(50001)
    return channel


def writable(server: DiscordServer, call: Call) -> Channel:
    channel = reachable(server, call)
    if channel.refuses is not None:
        raise Refused(channel.refuses)
    if channel.kind == DIRECT and any(each.closed_to_messages for each in channel.people):
        raise Refused(50007)
    if channel.locked:
        raise Refused(50083 if channel.archived else 160005)
    return channel


def visible(server: DiscordServer, call: Call) -> Message:
    """Find a message that is not somebody's own: 10008 otherwise, as on Discord."""
    channel = reachable(server, call)
    message = server.stored.get(call["message_id"])
    if message is None or message.channel is not channel or message.ephemeral:
        raise Refused(10008)
    return message
