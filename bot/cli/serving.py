"""Answer on chat platforms beside the terminal, in one process, and stop them all together.

Which platforms is what the environment has tokens for; the web is served where the settings say so.  With none of
them there is only the terminal.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager

from bot.bootstrap import discord_record
from bot.cli.slack import serve_slack, wants_slack
from bot.commands.desk import Desk
from bot.config import Settings
from bot.errors import PlatformError
from bot.services.dispatching import Deliver
from bot.services.feeding import Feeder


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
    SIGINT does.  Raises what a platform raises, a wrong token above all.  One that is refused later ends alone, and
    raises `PlatformError` only where there is nothing else left to do.
    """
    stop = asyncio.Event()
    platforms = [asyncio.create_task(each) for each in _platforms(settings, desk, stop, deliver)]
    if not platforms:
        return await terminal
    prompt = asyncio.create_task(terminal)
    with _stopped_by_signals(stop, signal.SIGTERM, *([signal.SIGINT] if alone else [])):
        stopping = asyncio.create_task(stop.wait())
        try:
            await _until_over(prompt, platforms, stopping, alone=alone)
            stop.set()
            await _ended(platforms)
            return prompt.result() if prompt.done() else 0
        finally:
            for task in (prompt, *platforms, stopping):
                task.cancel()
            await asyncio.gather(prompt, *platforms, stopping, return_exceptions=True)


def _platforms(
    settings: Settings, desk: Desk, stop: asyncio.Event, deliver: Deliver | None
) -> Iterator[Coroutine[None, None, None]]:
    """Yield what runs until *stop*: one a platform that there are tokens for, and the web."""
    if settings.discord_token is not None:
        from bot.frontends.discord.running import run_discord

        token = settings.discord_token.get_secret_value()
        yield run_discord(desk, token, discord_record(settings), stop, deliver)
    if wants_slack(settings):
        yield serve_slack(settings, desk, stop, deliver)
    if settings.web.enabled:
        yield _serve_web(settings, desk, stop)


async def _serve_web(settings: Settings, desk: Desk, stop: asyncio.Event) -> None:
    """Serve the feeds until *stop* is set.  Raises `ConfigError`."""
    from bot.web.app import make_app, serving

    app = make_app(Feeder(desk.library, desk.store, desk.filters.matches), settings.web.address or "")
    async with serving(app, settings.web.host, settings.web.port):
        await stop.wait()


async def _until_over(
    prompt: asyncio.Task[int],
    platforms: Sequence[asyncio.Task[None]],
    stopping: asyncio.Task[bool],
    *,
    alone: bool,
) -> None:
    """Wait until we are told to stop, the person leaves, a platform fails, or all of them have ended.

    Raises the failure; a platform that refuses us has only failed once all have ended.
    """
    awaited: set[asyncio.Task[int] | asyncio.Task[None] | asyncio.Task[bool]] = {prompt, *platforms, stopping}
    while awaited:
        done, _pending = await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        awaited -= done
        if stopping in done or (prompt in done and not alone):
            return
        over = prompt.done() and all(each.done() for each in platforms)
        for each in platforms:
            if over or (each in done and not isinstance(each.exception(), PlatformError)):
                each.result()
        if over:
            return


async def _ended(platforms: Sequence[asyncio.Task[None]]) -> None:
    """Wait until all have ended, whether or not they were refused before."""
    for failure in await asyncio.gather(*platforms, return_exceptions=True):
        if failure is not None and not isinstance(failure, PlatformError):
            raise failure


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
