"""Find a venue in the words that authors and publishers use around it: `Accepted by MobiSys 2024, 14 pages`.  Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.venues import VenueTable
from bot.upstream.metadata_text import year_in


@dataclass(frozen=True, slots=True)
class Accepted:
    """A venue by its canonical name, and the year, where the text says it."""

    venue: str
    year: int | None


_ACCEPTED = re.compile(
    r"\b(?:accepted|appear(?:s|ed)?|published|presented|publication|camera[- ]ready|oral|poster|spotlight)"
    r"\b[^.;]{0,40}?\b(?:at|to|by|in|for|of|version for|version of)\s+(?:the\s+)?(?=\S)",
    re.I,
)
_NOT_YET = re.compile(r"\b(?:submitted|under review|in submission|rejected)\b", re.I)
_ORDINAL = re.compile(
    r"^(?:(?:the|ieee/cvf|ieee|acm|usenix|annual|\d+(?:st|nd|rd|th)|(?:19|20)\d\d|proceedings of)\s+)+", re.I
)
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_IN_BRACKETS = re.compile(r"\(([^()]{2,30})\)")


def venue_in_comment(comment: str, venues: VenueTable) -> Accepted | None:
    """Return the venue of *venues* that took the work, as its authors say; None where they do not say so."""
    for part in re.split(r"[;\n]|(?<=[\w)])\.\s", comment[:2000]):
        if _NOT_YET.search(part):
            continue
        starts = [found.end() for found in _ACCEPTED.finditer(part)] + [0]
        for start in starts:
            text = _ORDINAL.sub("", part[start:].strip())
            venue = venues.leading(text) if text else None
            if venue:
                return Accepted(venue, _year(part[start:]))
    return None


def short_venue(name: str, venues: VenueTable) -> str:
    """Return a venue's short name: the table's, or the one in brackets at the end of a long one; else the name."""
    inner = _IN_BRACKETS.findall(name)
    for text in (name, *reversed(inner), _ORDINAL.sub("", name)):
        canonical = venues.canonical(text)
        if canonical:
            return canonical
    if inner and re.fullmatch(r"[A-Z][\w/&+-]*(?:\s?['’]?\d{2,4})?", inner[-1]):
        return re.sub(r"[\s'’]*\d{2,4}$", "", inner[-1])
    return name


def _year(text: str) -> int | None:
    short = _SHORT_YEAR.search(text[:200])
    return year_in(text) or (2000 + int(short[1]) if short else None)
