"""Candidates: which rows are worth a closer look, by how much of what is asked for they may have.

Every term divides the catalog into those that have it in the title, have it elsewhere, have something close in
meaning, or nothing.  Combinations of these are visited from the most promising down until enough rows are found;
each costs a few operations on sets of rows, however many rows they hold.  The final order is `bot.search.ranking`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from bot.search.bits import Bits, rows_of
from bot.search.documents import FIELD_WEIGHTS
from bot.search.lexicon import NEAR
from bot.search.postings import Postings
from bot.search.ranking import BESIDE_BEST, NOTEWORTHY
from bot.search.results import ReasonKind
from bot.search.terms import Term

_TERMS = 5
"""How many of the most telling terms decide."""

_FINELY = 3
"""Of up to so many terms it is told where they stand; of more, only whether they are there."""

_BESIDE_FIRST = 0.7 * BESIDE_BEST
"""What may cover less than this, beside the first rows found, is no answer; levels are coarse, hence the margin."""

_ELSEWHERE = FIELD_WEIGHTS[ReasonKind.SECTION]
_Level = tuple[float, Bits | None]
"""What a document gains of a term, at best, and the rows that do; None for all rows."""


class Candidates:
    """Finds candidates with the postings of one catalog.

    *keys* says which rows hold a key, *titled* which have it in their title, *short* which titles have few words:
    several sets, each a part of the next.
    """

    def __init__(self, keys: Postings[str], titled: Postings[str], short: Sequence[Bits]) -> None:
        self._keys = keys
        self._titled = titled
        self._short = short

    def find(self, terms: Sequence[Term], among: Bits | None, limit: int) -> list[int]:
        """Return at most about *limit* rows of those *among* which to look (None for all), the most promising first."""
        told = sorted((term for term in terms if not term.weak), key=lambda term: -term.importance)[:_TERMS]
        telling = told or list(terms)[:_TERMS]
        levels = [self._levels(term, finely=len(telling) <= _FINELY) for term in telling]
        found: list[int] = []
        seen = 0
        for bits in _visited(telling, levels, among):
            fresh = bits & ~seen
            if fresh:
                found += self._shortest_first(fresh, limit - len(found))
                seen |= fresh
            if len(found) >= limit:
                break
        return found

    def _shortest_first(self, bits: Bits, limit: int) -> list[int]:
        """Return at most *limit* rows; of more, those whose titles have the fewest words besides."""
        if bits.bit_count() <= limit:
            return list(rows_of(bits))
        found: list[int] = []
        for short in (*self._short, bits):
            if part := bits & short:
                found += islice(rows_of(part), limit - len(found))
                if len(found) >= limit:
                    break
                bits ^= part
        return found

    def _levels(self, term: Term, *, finely: bool) -> list[_Level]:
        best = max(term.keys.values())
        own = [key for key, share in term.keys.items() if share == best or share > NEAR]
        own_rows = self._keys.any_of(own)
        every = own_rows | self._keys.any_of((*term.keys, *(key for key, _ in term.parts)))
        levels: list[_Level] = [(best, self._titled.any_of(own))] if finely else []
        levels += [(best * (_ELSEWHERE if finely else 1.0), own_rows), (best * NEAR * _ELSEWHERE, every), (0.0, None)]
        return levels


def _visited(terms: Sequence[Term], levels: Sequence[Sequence[_Level]], among: Bits | None) -> Iterator[Bits]:
    """Yield the rows of each combination, the most promising combinations first; what covers too little is left out."""
    total = sum(term.importance for term in terms)
    combined = [
        (sum(term.importance * level[0] for term, level in zip(terms, chosen, strict=True)), chosen)
        for chosen in product(*levels)
    ]
    least = NOTEWORTHY * total / 2
    for covered, chosen in sorted(combined, key=lambda item: -item[0]):
        if covered < least:
            return
        sets = [bits for _, bits in chosen if bits is not None]
        if among is not None:
            sets.append(among)
        common = sets[0] if sets else 0
        for bits in sets[1:]:
            common &= bits
            if not common:
                break
        if common:
            least = max(least, _BESIDE_FIRST * covered)
            yield common
