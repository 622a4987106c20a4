"""Judge what the news about one work come to by what a subscription asks for: its kinds, then its filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeAlias

from bot.domain.alike import is_explained
from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import SECTION_KINDS, Change, ChangeKind
from bot.domain.digesting.folding import Net, Strand
from bot.domain.digesting.ledger import Ledger
from bot.domain.digesting.model import IMPORTANCE
from bot.domain.entries import Entry, EntryKind, Placement
from bot.domain.outbox import Fate
from bot.domain.subscriptions import NewsKind, Subscription, news_kind

Lookup: TypeAlias = Callable[[EntryRef], CatalogEntry | None]
"""Gives an entry as it stands; one that has left its list may be given with `removed_at`, or as None."""

Wanted: TypeAlias = Callable[[str, CatalogEntry], bool]
"""Says whether an entry meets a query of the search language."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NOWHERE = 1_000_000_000
"""The place of what stands on its list no more, or never did: behind everything that does."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What there is to tell of one work, or of one row of sections: an item or a remark of its own.

    `ref` is the work's, without an id for sections.  `carrier` is the number of the piece of news that stands for
    it, `numbers` are the others that it tells.
    """

    ref: EntryRef
    kind: NewsKind
    entry: Entry
    changes: tuple[Change, ...]
    carrier: int
    numbers: tuple[int, ...]

    @property
    def list_name(self) -> str:
        """The list that it is about."""
        return self.ref.list_name


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges strands for one subscription; what is not told goes into the ledger with its reason."""

    subscription: Subscription
    lookup: Lookup
    wanted: Wanted
    ledger: Ledger

    def tellings(self, strands: Iterable[Strand]) -> list[Telling]:
        """Return what is asked for of a period, sections first: they explain what moved."""
        sections: list[Telling] = []
        about_works: list[Strand] = []
        for strand in strands:
            self.ledger.note(strand.undone, Fate.UNDONE)
            if strand.entry_id is None:
                sections += self._sections(strand)
            else:
                about_works.append(strand)
        told = {name: [each.changes[0] for each in sections if each.list_name == name]
                for name in {each.list_name for each in sections}}  # fmt: skip
        works = (self._work(strand, told.get(strand.list_name, ())) for strand in about_works)
        return [*sections, *(telling for telling in works if telling)]

    def _sections(self, strand: Strand) -> Iterable[Telling]:
        for net in strand.others:
            stored = _as_changed(EntryRef(strand.list_name, ""), net.change)
            if NewsKind.SECTIONS not in self.subscription.kinds:
                self.ledger.note(net.numbers, Fate.KIND, NewsKind.SECTIONS)
            elif refused := self._refused(stored):
                self.ledger.note(net.numbers, *refused)
            else:
                yield _telling(stored, [(NewsKind.SECTIONS, net.change, net)])

    def _work(self, strand: Strand, sections: Sequence[Change]) -> Telling | None:
        ref = EntryRef(strand.list_name, strand.entry_id or "")
        stored = self.lookup(ref)
        arrival, others = self._arrival(strand)
        kept: list[tuple[NewsKind, Change, Net]] = []
        for net in [arrival] if arrival else others:
            asked = asked_for(net.change, self.subscription.kinds)
            if asked is None:
                self.ledger.note(net.numbers, Fate.KIND, news_kind(net.change))
            elif net.change.kind is ChangeKind.REMOVED and stored and stored.removed_at is None:
                self.ledger.note(net.numbers, Fate.UNDONE)  # it is back already, only that has not settled yet
            elif is_explained(net.change, sections):
                self.ledger.note(net.numbers, Fate.EXPLAINED)
            else:
                kept.append((*asked, net))
        if not kept:
            return None
        stored = stored or _as_changed(ref, kept[0][1])
        absorbed = [number for net in others for number in net.numbers] if arrival else []
        telling = _telling(stored, kept, absorbed)
        if refused := self._refused(stored):
            self.ledger.note((telling.carrier, *telling.numbers), *refused)
            return None
        return telling

    def _arrival(self, strand: Strand) -> tuple[Net | None, Sequence[Net]]:
        """Return the arrival, if it is asked for: it tells all that was done to the work since."""
        arrival = strand.arrival
        if arrival and news_kind(arrival.change) not in self.subscription.kinds:
            self.ledger.note(arrival.numbers, Fate.KIND, news_kind(arrival.change))
            arrival = None
        return arrival, strand.others

    def _refused(self, stored: CatalogEntry) -> tuple[Fate, str] | None:
        """Return why the filters do not let an entry through; None where they do."""
        include, exclude = self.subscription.include, self.subscription.exclude
        if include and not any(self.wanted(query, stored) for query in include):
            return Fate.FILTERED, " | ".join(include)
        refusing = next((query for query in exclude if self.wanted(query, stored)), None)
        return None if refusing is None else (Fate.EXCLUDED, refusing)


def asked_for(change: Change, kinds: frozenset[NewsKind]) -> tuple[NewsKind, Change] | None:
    """Return what of a change is asked for, and the most welcome kind in it; None where nothing is.

    An edit is taken apart: who asks for code only does not get a work's new venue with it.
    """
    if change.kind is not ChangeKind.EDITED or len(change.fields) == 1:
        kind = news_kind(change)
        return (kind, change) if kind in kinds else None
    by_field = {field: news_kind(replace(change, fields=(field,))) for field in change.fields}
    if NewsKind.PUBLISHED in by_field.values():
        by_field |= {field: NewsKind.PUBLISHED for field in by_field if field.field == "year"}
    found = kinds.intersection(by_field.values())
    if not found:
        return None
    fields = tuple(field for field, kind in by_field.items() if NewsKind.EDITED in kinds or kind in found)
    return min(found, key=IMPORTANCE.index), replace(change, fields=fields)


def _telling(
    stored: CatalogEntry, kept: Sequence[tuple[NewsKind, Change, Net]], absorbed: Iterable[int] = ()
) -> Telling:
    ordered = sorted(kept, key=lambda each: IMPORTANCE.index(each[0]))
    kind, _change, lead = ordered[0]
    numbers = [number for _kind, _change, net in ordered for number in net.numbers if number != lead.carrier]
    changes = tuple(change for _kind, change, _net in ordered)
    return Telling(stored.ref, kind, stored.entry, changes, lead.carrier, (*numbers, *absorbed))


def _as_changed(ref: EntryRef, change: Change) -> CatalogEntry:
    """Return an entry that is not to be had, or a section, as far as the change describes it."""
    paths = change.after or change.before or ((),)
    if change.kind in SECTION_KINDS:
        title, kind, paths = " ".join(paths[0][-1:]), EntryKind.RESOURCE, (*paths, *change.before)
    else:
        title, kind = change.title, EntryKind.PAPER
    entry = Entry(title, kind, tuple(Placement(path, _NOWHERE) for path in paths))
    return CatalogEntry(ref, entry, first_seen=_LONG_AGO)
