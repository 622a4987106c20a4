"""What every command of the command line shares: the settings, read when first needed, and one event loop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from bot.config import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """The settings file that was named, if any."""

    config: Path | None

    def run(self, work: Callable[[Settings], Awaitable[T]]) -> T:
        """Read the settings, set up logging, and run *work* to its end.  Raises what it raises."""
        from bot.config import load_settings
        from bot.logs import configure_logs

        settings = load_settings(self.config, os.environ)
        configure_logs(settings.log.level, settings.log.format)

        async def _work() -> T:
            return await work(settings)

        return asyncio.run(_work())
