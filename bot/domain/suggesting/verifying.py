"""Verifying: whether a text with a new line reads as what it was and one entry more, the proposed one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import IntEnum

from bot.domain.entries import Entry, Reading, SectionPath
from bot.domain.suggesting.parts import title_says
from bot.domain.suggesting.proposal import Proposal
from bot.domain.titles import normal_title


class Match(IntEnum):
    """How well a text with a new line reads."""

    NO = 0
    ALIKE = 1
    """Word for word the same; signs at the ends of fields may differ."""
    EXACT = 2


def verify(before: Reading, after: Reading, wanted: Proposal) -> tuple[Match, Entry | None]:
    """Compare two readings: nothing else may differ than that there is one entry more, and that it is as *wanted*."""
    old, new = Counter(map(_content, before.entries)), Counter(map(_content, after.entries))
    added = new - old
    lost = [entry for entry, _sections in (old - new).elements() if not _is_empty_group(entry, wanted)]
    if lost or added.total() != 1 or len(after.problems) != len(before.problems):
        return Match.NO, None
    content = next(iter(added))
    entry = next(entry for entry in after.entries if _content(entry) == content)
    return _match(entry, wanted), entry


def _is_empty_group(entry: Entry, wanted: Proposal) -> bool:
    """Say whether what was read as an entry is a bullet that waits for its first entry: the section itself."""
    return not entry.links and wanted.section[-1:] == (entry.title,)


def _content(entry: Entry) -> tuple[Entry, tuple[SectionPath, ...]]:
    return replace(entry, placements=()), entry.sections


def _match(entry: Entry, wanted: Proposal) -> Match:
    if entry.sections != (wanted.section,) or {link.url for link in entry.links} != {link.url for link in wanted.links}:
        return Match.NO
    if wanted.year != entry.year and wanted.year is not None:
        return Match.NO
    pairs = [
        (entry.title, wanted.title),
        (entry.authors, wanted.authors),
        (entry.venue, wanted.venue),
        (_description(entry.description, entry.title), _description(wanted.description, wanted.title)),
    ]
    if wanted.own_name:
        pairs.append((entry.name, wanted.own_name))
    if not all(_alike(one, other) for one, other in pairs):
        joined = f"{wanted.title}: {wanted.description}" if wanted.description else None
        if not _alike(entry.title, joined) or not all(_alike(*pair) for pair in pairs[1:3]):
            return Match.NO
    return Match.EXACT if all(_same(one, other) for one, other in pairs) else Match.ALIKE


def _description(text: str | None, title: str) -> str | None:
    """Return a description unless the title says all of it."""
    return None if text and title_says(title, text) else text


def _alike(one: str | None, other: str | None) -> bool:
    return normal_title(one or "") == normal_title(other or "")


def _same(one: str | None, other: str | None) -> bool:
    return (one or "").rstrip(".") == (other or "").rstrip(".")
