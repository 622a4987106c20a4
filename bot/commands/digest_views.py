"""Look at digests: what the next one says, why an entry is in it or not, what an earlier one told; and send one now.

What is told is decided in `bot.domain.digesting`; here it is only asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.desk import Desk
from bot.commands.digest_choosing import asked_for, asked_with, changed_meanwhile
from bot.commands.digest_words import matching, next_words, schedule_words
from bot.commands.model import Call
from bot.commands.present import PAGE_SIZE, line_of, page_of, unresolved
from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.digesting import compose
from bot.domain.outbox import DigestRecord, Fate, NumberedNews, digest_id
from bot.domain.scheduling import last_period, parse_past_day, parse_schedule, parse_until
from bot.domain.settling import settled_news
from bot.domain.subscriptions import Subscription
from bot.domain.tracing import Evidence
from bot.errors import StoreReadOnly, UsageError
from bot.i18n import gettext as _
from bot.replies.model import EntryLines, FactGroup, Facts, Message, NothingFound, Reply, Tone
from bot.services.digest_words import only_seen
from bot.services.explaining import explanation, telling

LATEST = 5
_MOST_EXPLAINED = 5
A_WEEK = timedelta(days=7)


async def preview(desk: Desk, call: Call) -> Reply:
    """Show exactly what would be sent now, or at a date: a coming one as far as it is known, or one that has passed."""
    order, text = await asked_with(desk, call, "at")
    now = desk.clock.now()
    await _settle(desk)
    at = _moment(text, now, order.zone) if text else now
    if at < order.covered:
        since = _period_before(order, at)
        news = [each for each in await desk.store.news() if since < each.news.settled_at <= at]
    else:
        since = order.covered
        news = [*await desk.store.news(after=order.cursor), *await _about_to_settle(desk, at)]
    digest = compose(order, news, lookup=desk.composer.lookup, wanted=desk.composer.wanted)
    record = DigestRecord(
        digest_id(order.id, order.cursor, at), order.id, order.destination, order.cursor, order.cursor, since, at, now
    )
    return only_seen(desk.composer.present(digest, order, record))


async def _settle(desk: Desk) -> None:
    """Let what has settled by now be news: where nothing sends digests in the background, nobody has done it yet."""
    with suppress(StoreReadOnly):
        await desk.store.settle(desk.clock.now(), desk.settle)


async def _about_to_settle(desk: Desk, at: datetime) -> list[NumberedNews]:
    """Return what is fresh and will have settled by then, if nobody takes it back."""
    fresh = await desk.store.unsettled()
    last = await desk.store.last_news()
    return [NumberedNews(last + n, each) for n, each in enumerate(settled_news(fresh, at, desk.settle), 1)]


def _moment(text: str, now: datetime, zone: str) -> datetime:
    """Read a day or a moment, past or to come.  Raises `UsageError`."""
    day = parse_past_day(text, now, zone)
    if day is not None:
        return day[1]
    return parse_until(text, now, zone)


def _period_before(order: Subscription, at: datetime) -> datetime:
    """Return where the period began that would have ended at a moment; a week before, without a schedule."""
    return last_period(parse_schedule(order.schedule, order.zone), at) or at - A_WEEK


async def send_now(desk: Desk, call: Call) -> Reply:
    """Queue a digest of everything that is new since the last one, without waiting for its time."""
    order = await asked_for(desk, call, change=True)
    now = desk.clock.now()
    await _settle(desk)
    upto = await desk.store.last_news()
    news = await desk.store.news(after=order.cursor, upto=upto)
    at_once = replace(order, due_at=now, pause=None, quiet=None)  # a person asks for it, whatever the hour
    write = desk.composer.write_for(at_once, news, upto, now)
    if write is None or not write.deliveries:
        return Message(_("There is nothing new to send. {next}", next=next_words(order, now)))
    after = replace(write.after, quiet=order.quiet)
    if not await desk.store.write_digests([replace(write, before=order, after=after)]):
        raise changed_meanwhile()
    desk.nudge()
    return Message(_("It is on its way. {next}", next=next_words(after, now)), Tone.DONE)


async def show(desk: Desk, call: Call) -> Reply:
    """Show everything that an earlier digest had to tell, also what it left out for want of room."""
    records = await desk.store.digests(digest_id=call.text("digest").casefold(), limit=1)
    if not records:
        return NothingFound(_("There is no digest {id}; it may be too old.", id=call.text("digest")[:40]))
    record = records[0]
    told = [each.ref for fate in (Fate.TOLD, Fate.MORE) for each in record.outcomes if each.fate is fate and each.ref]
    entries = await _entries(desk, list(dict.fromkeys(told)))
    first = min((call.page - 1) * PAGE_SIZE, max(0, len(entries) - 1) // PAGE_SIZE * PAGE_SIZE)
    there = replace(call, arguments={**call.arguments, "page": str(first // PAGE_SIZE + 1)})
    lines = [line_of(desk, entry) for entry in entries[first : first + PAGE_SIZE]]
    return page_of(there, _("All of this digest"), lines, len(entries), f"/digest show {record.id}")


async def _entries(desk: Desk, refs: Sequence[EntryRef]) -> list[CatalogEntry]:
    """Return the entries, also those that have left their list since."""
    gone = {ref.list_name for ref in refs if desk.library.entry(ref) is None}
    kept = {entry.ref: entry for name in gone for entry in await desk.store.known_entries(name)}
    found = (desk.library.entry(ref) or kept.get(ref) for ref in refs)
    return [entry for entry in found if entry is not None]


async def latest(desk: Desk, call: Call) -> Reply:
    """Show the newest entries that a subscription would have told."""
    order = await asked_for(desk, call)
    entries = matching(desk, order)
    newest = sorted(entries, key=lambda each: each.joined, reverse=True)
    lines = tuple(line_of(desk, entry, dated=True) for entry in newest[:LATEST])
    return EntryLines(_("The latest, before this subscription began"), lines, len(lines))


async def explain(desk: Desk, call: Call) -> Reply:
    """Say of an entry why it was told here, or why not, stage by stage."""
    await _settle(desk)
    resolution = desk.library.engine.resolve(call.text("entry"))
    entry = resolution.entry or await _departed(desk, call.text("entry"))
    if entry is None:
        return unresolved(desk, resolution, call.text("entry"), "digest explain")
    where = call.person.where
    orders: Sequence[Subscription] = ()
    if call.text("id") or where is None:
        orders = [await asked_for(desk, call)]
    else:
        orders = await desk.store.subscriptions(destination=where)
    if not orders:
        raise UsageError(_("No digest comes here yet."))
    title = entry.entry.name or entry.entry.title
    facts = [explanation(await _evidence(desk, order, entry.ref), title) for order in orders[:_MOST_EXPLAINED]]
    if len(facts) == 1:
        return facts[0]
    groups = [
        FactGroup(_("{id}, {schedule}", id=order.id, schedule=schedule_words(order)), group.rows)
        for order, fact in zip(orders, facts, strict=False)
        for group in fact.groups
    ]
    return Facts(title, tuple(groups), () if groups else facts[0].notices)


async def _departed(desk: Desk, text: str) -> CatalogEntry | None:
    """Return an entry that is on no list any more, by its id or its exact title."""
    for each in desk.library.catalog.lists:
        for entry in await desk.store.known_entries(each.name):
            if entry.removed_at and text.casefold() in {entry.id, "/".join(entry.ref), entry.entry.title.casefold()}:
                return entry
    return None


async def _evidence(desk: Desk, order: Subscription, ref: EntryRef) -> Evidence:
    store = desk.store
    unsettled = await store.unsettled(list_name=ref.list_name, entry_id=ref.id)
    news = await store.news(list_name=ref.list_name, entry_id=ref.id)
    digests = await store.digests(subscription_id=order.id)
    considered = {d.id for d in digests for piece in news if d.after < piece.number <= d.upto}
    deliveries = [each for id_ in sorted(considered) for each in await store.deliveries(digest_id=id_)]
    pending = await store.news(after=order.cursor)
    foreseen = compose(order, pending, lookup=desk.composer.lookup, wanted=desk.composer.wanted).outcomes
    return Evidence(
        ref,
        order,
        log=await store.change_log(list_name=ref.list_name, entry_id=ref.id),
        unsettled=frozenset(logged.number for logged in unsettled),
        news=news,
        digests=digests,
        deliveries=telling(deliveries, ref),
        foreseen={each.number: each for each in foreseen},
        settle=desk.settle,
    )
