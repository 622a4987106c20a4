"""Profiles: what of an entry can be recognised again, computed once for each entry that needs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import le

from bot.domain.entries import Entry, EntryKind
from bot.domain.keys import LinkKey, link_key
from bot.domain.matching.sections import SectionKey, section_key
from bot.domain.titles import SMALL_WORDS, normal_title, short_name, title_key

_AUTHOR_NOISE = re.compile(r"\b(?:by|et al|and others|and)\b")
_CJK_PAIR = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}))")


@dataclass(frozen=True, slots=True)
class Profile:
    """An entry in the form in which it is compared.

    `rank` is its place among its list's entries, from 0 to 1; `first_link` the one that the list puts first.
    `words` are the title's content words and, for scripts without spaces, its pairs of letters.
    """

    entry: Entry
    rank: float
    title: str
    words: frozenset[str]
    links: frozenset[LinkKey]
    first_link: LinkKey | None
    authors: str
    name: str
    sections: frozenset[SectionKey]

    @property
    def is_paper(self) -> bool:
        """Whether a version in its title makes it another work (a project's version does not)."""
        return self.entry.kind is EntryKind.PAPER


def profile(entry: Entry, rank: float = 0.0) -> Profile:
    """Compute an entry's profile."""
    name = entry.name or short_name(entry.title)
    keys = [key for link in entry.links if (key := link_key(link.url)) is not None]
    return Profile(
        entry,
        rank,
        title_key(entry.title),
        title_words(entry.title),
        frozenset(keys),
        keys[0] if keys else None,
        author_key(entry.authors),
        title_key(name) if name else "",
        frozenset(section_key(path) for path in entry.sections),
    )


def profiles(entries: Sequence[Entry], which: Sequence[int]) -> list[Profile]:
    """Compute the profiles of some of a list's entries, by number."""
    if not which:
        return []
    positions = [entry.placements[0].position for entry in entries]
    if all(map(le, positions, positions[1:])):  # as in nearly every list
        return [profile(entries[at], at / len(entries)) for at in which]
    order = sorted(range(len(entries)), key=positions.__getitem__)
    rank = {at: number / len(entries) for number, at in enumerate(order)}
    return [profile(entries[at], rank[at]) for at in which]


def author_key(authors: str | None) -> str:
    """Return what equal author lists share whatever their punctuation, "by", "and" and "et al."."""
    if not authors:
        return ""
    return re.sub(r"\s+", "", _AUTHOR_NOISE.sub(" ", normal_title(authors)))


def title_words(title: str) -> frozenset[str]:
    """Return the words to find candidates by."""
    text = normal_title(title)
    words = {word for word in text.split(" ") if word not in SMALL_WORDS}
    return frozenset(words) if text.isascii() else frozenset(words.union(_CJK_PAIR.findall(text)))
