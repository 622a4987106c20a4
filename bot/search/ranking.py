"""Ranking: how well one document answers the terms of a query, and from where on it is no answer at all.

The score of a document is the sum over all terms of the term's importance times the weight of the best
place where one of its keys stands.  *Coverage* is how much of what was asked for a document has, weighted
by importance; a word that the catalog does not know weighs most, so that "chocolate cake" is not answered
with whatever has a word in common; one that only shapes the question need not be had.  Pure functions: nothing here
knows where documents come from.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, overload

from bot.search.documents import Document
from bot.search.lexicon import NEAR
from bot.search.stems import stem
from bot.search.terms import Term

ENOUGH = 0.55
"""A query has answers only if some document covers this share of what was asked for."""

AGREED = 0.34
"""... or this share, if two of the words that were typed agree on it: they seldom do so by chance."""

AGREED_BRIEFLY = 0.45
"""... or this, where the question is brief and has a foreign word in it ("coffee table lookup")."""

FAMILIAR = 3
"""... or what makes any document an answer, if so many things are asked for and the catalog has them all, one by one:
foreign questions have a foreign word in them."""

LEAST = 0.2
"""Where a query has answers, a document is one of them if it covers this share of what was asked for."""

WIDESPREAD = math.log(1 + 1 / 0.5)
"""The importance of a word that half of the catalog has; what is not above it agrees with anything."""

PIECEMEAL = 0.8
"""What the words of a term count for where they do not stand together."""

BESIDE_BEST = 0.25
"""... and at least this share of what the best document covers."""


@dataclass(frozen=True, slots=True)
class Gate:
    """From where on a query has answers, and a document is one of them; what the four mean is said above."""

    enough: float = ENOUGH
    agreed: float = AGREED
    least: float = LEAST
    beside_best: float = BESIDE_BEST


GATE = Gate()
"""The gate in use: cross-validation over judged questions supports it (`scripts/bench search FOLDER` tells)."""

NOTEWORTHY = 0.25
"""What covers less than this has nothing to do with the question."""

_EXACT = 0.08
"""Extra for a word that stands in the document just as it was typed."""

_TOGETHER = 0.25
"""Extra for two terms that stand next to each other in the title, as they do in the query."""

_WHOLE_TITLE = 0.15
"""Extra for a title of which the query leaves nothing out."""

_NAMED = 3.0
"""By how much a score grows where the query is a work's very name."""


class Scored(NamedTuple):
    """A row of the catalog with its score, its coverage (0 to 1), and how many of the words agree on it.

    `closeness` is a cosine, where a sentence-embedding model was asked.
    """

    row: int
    score: float
    coverage: float
    agreed: int = 1
    closeness: float | None = None


