"""Open the data files that ship with the bot: the catalog and the alias tables.

Reads only; nothing is opened before somebody asks.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.domain.venues import VenueTable
from bot.search.lexicon import SynonymData, SynonymTable

TABLES = ("venues.yaml", "synonyms.yaml")
"""The tables that an index rests on."""


@cache
def data_folder() -> Path:
    """Return the folder of the shipped data: `bot/data` when installed, `data` beside `bot` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


@cache
def venue_table() -> VenueTable:
    """Read the table of venues."""
    aliases: dict[str, list[str]] = _table(TABLES[0])
    return VenueTable(aliases)


@cache
def synonym_table() -> SynonymTable:
    """Read the table of synonyms."""
    data: SynonymData = _table(TABLES[1])
    return SynonymTable.read(data)


def _table(name: str) -> Any:
    """Parse one of our own files with libyaml where it is built in: ten times faster, and part of every start."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((data_folder() / name).read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader
