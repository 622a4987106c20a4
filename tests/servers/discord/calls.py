"""A request as it came, and which route of the API it is.  Reading it out of HTTP, multipart included."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.servers.discord.writing import Upload

PREFIX = "/api/v10"


@dataclass
class Call:
    """One request: `route` is the path as Discord writes it, `json` the payload, `status` that of the answer."""

    method: str
    path: str
    route: str = ""
    params: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    json: Any = None
    files: dict[int, Upload] = field(default_factory=dict)
    authorization: str | None = None
    multipart: bool = False
    status: int = 0

    @property
    def name(self) -> str:
        return f"{self.method} {self.route or self.path}"

    def __getitem__(self, name: str) -> int:
        """Read an id out of the path."""
        return int(self.params[name])


class Routes:
    """Paths and who answers them; what answers returns a JSON value, or None for "204 No Content"."""

    def __init__(self) -> None:
        self._by_shape: dict[tuple[str, int], list[tuple[re.Pattern[str], str, Callable[..., Any]]]] = {}

    def add(self, *names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Let a function answer routes, each written as "GET /channels/{channel_id}"."""

        def adding(function: Callable[..., Any]) -> Callable[..., Any]:
            for name in names:
                method, path = name.split()
                pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path) + "$")
                self._by_shape.setdefault((method, path.count("/")), []).append((pattern, path, function))
            return function

        return adding

    def find(self, call: Call) -> Callable[..., Any] | None:
        """Find who answers, and note in the call which route it is.  Literal paths go before ids."""
        candidates = self._by_shape.get((call.method, call.path.count("/")), [])
        for pattern, path, function in sorted(candidates, key=lambda each: each[1].count("{")):
            if found := pattern.match(call.path):
                call.route, call.params = path, found.groupdict()
                return function
        return None


async def read_call(request: web.Request) -> Call:
    """Read a request to its end."""
    path = request.path.removeprefix(PREFIX)
    call = Call(request.method, path, query=dict(request.query), authorization=request.headers.get("Authorization"))
    if request.content_type == "multipart/form-data":
        call.multipart = True
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.name == "payload_json":
                call.json = json.loads(await part.text())
            elif found := re.fullmatch(r"files\[(\d+)\]", part.name or ""):
                call.files[int(found[1])] = Upload(part.filename or "file", bytes(await part.read()))
    elif body := await request.read():
        call.json = json.loads(body)
    return call
