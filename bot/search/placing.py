"""Placing: which sections of a list a new work most likely belongs to.

Compares the words of a proposal with the words of each section's entries and headings.  Knows nothing of lists' texts.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.entries import Entry, SectionPath
from bot.domain.suggesting.proposal import Proposal
from bot.search.forms import read_field
from bot.search.lexicon import Lexicon

HEADING = 0.8
KIND = 0.4
VENUE = 0.06
NEAREST = 5
"""So many of a section's entries speak for it: one that is alike says more than many that are not."""
_TOLD = 3


@dataclass(frozen=True, slots=True)
class SectionGuess:
    """A section that a work may belong to.

    `score` is higher for likelier ones and comparable within one list only; `reasons` are the words of the proposal
    that the section shares, most telling first, and may be empty.
    """

    section: SectionPath
    score: float
    reasons: tuple[str, ...]


def guess_sections(
    proposal: Proposal,
    entries: Iterable[Entry],
    lexicon: Lexicon,
    *,
    sections: Iterable[SectionPath] = (),
    k: int = 3,
) -> tuple[SectionGuess, ...]:
    """Return the *k* likeliest sections for a proposal (whose own `section` is not looked at), best first.

    *entries* are the list's; *sections* those of its sections that may have none.  Cosine of tf-idf vectors with the
    nearest entries of each section (Salton & Buckley, 1988), and on top of it the words of its headings, its share of
    works of the proposal's kind, and its share of the venue.
    """
    return _Guesser(entries, sections, lexicon).guess(proposal, k)


_Member: TypeAlias = tuple[Entry, Counter[str]]


class _Guesser:
    """Keeps each section's entries with their words."""

    def __init__(self, entries: Iterable[Entry], sections: Iterable[SectionPath], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._members: dict[SectionPath, list[_Member]] = {section: [] for section in sections if section}
        self._frequency: Counter[str] = Counter()
        count = 0
        for entry in entries:
            words = self._words(entry.title, entry.description)
            self._frequency.update(words.keys())
            count += 1
            for section in dict.fromkeys(entry.sections):
                self._members.setdefault(section, []).append((entry, words))
        self._count = max(count, 1)
        self._headings = {section: self._words(*section) for section in self._members}

    def guess(self, proposal: Proposal, k: int) -> tuple[SectionGuess, ...]:
        words = self._words(proposal.title, proposal.description)
        guesses = [self._judged(section, proposal, words) for section in self._members]
        return tuple(sorted(guesses, key=lambda guess: -guess.score)[:k])

    def _judged(self, section: SectionPath, proposal: Proposal, words: Counter[str]) -> SectionGuess:
        members = self._members[section]
        likeness = sorted((self._cosine(words, theirs) for _entry, theirs in members), reverse=True)[:NEAREST]
        score = sum(value / (rank + 1) for rank, value in enumerate(likeness))
        heading = self._headings[section]
        score += HEADING * self._cosine(words, heading)
        score += KIND * _share(entry.kind is proposal.kind for entry, _words in members)
        score += VENUE * _share(entry.venue == proposal.venue is not None for entry, _words in members)
        shared = {word for _entry, theirs in members for word in theirs} | heading.keys()
        return SectionGuess(section, round(score, 4), self._told(proposal, shared))

    def _told(self, proposal: Proposal, shared: Collection[str]) -> tuple[str, ...]:
        """Return the most telling words of a proposal, as it writes them, that are among *shared*."""
        rarities: dict[str, float] = {}
        for text in (proposal.title, proposal.description or ""):
            for form in read_field(text, self._lexicon).forms:
                if form.key in shared:
                    word = text[form.start : form.end].casefold()
                    rarities[word] = max(rarities.get(word, 0.0), self._rarity(form.key))
        return tuple(sorted(rarities, key=lambda word: -rarities[word])[:_TOLD])

    def _words(self, *texts: str | None) -> Counter[str]:
        out: Counter[str] = Counter()
        for text in texts:
            for form in read_field(text or "", self._lexicon).forms:
                if form.key not in self._lexicon.ignored and not self._lexicon.is_weak(form.key):
                    out[form.key] += 1
        return out

    def _rarity(self, word: str) -> float:
        return math.log(1 + self._count / (1 + self._frequency[word]))

    def _cosine(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        shared = one.keys() & other.keys()
        if not shared:
            return 0.0
        return sum(self._rarity(word) ** 2 for word in shared) / (self._length(one) * self._length(other))

    def _length(self, words: Mapping[str, int]) -> float:
        return math.sqrt(sum(self._rarity(word) ** 2 for word in words))


def _share(answers: Iterable[bool]) -> float:
    """Return the share of yeses; a half where nobody answers."""
    told = list(answers)
    return sum(told) / len(told) if told else 0.5
