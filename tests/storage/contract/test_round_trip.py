"""Whatever text a list or a person comes up with, it goes into every database and comes out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.outbox import Fate, Outcome
from bot.domain.subscriptions import ASKED, Pause
from bot.ports import SavedItem, Store
from bot.storage.columns import storable
from tests.storage.samples import NOON, digest, revision, subscription

# Also what no database can hold: NUL and half surrogate pairs.
text = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(
    ["\0", "\ud800", "a\0b", '"\\u0000"', "\\ud800", "'; DROP TABLE entries; --", "%s", ":name", "\u202e", "x" * 5000]
)
some_text = text.filter(bool)
zone = st.builds(lambda hours: timezone(timedelta(hours=hours)), st.integers(-12, 14))
time = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zone)  # noqa: DTZ001
number = st.integers(0, 2**31 - 1)
section = st.lists(text, max_size=3).map(tuple)
entry = st.builds(
    Entry,
    title=some_text,
    kind=st.sampled_from(EntryKind),
    placements=st.lists(st.builds(Placement, section, number, number), min_size=1, max_size=3).map(tuple),
    name=st.none() | text,
    authors=st.none() | text,
    venue=st.none() | text,
    year=st.none() | st.integers(1000, 9999),
    links=st.lists(st.builds(Link, st.sampled_from(LinkKind), text, text), max_size=3).map(tuple),
    description=st.none() | text,
    added=st.none() | st.dates(),
)
change = st.builds(
    Change,
    kind=st.sampled_from(ChangeKind),
    entry_id=st.none() | text,
    title=text,
    before=st.lists(section, max_size=2).map(tuple),
    after=st.lists(section, max_size=2).map(tuple),
    fields=st.lists(st.builds(FieldChange, text, text, text), max_size=2).map(tuple),
)
moderate = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
numbers = count()


def kept(value: str) -> str:
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)


def kept_or_none(value: str | None) -> str | None:
    return None if value is None else kept(value)


def kept_entry(entry: Entry) -> Entry:
    return replace(
        entry,
        title=kept(entry.title),
        name=kept_or_none(entry.name),
        authors=kept_or_none(entry.authors),
        venue=kept_or_none(entry.venue),
        description=kept_or_none(entry.description),
        links=tuple(replace(link, url=kept(link.url), label=kept(link.label)) for link in entry.links),
        placements=tuple(
            replace(placement, section=tuple(map(kept, placement.section))) for placement in entry.placements
        ),
    )


def kept_change(change: Change) -> Change:
    return Change(
        change.kind,
        kept_or_none(change.entry_id),
        kept(change.title),
        tuple(tuple(map(kept, path)) for path in change.before),
        tuple(tuple(map(kept, path)) for path in change.after),
        tuple(FieldChange(kept(field.field), kept(field.before), kept(field.after)) for field in change.fields),
    )


@moderate
@given(
    entries=st.lists(st.tuples(entry, time, st.none() | time, st.none() | st.dates()), max_size=5),
    changes=st.lists(change, max_size=5).map(tuple),
    title=text,
    at=time,
)
async def test_a_revision(
    store: Store,
    entries: list[tuple[Entry, datetime, datetime | None, None]],
    changes: tuple[Change, ...],
    title: str,
    at: datetime,
) -> None:
    name = f"list {next(numbers)}"
    put = [CatalogEntry(EntryRef(name, f"e{n}"), *values) for n, values in enumerate(entries)]
    write = replace(revision(*put, list_name=name, changes=changes, at=at), title=title)

    await store.write_revision(write)

    known = await store.known_entries(name)
    assert {stored.id: stored for stored in known} == {
        stored.id: replace(stored, entry=kept_entry(stored.entry)) for stored in put
    }
    assert all(stored.first_seen.tzinfo is UTC for stored in known)
    (followed,) = [followed for followed in (await store.load()).lists if followed.name == name]
    assert (followed.title, followed.checked_at) == (kept(title), at)
    log = await store.change_log(list_name=name, since=at)
    assert [(logged.change, logged.recorded_at) for logged in log] == [(kept_change(one), at) for one in changes]


@moderate
@given(person=text, ref=st.builds(EntryRef, text.map(lambda t: t[:99]), text.map(lambda t: t[:99])), note=text, at=time)
async def test_a_shelf(store: Store, person: str, ref: EntryRef, note: str, at: datetime) -> None:
    person = f"{next(numbers)}{person[:99]}"
    stored = EntryRef(kept(ref.list_name), kept(ref.id))

    assert await store.save(person, ref, note, at)
    assert not await store.save(person, ref, None, NOON)
    await store.mark_shown(person, [ref], at)

    assert await store.saved(person) == (SavedItem(stored, kept(note), at),)
    assert await store.shown(person) == {stored}
    assert await store.unsave(person, ref)
    assert await store.forget(person) == 1


@moderate
@given(texts=st.tuples(text, text, text, text), many=st.lists(text, max_size=3).map(tuple), at=time)
async def test_a_subscription_and_its_digest(
    store: Store, texts: tuple[str, str, str, str], many: tuple[str, ...], at: datetime
) -> None:
    place, reason, detail, payload = texts
    pause = Pause(ASKED, reason, at, at)
    put = subscription(f"s{next(numbers)}", place=place, lists=many, include=many, tags=many, due_at=at, pause=pause)
    write = digest(put, Outcome(1, EntryRef(place[:99], reason[:99]), Fate.EXCLUDED, detail))
    (message,) = write.deliveries
    message = replace(message, payload=payload, title=place, tags=many)

    assert await store.put_subscription(put)
    assert await store.write_digests([replace(write, deliveries=(message,))]) == {put.id}

    same = tuple(map(kept, many))
    assert await store.subscription(put.id) == replace(
        write.after, place=kept(place), lists=same, include=same, tags=same, pause=replace(pause, reason=kept(reason))
    )
    (record,) = await store.digests(subscription_id=put.id)
    assert record.outcomes == (Outcome(1, EntryRef(kept(place[:99]), kept(reason[:99])), Fate.EXCLUDED, kept(detail)),)
    assert await store.delivery(message.id) == replace(message, payload=kept(payload), title=kept(place), tags=same)
    assert await store.remove_subscription(put.id, at)


@given(text)
def test_what_a_database_can_hold_stays_as_it_is(value: str) -> None:
    assert storable(value) == kept(value)
    assert storable(kept(value)) == kept(value)
    assert len(storable(value)) == len(value)
