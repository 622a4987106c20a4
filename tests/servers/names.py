"""A network in which no name can be looked up, so that nothing leaves this machine."""

from __future__ import annotations

import socket

from aiohttp.abc import AbstractResolver, ResolveResult


class NoNames(AbstractResolver):
    """Fails for every name as resolvers do: with `EAI_NONAME` there is none, with `EAI_AGAIN` it may be tried again."""

    def __init__(self, why: int = socket.EAI_NONAME) -> None:
        self._why = why

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        raise socket.gaierror(self._why, "no names here")

    async def close(self) -> None:
        pass
