"""Let changes settle before they are news: what is reverted in time never was, and a burst is told once.

Works on the change log as it was recorded; decides nothing about who is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import SectionPath

DEFAULT_SETTLE = timedelta(minutes=60)

_Subject: TypeAlias = tuple[str, str | frozenset[SectionPath]]


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change as it stands in the log: numbered in the order of recording, with the moment of recording (UTC)."""

    number: int
    list_name: str
    recorded_at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class News:
    """The net change of one settling window: one thing that happened, as it stood when the window closed.

    `settled_at` is the first recording plus the settling time.
    """

    list_name: str
    settled_at: datetime
    change: Change


@dataclass(frozen=True, slots=True)
class ClosedWindow:
    """A settling window that is over: the numbers of the logged changes in it, and what they come to, if anything."""

    numbers: tuple[int, ...]
    news: tuple[News, ...]


def settled_news(log: Iterable[LoggedChange], now: datetime, settle: timedelta = DEFAULT_SETTLE) -> tuple[News, ...]:
    """Return what has settled by *now*, in the order in which it settled.

    Changes of one entry (or one section) that are recorded within *settle* of the first of them are
    folded into their net effect, which may be nothing.
    """
    return tuple(news for window in closed_windows(log, now, settle) for news in window.news)


def closed_windows(
    log: Iterable[LoggedChange], now: datetime, settle: timedelta = DEFAULT_SETTLE
) -> tuple[ClosedWindow, ...]:
    """Return the windows that are over by *now*, in the order in which they closed.

    Whoever takes them from the log and calls again later with what is left, however often, gets the windows of the
    whole log, as long as changes are recorded in the order of their times.
    """
    closed = [window for window in _windows(log, settle) if window[0].recorded_at + settle <= now]
    closed.sort(key=lambda window: (window[0].recorded_at, window[0].number))
    return tuple(_settled(window, settle) for window in closed)


def _settled(window: Sequence[LoggedChange], settle: timedelta) -> ClosedWindow:
    list_name, settled_at = window[0].list_name, window[0].recorded_at + settle
    net = net_changes([logged.change for logged in window])
    numbers = tuple(logged.number for logged in window)
    return ClosedWindow(numbers, tuple(News(list_name, settled_at, change) for change in net))


def _windows(log: Iterable[LoggedChange], settle: timedelta) -> list[list[LoggedChange]]:
    """Put together what is about the same entry, or about sections through what becomes of them.

    A window takes in what is recorded less than *settle* after its first change.
    """
    windows: list[list[LoggedChange]] = []
    latest: dict[_Subject, list[LoggedChange]] = {}
    for logged in sorted(log, key=lambda each: each.number):
        was, becomes = _subjects(logged)
        window = latest.pop(was, None)
        if window is None or logged.recorded_at >= window[0].recorded_at + settle:
            window = []
            windows.append(window)
        window.append(logged)
        latest[becomes] = window
    return windows


def _subjects(logged: LoggedChange) -> tuple[_Subject, _Subject]:
    """Return what a change is about, as it was before and as later changes will know it."""
    name, change = logged.list_name, logged.change
    if change.entry_id is not None:
        return (name, change.entry_id), (name, change.entry_id)
    return (name, frozenset(change.before)), (name, frozenset(change.after))


def net_changes(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Fold the changes of one entry, or one section, into what they come to."""
    if changes[0].entry_id is None:
        return _net_sections(changes)
    came, left = _presence(changes)
    if came is not None:
        return () if left else (_as_it_stands(came, changes),)
    if left is not None:
        return (left,)
    return (*_net_edit(changes), *_net_move(changes), *_net_placements(changes))


def _presence(changes: Sequence[Change]) -> tuple[Change | None, Change | None]:
    """Return the arrival and the departure that are left when every pair of them is struck out."""
    arrivals = (ChangeKind.ADDED, ChangeKind.RESTORED)
    marks = [change for change in changes if change.kind in (*arrivals, ChangeKind.REMOVED)]
    if not marks:
        return None, None
    first_arrives, last_leaves = marks[0].kind in arrivals, marks[-1].kind is ChangeKind.REMOVED
    if first_arrives:
        return marks[0], marks[-1] if last_leaves else None
    return None, marks[-1] if last_leaves else None


def _as_it_stands(arrival: Change, changes: Sequence[Change]) -> Change:
    """Give an arrival the title and the places that later changes of the same window gave it."""
    last_place = next((c.after for c in reversed(changes) if c.kind is ChangeKind.MOVED), arrival.after)
    return replace(arrival, title=changes[-1].title or arrival.title, after=last_place)


def _net_edit(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Fold edits and new wording into one change; it is an edit if a fact is left in it."""
    edits = [change for change in changes if change.kind in (ChangeKind.EDITED, ChangeKind.REWORDED)]
    fields: dict[str, FieldChange] = {}
    for field in (field for edit in edits for field in edit.fields):
        earlier = fields.get(field.field)
        fields[field.field] = FieldChange(field.field, earlier.before if earlier else field.before, field.after)
    left = tuple(field for field in fields.values() if field.before != field.after)
    if not left:
        return ()
    facts = any(field.field != "description" for field in left)
    return (replace(edits[-1], kind=ChangeKind.EDITED if facts else ChangeKind.REWORDED, fields=left),)


def _net_move(changes: Sequence[Change]) -> tuple[Change, ...]:
    moves = [change for change in changes if change.kind is ChangeKind.MOVED]
    if not moves or moves[0].before == moves[-1].after:
        return ()
    return (replace(moves[-1], before=moves[0].before),)


def _net_placements(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Strike out placements that came and went."""
    left: dict[tuple[SectionPath, ...], Change] = {}
    for change in changes:
        if change.kind not in (ChangeKind.PLACEMENT_ADDED, ChangeKind.PLACEMENT_REMOVED):
            continue
        place = change.after or change.before
        if place in left and left[place].kind is not change.kind:
            del left[place]
        else:
            left[place] = change
    return tuple(left.values())


def _net_sections(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Tell renames of renames once, and nothing where all is as it was; splits and merges stay as they are."""
    if set(changes[0].before) == set(changes[-1].after):
        return ()
    if any(change.kind is not ChangeKind.SECTION_RENAMED for change in changes):
        return tuple(changes)
    return (_renamed_through(changes),)


def _renamed_through(renames: Sequence[Change]) -> Change:
    """Join renames end to end: each section that was, with what it is called now."""
    now = dict(zip(renames[0].before, renames[0].after, strict=True))
    for rename in renames[1:]:
        step = dict(zip(rename.before, rename.after, strict=True))
        now = {first: step.get(path, path) for first, path in now.items()}
    return replace(renames[-1], before=tuple(now), after=tuple(now.values()))
