"""Compose and send to Slack in a process that is killed with SIGKILL at a step; then in one that is not.

WHERE API TEAM TOKEN STEP….  A step is right before or after a statement in the database, its transaction's begin and
end, and a call of Slack.  For each STEP a child dies there.  The last child lives.  Prints how each of them ended, and
how many steps the last one had.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from typing import Any, NoReturn

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain import sending
from bot.frontends.slack.installing import Installed
from bot.services import delivering
from tests.frontends.slack.living import process
from tests.services.delivery.life import Life

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
    call: Any = AsyncWebClient.api_call

    async def watched(self: AsyncWebClient, *arguments: Any, **named: Any) -> Any:
        life.step()
        told = await call(self, *arguments, **named)
        life.step()
        return told

    AsyncWebClient.api_call = watched  # type: ignore[method-assign]


async def live(where: str, installed: Installed, api: str, name: str, life: Life) -> None:
    async with process(where, installed, api, name, calls=Life(), rest=Life()) as running:
        watch(life)

        async def pause() -> None:
            await asyncio.sleep(0.05)

        await running.run(pause)
        print(f"steps {life.steps}", flush=True)  # noqa: T201


def child(where: str, installed: Installed, api: str, name: str, end: int | None) -> NoReturn:
    sending.CALL_IS_OVER = delivering.LEASE = QUICK
    sending.FIRST_WAIT = sending.LONGEST_WAIT = QUICK / 10
    asyncio.run(live(where, installed, api, name, Death(end)))
    sys.exit()


def main(where: str, api: str, team: str, token: str, *steps: str) -> None:
    for number, end in enumerate([*map(int, steps), None]):
        pid = os.fork()
        if not pid:
            child(where, Installed(team, token, "U0", "B0"), api, f"life {number}", end)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print("killed" if code == -signal.SIGKILL else f"ended {code}", flush=True)  # noqa: T201
        if code not in (0, -signal.SIGKILL):
            sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
