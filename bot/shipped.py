"""Open the data files that ship with the bot: the catalog and the alias tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data_folder() -> Path:
    """Return the folder of the shipped data: `bot/data` when installed, `data` beside `bot` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"
