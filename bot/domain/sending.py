"""How a message is brought to its destination: when to try again, what to do first, how fast.  Pure but for `Pace`.

Decides nothing about platforms: what they say comes in as errors and as times.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from bot.domain.outbox import Delivery, DeliveryState, Manner
from bot.domain.subscriptions import Pause
from bot.errors import DeliveryRefused

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=30)
"""Between two attempts: twice as long after each, from the first to the longest."""

CALL_IS_OVER = timedelta(minutes=1)
"""After this long, whoever began an attempt, a process that has died included, is no longer about to make it."""

STUCK_AFTER = 30
"""After so many attempts, some half a day, operators are told."""

TOO_LARGE, OUTCOME_UNKNOWN = "too_large", "outcome_unknown"
"""The reasons of refusals that concern one message and not its place."""


class Step(StrEnum):
    """What to do with a delivery: post it, look whether it is there, or leave it alone for now."""

    POST = "post"
    LOOK = "look"
    WAIT = "wait"


def first_step(delivery: Delivery, recognised: timedelta, now: datetime) -> Step:
    """Return how to begin.  `recognised` is for how long the platform knows an attempt again.

    What was queued is posted.  What was being sent, by a process that died or over a connection that broke, is posted
    again while the platform sees to it that it stands there once; after that it is looked for.
    """
    if delivery.state is DeliveryState.QUEUED or delivery.sending_since is None:
        return Step.POST
    age = now - delivery.sending_since
    if age < timedelta(0):  # the clock was set back: how long ago it was, nobody knows
        return Step.LOOK
    if age <= recognised:
        return Step.POST
    return Step.WAIT if age < CALL_IS_OVER else Step.LOOK


def next_attempt(attempts: int, asked: datetime | None, now: datetime, rng: Random) -> datetime:
    """Return when to try again after so many attempts: ever later, spread over half of the wait.

    Not before the platform *asked* for it; what it asks for is believed up to a day.
    """
    wait = min(FIRST_WAIT * (1 << min(max(attempts - 1, 0), 16)), LONGEST_WAIT)
    at = now + wait * rng.uniform(0.5, 1)
    if asked is None:
        return at
    spread = timedelta(seconds=rng.uniform(0, 1))
    return max(at, min(asked, now + timedelta(days=1)) + spread)


def pause_after(error: DeliveryRefused, now: datetime) -> Pause:
    """Return the pause that a refusal comes to; it ends when a person resumes."""
    return Pause(error.reason, str(error), now)


def placed(delivery: Delivery, earlier: tuple[Delivery, ...]) -> tuple[Manner, str | None]:
    """Return how a part is posted, and in which thread, after what became of the parts before it.

    Where the one that opens the thread was given up, the next takes its place.
    """
    if delivery.manner is not Manner.IN_THREAD:
        return delivery.manner, None
    openers = [each for each in earlier if each.manner in (Manner.PARENT, Manner.FORUM)]
    threads = [each.sent.thread_id for each in earlier if each.sent and each.sent.thread_id]
    if threads:
        return Manner.IN_THREAD, threads[0]
    return (openers[0].manner if openers else Manner.PLAIN), None


@dataclass(slots=True)
class Pace:
    """Spreads messages: at least `apart` seconds between two to one destination, `gap` between any two.

    Times are seconds of a clock that never goes back.
    """

    apart: float = 1.0
    gap: float = 0.04
    _free_at: dict[str, float] = field(default_factory=dict)
    _next: float = 0.0

    def wait(self, key: str, now: float) -> float:
        """Take the next turn of a destination; return how long it is until then."""
        turn = max(now, self._next, self._free_at.get(key, now))
        self._next = max(now, self._next) + self.gap
        self._free_at = {each: at for each, at in self._free_at.items() if at > now}
        self._free_at[key] = turn + self.apart
        return turn - now
