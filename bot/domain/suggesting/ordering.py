"""Ordering: whether a section sorts its entries, by what, and where a new one belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeAlias

from bot.domain.titles import fold

_ENOUGH = 4
"""Entries that a section must have to show an order by itself."""
_DATED = 0.8
_CLEARLY = {"title": 0.9, "oldest first": 0.85, "newest first": 0.85}


class Order(StrEnum):
    """How a section is sorted."""

    TITLE = "title"
    OLDEST_FIRST = "oldest first"
    NEWEST_FIRST = "newest first"


Item: TypeAlias = tuple[str, int | None, str | None]
"""Title, year and venue: what entries are sorted by."""

Key: TypeAlias = str | int


def order_of(section: Sequence[Item], others: Sequence[Sequence[Item]]) -> Order | None:
    """Return a section's order; a short section is taken to be sorted as the other sections are."""
    samples = [section] if len(section) >= _ENOUGH else [*others, section]
    scores = {order: _concordance(order, samples) for order in Order}
    best = max(scores, key=lambda order: scores[order])
    return best if scores[best] >= _CLEARLY[best] else None


def place_for(item: Item, section: Sequence[Item], order: Order | None) -> int:
    """Return how many of a section's entries stand before a new one: where the fewest are out of order, else last.

    Among equals it stands last, or behind the last one of its venue.
    """
    key = _KEYS[order](item) if order else None
    if key is None or order is None:
        return len(section)
    keys = [_KEYS[order](other) for other in section]
    costs = [_disorder(key, keys[:at], keys[at:]) for at in range(len(keys) + 1)]
    best = [at for at, cost in enumerate(costs) if cost == min(costs)]
    kin = [at for at in best if at and keys[at - 1] == key and section[at - 1][2] == item[2] is not None]
    return kin[-1] if kin else best[-1]


def _by_title(item: Item) -> str:
    return re.sub(r"[\W_]+", " ", fold(item[0])).strip()


def _oldest(item: Item) -> int | None:
    return item[1]


def _newest(item: Item) -> int | None:
    return -item[1] if item[1] else None


_KEYS: dict[Order, Callable[[Item], Key | None]] = {
    Order.TITLE: _by_title,
    Order.OLDEST_FIRST: _oldest,
    Order.NEWEST_FIRST: _newest,
}


def _concordance(order: Order, samples: Sequence[Sequence[Item]]) -> float:
    """Return the share of pairs that stand in an order, of those that differ in it; 0 where too few can tell."""
    right = wrong = dated = total = 0
    for sample in samples:
        keys = [key for item in sample if (key := _KEYS[order](item)) is not None]
        dated, total = dated + len(keys), total + len(sample)
        for at, one in enumerate(keys):
            for other in keys[at + 1 :]:
                right += _before(one, other)
                wrong += _before(other, one)
    if dated < _DATED * total or right + wrong < _ENOUGH - 1:
        return 0.0
    return right / (right + wrong)


def _disorder(key: Key, before: Sequence[Key | None], after: Sequence[Key | None]) -> int:
    return sum(_before(key, other) for other in before) + sum(_before(other, key) for other in after)


def _before(one: Key | None, other: Key | None) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    return isinstance(one, int) and isinstance(other, int) and one < other
