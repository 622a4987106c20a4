"""A list's whole life through sync: each work keeps one id, and the log says what a reader would say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.reading import read_list
from bot.domain.settling import settled_news
from bot.ports import Fetched, Known, Store, Unchanged
from bot.services.change_words import tell, tell_all
from bot.services.sync import FollowOrder, Synced, sync_list
from bot.storage.store import open_store
from tests.fakes.clock import FixedClock
from tests.services.garden import CORRECTED, FIRST, HISTORY
from tests.services.sources import NO_VENUES, NOW

TOLD = (
    (),
    (),
    (
        "New in *1. Weeding / 1.1 Finding Weeds*: Thistle-V2: Spotting Weeds while Walking",
        "Gentle Hands for Rough Soil gained code.",
    ),
    (
        "Section *1. Weeding* is now *1. Getting Rid of Weeds* (6 entries).",
        "Section *1. Weeding / 1.2 Pulling Weeds* is now "
        "*1. Getting Rid of Weeds / 1.2 Pulling Out Weeds* (2 entries).",
    ),
    (
        "5 entries link to a paper at new addresses: "
        "Thistle, Thistle-V2, Counting Dandelions without Counting, Drizzle, Puddle++",
    ),
    (
        "No longer on the list: Drizzle: Adaptive Watering for Slopes",
        "No longer on the list: Puddle++: Reference-free Levels on Clay",
    ),
    (
        "Back in *Papers / 2. Watering*: Drizzle: Adaptive Watering for Slopes",
        "Back in *Papers / 2. Watering*: Puddle++: Reference-free Levels on Clay",
    ),
    (
        "Nettle is now called *Nettle: A Stingless Gripper for Delicate Crops*.",
        "dirtbox moved from *1. Simulators* to *2. Drivers*.",
    ),
    (),
)


@dataclass
class TextSource:
    """A list whose text is read for real."""

    text: str

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        if known and known.digest == digest:
            return Unchanged(known.memo)
        return Fetched(read_list(self.text, "README.md", venues=NO_VENUES), digest)


async def replay(store: Store, texts: Sequence[str], clock: FixedClock, minutes: int = 600) -> list[Synced]:
    outcomes = []
    for text in texts:
        clock.passes(timedelta(minutes=minutes))
        outcomes.append(
            await sync_list(
                FollowOrder("main", "fake:garden", TextSource(text)),
                store=store,
                clock=clock,
                venues=NO_VENUES,
                before=await store.find_list("main"),
            )
        )
    return outcomes


async def test_each_revision_is_told_as_a_reader_would_and_logged_as_it_was_told(store: Store) -> None:
    outcomes = await replay(store, HISTORY, FixedClock(NOW))

    assert [tell_all(outcome.changes) for outcome in outcomes] == list(TOLD)
    log = await store.change_log()
    assert [logged.change for logged in log] == [change for outcome in outcomes for change in outcome.changes]


async def test_each_work_has_one_id_for_life(store: Store) -> None:
    await replay(store, HISTORY[:1], FixedClock(NOW))
    first = {entry.entry.title.casefold(): entry.id for entry in (await store.load()).entries}
    await replay(store, HISTORY[1:], FixedClock(NOW))

    known = await store.known_entries("main")
    now = {entry.entry.title.casefold().replace("crops", "rows"): entry.id for entry in known}
    assert (len(known), len(now)) == (12, 12)
    assert first.items() <= now.items()
    assert set(now.values()) - set(first.values()) == {"thistle-v2"}


async def test_what_was_reverted_in_time_is_no_news(store: Store) -> None:
    clock = FixedClock(NOW)
    await replay(store, HISTORY, clock, minutes=10)
    news = settled_news(await store.change_log(), clock.now() + timedelta(hours=2))

    told = [tell(each.change) for each in news]
    assert len(await store.change_log()) == 15
    assert not [sentence for sentence in told if sentence.startswith(("No longer", "Back"))]
    assert "Gentle Hands for Rough Soil gained code." in told


async def test_a_list_seen_again_after_its_whole_life_is_the_same_list(store: Store) -> None:
    """Years may lie between two looks, with everything reformatted, renamed and relinked."""
    first, last = await replay(store, (FIRST, CORRECTED), FixedClock(NOW))

    assert (first.entry_count, last.entry_count, last.held) == (11, 12, None)
    assert [change.title for change in last.changes if change.kind.value == "added"] == [
        "Thistle-V2: Spotting Weeds while Walking"
    ]
    assert not [change for change in last.changes if change.kind.value == "removed"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(range(len(HISTORY))), min_size=1, max_size=8))
async def test_in_whatever_order_revisions_are_seen_no_work_gets_a_second_id(tmp_path: Path, order: list[int]) -> None:
    async with open_store(tmp_path / f"{'-'.join(map(str, order))}.db") as store:
        await replay(store, [HISTORY[number] for number in order], FixedClock(NOW))
        known = await store.known_entries("main")
        assert len(known) <= 12
        assert len(known) == len({entry.entry.title.casefold().replace("crops", "rows") for entry in known})
        present = [entry for entry in known if entry.removed_at is None]
        assert len(present) == len(read_list(HISTORY[order[-1]], "README.md", venues=NO_VENUES).entries)
