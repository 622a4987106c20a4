"""Fields: what of an entry changed in meaning, field by field.

Spelling alone is no change: a venue's alias, another form of a link, "et al.", punctuation, case, stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.changes import FieldChange, link_field
from bot.domain.entries import Entry, Link
from bot.domain.keys import LinkKey, link_key
from bot.domain.matching.profiles import author_key
from bot.domain.titles import normal_title
from bot.domain.venues import VenueTable, fold_venue

_STARS = re.compile(r"[(\[]?\s*(?:[★⭐☆🌟]\s*[\d.,]*k?|[\d.,]+k?\s*(?:[★⭐☆🌟]|stars?\b|forks?\b))\s*[)\]]?", re.I)
_SHORTCODE = re.compile(r"(?<!\S):[a-z0-9_+-]{2,30}(?::|$)")
_FILLERS = frozenset({"and", "by", "et", "al"})


def field_changes(before: Entry, after: Entry, venues: VenueTable) -> tuple[FieldChange, ...]:
    """Return what changed in meaning, in the order in which an entry is read; placements are not looked at."""
    return tuple(_changed(before, after, venues))


def same_wording(before: Entry, after: Entry) -> bool:
    """Say whether two entries read the same, wherever they stand."""
    return (
        before.title == after.title
        and before.authors == after.authors
        and before.venue == after.venue
        and before.year == after.year
        and before.links == after.links
        and before.description == after.description
    )


def reads_the_same(before: Entry, after: Entry) -> bool:
    """Say whether two entries are equal but for the numbers of their places and lines."""
    return (
        same_wording(before, after)
        and before.kind is after.kind
        and before.name == after.name
        and before.added == after.added
        and same_sections(before, after)
    )


def same_sections(before: Entry, after: Entry) -> bool:
    """Say whether two entries stand in the same sections, in the same order."""
    had, has = before.placements, after.placements
    return len(had) == len(has) and all(one.section == other.section for one, other in zip(had, has, strict=True))


def _changed(before: Entry, after: Entry, venues: VenueTable) -> Iterator[FieldChange]:
    if not same_wording(before, after) and _words(before) != _words(after):
        yield from _facts_changed(before, after, venues)
    yield from _link_changes(before, after)


def _facts_changed(before: Entry, after: Entry, venues: VenueTable) -> Iterator[FieldChange]:
    if not _same_text(before, after):
        if _title_text(before) != _title_text(after):
            yield FieldChange("title", before.title, after.title)
        if _description_key(before) != _description_key(after):
            yield FieldChange("description", before.description or "", after.description or "")
    if author_key(before.authors) != author_key(after.authors):
        yield FieldChange("authors", before.authors or "", after.authors or "")
    if _venue_key(before.venue, venues) != _venue_key(after.venue, venues):
        yield FieldChange("venue", before.venue or "", after.venue or "")
    if before.year != after.year:
        yield FieldChange("year", str(before.year or ""), str(after.year or ""))


def _words(entry: Entry) -> list[str]:
    """Return every word of an entry once, sorted: where a list draws the lines between its parts is form."""
    parts = (entry.title, entry.authors, entry.venue, _bare(entry.description), str(entry.year or ""))
    return sorted(set(normal_title(" ".join(filter(None, parts))).split(" ")) - _FILLERS)


def _same_text(before: Entry, after: Entry) -> bool:
    """Say whether title and description are the same words, wherever the list draws the line between them."""
    one, other = (_title_text(entry) + _description_key(entry) for entry in (before, after))
    return one == other


def _title_text(entry: Entry) -> str:
    """Return the title's letters; unlike `title_key` with its article, for adding that is a correction."""
    return normal_title(entry.title).replace(" ", "")


def _description_key(entry: Entry) -> str:
    return normal_title(_bare(entry.description)).replace(" ", "") if _bare(entry.description) else ""


def _bare(description: str | None) -> str:
    """Take stars and emoji out of a description."""
    return _SHORTCODE.sub(" ", _STARS.sub(" ", description or "")).strip()


def _venue_key(venue: str | None, venues: VenueTable) -> str:
    return venues.canonical(venue) or fold_venue(venue) if venue else ""


def _link_changes(before: Entry, after: Entry) -> Iterator[FieldChange]:
    """Pair links that went with links of their kind that came; what is left came or went alone."""
    if before.links == after.links:
        return
    had, has = _by_key(before), _by_key(after)
    came = [link for key, link in has.items() if key not in had]
    for link in (link for key, link in had.items() if key not in has):
        successor = next((other for other in came if other.kind is link.kind), None)
        if successor is not None:
            came.remove(successor)
        yield FieldChange(link_field(link.kind), link.url, successor.url if successor else "")
    for link in came:
        yield FieldChange(link_field(link.kind), "", link.url)


def _by_key(entry: Entry) -> dict[LinkKey, Link]:
    keyed: dict[LinkKey, Link] = {}
    for link in entry.links:
        key = link_key(link.url)
        if key is not None:
            keyed.setdefault(key, link)
    return keyed
