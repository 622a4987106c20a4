"""Note how the connections to Discord go, for `/status`: from what discord.py tells its client."""

from __future__ import annotations

import discord

from bot.commands.desk import Desk
from bot.frontends.discord.people import PLATFORM
from bot.services.attendance import Presence


def attend(client: discord.AutoShardedClient, desk: Desk) -> None:
    """Have a client's connections noted, and that something is heard over them."""
    noting = _Noting(client, desk)
    for each in (
        noting.on_shard_connect,
        noting.on_shard_resumed,
        noting.on_shard_disconnect,
        noting.on_guild_join,
        noting.on_guild_remove,
        noting.on_socket_event_type,
    ):
        client.event(each)


class _Noting:
    """The bot is connected as long as one of its connections is.  Methods are named as discord.py names its events."""

    def __init__(self, client: discord.AutoShardedClient, desk: Desk) -> None:
        self._client, self._attendance, self._now = client, desk.attendance, desk.clock.now
        self._lost: set[int] = set()

    async def on_shard_connect(self, shard: int) -> None:
        self._lost.discard(shard)
        self._note()

    async def on_shard_resumed(self, shard: int) -> None:
        self._lost.discard(shard)
        self._note()

    async def on_shard_disconnect(self, shard: int) -> None:
        self._lost.add(shard)
        self._note()

    async def on_guild_join(self, _guild: discord.Guild) -> None:
        self._note()

    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        self._note()

    async def on_socket_event_type(self, _event: str) -> None:
        self._attendance.heard(PLATFORM, self._now())

    def _note(self) -> None:
        there = not self._client.is_closed() and len(self._lost) < max(1, len(self._client.shards))
        self._attendance.note(PLATFORM, Presence.CONNECTED if there else Presence.UNREACHABLE, self._now())
        if there:
            self._attendance.counted(PLATFORM, len(self._client.guilds))
