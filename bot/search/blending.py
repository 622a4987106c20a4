"""Blending: what a sentence-embedding model says beside the words: on the order of answers, and whether there are any.

A weighted sum of words and cosine: joining two rankings by rank alone would drown names and authors, which a model
does not know.  The numbers stand for a model of the MiniLM kind, whose cosine is about 0.6 for the best answer to a
topic and seldom above 0.4 for what is foreign to a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.search.bits import Bits
from bot.search.index import CatalogIndex
from bot.search.meaning import Meaning
from bot.search.ranking import FAMILIAR, GATE, Gate, Scored, answers

NEAREST = 50
"""How many of the entries that come closest to a question are looked at, whatever their words."""


@dataclass(frozen=True, slots=True)
class Blend:
    """How much a model's word counts, in cosines.

    `weight`: what a cosine of 1 adds to a score, where 1 is every word in the title.  `sure`: what comes so close
    answers though no words do; `related`: ... and this close, where there are other answers.  `doubtful`: where the
    best words cover no more than this, or a question is brief and has a foreign word in it, something must come as
    close as `seconded`, or there is no answer; as close as `familiar` is enough where the catalog has something on
    every single thing that is asked for.
    """

    weight: float = 0.3
    sure: float = 0.45
    related: float = 0.3
    doubtful: float = 0.6
    seconded: float = 0.35
    familiar: float = 0.33


SHIPPED = Blend()
"""What cross-validation over judged questions supports (`scripts/bench search FOLDER` tells the folds)."""


def closeness_of(
    text: str, meaning: Meaning, index: CatalogIndex, candidates: Sequence[int], among: Bits | None
) -> dict[int, float]:
    """Return by row how close to a text candidates are, and what else comes closest of those *among* which to look."""
    near = ((index.rows.get(ref), cosine) for ref, cosine in meaning.near(text, NEAREST))
    found = {row: cosine for row, cosine in near if row is not None and (among is None or among >> row & 1)}
    rest = [row for row in candidates if row not in found]
    cosines = meaning.closeness(text, [index.entries[row].ref for row in rest])
    return found | {row: cosine for row, cosine in zip(rest, cosines, strict=True) if cosine is not None}


def blended(scored: Sequence[Scored], asked: float, closeness: Mapping[int, float], blend: Blend) -> list[Scored]:
    """Add closeness in meaning to what words scored, the best first.

    *asked* is the importance of all that was asked for; *closeness* says by row how close entries come, and may name
    some that have none of the words.
    """
    worded = {each.row: each for each in scored}
    both = [
        _with(worded.get(row) or Scored(row, 0.0, 0.0, 0), asked, closeness.get(row), blend.weight)
        for row in dict.fromkeys((*worded, *closeness))
    ]
    return sorted(both, key=lambda each: -each.score)


def answers_by_meaning(
    scored: Sequence[Scored], blend: Blend, gate: Gate = GATE, *, familiar: int = 0, brief: bool = False
) -> list[Scored]:
    """Return those that answer by their words or by what they mean; none where both are in doubt.

    *familiar* and *brief* are as for `answers`.
    """
    nearest = max((each.closeness or 0.0 for each in scored), default=0.0)
    covered = max((each.coverage for each in scored), default=0.0)
    at_home = bool(familiar) and nearest >= blend.familiar
    if (brief or covered < blend.doubtful) and nearest < blend.seconded and not at_home:
        return []
    worded = {each.row for each in answers(scored, gate, familiar=FAMILIAR if at_home else familiar, brief=brief)}
    if not worded and nearest < blend.sure:
        return []
    return [each for each in scored if each.row in worded or (each.closeness or 0.0) >= blend.related]


def _with(each: Scored, asked: float, closeness: float | None, weight: float) -> Scored:
    gain = weight * max(closeness or 0.0, 0.0)
    return Scored(each.row, each.score / asked + gain, each.coverage, each.agreed, closeness)
