"""Compose and send in a process that is killed with SIGKILL at a step; then in one that is not: WHERE URL TOKEN STEP….

A step is right before or after a statement in the database, its transaction's begin and end, and a call of Discord.
For each STEP a child dies there.  The last child lives.  Prints how each of them ended.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from typing import Any, NoReturn

import discord
from discord.http import HTTPClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain import sending
from bot.services import delivering
from tests.servers.discord.point import pointed_at
from tests.services.delivery.life import Life, process

QUICK = timedelta(seconds=0.3)
"""Stands for the half minute of a lease, and for the minute after which a call is over: nobody waits that long here."""


class Death(Life):
    """A life that ends as the kernel ends it."""

    def step(self) -> None:
        if self.end is not None and self.steps >= self.end:
            os.kill(os.getpid(), signal.SIGKILL)
        self.steps += 1


def watch(life: Life) -> None:
    """Make a step of everything that this process does to the world."""

    def step(*_: object, **__: object) -> None:
        life.step()

    for moment in ("begin", "before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, step)
    request: Any = HTTPClient.request

    async def watched(self: HTTPClient, *arguments: Any, **named: Any) -> Any:
        life.step()
        told = await request(self, *arguments, **named)
        life.step()
        return told

    HTTPClient.request = watched  # type: ignore[method-assign]


async def live(where: str, token: str, name: str, life: Life) -> None:
    async with process(where, token, name) as running:
        watch(life)

        async def pause() -> None:
            await asyncio.sleep(0.05)

        await running.run(pause)
        print(life.steps, flush=True)  # noqa: T201


def child(where: str, url: str, token: str, name: str, end: int | None) -> NoReturn:
    sending.CALL_IS_OVER = delivering.LEASE = QUICK
    sending.FIRST_WAIT = sending.LONGEST_WAIT = QUICK / 10
    with pointed_at(url):
        asyncio.run(live(where, token, name, Death(end)))
    sys.exit()


def main(where: str, url: str, token: str, *steps: str) -> None:
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    for number, end in enumerate([*map(int, steps), None]):
        pid = os.fork()
        if not pid:
            child(where, url, token, f"life {number}", end)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print("killed" if code == -signal.SIGKILL else f"ended {code}", flush=True)  # noqa: T201
        if code not in (0, -signal.SIGKILL):
            sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
