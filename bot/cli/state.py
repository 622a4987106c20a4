"""What every command of the command line shares: the settings, read when first needed, and one event loop."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.i18n import use_translations
from bot.translations import ENGLISH

if TYPE_CHECKING:
    from bot.config import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class State:
    """The settings file that was named, if any."""

    config: Path | None

    def run(self, work: Callable[[Settings], Awaitable[T]]) -> T:
        """Read the settings, set up logging, and run *work* to its end.  Raises what it raises."""
        from bot.config import load_settings, translations_wanted
        from bot.logs import configure_logs

        with speaking(translations_wanted(self.config, os.environ)):
            settings = load_settings(self.config, os.environ)
            configure_logs(settings.log.level, settings.log.format)

            async def _work() -> T:
                return await work(settings)

            return asyncio.run(_work())


@contextmanager
def speaking(wanted: NullTranslations) -> Iterator[None]:
    """Speak a language until the block ends; English on a standard output that cannot write it."""
    from bot.replies.encoding import carries, encoding_name

    writable = carries(encoding_name(sys.stdout.encoding), wanted.gettext("today"))
    with use_translations(wanted if writable else ENGLISH):
        yield
