"""What goes on beside the answers: polling lists, writing and delivering digests, keeping and telling suggestions.

Each is a context manager: its tasks run for the time of the block and are cancelled and awaited at its end.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import NoReturn
from uuid import uuid4

from bot import shipped
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.lists import open_following, policy_of
from bot.commands.desk import Desk
from bot.config import Settings
from bot.ports import Messenger
from bot.replies.payload import from_payload
from bot.services.digesting import Digester
from bot.services.dispatching import Deliver, Dispatch
from bot.services.polling import Poller


@asynccontextmanager
async def keeping_suggestions(settings: Settings, desk: Desk) -> AsyncIterator[None]:
    """Send and follow suggestions in the background for the time of the block, where the bot may write upstream."""
    from bot.services.suggesting.keeping import Keeper

    if desk.suggesting is None:
        yield
        return
    names = [each.name for each in settings.lists]
    keeper = Keeper(desk.suggesting(), names, uuid4().hex, random.SystemRandom())
    async with beside(keeper.keep_forever(), "suggestions"):
        yield


@asynccontextmanager
async def digesting(desk: Desk) -> AsyncIterator[Dispatch]:
    """Write digests in the background for the time of the block; platforms send them through what this gives."""
    dispatch = Dispatch(
        store=desk.store,
        digester=Digester(desk.store, desk.clock, desk.settle, desk.composer, desk.library.refresh),
        clock=desk.clock,
        rng=random.Random(),  # noqa: S311 - spreads waiting times, keeps no secret
        lookup=desk.library.entry,
        read_payload=from_payload,
        holder=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
    )
    dispatch.digester.queued = dispatch.send_soon
    tasks = [asyncio.create_task(each) for each in (dispatch.digester.digest_forever(), dispatch.tidy())]
    try:
        yield dispatch
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def delivering(desk: Desk, dispatch: Dispatch) -> Deliver:
    """Return what a platform hands its messenger to: digests are sent through it, and what became of suggestions."""

    async def deliver(messenger: Messenger) -> NoReturn:
        telling = asyncio.ensure_future(_tell(desk, messenger))
        try:
            await dispatch.deliver(messenger)
        finally:
            telling.cancel()
            await asyncio.wait([telling])

    return deliver


async def _tell(desk: Desk, messenger: Messenger) -> None:
    if desk.suggesting is not None:
        from bot.services.suggesting.telling import Teller

        await Teller(desk.suggesting(), {messenger.platform: messenger}).tell_forever()


@asynccontextmanager
async def polling(settings: Settings, desk: Desk) -> AsyncIterator[None]:
    """Check the lists in the background for the time of the block."""
    async with beside(_poll(settings, desk), "polling"):
        yield


@asynccontextmanager
async def beside(work: Coroutine[None, None, None], name: str) -> AsyncIterator[None]:
    """Let work go on for the time of the block."""
    task = asyncio.create_task(work, name=name)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _poll(settings: Settings, desk: Desk) -> None:
    poller = Poller(
        store=desk.store,
        clock=SystemClock(),
        venues=shipped.venue_table(),
        policy=policy_of(settings),
        rng=random.Random(),  # noqa: S311 - spreads waiting times, keeps no secret
        sleep=asyncio.sleep,
        at_hand=lambda: desk.library.catalog,
    )
    async with open_following(settings) as followed:
        await poller.poll_forever(followed)
