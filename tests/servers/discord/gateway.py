"""The gateway: sessions over WebSocket that are told what happens, can be cut off, and resume where they were."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web

from tests.servers.bell import Bell
from tests.servers.discord.payloads import guild_json, user_json
from tests.servers.discord.world import Guild, Json

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 3, 6, 7, 9, 10, 11
"""Operations."""

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = 1 << 1 | 1 << 8 | MESSAGE_CONTENT
"""Intents: what a session wants to be told; members, presences and message contents need to be granted."""


@dataclass(eq=False)
class Connection:
    """One WebSocket.  What is put into `outbox` is sent in order; a number there closes it with that code."""

    socket: web.WebSocketResponse
    outbox: asyncio.Queue[Json | int] = field(default_factory=asyncio.Queue)

    async def write(self, compress: bool) -> None:
        packer = zlib.compressobj()
        while True:
            item = await self.outbox.get()
            if isinstance(item, int):
                await self.socket.close(code=item)
                return
            text = json.dumps(item)
            if compress:
                await self.socket.send_bytes(packer.compress(text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH))
            else:
                await self.socket.send_str(text)


@dataclass(eq=False)
class Session:
    """What one shard of the bot was told, in order; `connection` is None while it is cut off."""

    id: str
    shard: int
    shards: int
    intents: int
    connection: Connection | None
    told: list[Json] = field(default_factory=list)

    def tell(self, event: str, data: Json) -> None:
        payload = {"op": DISPATCH, "t": event, "s": len(self.told) + 1, "d": data}
        self.told.append(payload)
        if self.connection:
            self.connection.outbox.put_nowait(payload)


@dataclass
class Gateway:
    """All sessions.  `granted` are privileged intents that the application has."""

    server: DiscordServer
    shards: int = 1
    granted: int = 0
    heartbeat_interval: float = 41.25
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: set[Connection] = field(default_factory=set)
    bell: Bell = field(default_factory=Bell)
    identified: int = 0
    resumed: int = 0
    heartbeats: int = 0
    received: list[Json] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.server.url.replace("http", "ws", 1) + "/gateway"

    @property
    def application_flags(self) -> int:
        return 1 << 19 if self.granted & MESSAGE_CONTENT else 0

    @property
    def live(self) -> list[Session]:
        """Sessions that are connected."""
        return [each for each in self.sessions.values() if each.connection]

    def tell(self, event: str, data: Json, guild: Guild | None, intents: int = GUILDS) -> None:
        """Tell an event to the shards that look after the guild (conversations: shard 0) and asked for it."""
        for each in self.sessions.values():
            shard = (guild.id >> 22) % each.shards if guild else 0
            if each.shard == shard and (not intents or each.intents & intents):
                each.tell(event, data)

    def drop(self, code: int = 4000) -> None:
        """Close every connection with a code: 4000 and 1001 can be resumed, 4004 and 4014 are final."""
        for each in self.live:
            self._leave(each, code)

    def ask_to_reconnect(self) -> None:
        """Ask every session to connect again and to resume (operation 7)."""
        self._tell_all({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every session that it is not valid (any more)."""
        self._tell_all({"op": INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions.clear()

    def forget_sessions(self) -> None:
        """Forget what could be resumed, without a word: the next attempt is told so."""
        self.sessions = {each.id: each for each in self.live}

    def _tell_all(self, payload: Json) -> None:
        for each in self.live:
            assert each.connection
            each.connection.outbox.put_nowait(payload)
            each.connection = None

    def _leave(self, session: Session, code: int) -> None:
        if session.connection:
            session.connection.outbox.put_nowait(code)
            session.connection = None

    async def until(self, ready: Callable[[], Any], within: float = 5.0) -> None:
        """Wait until something is so of the gateway."""
        state = f"identified {self.identified}, resumed {self.resumed}, live {len(self.live)}"
        await self.bell.until(ready, within, lambda: state)

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one WebSocket, from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=4096, timeout=0.1)
        await socket.prepare(request)
        connection = Connection(socket)
        self.connections.add(connection)
        # discord.py asks for zlib-stream, or for zstd where that is installed; it reads plain text in either case.
        writer = asyncio.create_task(connection.write(request.query.get("compress") == "zlib-stream"))
        connection.outbox.put_nowait({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat_interval * 1000)}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(connection, json.loads(message.data))
        finally:
            writer.cancel()
            self.connections.discard(connection)
            for each in self.live:
                if each.connection is connection:
                    self._end(each, socket.close_code)
            self.bell.ring()
        return socket

    def _end(self, session: Session, code: int | None) -> None:
        """Forget a session that its client closed for good; keep one that may come back."""
        session.connection = None
        if code in (WSCloseCode.OK, WSCloseCode.GOING_AWAY):
            self.sessions.pop(session.id, None)

    def _receive(self, connection: Connection, payload: Json) -> None:
        self.received.append(payload)
        match payload["op"]:
            case 1:
                self.heartbeats += 1
                connection.outbox.put_nowait({"op": ACK})
            case 2:
                self._identify(connection, payload["d"])
            case 6:
                self._resume(connection, payload["d"])
            case 3:
                pass
            case _:
                connection.outbox.put_nowait(4001)
        self.bell.ring()

    def _identify(self, connection: Connection, data: Json) -> None:
        shard, shards = data.get("shard") or (0, 1)
        if data["token"] != self.server.token:
            connection.outbox.put_nowait(4004)
        elif shard >= shards:
            connection.outbox.put_nowait(4010)
        elif data["intents"] & PRIVILEGED & ~self.granted:
            connection.outbox.put_nowait(4014)
        else:
            session = Session(f"session-{self.server.world.ids.next()}", shard, shards, data["intents"], connection)
            self.sessions[session.id] = session
            self._welcome(session)
            self.identified += 1

    def _welcome(self, session: Session) -> None:
        guilds = [each for each in self.server.world.guilds.values() if each.installed]
        mine = [each for each in guilds if (each.id >> 22) % session.shards == session.shard]
        session.tell(
            "READY",
            {
                "v": 10, "user": user_json(self.server.bot), "session_id": session.id,
                "guilds": [{"id": str(each.id), "unavailable": True} for each in mine],
                "resume_gateway_url": self.url, "shard": [session.shard, session.shards],
                "application": {"id": str(self.server.application_id), "flags": self.application_flags},
            },
        )  # fmt: skip
        for each in mine if session.intents & GUILDS else []:
            session.tell("GUILD_CREATE", guild_json(each, self.server.bot))

    def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if data["token"] != self.server.token:
            connection.outbox.put_nowait(4004)
        elif session is None:
            connection.outbox.put_nowait({"op": INVALID_SESSION, "d": False})
        else:
            for payload in session.told[data["seq"] :]:
                connection.outbox.put_nowait(payload)
            session.connection = connection
            session.tell("RESUMED", {"_trace": []})
            self.resumed += 1
