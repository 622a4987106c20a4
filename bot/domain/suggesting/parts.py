"""Parts of fields: where a list may write a field in two pieces, and what sort of work a set of fields makes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.entries import EntryKind, Link
from bot.domain.markdown.naming import name_in
from bot.domain.suggesting.template import Sort
from bot.domain.titles import normal_title
from bot.domain.venues import VenueTable

_REPOSITORY = re.compile(r"github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?(?:[/#?]|$)", re.I)
_HEAD = re.compile(r"\s*[:：]\s*")


def sort_of(title: str, kind: EntryKind, venue: str | None, links: Iterable[Link], venues: VenueTable) -> Sort:
    """Return what sort of work has these fields."""
    compound = bool(venue and parts_of_venue(venue, venues)[1])
    return Sort(tuple(link.kind for link in links), name_in(title, kind) is not None, compound)


def title_says(title: str, description: str) -> bool:
    """Say whether a description is no more than the title behind its colon: `MNN: An Inference Engine`."""
    parts = parts_of_title(title)
    return parts is not None and normal_title(parts[1]) == normal_title(description)


def repository_of(url: str) -> str | None:
    """Return `owner/name` of a GitHub address."""
    found = _REPOSITORY.search(url)
    return found[1] if found else None


def parts_of_title(title: str) -> tuple[str, str] | None:
    """Part a title at its first colon: `POET: Training …` gives `POET` and `Training …`."""
    parts = _HEAD.split(title, maxsplit=1)
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def parts_of_venue(venue: str, venues: VenueTable) -> tuple[str, str]:
    """Part a venue from its track where the venue is known: `ICML Workshop` gives `ICML` and `Workshop`."""
    words = venue.split()
    for count in range(len(words) - 1, 0, -1):
        head = " ".join(words[:count])
        if venues.canonical(head):
            return head, " ".join(words[count:])
    return venue, ""