class AllAlike(Sequence[Scored]):
    """Rows that answer equally well, in a given order; each is scored only when it is looked at."""

    def __init__(self, rows: Sequence[int]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Scored: ...

    @overload
    def __getitem__(self, at: slice) -> list[Scored]: ...

    def __getitem__(self, at: int | slice) -> Scored | list[Scored]:
        if isinstance(at, slice):
            return [Scored(row, 1.0, 1.0) for row in self.rows[at]]
        return Scored(self.rows[at], 1.0, 1.0)


def score_all(terms: Sequence[Term], documents: Iterable[tuple[int, Document]], query_key: str) -> list[Scored]:
    """Score documents and return those that have anything to do with the terms, best first.

    *query_key* is the key (see `key_of`) of everything that was asked for, to be recognised as a name.
    Equals stay in the order in which they came.
    """
    scorer = _Scorer(terms, query_key)
    scored = (scorer.score(row, document) for row, document in documents)
    return sorted((each for each in scored if each.score > 0), key=lambda each: -each.score)


def answers(scored: Sequence[Scored], gate: Gate = GATE, *, familiar: int = 0, brief: bool = False) -> list[Scored]:
    """Return those that answer the query, if some document surely does; the others may cover less than that one.

    *familiar* is how many things are asked for, if none is foreign to the catalog; *brief*, that they are few, and one
    of them is.
    """
    agreed = max(gate.agreed, AGREED_BRIEFLY) if brief else gate.agreed
    sure = any(each.coverage >= (agreed if each.agreed > 1 else gate.enough) for each in scored)
    if not sure and familiar < FAMILIAR:
        return []
    least = max(gate.least, gate.beside_best * max((each.coverage for each in scored), default=0.0))
    return [each for each in scored if each.coverage >= least]


def close_misses(scored: Sequence[Scored]) -> list[Scored]:
    """Return those that do not answer but are worth naming where nothing does, best covered first."""
    return sorted((each for each in scored if each.coverage >= NOTEWORTHY), key=lambda each: -each.coverage)


class _Scorer:
    """Scores documents for the terms of one query."""

    def __init__(self, terms: Sequence[Term], query_key: str) -> None:
        self._query_key = query_key
        self._total = sum(term.importance for term in terms)
        # A word that only shapes a question need not be had, unless there are no others.
        only_weak = all(term.weak for term in terms)
        telling = [term.importance if only_weak or not term.weak else 0.0 for term in terms]
        self._weighed = [(term, each, frozenset(term.typed)) for term, each in zip(terms, telling, strict=True)]
        self._answered: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, term in enumerate(terms):
            for key, share in term.keys.items():
                self._answered[key].append((at, share))
        self._asked_for = sum(telling)
        self._asked = frozenset(key for term in terms for key in term.keys)
        self._pairs = {
            (stem(one.typed[-1]), stem(other.typed[0])): one.importance + other.importance
            for one, other in pairwise(terms)
        }
        self._firsts = frozenset(first for first, _ in self._pairs)

    def score(self, row: int, document: Document) -> Scored:
        points = covered = 0.0
        agreed = 0
        for (term, telling, typed), found in zip(self._weighed, self._answers(document.weights), strict=True):
            if not found:
                continue
            covered += telling * min(1.0, found)
            if found >= NEAR - 0.1 and not term.weak and term.importance > WIDESPREAD:
                agreed += len(term.typed)
            inexact = typed.isdisjoint(document.title)
            points += term.importance * (found + (0.0 if inexact else _EXACT))
        if self._query_key in document.names:
            return Scored(row, points * _NAMED + self._total, 1.0, agreed)
        if not points:
            return Scored(row, 0.0, 0.0)
        points += self._side_by_side(document) * _TOGETHER + self._share_of_title(document) * self._total * _WHOLE_TITLE
        coverage = covered / self._asked_for
        return Scored(row, points * (0.5 + 0.5 * coverage), coverage, agreed)

    def _answers(self, weights: Mapping[str, float]) -> list[float]:
        """Return how well a document answers each term: its best key, by what that counts for and where it stands.

        A document without "federated learning" but with "federated" has the better part of what was asked for.
        """
        best = [0.0] * len(self._weighed)
        for key in self._answered.keys() & weights.keys():
            for at, share in self._answered[key]:
                best[at] = max(best[at], share * weights[key])
        for at, (term, _, _) in enumerate(self._weighed):
            if term.parts and best[at] < PIECEMEAL:
                pieces = sum(share * weights.get(key, 0.0) for key, share in term.parts)
                best[at] = max(best[at], PIECEMEAL * pieces)
        return best

    def _side_by_side(self, document: Document) -> float:
        """Return the importance of neighbouring terms that are neighbours in the title, too."""
        if self._firsts.isdisjoint(document.title_stems):
            return 0.0
        found = self._pairs.keys() & set(pairwise(document.title_stems))
        return sum(map(self._pairs.__getitem__, found))

    def _share_of_title(self, document: Document) -> float:
        """Return how much of the title the query speaks of, from 0 to 1."""
        return sum(map(self._asked.__contains__, document.title_stems)) / max(len(document.title_stems), 1)
