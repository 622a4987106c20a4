"""Arrange what is told: how much of it is shown, and in which order it is read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.alike import MANY, likeness
from bot.domain.digesting.judging import Telling
from bot.domain.digesting.model import IMPORTANCE, SHOWN_AS_REMARKS, SHOWN_AS_WORKS, DigestItem, ItemGroup, Remark
from bot.domain.entries import SectionPath
from bot.domain.subscriptions import NewsKind


@dataclass(frozen=True, slots=True)
class Unit:
    """What takes one line of a digest: one telling, or many that are alike."""

    tellings: tuple[Telling, ...]

    @property
    def list_name(self) -> str:
        """The list that it is about."""
        return self.tellings[0].list_name

    @property
    def kind(self) -> NewsKind:
        """Why it is told."""
        return self.tellings[0].kind


def units_of(tellings: Iterable[Telling]) -> list[Unit]:
    """Put together what is told in one line, in the order in which each began."""
    bundles: dict[Hashable, list[Telling]] = {}
    for each in tellings:
        bundles.setdefault(_bundle(each), []).append(each)
    return [
        Unit(tuple(part))
        for bundle in bundles.values()
        for part in ([bundle] if len(bundle) >= MANY else [[each] for each in bundle])
    ]


def _bundle(telling: Telling) -> Hashable:
    if telling.kind in SHOWN_AS_WORKS or len(telling.changes) > 1:
        return telling.carrier
    alike = telling.kind if telling.kind is NewsKind.REMOVED else likeness(telling.changes[0])
    return telling.list_name, alike


def choose(units: Sequence[Unit], most: int, lists: Mapping[str, int]) -> tuple[list[Unit], list[Unit]]:
    """Return the units that are shown, at most *most*, and those that are not; each in the order of *units*.

    What is more important is shown first; among equals every list in its turn, so that a long one leaves room.
    """
    ranks: Counter[tuple[str, NewsKind]] = Counter()
    keys: dict[int, tuple[int, int, int]] = {}
    for place, unit in enumerate(units):
        ranks[unit.list_name, unit.kind] += 1
        rank = ranks[unit.list_name, unit.kind]
        keys[place] = (IMPORTANCE.index(unit.kind), rank, lists[unit.list_name])
    chosen = set(sorted(keys, key=keys.__getitem__)[: max(most, 1)])
    shown = [unit for place, unit in enumerate(units) if place in chosen]
    return shown, [unit for place, unit in enumerate(units) if place not in chosen]


def reading_order(telling: Telling) -> tuple[int, int]:
    """Return where a work stands on its list; what is gone, and sections, come by number."""
    return telling.entry.placements[0].position, telling.carrier


def groups_of(units: Iterable[Unit], lists: Mapping[str, int]) -> tuple[ItemGroup, ...]:
    """Return the works among the units, list by list: what is new by its section, the rest by why it is told."""
    groups: dict[tuple[int, int, SectionPath], list[Telling]] = defaultdict(list)
    for unit in units:
        if unit.kind in SHOWN_AS_WORKS:
            (telling,) = unit.tellings
            section = telling.entry.placements[0].section if unit.kind is NewsKind.ADDED else ()
            groups[lists[unit.list_name], SHOWN_AS_WORKS.index(unit.kind), section].append(telling)
    # The sort is stable: sections stay in the order of their first works.
    ordered = sorted(groups.items(), key=lambda group: group[0][:2])
    return tuple(
        ItemGroup(group[0].list_name, group[0].kind, section, tuple(map(_item, group)))
        for (_list, _kind, section), group in ordered
    )


def _item(telling: Telling) -> DigestItem:
    return DigestItem(telling.ref, telling.kind, telling.entry, telling.changes)


def remarks_of(units: Iterable[Unit], lists: Mapping[str, int]) -> tuple[Remark, ...]:
    """Return the other units, list by list, in the order of telling."""
    told = [unit for unit in units if unit.kind in SHOWN_AS_REMARKS]
    told.sort(key=lambda unit: (lists[unit.list_name], SHOWN_AS_REMARKS.index(unit.kind)))
    return tuple(
        Remark(
            unit.list_name,
            unit.kind,
            tuple(change for telling in unit.tellings for change in telling.changes),
            bulk=len(unit.tellings) > 1,
        )
        for unit in told
    )
