"""Open the data files that ship with the bot: the catalog and the alias tables.

Reads only; nothing is opened before somebody asks.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bot.domain.venues import VenueTable
from bot.search.lexicon import SynonymData, SynonymTable


@cache
def data_folder() -> Path:
    """Return the folder of the shipped data: `bot/data` when installed, `data` beside `bot` in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


@cache
def venue_table() -> VenueTable:
    """Read the table of venues."""
    aliases: dict[str, list[str]] = yaml.safe_load((data_folder() / "venues.yaml").read_text("utf-8"))
    return VenueTable(aliases)


@cache
def synonym_table() -> SynonymTable:
    """Read the table of synonyms."""
    data: SynonymData = yaml.safe_load((data_folder() / "synonyms.yaml").read_text("utf-8"))
    return SynonymTable.read(data)
