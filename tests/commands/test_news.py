"""What has changed, in people's words: settled, by day, for a kind of change, and on an entry's card."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import desk_for
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.domain.entries import Reading
from bot.domain.reading import read_list
from bot.ports import Fetched, Known, Unchanged
from bot.replies.model import ChangeLog, EntryCard, EntryLines, Facts, NothingFound, Reply
from bot.services.sync import FollowOrder, sync_lists
from bot.shipped import venue_table
from bot.storage.store import open_store
from tests.commands.conftest import ME
from tests.fakes.clock import FixedClock

START = datetime(2026, 1, 29, 9, tzinfo=UTC)
BEFORE = """# Awesome Edge

## Learning on Devices

- [Sage: Memory-efficient Training](https://example.org/sage.pdf) by In Gim et al., MobiSys 2022
- [Melon: breaking the memory wall](https://example.org/melon.pdf) by Qipeng Wang et al., MobiSys 2022
- [Mandheling: Mixed-Precision Training](https://example.org/mand.pdf) by Daliang Xu et al., MobiCom 2022
"""
CODE = " [[code](https://github.com/lab/sage)]"
AFTER = BEFORE.replace("## Learning", "## Training").replace(
    "In Gim et al., MobiSys 2022", f"In Gim et al., MobiSys 2022{CODE}"
)
NEW = "- [POET: Training on Tiny Devices](https://example.org/poet.pdf) by Patil et al., ICML 2022\n"


class TextSource:
    """A list whose text the test sets."""

    def __init__(self, text: str) -> None:
        self.text = text

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        reading: Reading = read_list(self.text, "README.md", venues=venue_table())
        return Fetched(reading, str(hash(self.text)))


class Edge:
    """A desk over one list that is edited as time goes by."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.source = desk, TextSource(BEFORE)

    async def revise(self, text: str, minutes: int) -> None:
        self.source.text = text
        clock = FixedClock(START + timedelta(minutes=minutes))
        order = FollowOrder("edge", "text", self.source)
        outcomes = [o async for o in sync_lists([order], store=self.desk.store, clock=clock, venues=venue_table())]
        assert not outcomes[0].error

    async def ask(self, line: str, minutes: int) -> Reply:
        desk = replace(self.desk, clock=FixedClock(START + timedelta(minutes=minutes)))
        return (await answer_line(desk, line, ME))[1]


@pytest.fixture
async def edge(tmp_path: Path) -> AsyncIterator[Edge]:
    async with open_store(tmp_path / "bot.db") as store:
        here = Edge(desk_for(store))
        await here.revise(BEFORE, 0)
        yield here


async def told(edge: Edge, line: str, minutes: int) -> list[str]:
    reply = await edge.ask(line, minutes)
    return [sentence for day in reply.days for sentence in day.sentences] if isinstance(reply, ChangeLog) else []


async def test_changes_are_told_as_people_would(edge: Edge) -> None:
    await edge.revise(AFTER, 10)
    sentences = await told(edge, "/recent changes", 24 * 60)
    assert any(sentence.startswith("Sage gained code") for sentence in sentences)
    assert any("Learning on Devices" in s and "Training on Devices" in s and "3 entries" in s for s in sentences)
    assert len(sentences) == 2


async def test_the_baseline_is_no_news(edge: Edge) -> None:
    assert isinstance(await edge.ask("/recent changes", 24 * 60), NothingFound)


async def test_a_change_waits_until_it_has_settled_and_is_announced_as_waiting(edge: Edge) -> None:
    await edge.revise(AFTER, 10)
    reply = await edge.ask("/recent changes", 20)
    assert isinstance(reply, NothingFound)
    assert "not settled" in reply.notices[0]


async def test_what_was_reverted_in_time_is_never_told(edge: Edge) -> None:
    await edge.revise(AFTER, 10)
    await edge.revise(BEFORE, 40)
    assert await told(edge, "/recent changes", 24 * 60) == []


@pytest.mark.parametrize(
    ("kind", "words"), [("code", "gained code"), ("edited", "gained code"), ("sections", "is now")]
)
async def test_one_kind_of_change_can_be_asked_for(edge: Edge, kind: str, words: str) -> None:
    await edge.revise(AFTER, 10)
    sentences = await told(edge, f"/recent {kind}", 24 * 60)
    assert len(sentences) == 1
    assert words in sentences[0]


async def test_removals_are_told_and_additions_are_listed(edge: Edge) -> None:
    without_melon = "".join(line for line in BEFORE.splitlines(keepends=True) if "Melon" not in line)
    await edge.revise(without_melon + NEW, 10)
    assert "Melon" in (await told(edge, "/recent removed", 24 * 60))[0]
    reply = await edge.ask("/recent", 24 * 60)
    assert isinstance(reply, EntryLines)
    assert reply.lines[0].name == "POET"


async def test_the_card_has_the_entrys_own_history(edge: Edge) -> None:
    await edge.revise(AFTER, 10)
    card = await edge.ask("/show sage", 24 * 60)
    assert isinstance(card, EntryCard)
    assert [sentence for day in card.history for sentence in day.sentences] == await told(edge, "/recent code", 24 * 60)
    other = await edge.ask("/show melon", 24 * 60)
    assert isinstance(other, EntryCard)
    assert other.history == ()


async def test_a_held_revision_is_named_and_the_old_one_keeps_serving(edge: Edge) -> None:
    await edge.revise("# Awesome Edge\n\nWe have moved.\n", 10)
    assert isinstance(await edge.ask("/show sage", 24 * 60), EntryCard)
    status = await edge.ask("/status", 24 * 60)
    assert isinstance(status, Facts)
    rows = dict(status.groups[0].rows)
    assert rows["entries"] == "3"
    assert "would remove 3 of 3" in str(rows["held"])
    assert rows["held since"] == START + timedelta(minutes=10)


async def test_a_day_with_very_many_changes_is_told_to_the_last_page_by_page(edge: Edge) -> None:
    works = [
        f"- [Work number {n}: a title](https://example.org/{n}.pdf) by Kim et al., MobiSys 2022" for n in range(300)
    ]
    await edge.revise(BEFORE + "\n".join(works) + "\n", 0)
    kept = [line for n, line in enumerate(works) if n % 6]
    await edge.revise(BEFORE + "\n".join(kept) + "\n", 24 * 60)
    line: str | None = "/recent removed"
    sentences: list[str] = []
    pages = 0
    while line:
        reply = await edge.ask(line, 48 * 60)
        assert isinstance(reply, ChangeLog)
        sentences += [sentence for day in reply.days for sentence in day.sentences]
        pages, line = pages + 1, reply.more
    assert pages > 1
    assert len(sentences) == len(set(sentences)) == 50


async def test_a_page_past_the_last_is_the_last(edge: Edge) -> None:
    await edge.revise(AFTER, 10)
    assert await told(edge, "/recent changes page:99", 24 * 60) == await told(edge, "/recent changes", 24 * 60)
