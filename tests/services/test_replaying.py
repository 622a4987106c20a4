"""A list's past, replayed as if the bot had been there: digests that read as a person would have written them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.domain.catalog import EntryRef
from bot.domain.digesting import Digest
from bot.domain.outbox import Fate
from bot.domain.reading import read_list
from bot.domain.subscriptions import NewsKind, Style, Subscription
from bot.ports import RevisionText
from bot.replies.layout import lay_out
from bot.replies.plain import to_plain
from bot.search.filters import Filters
from bot.services.digest_words import Occasion, post_digest
from bot.services.replaying import Past, digest_then, replay
from bot.shipped import synonym_table, venue_table
from tests.domain.digesting.made import subscription
from tests.services.garden_weeks import revisions
from tests.services.sources import NO_VENUES
from tests.upstream.reading import read_bullets

FIRST_MONDAY, LAST_MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 2, 23, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
FILTERS = Filters(venue_table(), synonym_table())


@pytest.fixture(scope="module")
def past() -> Past:
    return asyncio.run(replay({"main": revisions()}, read=partial(read_list, venues=NO_VENUES), venues=NO_VENUES))


def weekly(past: Past, chosen: Subscription) -> Iterator[tuple[datetime, Digest]]:
    at = FIRST_MONDAY + WEEK
    while at <= LAST_MONDAY:
        yield at, digest_then(past, chosen, since=at - WEEK, at=at, wanted=FILTERS.matches)
        at += WEEK


def written(past: Past, chosen: Subscription) -> str:
    """Return the digests one below the other, as plain text."""
    texts = []
    for number, (at, digest) in enumerate(weekly(past, chosen), 1):
        occasion = Occasion(f"week{number}", at - WEEK, at, {"main": "Awesome Garden Robots"},
                            lambda ref: f"/show {ref.id}", f"/digest show week{number}")  # fmt: skip
        post = post_digest(digest, chosen, occasion)
        texts.append(to_plain(lay_out(post, now=at, width=100)))
    return "\n~~~~\n\n".join(texts)


def test_a_weekly_digest_reads_as_a_person_would_write_it(past: Past, snapshot: SnapshotAssertion) -> None:
    """A person has read these; a change to them is to be read too."""
    assert written(past, subscription(zone="Europe/Berlin")) == snapshot


def test_who_asks_for_everything_gets_it_in_a_line_each(past: Past, snapshot: SnapshotAssertion) -> None:
    chosen = subscription(kinds=frozenset(NewsKind), style=Style.COMPACT, most=50)
    assert written(past, chosen) == snapshot


def test_a_filter_leaves_what_it_lets_through(past: Past, snapshot: SnapshotAssertion) -> None:
    chosen = subscription(include=("section:harvest", "has:code"), exclude=("survey",), style=Style.COMPACT)
    assert written(past, chosen) == snapshot


def test_every_truly_added_work_is_told_exactly_once_however_often_digests_come(past: Past) -> None:
    truly_added = _standing(past, LAST_MONDAY) - _standing(past, FIRST_MONDAY + timedelta(hours=2))
    for hours in (24, 24 * 7, 24 * 60):
        told: Counter[str] = Counter()
        at = FIRST_MONDAY
        while at < LAST_MONDAY:
            till = at + timedelta(hours=hours)
            digest = digest_then(past, subscription(most=1_000), since=at, at=till, wanted=FILTERS.matches)
            told.update(item.ref.id for group in digest.groups for item in group.items if item.kind is NewsKind.ADDED)
            at = till
        assert told == Counter(truly_added), f"every {hours} hours"
    assert len(truly_added) == 14


def test_reformatting_is_no_news_of_any_kind(past: Past) -> None:
    everything = subscription(kinds=frozenset(NewsKind), most=1_000)
    first_week = digest_then(past, everything, since=FIRST_MONDAY, at=FIRST_MONDAY + WEEK, wanted=FILTERS.matches)
    assert first_week.outcomes == ()


def test_one_digest_after_a_long_silence_tells_what_the_weekly_ones_told(past: Past) -> None:
    """The preprint is told as the paper that it is by then, and nothing twice."""
    late = digest_then(past, subscription(most=1_000), since=FIRST_MONDAY, at=LAST_MONDAY, wanted=FILTERS.matches)
    every_week = [outcome for _at, digest in weekly(past, subscription(most=1_000)) for outcome in digest.outcomes]
    assert {each.ref for each in every_week if each.fate is Fate.TOLD} == {
        outcome.ref for outcome in late.outcomes if outcome.fate is Fate.TOLD
    }
    (basket,) = (item for group in late.groups for item in group.items if item.ref.id == "basket")
    assert (basket.kind, basket.entry.venue) == (NewsKind.ADDED, "GardenSys")


def _standing(past: Past, at: datetime) -> set[str]:
    entries = past.states["main"]
    (_since, present) = [state for state in entries if state[0] <= at][-1]
    return {entry.id for entry in present if entry.removed_at is None}


START = datetime(2026, 1, 1, tzinfo=UTC)


async def _texts(*texts: str, hours: int = 24) -> AsyncIterator[RevisionText]:
    for number, text in enumerate(texts):
        yield RevisionText(f"{number:040x}", START + timedelta(hours=hours * number), "Ada", "README.md", text)


MANY = "".join(f"- Work number {number} on something\n" for number in range(10))


async def test_a_revision_that_would_have_been_held_is_passed_over() -> None:
    texts = _texts(MANY, "- An error page\n", MANY + "- One more of them\n")
    past = await replay({"main": texts}, read=read_bullets, venues=NO_VENUES)
    assert [logged.change.title for logged in past.log] == ["One more of them"]


async def test_two_lists_share_one_log_in_the_order_of_time() -> None:
    one, other = _texts("- A work\n", "- A work\n- B work\n", hours=48), _texts("- C work\n", "- C work\n- D work\n")
    past = await replay({"one": one, "other": other}, read=read_bullets, venues=NO_VENUES)
    assert [(each.number, each.list_name, each.change.title) for each in past.log] == [
        (1, "other", "D work"),
        (2, "one", "B work"),
    ]


async def test_what_has_left_stays_known_by_what_it_was() -> None:
    texts = _texts("- A work\n- B work\n", "- A work\n")
    past = await replay({"main": texts}, read=read_bullets, venues=NO_VENUES)
    (gone,) = past.log
    stored = past.lookup(START + timedelta(days=9))(EntryRef("main", gone.change.entry_id or ""))
    assert stored is not None
    assert (stored.entry.title, stored.removed_at) == ("B work", START + timedelta(days=1))
