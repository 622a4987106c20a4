"""Tell what is new: `/recent`, and the history on an entry's card.

Reads the change log through `bot.domain.settling`, so that it tells what digests would tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from bot.commands.desk import Desk
from bot.commands.model import Call
from bot.commands.pages import change_pages
from bot.commands.present import page_from, show_choice
from bot.commands.refining import more_like
from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import SECTION_KINDS, Change, ChangeKind, link_field
from bot.domain.entries import LinkKind
from bot.domain.settling import News, settled_news
from bot.domain.since import parse_since
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.model import ChangeDay, ChangeLog, Choice, Failure, NothingFound, Reply
from bot.services.change_words import tell_all

KINDS = ("added", "changes", "edited", "code", "moved", "removed", "sections")
"""What `/recent` can be asked for; `changes` is everything but additions."""

_HISTORY_SHOWN = 5
_OVERLAP = timedelta(days=1)  # a settling window that began before the first day asked for belongs to it
_KINDS: dict[str, frozenset[ChangeKind]] = {
    "changes": frozenset(ChangeKind) - {ChangeKind.ADDED, ChangeKind.RESTORED, ChangeKind.REWORDED},
    "edited": frozenset({ChangeKind.EDITED}),
    "code": frozenset({ChangeKind.EDITED}),
    "moved": frozenset({ChangeKind.MOVED, ChangeKind.PLACEMENT_ADDED, ChangeKind.PLACEMENT_REMOVED}),
    "removed": frozenset({ChangeKind.REMOVED}),
    "sections": SECTION_KINDS,
}


async def recent(desk: Desk, call: Call) -> Reply:
    """Show what joined the lists last, newest first, or what else happened to them."""
    since, kind = call.text("since"), call.text("kind") or "added"
    first_day = parse_since(since, desk.clock.now().date()) if since else date.min
    if first_day is None:
        sentence = _("“{since}” is no time I can read. Try 7d, 2 weeks, 2026-01 or last month.", since=since)
        return Failure("bad_since", sentence, (Choice(_("the newest"), "/recent"),))
    if kind == "added":
        return _additions(desk, call, (await desk.library.contents()).newest, first_day)
    return await _changes(desk, call, first_day, kind)


def _additions(desk: Desk, call: Call, newest: Sequence[CatalogEntry], first_day: date) -> Reply:
    entries = newest[: bisect_right(newest, -first_day.toordinal(), key=lambda entry: -entry.joined_on.toordinal())]
    if not entries:
        return NothingFound(
            _("Nothing has joined the list since {since}.", since=first_day.isoformat()),
            nearest=tuple(show_choice(desk, entry) for entry in newest[:3]),
            leads=_("The newest:"),
        )
    command = f"/recent {call.text('since')}".strip()
    page = page_from(desk, call, _("Newest first"), entries, command, dated=True)
    shown = zip(page.lines, entries[page.first - 1 :], strict=False)
    return replace(page, lines=tuple(more_like(desk, line, entry) for line, entry in shown))


async def _changes(desk: Desk, call: Call, first_day: date, kind: str) -> Reply:
    now = desk.clock.now()
    begin = datetime.combine(first_day, time(), now.tzinfo) - _OVERLAP if first_day > date.min + _OVERLAP else None
    log = await desk.store.change_log(since=begin)
    news = settled_news(log, now, desk.settle)
    told = [each for each in news if _is_asked(each.change, kind) and _day(desk, each) >= first_day]
    waiting = sum(logged.recorded_at + desk.settle > now for logged in log)
    notices = (_not_yet(waiting),) if waiting else ()
    if not told:
        return NothingFound(_("Nothing of that kind has happened to the list in that time."), notices)
    pages = change_pages(_by_day(desk, told))
    number = min(call.page, len(pages))
    command = " ".join(filter(None, ["/recent", call.text("since"), kind]))
    more = f"{command} page:{number + 1}" if number < len(pages) else None
    back = f"{command} page:{number - 1}" if number > 1 else None
    return ChangeLog(_("What has changed"), pages[number - 1], notices, more, back)


def _is_asked(change: Change, kind: str) -> bool:
    if kind == "code":
        gained = link_field(LinkKind.CODE)
        return any(field.field == gained and field.after for field in change.fields)
    return change.kind in _KINDS[kind]


def _not_yet(waiting: int) -> str:
    return ngettext(
        "{count} fresh change has not settled yet and is told later.",
        "{count} fresh changes have not settled yet and are told later.",
        waiting,
    )


def _by_day(desk: Desk, news: Sequence[News]) -> list[ChangeDay]:
    """Tell the news of each day, newest day first, list by list."""
    ordered = sorted(news, key=lambda each: _day(desk, each), reverse=True)
    days = groupby(ordered, key=lambda each: _day(desk, each))
    return [ChangeDay(day, tuple(_sentences(desk, list(of_day)))) for day, of_day in days]


def _day(desk: Desk, news: News) -> date:
    return (news.settled_at - desk.settle).date()


def _sentences(desk: Desk, news: Sequence[News]) -> Iterable[str]:
    lists = desk.library.catalog.lists
    for name in dict.fromkeys(each.list_name for each in news):
        title = next((each.title for each in lists if each.name == name), name) if len(lists) > 1 else ""
        for sentence in tell_all([each.change for each in news if each.list_name == name]):
            yield _("{name}: {text}", name=title, text=sentence) if title else sentence


async def history_of(desk: Desk, ref: EntryRef) -> tuple[ChangeDay, ...]:
    """Return the last things that happened to one entry, newest day first."""
    log = await desk.store.change_log(list_name=ref.list_name, entry_id=ref.id)
    return tuple(_by_day(desk, settled_news(log, desk.clock.now(), desk.settle))[:_HISTORY_SHOWN])
