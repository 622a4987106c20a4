"""Each due digest once: after downtimes, with clocks that jump, with bugs and rivals; nothing where nothing is new."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from bot.domain.outbox import Delivery, Fate, Manner
from bot.domain.subscriptions import ASKED, Pause, Subscription, Threading
from bot.ports import Store
from bot.replies.model import DigestPost
from bot.replies.payload import from_payload
from bot.services import digesting
from bot.services.digesting import Digester
from tests.services.delivery.life import Clock
from tests.services.delivery.scene import composer, refresh, revision
from tests.storage.samples import HERE

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Berlin
SETTLE = timedelta(hours=1)
DAY = timedelta(days=1)
ORDER = Subscription(
    "s1", HERE, "discord:42", MONDAY - 7 * DAY, "weekly mon 09:00", "Europe/Berlin", cursor=0,
    covered=MONDAY - 7 * DAY, due_at=MONDAY,
)  # fmt: skip


def digester_of(store: Store, **more: object) -> Digester:
    made = Digester(store, Clock(), SETTLE, composer(), refresh, tick=0.01)
    for name, value in more.items():
        setattr(made, name, value)
    return made


async def gains(store: Store, works: range, at: datetime) -> None:
    """Let the list gain some works."""
    await store.write_revision(revision(range(works.stop), works, at))


async def posts(store: Store) -> list[DigestPost]:
    """Read every digest that was queued, oldest first."""
    found = [from_payload(each.payload) for each in reversed(await store.deliveries())]
    return [each for each in found if isinstance(each, DigestPost)]


async def current(store: Store) -> Subscription:
    found = await store.subscription("s1")
    assert found
    return found


async def test_a_digest_is_written_when_it_is_due_and_once(store: Store) -> None:
    await store.put_subscription(ORDER)
    await gains(store, range(3), MONDAY - 2 * DAY)
    digester = digester_of(store)
    with time_machine.travel(MONDAY - timedelta(seconds=1), tick=False) as traveller:
        assert await digester.digest_due() == 0
        traveller.move_to(MONDAY)
        assert await digester.digest_due() == 1
        assert await digester.digest_due() == 0
    (post,) = await posts(store)
    assert post.title == "3 new works"
    assert (await current(store)).due_at == MONDAY + 7 * DAY


@pytest.mark.parametrize("down", [DAY, 30 * DAY])
async def test_after_a_downtime_there_is_one_digest_of_all_that_was_missed(store: Store, down: timedelta) -> None:
    await store.put_subscription(ORDER)
    for day in range(0, down.days + 1, 7):
        await gains(store, range(day, day + 2), MONDAY + day * DAY - 2 * DAY)
    digester = digester_of(store)
    with time_machine.travel(MONDAY + down, tick=False) as traveller:
        assert await digester.digest_due() == 1
        assert await digester.digest_due() == 0
        traveller.shift(7 * DAY)
        assert await digester.digest_due() == 0
    (record,) = await store.digests()
    assert (record.since, record.until) == (ORDER.covered, MONDAY + down)
    due = (await current(store)).due_at
    assert due
    assert due > MONDAY + down


async def test_a_clock_that_jumps_back_repeats_nothing_and_one_that_was_ahead_waits(store: Store) -> None:
    await store.put_subscription(ORDER)
    await gains(store, range(2), MONDAY - 2 * DAY)
    digester = digester_of(store)
    with time_machine.travel(MONDAY, tick=False) as traveller:
        assert await digester.digest_due() == 1
        for back in (timedelta(minutes=5), DAY, 40 * DAY):
            traveller.move_to(MONDAY - back)
            assert await digester.digest_due() == 0
        traveller.move_to(MONDAY + timedelta(seconds=5))
        assert await digester.digest_due() == 0
        await gains(store, range(2, 4), MONDAY + DAY)
        traveller.move_to(MONDAY + 7 * DAY)
        assert await digester.digest_due() == 1
    assert [each.title for each in await posts(store)] == ["2 new works", "2 new works"]


@pytest.mark.parametrize(
    ("zone", "at", "noon", "hours"),
    [
        # Clocks are set forward over the time: it is due in the first moment after that, and once.
        ("Europe/Berlin", "02:30", datetime(2026, 3, 28, 12, tzinfo=UTC), ["29T01:00", "30T00:30", "31T00:30"]),
        ("America/New_York", "02:30", datetime(2026, 3, 7, 12, tzinfo=UTC), ["08T07:00", "09T06:30", "10T06:30"]),
        ("Australia/Lord_Howe", "02:15", datetime(2026, 10, 3, 12, tzinfo=UTC), ["03T15:30", "04T15:15", "05T15:15"]),
        # They are set back and show it twice: it is due at the first.
        ("Europe/Berlin", "02:30", datetime(2026, 10, 24, 12, tzinfo=UTC), ["25T00:30", "26T01:30", "27T01:30"]),
        ("America/New_York", "01:30", datetime(2026, 10, 31, 12, tzinfo=UTC), ["01T05:30", "02T06:30", "03T06:30"]),
        ("Australia/Lord_Howe", "01:45", datetime(2026, 4, 4, 12, tzinfo=UTC), ["04T14:45", "05T15:15", "06T15:15"]),
    ],
)
async def test_summer_time_moves_no_digest_on_the_wall(
    store: Store, zone: str, at: str, noon: datetime, hours: list[str]
) -> None:
    order = replace(ORDER, schedule=f"daily {at}", zone=zone, covered=noon, due_at=noon, quiet_line=True)
    await store.put_subscription(order)
    digester = digester_of(store)
    with time_machine.travel(noon, tick=False) as traveller:
        for _ in range(3 * 24 * 4):
            await digester.digest_due()
            traveller.shift(15 * 60)
    assert [f"{each.until:%dT%H:%M}" for each in reversed(await store.digests())] == hours


async def test_what_is_due_in_quiet_hours_comes_once_when_they_end(store: Store) -> None:
    """At half past five in the morning of Berlin nobody is woken; at seven there is one digest of it all."""
    due = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    ends = datetime(2026, 11, 23, 6, tzinfo=UTC)
    quiet = replace(ORDER, schedule="weekly mon 05:30", covered=due - 7 * DAY, due_at=due, quiet="22:00-07:00")
    await store.put_subscription(quiet)
    await gains(store, range(3), due - 2 * DAY)
    digester = digester_of(store)
    with time_machine.travel(due, tick=False) as traveller:
        assert await digester.digest_due() == 0
        assert (await current(store)).due_at == ends
        assert await store.due_subscriptions(ends - timedelta(seconds=1), 9) == (), "it is not looked at all night"
        traveller.move_to(ends, tick=False)
        assert await digester.digest_due() == 1
        assert await digester.digest_due() == 0
    assert len(await posts(store)) == 1
    assert (await current(store)).due_at == due + 7 * DAY


async def test_news_of_the_night_waits_for_the_morning(store: Store) -> None:
    """One that comes whenever something has changed waits as well, takes everything along, and waits for news again."""
    night = datetime(2026, 11, 23, 23, tzinfo=UTC)
    order = replace(ORDER, schedule="on change", covered=night - DAY, due_at=None, quiet="22:00-07:00")
    await store.put_subscription(order)
    await gains(store, range(2), night - 2 * SETTLE)
    digester = digester_of(store)
    with time_machine.travel(night, tick=False) as traveller:
        assert await digester.digest_due() == 0
        await gains(store, range(2, 3), night)
        traveller.move_to(datetime(2026, 11, 24, 6, tzinfo=UTC), tick=False)
        assert await digester.digest_due() == 1
    (post,) = await posts(store)
    assert "3 new works" in post.title
    assert (await current(store)).due_at is None


async def test_a_clock_that_passed_over_the_time_still_keeps_the_quiet(store: Store) -> None:
    """Due in the evening, but nothing ran until midnight."""
    order = replace(ORDER, schedule="weekly mon 20:00", due_at=MONDAY + timedelta(hours=11), quiet="22:00-07:00")
    await store.put_subscription(order)
    await gains(store, range(2), MONDAY)
    with time_machine.travel(MONDAY + timedelta(hours=15), tick=False):
        assert await digester_of(store).digest_due() == 0
    assert (await current(store)).due_at == datetime(2026, 11, 24, 6, tzinfo=UTC)


async def test_a_month_that_is_too_short_has_its_digest_on_its_last_day(store: Store) -> None:
    """Also in February of a leap year, and a cron line for the 29th waits for one."""
    start = datetime(2028, 1, 29, tzinfo=UTC)
    monthly = replace(ORDER, schedule="monthly 30th 09:00", zone="UTC", covered=start, due_at=start, quiet_line=True)
    leap = replace(monthly, id="s2", schedule="0 9 29 2 *", due_at=start)
    for order in (monthly, leap):
        await store.put_subscription(order)
    with time_machine.travel(start, tick=False) as traveller:
        for _ in range(4):
            await digester_of(store).digest_due()
            traveller.move_to((await current(store)).due_at or start)
    told = [(each.subscription_id, f"{each.until:%m-%d}") for each in reversed(await store.digests())]
    assert sorted(told) == [("s1", "01-30"), ("s1", "02-29"), ("s1", "03-30"), ("s2", "02-29")]


async def test_on_change_waits_until_news_has_settled_and_then_comes_at_once(store: Store) -> None:
    await store.put_subscription(replace(ORDER, schedule="on change", due_at=None, covered=MONDAY))
    digester = digester_of(store)
    with time_machine.travel(MONDAY, tick=False) as traveller:
        await gains(store, range(2), MONDAY)
        assert await digester.digest_due() == 0
        traveller.shift(SETTLE)
        assert await digester.digest_due() == 1
        assert await digester.digest_due() == 0
        traveller.shift(DAY)
        assert await digester.digest_due() == 0
    assert [each.title for each in await posts(store)] == ["2 new works"]


async def test_a_quiet_period_tells_nothing_or_one_line(store: Store) -> None:
    await store.put_subscription(ORDER)
    await store.put_subscription(replace(ORDER, id="s2", quiet_line=True))
    with time_machine.travel(MONDAY, tick=False):
        assert await digester_of(store).digest_due() == 1
    assert [each.subscription_id for each in await store.deliveries()] == ["s2"]
    assert not await store.digests(subscription_id="s1")


async def test_what_is_withheld_is_written_down_with_its_reason(store: Store) -> None:
    await store.put_subscription(replace(ORDER, lists=("another",)))
    await gains(store, range(1), MONDAY - 2 * DAY)
    with time_machine.travel(MONDAY, tick=False):
        assert await digester_of(store).digest_due() == 0
    (record,) = await store.digests()
    assert [each.fate for each in record.outcomes] == [Fate.LIST]
    assert not await store.deliveries()


async def test_what_was_missed_in_a_pause_is_one_digest_when_it_ends(store: Store) -> None:
    pause = Pause(ASKED, "A person asked for it.", MONDAY - DAY, MONDAY + 10 * DAY)
    await store.put_subscription(replace(ORDER, pause=pause))
    await gains(store, range(2), MONDAY - 2 * DAY)
    digester = digester_of(store)
    with time_machine.travel(MONDAY + 9 * DAY, tick=False) as traveller:
        assert await digester.digest_due() == 0
        traveller.shift(DAY)
        assert await digester.digest_due() == 1
    assert (await current(store)).pause is None


async def test_two_processes_write_a_digest_once(store: Store) -> None:
    for number in range(20):
        await store.put_subscription(replace(ORDER, id=f"s{number}"))
    await gains(store, range(2), MONDAY - 2 * DAY)
    with time_machine.travel(MONDAY, tick=False):
        told = await asyncio.gather(*(digester_of(store).digest_due() for _ in range(3)))
    assert sum(told) >= 20  # who comes second may find the digest there, and moves nothing
    assert len(await store.digests()) == len(await store.deliveries()) == 20


async def test_a_digest_that_cannot_be_composed_holds_up_no_other(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await store.put_subscription(replace(ORDER, id="s0", lists=("broken",)))
    await store.put_subscription(ORDER)
    await store.put_subscription(replace(ORDER, id="s2", zone="Atlantis/Poseidonis"))
    await gains(store, range(2), MONDAY - 2 * DAY)
    digester = digester_of(store)
    write_for = digester.composer.write_for

    class Breaking:
        def write_for(self, subscription: Subscription, *rest: object) -> object:
            assert subscription.lists != ("broken",)
            return write_for(subscription, *rest)  # type: ignore[arg-type]

    digester.composer = Breaking()  # type: ignore[assignment]
    with time_machine.travel(MONDAY, tick=False):
        assert await digester.digest_due() == 1
    assert "digest.failed" in caplog.text
    unreadable = await store.subscription("s2")
    assert unreadable
    assert unreadable.pause
    assert unreadable.pause.code == "unreadable"
    assert "Atlantis" in unreadable.pause.reason


async def test_more_than_a_batch_is_written_in_one_go_and_senders_hear_of_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "BATCH", 7)
    for number in range(30):
        await store.put_subscription(replace(ORDER, id=f"s{number}"))
    await gains(store, range(2), MONDAY - 2 * DAY)
    heard: list[None] = []
    with time_machine.travel(MONDAY, tick=False):
        assert await digester_of(store, queued=lambda: heard.append(None)).digest_due() == 30
    assert len(heard) == 5


async def test_a_loop_goes_on_after_errors_and_wakes_when_told(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    woken = asyncio.Event()
    rounds = 0

    async def refresh() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise RuntimeError("a bug")
        woken.set()

    await store.put_subscription(ORDER)
    await gains(store, range(2), MONDAY - 2 * DAY)
    with time_machine.travel(MONDAY, tick=False):
        digester = digester_of(store, refresh=refresh)
        running = asyncio.create_task(digester.digest_forever())
        digester.wake.set()
        await asyncio.wait_for(woken.wait(), 10)
        running.cancel()
        await asyncio.wait([running])
    assert "digests.failed" in caplog.text


async def manners(store: Store, **wanted: object) -> list[Delivery]:
    await store.put_subscription(replace(ORDER, most=20, **wanted))  # type: ignore[arg-type]
    await gains(store, range(20), MONDAY - 2 * DAY)
    with time_machine.travel(MONDAY, tick=False):
        await digester_of(store).digest_due()
    return sorted(await store.deliveries(), key=lambda each: each.part)


async def test_a_thread_begins_with_one_line_that_mentions_and_is_passed_on(store: Store) -> None:
    parent, *items = await manners(store, threading=Threading.THREAD, mention="7", crosspost=True, tags=("News",))
    assert (parent.manner, parent.mention, parent.crosspost, parent.tags) == (Manner.PARENT, "7", True, ())
    assert len(items) > 1
    assert {(each.manner, each.mention, each.crosspost) for each in items} == {(Manner.IN_THREAD, None, False)}
    assert {each.title for each in items} == {parent.title}


async def test_a_forum_gets_a_post_with_tags_and_the_rest_below(store: Store) -> None:
    first, *more = await manners(store, threading=Threading.FORUM, mention="7", tags=("News",))
    assert (first.manner, first.mention, first.tags) == (Manner.FORUM, "7", ("News",))
    assert {(each.manner, each.tags) for each in more} == {(Manner.IN_THREAD, ())}


async def test_nobody_is_mentioned_where_there_is_nothing_to_tell(store: Store) -> None:
    await store.put_subscription(replace(ORDER, quiet_line=True, mention="7", threading=Threading.THREAD))
    with time_machine.travel(MONDAY, tick=False):
        await digester_of(store).digest_due()
    (quiet,) = await store.deliveries()
    assert (quiet.manner, quiet.mention) == (Manner.PLAIN, None)
