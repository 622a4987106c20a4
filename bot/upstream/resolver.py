"""Find the addresses of a name without ever keeping the process from leaving.

The system's resolver can be stuck for half a minute where there is no network, and nothing interrupts it.
asyncio's own threads are waited for at the end of a program, so that somebody who leaves the prompt of a
laptop on a train would wait too; these are not.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from aiohttp.abc import AbstractResolver, ResolveResult

S = TypeVar("S")
T = TypeVar("T")


class LeavingResolver(AbstractResolver):
    """The system's resolver, in threads that the process does not wait for."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of *host*.  Raises `OSError` where there are none."""
        infos = await _in_a_thread_to_leave(
            lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
        )
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=int(address[1]),
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for kind, _socket_kind, protocol, _name, address in infos
        ]

    async def close(self) -> None:
        """Do nothing: threads that still wait end with the process."""


async def _in_a_thread_to_leave(work: Callable[[], T]) -> T:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except OSError as error:
            settle(done.set_exception, error)
        else:
            settle(done.set_result, result)

    def settle(put: Callable[[S], None], value: S) -> None:
        with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if done.done() else put(value))

    Thread(target=run, name="resolver", daemon=True).start()
    return await done
