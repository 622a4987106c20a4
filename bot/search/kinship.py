"""Kinship: why one work is like another, in words that hold for both: "also about pipeline parallelism".

Decides nothing: how much alike two works are is `bot.search.similar`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.search.documents import authors_of
from bot.search.explain import merged
from bot.search.forms import read_field
from bot.search.index import CatalogIndex
from bot.search.results import Reason, ReasonKind, Span

PHRASES = 4
"""How many things in common one reason names at most, the rarest first."""

COMMON = 0.3
"""What more than this share of the entries is about is named only where they have nothing else in common."""


def kin_reasons(
    index: CatalogIndex,
    row: int,
    other: int,
    keys: Collection[str],
    authors: Sequence[str],
    sections: Sequence[str],
    together: int = 0,
) -> tuple[Reason, ...]:
    """Say why *other* is like the entry in *row*: what both are about, and whom and what they have in common.

    *keys*, *authors* and *sections* are what both have; *together* counts the people who saved both.
    """
    mine, yours = index.entries[row].entry, index.entries[other].entry
    reasons = []
    if phrases := shared_phrases(index, other, keys):
        reasons.append(Reason(ReasonKind.ABOUT, phrases))
    if authors:
        first = [names[0].casefold() for names in (authors_of(mine), authors_of(yours)) if names]
        leads = len(first) == 2 and first[0] == first[1]
        reasons.append(Reason(ReasonKind.SAME_FIRST_AUTHOR if leads else ReasonKind.SAME_AUTHOR, tuple(authors)))
    if together:
        reasons.append(Reason(ReasonKind.TOGETHER, (str(together),)))
    if sections:
        reasons.append(Reason(ReasonKind.SAME_SECTION, tuple(sections)))
    return tuple(reasons)


def shared_phrases(index: CatalogIndex, row: int, keys: Collection[str]) -> tuple[str, ...]:
    """Return what an entry calls things that answer to the keys, as it stands there, neighbouring words as one phrase.

    The rarest come first.  What only comes close in meaning is named where the very words are not.
    """
    lexicon = index.lexicon
    entry = index.entries[row].entry
    close = {key for key in index.document(row).topic if not set(lexicon.near(key)).isdisjoint(keys)}
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
