"""The HTTP side: every call recorded, every fault in its turn; the Web API by its methods, uploads, response URLs.

Whoever is not refused is obeyed; what Slack would refuse for its form goes to `violations` as well.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from tests.servers.bell import Bell
from tests.servers.loopback import served
from tests.servers.slack.faults import Fault
from tests.servers.slack.hooks import Hook, answer_hook
from tests.servers.slack.methods import METHODS, Refused
from tests.servers.slack.socket import Sockets
from tests.servers.slack.world import Channel, Ids, Json, Message, Team, User, View

_PARSED = ("blocks", "view", "files", "metadata", "attachments")
HOOK, UPLOAD = "response_url", "upload"
"""The names under which calls that are no methods are recorded, and can be troubled."""


@dataclass(eq=False)
class Call:
    """One call: a method's name (or `HOOK`, `UPLOAD`), who called, with what, and what came of it."""

    name: str
    token: str
    arguments: Json
    request: web.Request
    server: SlackServer
    answer: Json = field(default_factory=dict)
    status: int = 0
    at: float = field(default_factory=time.perf_counter)

    async def act(self) -> web.StreamResponse:
        return self.server.act(self)


@dataclass(repr=False, eq=False)
class SlackServer:
    """A Slack without people on it; see `driver`."""

    ids: Ids = field(default_factory=Ids)
    bell: Bell = field(default_factory=Bell)
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    triggers: dict[str, float] = field(default_factory=dict)
    uploads: dict[str, Json] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    codes: dict[str, Team] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    scopes: str = "app_mentions:read,chat:write,commands,files:write,im:history,im:write,users:read"
    app_token: str = "xapp-1-A0LOOP-test"
    client_id: str = "1111.2222"
    client_secret: str = "shhh-client"
    url: str = ""

    def __post_init__(self) -> None:
        self.sockets = Sockets(self.bell)
        self.clock: Callable[[], float] = time.monotonic

    @property
    def api(self) -> str:
        return f"{self.url}/api/"

    def trouble(self, name: str, *faults: Fault) -> None:
        """Let the next calls of this name go wrong, one fault each."""
        self.faults[name].extend(faults)

    def called(self, name: str) -> list[Call]:
        return [each for each in self.calls if each.name == name]

    def team_of(self, token: str) -> Team:
        found = next((each for each in self.teams.values() if token and each.token == token), None)
        if found is None:
            raise Refused("invalid_auth" if token in ("", "wrong") or not token.startswith("xoxb") else "token_revoked")
        return found

    def channel_of(self, team: Team, ident: str) -> Channel:
        """Find a channel by its id; a person's id opens the conversation."""
        if ident in team.users:
            return self.conversation(team, team.users[ident])
        if ident not in team.channels:
            raise Refused("channel_not_found")
        return team.channels[ident]

    def conversation(self, team: Team, user: User) -> Channel:
        for channel in team.channels.values():
            if channel.person is user:
                return channel
        channel = Channel(self.ids.next("D"), "directmessage", team, user)
        team.channels[channel.id] = channel
        return channel

    def store(self, message: Message) -> Message:
        self.messages.append(message)
        self.bell.ring()
        return message

    def wrong(self, what: str, problems: Iterable[str]) -> None:
        """Note what breaks Slack's rules, and refuse it.  Raises `Refused`."""
        found = [f"{what}: {each}" for each in problems]
        if found:
            self.violations += found
            raise Refused("invalid_blocks", found)

    def act(self, call: Call) -> web.StreamResponse:
        """Do what a call asks."""
        try:
            told = METHODS[call.name](self, call) if call.name in METHODS else self._unknown(call)
        except Refused as refused:
            told = {"ok": False, "error": refused.error, **({"errors": refused.problems} if refused.problems else {})}
        call.answer = told
        return web.json_response(told)

    def _unknown(self, call: Call) -> Json:
        self.violations.append(f"no such method here: {call.name}")
        raise Refused("unknown_method")

    async def _method(self, request: web.Request) -> web.StreamResponse:
        arguments = await _arguments(request)
        header = request.headers.get("Authorization", "")
        token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else arguments.get("token", "")
        if header.startswith("Basic "):
            arguments["basic"] = header
        return await self._answered(Call(request.match_info["method"], token, arguments, request, self))

    async def _hook(self, request: web.Request) -> web.StreamResponse:
        call = Call(HOOK, "", await request.json(), request, self)
        return await self._answered(call, lambda: answer_hook(self, request.match_info["id"], call.arguments))

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        content = await _uploaded(request)
        call = Call(UPLOAD, "", {"content": content}, request, self)

        def keep() -> web.StreamResponse:
            self.uploads[request.match_info["id"]]["content"] = content
            return web.Response(text=f"OK - {len(content)}")

        return await self._answered(call, keep)

    async def _answered(self, call: Call, act: Callable[[], web.StreamResponse] | None = None) -> web.StreamResponse:
        self.calls.append(call)
        response: web.StreamResponse | None = None
        if self.faults[call.name]:
            response = await self.faults[call.name].popleft()(call)
        if response is None:
            response = act() if act else self.act(call)
        call.status = response.status
        self.bell.ring()
        return response

    @asynccontextmanager
    async def running(self) -> AsyncIterator[SlackServer]:
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_post("/hooks/{id}", self._hook)
        app.router.add_post("/upload/{id}", self._upload)
        app.router.add_get("/socket", self.sockets.connect)
        async with served(app) as self.url:
            try:
                yield self
            finally:
                await self.sockets.close()

    async def until(self, ready: Callable[[], object], what: str, within: float = 10) -> None:
        """Wait until something is so."""
        await self.bell.until(lambda: ready() or None, within, lambda: what)


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        arguments: Json = await request.json()
    else:
        arguments = {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}
    for key in _PARSED:
        if isinstance(arguments.get(key), str):
            arguments[key] = json.loads(arguments[key])
    return {key: value for key, value in arguments.items() if value is not None}


async def _uploaded(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        return bytes(await part.read())
    return b""
