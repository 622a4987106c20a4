"""Socket Mode: several connections, each envelope to one of them, and what came back for it, with its time."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.servers.bell import Bell
from tests.servers.slack.world import Json

MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Envelope:
    """Something that was sent to the app: when it was acknowledged, and with what."""

    id: str
    kind: str
    payload: Json
    connection: int = -1
    sent_at: float = field(default_factory=time.perf_counter)
    acked_at: float | None = None
    answer: Json | None = None

    @property
    def latency(self) -> float:
        """Seconds from sending it to its acknowledgement."""
        assert self.acked_at is not None, "never acknowledged"
        return self.acked_at - self.sent_at


class Sockets:
    """All connections of the app."""

    def __init__(self, bell: Bell) -> None:
        self.live: list[web.WebSocketResponse] = []
        self.envelopes: dict[str, Envelope] = {}
        self.connections = 0
        self._bell = bell
        self._numbers = itertools.count(1)
        self._turn = 0

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if len(self.live) >= MOST_CONNECTIONS:
            return web.Response(status=429)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.connections += 1
        hello = {"type": "hello", "num_connections": len(self.live) + 1, "connection_info": {"app_id": "A0LOOP"}}
        await socket.send_json({**hello, "debug_info": {"host": "loopback", "approximate_connection_time": 18060}})
        self.live.append(socket)
        self._bell.ring()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            if socket in self.live:
                self.live.remove(socket)
            self._bell.ring()
        return socket

    async def send(self, envelope: Envelope, **more: object) -> None:
        """Send an envelope to one connection; the next one gets the next."""
        assert self.live, "the bot is not connected"
        self._turn += 1
        envelope.connection = self._turn % len(self.live)
        self.envelopes[envelope.id] = envelope
        told = {"type": envelope.kind, "envelope_id": envelope.id, "payload": envelope.payload}
        envelope.sent_at = time.perf_counter()
        await self.live[envelope.connection].send_json({**told, "accepts_response_payload": True, **more})

    def envelope(self, kind: str, payload: Json) -> Envelope:
        return Envelope(f"e{next(self._numbers)}", kind, payload)

    async def disconnect(self, reason: str, *, close: bool = True) -> None:
        """Ask every connection to go, as Slack does: `warning` first, `refresh_requested` then, `link_disabled`."""
        for socket in list(self.live):
            self.live.remove(socket)
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}})
            if close:
                await socket.close()

    async def warn(self) -> None:
        """Tell every connection that it will be closed soon, and keep it."""
        for socket in list(self.live):
            await socket.send_json({"type": "disconnect", "reason": "warning", "debug_info": {"host": "loopback"}})

    async def cut(self) -> None:
        """Drop every connection without a word."""
        for socket in list(self.live):
            self.live.remove(socket)
            request = socket._req
            if request and request.transport:
                request.transport.abort()
        await asyncio.sleep(0)

    async def close(self) -> None:
        for socket in list(self.live):
            await socket.close()

    def _acknowledged(self, told: Json) -> None:
        envelope = self.envelopes.get(told.get("envelope_id", ""))
        if envelope and envelope.acked_at is None:
            envelope.acked_at = time.perf_counter()
            envelope.answer = told.get("payload")
            self._bell.ring()
