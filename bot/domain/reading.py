"""Read a list of either format: our YAML by its file name, Markdown otherwise."""

from __future__ import annotations

from bot.domain.entries import Reading
from bot.domain.venues import VenueTable

READER_VERSION = b"1"
"""Grows whenever the readers read an unchanged text differently, so that stored lists are read again."""


def read_list(text: str, filename: str, *, venues: VenueTable) -> Reading:
    """Read a whole list.  Never raises on text: what cannot be read becomes a problem with its line."""
    # Each reader is imported where it is needed: the other one's libraries are half of a cold start.
    if filename.lower().endswith((".yaml", ".yml", ".json")):
        from bot.domain.yaml_format import read_yaml

        return read_yaml(text)
    from bot.domain.markdown import read_markdown

    return read_markdown(text, venues=venues)
