"""Ask one public service about a work: at its pace, and not at all for as long as it asked to be left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from pydantic import TypeAdapter

from bot.errors import NotAList, SourceBusy, SourceError, SourceMissing, SourceRefused, SourceUnreachable
from bot.i18n import gettext as _
from bot.upstream.headers import retry_after
from bot.upstream.transport import Answer, Request, Transport

T = TypeVar("T")

PATIENCE = timedelta(seconds=1.5)
"""A form can wait so long for a service's pace; a longer silence is an answer."""

BUSY_WAIT = timedelta(minutes=1)
"""How long a service is left alone that wants fewer questions and does not say for how long."""


class Service:
    """One service on the web.  One question at a time, *pace* after the one before."""

    def __init__(
        self,
        name: str,
        transport: Transport,
        sleep: Callable[[float], Awaitable[None]],
        pace: timedelta = timedelta(0),
    ) -> None:
        self.name = name
        self._transport = transport
        self._sleep = sleep
        self._pace = pace
        self._not_before: datetime | None = None
        self._one_at_a_time = asyncio.Lock()

    async def ask(self, url: str, accept: str) -> Answer:
        """Return the complete answer to a question.  Raises `SourceError` for everything but success."""
        async with self._one_at_a_time:
            await self._its_pace()
            try:
                answer = await self._transport.send(Request(url, self.name, {"Accept": accept}))
            except SourceError as error:
                self._not_before = error.retry_at
                raise
            now = self._transport.now()
            self._not_before = now + self._pace
            if answer.status == 429:
                self._not_before = retry_after(answer.headers, now) or now + BUSY_WAIT
            self._check(answer.status)
        return answer

    def shaped(self, shape: TypeAdapter[T], data: bytes) -> T:
        """Return JSON checked against its *shape*.  Raises `NotAList`."""
        try:
            return shape.validate_json(data)
        except ValueError as error:
            raise self.garbled() from error

    def garbled(self) -> SourceError:
        """Return the error for an answer that cannot be understood."""
        return NotAList(told(self.name, NotAList), source=self.name)

    async def _its_pace(self) -> None:
        wait = (self._not_before or self._transport.now()) - self._transport.now()
        if wait > PATIENCE:
            raise SourceBusy(told(self.name, SourceBusy), retry_at=self._not_before, source=self.name)
        if wait > timedelta(0):
            await self._sleep(wait.total_seconds())

    def _check(self, status: int) -> None:
        kind = kind_of(status)
        if kind is not None:
            raise kind(told(self.name, kind), source=self.name, status=status)


def kind_of(status: int) -> type[SourceError] | None:
    """Return what a status below 500 means for somebody who only wants to know; None for success."""
    if 200 <= status < 300 and status != 202:  # accepted, and not there yet: what some sites say to robots
        return None
    if status in (400, 404, 410):
        return SourceMissing
    if status in (202, 429):
        return SourceBusy
    return SourceRefused


def told(name: str, kind: type[SourceError]) -> str:
    """Return the sentence for a form that could not be filled in, because of an error of *kind*."""
    if issubclass(kind, SourceMissing):
        return _("{source} knows nothing of this link. Check it, or fill in the form by hand.", source=name)
    if issubclass(kind, SourceBusy):
        return _("{source} wants fewer questions at the moment. Fill in the form by hand.", source=name)
    if issubclass(kind, SourceRefused):
        return _("The bot may not look at {source}. Fill in the form by hand.", source=name)
    if issubclass(kind, SourceUnreachable):
        return _("{source} did not answer in time. Fill in the form by hand.", source=name)
    return _("{source} says nothing that the bot understands. Fill in the form by hand.", source=name)
