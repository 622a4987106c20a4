"""Cross-validation: would the engine's numbers have been chosen as they are, had some questions not been known.

A number is worth nothing if only the questions that it was tuned on support it.

Questions are dealt out to folds by a hash of their text.  For each fold the best of a few settings on all other
questions is looked for, and that setting is judged on the fold.  Where many settings are as good, the shipped one is
taken for the best: numbers should not move for nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from statistics import mean, pstdev

from benchmarks.judging import Question, catalog_of, ndcg, questions_of
from benchmarks.meanings import meaning_of
from bot.domain.catalog import Catalog
from bot.search.blending import SHIPPED
from bot.search.engine import SearchEngine
from bot.search.meaning import Meaning
from bot.search.ranking import GATE
from bot.search.text import key_of
from bot.shipped import synonym_table, venue_table

FOLDS = 5
_WORTH_MOVING = 0.003
"""By how much another setting must be better than the shipped one to be chosen."""

Setting = Mapping[str, float]

_GATES: Mapping[str, Sequence[float]] = {
    "enough": (0.45, 0.5, 0.6), "agreed": (0.3, 0.34, 0.4), "least": (0.15, 0.25, 0.34),
    "beside_best": (0.2, 0.3, 0.45),
}  # fmt: skip
_BLENDS: Mapping[str, Sequence[float]] = {
    "weight": (0.15, 0.3, 0.6), "sure": (0.4, 0.45, 0.5), "related": (0.3, 0.35, 0.45), "seconded": (0.35, 0.4, 0.45),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold: how many questions it has, the setting that the others chose, and how good it is here."""

    questions: int
    chosen: Setting
    judged: float
    shipped: float


@dataclass(frozen=True, slots=True)
class Validated:
    """Folds with words alone or with meaning.  Goodness is the mean of nDCG, where what has no answer counts 1 or 0."""

    system: str
    folds: Sequence[Fold]

    @property
    def judged(self) -> float:
        """The mean over all questions, each judged by a setting that was chosen without it."""
        return self._mean([fold.judged for fold in self.folds])

    @property
    def shipped(self) -> float:
        """The same with the shipped setting."""
        return self._mean([fold.shipped for fold in self.folds])

    @property
    def spread(self) -> float:
        """The standard deviation over folds."""
        return pstdev(fold.judged for fold in self.folds)

    def _mean(self, values: Sequence[float]) -> float:
        weights = [fold.questions for fold in self.folds]
        return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def validate(folder: Path) -> list[Validated]:
    """Judge words alone, and meaning beside them where its extra is installed."""
    catalog, questions = catalog_of(folder / "catalog.yaml"), questions_of(folder / "queries.jsonl")
    meaning = meaning_of(catalog)
    found = [_validated("ours, words", catalog, questions, None)]
    return [*found, _validated("ours, with meaning", catalog, questions, meaning)] if meaning else found


def fold_of(text: str) -> int:
    """Return the fold of a question: the same on every machine."""
    return hashlib.sha256(text.encode()).digest()[0] % FOLDS


def _validated(name: str, catalog: Catalog, questions: Sequence[Question], meaning: Meaning | None) -> Validated:
    shipped: Mapping[str, float] = asdict(SHIPPED) if meaning else asdict(GATE)
    table = _BLENDS if meaning else _GATES
    settings = [{key: shipped[key] for key in table}]
    settings += [dict(zip(table, values, strict=True)) for values in product(*table.values())]
    goodness = [_goodness(_engine(catalog, meaning, setting), questions) for setting in settings]
    folds = [_fold(fold, questions, settings, goodness) for fold in range(FOLDS)]
    return Validated(name, [fold for fold in folds if fold.questions])


def _engine(catalog: Catalog, meaning: Meaning | None, setting: Setting) -> SearchEngine:
    if meaning:
        return SearchEngine(catalog, venue_table(), synonym_table(), meaning, blend=replace(SHIPPED, **setting))
    return SearchEngine(catalog, venue_table(), synonym_table(), gate=replace(GATE, **setting))


def _fold(
    fold: int, questions: Sequence[Question], settings: Sequence[Setting], goodness: Sequence[Sequence[float]]
) -> Fold:
    held = [at for at, question in enumerate(questions) if fold_of(question.text) == fold]
    known = [at for at, question in enumerate(questions) if fold_of(question.text) != fold]
    if not held or not known:
        return Fold(0, settings[0], 0.0, 0.0)
    before = [mean(each[at] for at in known) for each in goodness]
    best = max(range(len(settings)), key=lambda number: before[number])
    if before[best] < before[0] + _WORTH_MOVING:
        best = 0
    return Fold(
        len(held), settings[best], mean(goodness[best][at] for at in held), mean(goodness[0][at] for at in held)
    )


def _goodness(engine: SearchEngine, questions: Sequence[Question]) -> list[float]:
    answers = [engine.search(question.text).hits for question in questions]
    keys = [[key_of(hit.entry.entry.title) for hit in hits] for hits in answers]
    return [
        ndcg(question.grades, found) if question.grades else float(not found)
        for question, found in zip(questions, keys, strict=True)
    ]
