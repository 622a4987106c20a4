"""Read a list of either format: our YAML by its file name, Markdown otherwise."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.domain.entries import Reading
from bot.domain.venues import VenueTable

if TYPE_CHECKING:
    from bot.domain.markdown import Memory

READER_VERSION = b"3"
"""Grows whenever the readers read an unchanged text differently, so that stored lists are read again."""


def is_yaml(filename: str) -> bool:
    """Say whether a list of this name is in our YAML."""
    return filename.lower().endswith((".yaml", ".yml", ".json"))


def read_list(text: str, filename: str, *, venues: VenueTable, memory: Memory | None = None) -> Reading:
    """Read a whole list.  Never raises on text: what cannot be read becomes a problem with its line.

    With *memory* of an earlier text, most of which is in this one, it is read in a small part of the time.
    """
    # Each reader is imported where it is needed: the other one's libraries are half of a cold start.
    if is_yaml(filename):
        from bot.domain.yaml_format import read_yaml

        return read_yaml(text)
    from bot.domain.markdown import read_markdown, reread_markdown

    with _uncollected():
        if memory is None:
            return read_markdown(text, venues=venues)
        return reread_markdown(text, venues=venues, memory=memory)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector away for a moment.

    A large list makes a hundred thousand objects that all stay: to walk them again and again finds nothing and costs
    a sixth of the time.  Reference counting goes on freeing what is not needed.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
