"""Ending processes as the kernel ends them: at a step, a child at a time, the last one lives."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from typing import Any, NoReturn

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain import sending
from bot.services import delivering
from tests.services.delivery.life import Life

QUICK = timedelta(seconds=0.3)
"""Stands for the half minute of a lease, and for the minute after which a call is over: nobody waits that long here."""


class Death(Life):
    """A life that ends as the kernel ends it."""

    def step(self) -> None:
        if self.end is not None and self.steps >= self.end:
            os.kill(os.getpid(), signal.SIGKILL)
        self.steps += 1


def watch(life: Life, client: Any, method: str) -> None:
    """Make a step of everything that this process does to the world; it calls the platform by a method of a client."""

    def step(*_: object, **__: object) -> None:
        life.step()

    for moment in ("begin", "before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, step)
    call: Any = getattr(client, method)

    async def watched(self: object, *arguments: Any, **named: Any) -> Any:
        life.step()
        told = await call(self, *arguments, **named)
        life.step()
        return told

    setattr(client, method, watched)


async def pause() -> None:
    """Wait as long as a process here waits where it would wait for seconds."""
    await asyncio.sleep(0.05)


def die_and_live(steps: Sequence[str], live: Callable[[str, Life], Coroutine[None, None, None]]) -> None:
    """Let a child *live* for each step, which is killed there, and one that is not; print how each of them ended."""
    for number, end in enumerate([*map(int, steps), None]):
        pid = os.fork()
        if not pid:
            _child(live(f"life {number}", Death(end)))
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print("killed" if code == -signal.SIGKILL else f"ended {code}", flush=True)  # noqa: T201
        if code not in (0, -signal.SIGKILL):
            sys.exit(code)


def _child(living: Coroutine[None, None, None]) -> NoReturn:
    sending.CALL_IS_OVER = delivering.LEASE = QUICK
    sending.FIRST_WAIT = sending.LONGEST_WAIT = QUICK / 10
    asyncio.run(living)
    sys.exit()
