"""Kinship: why one work is like another, in words that hold for both: "also about pipeline parallelism".

Decides nothing: how much alike two works are is `bot.search.similar`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.search.explain import merged
from bot.search.forms import read_field
from bot.search.index import CatalogIndex
from bot.search.results import Reason, ReasonKind, Span

PHRASES = 4
"""How many things in common one reason names at most, the rarest first."""

COMMON = 0.3
"""What more than this share of the entries is about is named only where they have nothing else in common."""


CLOSE_IN_MEANING = 0.4
"""From this cosine on, meaning is given as a reason."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two entries are, and by what.

    `first_author` is one of the `authors` in common if that is the first of both papers; `closeness` the cosine of what
    they mean, where that is known; `together` counts the people who saved both.
    """

    row: int
    score: float
    keys: frozenset[str]
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    first_author: str | None = None
    closeness: float | None = None
    together: int = 0

    @property
    def is_grounded(self) -> bool:
        """Whether some signal can be told as the reason."""
        return bool(self.keys or self.authors or self.sections) or (self.closeness or 0.0) >= CLOSE_IN_MEANING


def kin_reasons(index: CatalogIndex, likeness: Likeness) -> tuple[Reason, ...]:
    """Say what two works are about, that they mean the like, and whom and what they have in common, in this order."""
    reasons = []
    if phrases := shared_phrases(index, likeness.row, likeness.keys):
        reasons.append(Reason(ReasonKind.ABOUT, phrases))
    if (likeness.closeness or 0.0) >= CLOSE_IN_MEANING:
        reasons.append(Reason(ReasonKind.MEANING))
    if likeness.first_author:
        reasons.append(Reason(ReasonKind.SAME_FIRST_AUTHOR, (likeness.first_author,)))
    if others := tuple(name for name in likeness.authors if name != likeness.first_author):
        reasons.append(Reason(ReasonKind.SAME_AUTHOR, others))
    if likeness.together:
        reasons.append(Reason(ReasonKind.TOGETHER, (str(likeness.together),)))
    if likeness.sections:
        reasons.append(Reason(ReasonKind.SAME_SECTION, likeness.sections))
    return tuple(reasons)


def shared_phrases(index: CatalogIndex, row: int, keys: Collection[str]) -> tuple[str, ...]:
    """Return what an entry calls things that answer to the keys, as it stands there, neighbouring words as one phrase.

    The rarest come first.  What only comes close in meaning is named where the very words are not.
    """
    lexicon = index.lexicon
    entry = index.entries[row].entry
    close = {key for key in index.topic(row) if not set(lexicon.near(key)).isdisjoint(keys)}
    for wanted in (keys, close):
        found: dict[str, tuple[float, str]] = {}
        for text in filter(None, (entry.title, entry.description)):
            for rarity, phrase in _phrases(index, text, wanted):
                found.setdefault(phrase.casefold(), (rarity, phrase))
        if found:
            told = sorted(found.values(), key=lambda each: -each[0])[:PHRASES]
            telling = [each for each in told if each[0] > index.vocabulary.rarity(COMMON * len(index.entries))]
            return tuple(phrase for _, phrase in telling or told)
    return ()


def _phrases(index: CatalogIndex, text: str, keys: Collection[str]) -> Iterator[tuple[float, str]]:
    """Give the phrases of a text that answer to keys, each with how rare the rarest of those is."""
    rarities: dict[Span, float] = {}
    for form in read_field(text, index.lexicon).forms:
        if form.key in keys:
            rarity = index.vocabulary.rarity(index.vocabulary.frequency(form.key))
            rarities[form.start, form.end] = max(rarity, rarities.get((form.start, form.end), 0.0))
    for start, end in _joined(text, merged(rarities)):
        yield max(rarity for (at, to), rarity in rarities.items() if start <= at and to <= end), text[start:end]


def _joined(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Join ranges with nothing but a space or a hyphen between them."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and text[joined[-1][1] : start] in (" ", "-"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
