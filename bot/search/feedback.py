"""Relevance feedback: "more like this, not that", said of works that an answer showed.

The question moves towards what was chosen and away from what was refused (Rocchio, 1971: "Relevance feedback in
information retrieval").  Likeness is a product of vectors, so that the moved question need not be written down: a
work's new score is its old one, plus its mean likeness to the chosen works, less its mean likeness to the refused.

Pure; knows nothing of buttons, and how alike two works are is `bot.search.similar`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.search.kinship import Likeness
from bot.search.ranking import AllAlike, Scored

WANTED, UNWANTED = 0.75, 0.5
"""How much likeness to what was chosen or refused counts, where the best answer to the words alone counts 1.

Rocchio's own share for what is refused is smaller; here people press *Not this* to have less of its kind.
"""

JOINS = 0.3
"""So much like a chosen work is what joins the answer, though it has nothing of the words."""

TELLING = 0.1
"""From this likeness on it is a reason to be there."""

Near = Callable[[int], Sequence[Likeness]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said of an answer: rows of which more is wanted, and rows of whose kind less is."""

    liked: tuple[int, ...] = ()
    unliked: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return bool(self.liked or self.unliked)


@dataclass(frozen=True, slots=True)
class Refined:
    """An answer in its new order; `nearest` says by row which chosen work it is most like, and by what."""

    wish: Wish = field(default_factory=Wish)
    scored: Sequence[Scored] = ()
    nearest: Mapping[int, tuple[int, Likeness]] = field(default_factory=dict)


def refine(near: Near, scored: Sequence[Scored], wish: Wish, may_join: Callable[[int], bool]) -> Refined:
    """Order an answer anew by what was said of it.

    What is chosen comes first, what is refused is left out, and what is like the one rises, like the other falls.
    *near* gives the neighbours of a row; *may_join* says of a row that the answer did not have whether it meets the
    conditions of the question.
    """
    towards, nearest = _likeness(near, wish.liked)
    away, _ = _likeness(near, wish.unliked)
    moved = {row: WANTED * towards.get(row, 0.0) - UNWANTED * away.get(row, 0.0) for row in towards.keys() | away}
    order = _reordered(scored, moved, wish)
    known = {*_rows(scored), *wish.unliked}
    joining = [row for row in wish.liked if row not in known]
    close = ((row, most.score) for row, (_chosen, most) in nearest.items() if row not in known)
    joining += [row for row, score in close if score >= JOINS and moved[row] > 0 and may_join(row)]
    if joining:
        order = _reordered([*order, *(Scored(row, 0.0, 0.0) for row in dict.fromkeys(joining))], moved, wish)
    return Refined(wish, order, nearest)


def _likeness(near: Near, rows: Sequence[int]) -> tuple[dict[int, float], dict[int, tuple[int, Likeness]]]:
    """Return the mean likeness of each row to some others (itself counts as wholly alike), and which is the nearest."""
    mean: dict[int, float] = dict.fromkeys(rows, 1 / max(len(rows), 1))
    nearest: dict[int, tuple[int, Likeness]] = {}
    for row in rows:
        for each in near(row):
            mean[each.row] = mean.get(each.row, 0.0) + min(1.0, each.score) / len(rows)
            if each.score >= TELLING and (each.row not in nearest or each.score > nearest[each.row][1].score):
                nearest[each.row] = (row, each)
    return mean, nearest


def _rows(scored: Sequence[Scored]) -> Sequence[int]:
    return scored.rows if isinstance(scored, AllAlike) else [each.row for each in scored]


def _reordered(scored: Sequence[Scored], moved: Mapping[int, float], wish: Wish) -> Sequence[Scored]:
    """Sort what is left; of answers that are all alike, only those that move are looked at one by one."""
    out, first = set(wish.unliked), set(wish.liked)

    def place(row: int, score: float) -> tuple[bool, float]:
        return row not in first, -(score + moved.get(row, 0.0))

    if isinstance(scored, AllAlike):
        stirred = sorted((row for row in scored.rows if row in moved and row not in out), key=lambda r: place(r, 0.0))
        still = [row for row in scored.rows if row not in moved]
        up = [row for row in stirred if row in first or moved[row] > 0]
        return AllAlike([*up, *still, *stirred[len(up) :]])
    top = max((each.score for each in scored), default=1.0) or 1.0
    kept = (each for each in scored if each.row not in out)
    return sorted(kept, key=lambda each: place(each.row, each.score / top))
