"""Answer on chat platforms beside the terminal, in one process, and stop them all together.

Which platforms is what the environment has tokens for.  With none of them there is only the terminal.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager

from bot.bootstrap import discord_record
from bot.commands.desk import Desk
from bot.config import Settings
from bot.services.dispatching import Deliver


async def beside_platforms(
    settings: Settings,
    desk: Desk,
    terminal: Coroutine[None, None, int],
    *,
    alone: bool,
    deliver: Deliver | None = None,
) -> int:
    """Run the terminal and the platforms, which *deliver* sends through; return the terminal's exit code.

    A person who leaves the prompt ends everything.  A pipe that ends (*alone*) ends nothing: then SIGTERM or
    SIGINT does.  Raises what a platform raises, a wrong token above all.
    """
    if settings.discord_token is None:
        return await terminal
    from bot.frontends.discord.running import run_discord

    stop = asyncio.Event()
    record = discord_record(settings)
    token = settings.discord_token.get_secret_value()
    platform = asyncio.create_task(run_discord(desk, token, record, stop, deliver))
    prompt = asyncio.create_task(terminal)
    with _stopped_by_signals(stop, signal.SIGTERM, *([signal.SIGINT] if alone else [])):
        stopping = asyncio.create_task(stop.wait())
        try:
            await _until_over(prompt, platform, stopping, alone=alone)
            stop.set()
            await platform
            return prompt.result() if prompt.done() else 0
        finally:
            for task in (prompt, platform, stopping):
                task.cancel()
            await asyncio.gather(prompt, platform, stopping, return_exceptions=True)


async def _until_over(
    prompt: asyncio.Task[int], platform: asyncio.Task[None], stopping: asyncio.Task[bool], *, alone: bool
) -> None:
    """Wait until we are told to stop, the person leaves, or a platform fails."""
    awaited: set[asyncio.Task[int] | asyncio.Task[None] | asyncio.Task[bool]] = {prompt, platform, stopping}
    while awaited:
        done, _pending = await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        awaited -= done
        if stopping in done or (prompt in done and not alone):
            return
        if platform in done:
            platform.result()
            if prompt.done():
                return


@contextmanager
def _stopped_by_signals(stop: asyncio.Event, *signals: signal.Signals) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for each in signals:
        loop.add_signal_handler(each, stop.set)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)
