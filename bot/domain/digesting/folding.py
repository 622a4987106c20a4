"""Fold the news of a period into what it comes to: one strand for each work, and for each row of sections.

Follows the rules of `bot.domain.settling`, over windows instead of within one, and keeps account of which pieces
each result came from.  Decides nothing about who is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.domain.changes import Change, ChangeKind
from bot.domain.entries import SectionPath
from bot.domain.outbox import NumberedNews
from bot.domain.settling import net_changes

_Subject: TypeAlias = tuple[str, str | frozenset[SectionPath]]

_ARRIVALS = frozenset({ChangeKind.ADDED, ChangeKind.RESTORED})
_PRESENCE = _ARRIVALS | {ChangeKind.REMOVED}
_EDITS = frozenset({ChangeKind.EDITED, ChangeKind.REWORDED})


@dataclass(frozen=True, slots=True)
class Net:
    """A change as several pieces of news leave it; `carrier` is the number of the one that stands for all of them."""

    change: Change
    numbers: tuple[int, ...]
    carrier: int


@dataclass(frozen=True, slots=True)
class Strand:
    """What the news about one work, or one row of sections (`entry_id` None), come to.

    `arrival` says that the work came, with all that was done to it since; `others` are what remains where that
    is left aside.  `undone` are the numbers of pieces that later ones took back.
    """

    list_name: str
    entry_id: str | None
    arrival: Net | None
    others: tuple[Net, ...]
    undone: tuple[int, ...]


def fold(news: Iterable[NumberedNews]) -> tuple[Strand, ...]:
    """Return the strands of a period, in the order of their first pieces; every piece is part of exactly one."""
    return tuple(_strand(chain) for chain in _chains(news))


def _chains(news: Iterable[NumberedNews]) -> list[list[NumberedNews]]:
    """Put together what is about the same work, or about sections through what becomes of them."""
    chains: list[list[NumberedNews]] = []
    latest: dict[_Subject, list[NumberedNews]] = {}
    for piece in sorted(news, key=lambda each: each.number):
        was, becomes = _subjects(piece)
        chain = latest.pop(was, None)
        if chain is None:
            chain = []
            chains.append(chain)
        chain.append(piece)
        latest[becomes] = chain
    return chains


def _subjects(piece: NumberedNews) -> tuple[_Subject, _Subject]:
    name, change = piece.news.list_name, piece.news.change
    if change.entry_id is not None:
        return (name, change.entry_id), (name, change.entry_id)
    return (name, frozenset(change.before)), (name, frozenset(change.after))


def _strand(chain: Sequence[NumberedNews]) -> Strand:
    list_name, entry_id = chain[0].news.list_name, chain[0].news.change.entry_id
    if len(chain) == 1:
        only = Net(chain[0].news.change, (chain[0].number,), chain[0].number)
        arrives = only.change.kind in _ARRIVALS
        return Strand(list_name, entry_id, only if arrives else None, () if arrives else (only,), ())
    arrival, others = _presence(chain) if entry_id is not None else (None, _sections(chain))
    accounted = {number for net in (*others, *([arrival] if arrival else [])) for number in net.numbers}
    undone = tuple(piece.number for piece in chain if piece.number not in accounted)
    return Strand(list_name, entry_id, arrival, others, undone)


def _presence(chain: Sequence[NumberedNews]) -> tuple[Net | None, tuple[Net, ...]]:
    """Return the arrival that is left, if one is, and what else is left of a work's pieces."""
    marks = [piece for piece in chain if piece.news.change.kind in _PRESENCE]
    rest = [piece for piece in chain if piece.news.change.kind not in _PRESENCE]
    if not marks:
        return None, tuple(_aspects(rest))
    came = marks[0].news.change.kind in _ARRIVALS
    left = marks[-1].news.change.kind is ChangeKind.REMOVED
    if came and left:
        return None, ()
    if left:
        return None, (Net(marks[-1].news.change, _numbers(marks), marks[-1].number),)
    if not came:
        return None, tuple(_aspects(rest))
    (arrival,) = net_changes([piece.news.change for piece in chain])
    return Net(arrival, _numbers(marks), marks[0].number), tuple(_aspects(rest))


def _aspects(rest: Sequence[NumberedNews]) -> Iterator[Net]:
    """Yield what is left of a work's edits, of its moves, and of each of its further places."""
    by_aspect: dict[object, list[NumberedNews]] = {}
    for piece in rest:
        change = piece.news.change
        placed = change.kind in (ChangeKind.PLACEMENT_ADDED, ChangeKind.PLACEMENT_REMOVED)
        aspect = (change.after or change.before) if placed else change.kind in _EDITS
        by_aspect.setdefault(aspect, []).append(piece)
    for pieces in by_aspect.values():
        for change in net_changes([piece.news.change for piece in pieces]):
            yield Net(change, _numbers(pieces), pieces[-1].number)


def _sections(chain: Sequence[NumberedNews]) -> tuple[Net, ...]:
    """Return what is left of changes of sections: one, or where they cannot be joined each by itself."""
    left = net_changes([piece.news.change for piece in chain])
    if len(left) == len(chain):
        return tuple(Net(piece.news.change, (piece.number,), piece.number) for piece in chain)
    return tuple(Net(change, _numbers(chain), chain[-1].number) for change in left)


def _numbers(pieces: Iterable[NumberedNews]) -> tuple[int, ...]:
    return tuple(piece.number for piece in pieces)
