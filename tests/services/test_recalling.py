"""What happened to lists in the past: from the log where it reaches back, else from their own history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.domain.digesting import Digest
from bot.domain.subscriptions import NewsKind
from bot.ports import RevisionText, Store
from bot.services.recalling import Recalled, Recaller
from bot.services.replaying import DigestThen, digests_then
from bot.services.sync import FollowOrder
from tests.domain.digesting.made import subscription
from tests.fakes.clock import FixedClock
from tests.services.sources import NO_VENUES, FakeHistory, FakeSource, sync
from tests.upstream.reading import read_bullets

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
AKIN, OTHER = "Sage on phones", "Melon in memory"


def history(*texts: tuple[datetime, str]) -> FakeHistory:
    told = [RevisionText(f"{number:040x}", at, "Ada", "README.md", text) for number, (at, text) in enumerate(texts)]
    return FakeHistory({None: told})


async def recall(store: Store, past: FakeHistory | None, since: datetime | None) -> tuple[Recalled, list[int]]:
    heard: list[int] = []
    recaller = Recaller(store, read_bullets, NO_VENUES, lambda _name, count: heard.append(count))
    return await recaller.recall([FollowOrder("main", "fake:main", FakeSource(), past)], since), heard


async def logged(store: Store, *states: list[str]) -> None:
    """Let the bot see the list on Monday mornings, one state after another."""
    source, clock = FakeSource(), FixedClock(MONDAY)
    for state in states:
        source.titles = state
        await sync(store, source, clock)
        clock.moment += WEEK


def shown(told: Iterator[DigestThen]) -> list[tuple[datetime, list[str]]]:
    return [(each.until, _titles(each.digest)) for each in told]


def _titles(digest: Digest) -> list[str]:
    works = [item.entry.title for group in digest.groups for item in group.items]
    return [*works, *(f"-{change.title}" for remark in digest.remarks for change in remark.changes)]


async def test_the_log_is_asked_where_it_reaches_back_and_the_history_is_left_alone(store: Store) -> None:
    await logged(store, [AKIN], [AKIN, OTHER])
    past = history((MONDAY - WEEK, "- Something else\n"))
    recalled, heard = await recall(store, past, MONDAY)
    assert (recalled.begins, heard) == ({"main": MONDAY}, [])
    assert [each.change.title for each in recalled.past.log] == [OTHER]
    assert recalled.past.titles == {"main": "A list"}


async def test_before_the_log_the_history_tells_and_somebody_hears_how_far_it_is(store: Store) -> None:
    await logged(store, [AKIN])
    past = history((MONDAY - 2 * WEEK, f"# Robots\n- {AKIN}\n"), (MONDAY - WEEK, f"# Robots\n- {AKIN}\n- {OTHER}\n"))
    for since in (MONDAY - 3 * WEEK, None):
        recalled, heard = await recall(store, past, since)
        assert recalled.begins == {"main": MONDAY - 2 * WEEK}
        assert [each.change.title for each in recalled.past.log] == [OTHER]
        assert (recalled.past.titles, heard) == ({"main": "Robots"}, [1, 2])


async def test_without_a_history_the_log_tells_what_it_has(store: Store) -> None:
    for past in (None, history()):
        assert (await recall(store, past, MONDAY))[0].begins == {}
    await logged(store, [AKIN])
    for past in (None, history(), history((MONDAY - WEEK, "nothing that is an entry"))):
        assert (await recall(store, past, MONDAY - WEEK))[0].begins == {"main": MONDAY}


async def test_digests_of_the_log_tell_what_stood_there_then(store: Store) -> None:
    """A work that came back later was gone then, and one that left later was there."""
    await logged(store, [AKIN, OTHER, "C", "D"], [AKIN, "C", "D", "E"], [AKIN, OTHER, "C", "D", "E"], [OTHER, "C", "D"])
    recalled, _heard = await recall(store, None, MONDAY)
    chosen = subscription(kinds=frozenset(NewsKind), schedule="weekly mon 12:00")
    told = digests_then(recalled.past, chosen, since=MONDAY, at=MONDAY + 5 * WEEK, wanted=lambda _query, _entry: True)
    noon = MONDAY + timedelta(hours=3)
    assert shown(told) == [
        (noon + WEEK, ["E", f"-{OTHER}"]),
        (noon + 2 * WEEK, [OTHER]),
        (noon + 3 * WEEK, [f"-{AKIN}", "-E"]),
    ]


async def test_each_digest_covers_what_settled_since_the_one_before(store: Store) -> None:
    past = history(
        (MONDAY, "- A\n"), (MONDAY + DAY, "- A\n- B\n"), (MONDAY + WEEK - timedelta(minutes=30), "- A\n- B\n- C\n")
    )
    recalled, _heard = await recall(store, past, None)
    told = list(
        digests_then(recalled.past, subscription(), since=MONDAY, at=MONDAY + 3 * WEEK, wanted=lambda _q, _e: True)
    )
    assert [(each.since, each.until, _titles(each.digest)) for each in told] == [
        (MONDAY, MONDAY + WEEK, ["B"]),
        (MONDAY + WEEK, MONDAY + 2 * WEEK, ["C"]),  # it had not settled on the Monday before
    ]
    waiting = subscription(schedule="on change")
    at_once = digests_then(recalled.past, waiting, since=MONDAY, at=MONDAY + 2 * DAY, wanted=lambda _q, _e: True)
    assert shown(at_once) == [(MONDAY + DAY + timedelta(hours=1), ["B"])]
