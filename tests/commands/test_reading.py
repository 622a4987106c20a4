"""The reading list that people share: who may, what it says, and what a community has together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.catalog import EntryRef
from bot.domain.communities import Communities, Community
from bot.domain.destinations import Destination, person_destination
from bot.domain.reading_lists import MOST_ITEMS, ReadingItem
from bot.ports import Block
from bot.replies.layout import lay_out
from bot.replies.model import Clarify, Document, EntryLines, Message, NothingFound, Reply
from bot.replies.plain import to_plain
from tests.commands.conftest import ME, NOW
from tests.fakes.clock import FixedClock

PAPERS = Destination("discord", "1", "2")
ADA = Person("discord:42", PAPERS, "#papers", name="Ada")
BEN = Person("discord:43", replace(PAPERS, channel="3"), "#other", name="Ben")
EVE = Person("discord:7", PAPERS, "#papers", manages=True, name="Eve")
SUE = Person("slack:T1.U1", Destination("slack", "T1", "C1"), "#general", name="Sue")
ABROAD = Person("discord:9", Destination("discord", "2", "4"), "#far", manages=True)
EDGE_LAB = Communities((Community("Edge lab", ("discord:1", "slack:T1")),))

Say = Callable[..., Awaitable[Reply]]


@pytest.fixture
def say(desk: Desk) -> Say:
    moments = iter(range(1_000))

    async def say(line: str, person: Person = ADA, communities: Communities = EDGE_LAB) -> Reply:
        clock = FixedClock(NOW + timedelta(minutes=next(moments)))
        return (await answer_line(replace(desk, clock=clock, communities=communities), line, person))[1]

    return say


def text(reply: Reply) -> str:
    assert isinstance(reply, Message), reply
    return reply.text


async def listed(say: Say, person: Person = ADA, **more: Communities) -> list[tuple[str, str | None]]:
    reply = await say("/reading list", person, **more)
    return [(line.ref.id, line.remark) for line in reply.lines] if isinstance(reply, EntryLines) else []


async def test_everybody_adds_and_all_read_it_in_every_channel(say: Say) -> None:
    assert "of Edge lab now" in text(await say("/reading add poet note: for Thursday"))
    await say("/reading add melon", BEN)
    expected = [("melon", "added by Ben"), ("poet", "for Thursday (added by Ada)")]
    assert await listed(say) == await listed(say, BEN) == expected
    assert await listed(say, ABROAD) == []


async def test_a_community_has_one_list_and_says_from_where(say: Say) -> None:
    await say("/reading add poet for Thursday")
    await say("/reading add melon", SUE)
    assert "already" in text(await say("/reading add poet", SUE))
    assert await listed(say) == [("melon", "added by Sue on Slack"), ("poet", "for Thursday (added by Ada)")]
    assert await listed(say, SUE) == [("melon", "added by Sue"), ("poet", "for Thursday (added by Ada on Discord)")]


async def test_the_terminal_says_who_added_it_as_well(say: Say) -> None:
    """Elsewhere that is seen on the way of a whole community; here nobody but an operator would come by."""
    await say("/reading add poet note: for Thursday")
    drawn = to_plain(lay_out(await say("/reading list"), now=NOW, width=100))
    assert "for Thursday (added by Ada)" in drawn
    assert "note:" not in drawn


async def test_without_the_link_each_has_what_was_its_own_and_nothing_is_lost(say: Say) -> None:
    alone = Communities()
    await say("/reading add poet", SUE, alone)
    assert "for everybody here" in text(await say("/reading add poet", ADA, alone))
    await say("/reading add melon", SUE)
    assert [ref for ref, _note in await listed(say)] == ["melon", "poet"]
    assert [ref for ref, _note in await listed(say, communities=alone)] == ["poet"]
    assert [ref for ref, _note in await listed(say, SUE, communities=alone)] == ["melon", "poet"]


async def test_who_added_it_or_manages_the_place_takes_it_off(say: Say) -> None:
    await say("/reading add poet")
    assert "Only who put" in text(await say("/reading remove poet", BEN))
    assert "Only who put" in text(await say("/reading remove poet", SUE))
    removed = await say("/reading remove poet")
    assert isinstance(removed, Message)
    assert removed.actions[0].command == "/reading add poet"
    assert "is not on the reading list" in text(await say("/reading remove poet"))
    await say("/reading add melon", SUE)
    assert "Took" in text(await say("/reading remove melon", EVE)), "managers of either side"
    assert await listed(say, SUE) == []


async def test_what_two_people_added_neither_removes_alone(say: Say) -> None:
    for person in (ADA, SUE):
        await say("/reading add poet", person, Communities())
    assert "Only who put" in text(await say("/reading remove poet"))
    assert len(await listed(say)) == 1


async def test_a_name_that_could_be_several_is_settled_by_what_is_on_the_list(say: Say, desk: Desk) -> None:
    words = sorted({word for entry in desk.library.catalog.entries for word in entry.entry.title.split()})
    vague, several = next(
        (word, found) for word in words if len(found := desk.library.engine.resolve(word).candidates) > 1
    )
    assert isinstance(await say(f"/reading add {vague}"), Clarify)
    await say(f"/reading add {several[1].id}")
    assert "Took" in text(await say(f"/reading remove {vague}"))
    assert isinstance(await say("/reading add chocolate cake"), NothingFound)


@pytest.mark.parametrize("line", ["/reading list", "/reading add poet", "/reading remove poet"])
async def test_who_is_alone_is_told_where_such_a_list_is(say: Say, line: str) -> None:
    for person in (ME, Person("discord:5", None), replace(ADA, where=person_destination(ADA.key))):
        reply = await say(line, person)
        assert "belongs to a server or a workspace" in text(reply)


async def test_an_empty_list_says_how_to_fill_it(say: Say) -> None:
    reply = await say("/reading list")
    assert isinstance(reply, NothingFound)
    assert "/reading add" in reply.sentence


async def test_who_may_suggest_nothing_puts_nothing_there(say: Say, desk: Desk) -> None:
    await desk.store.put_block(Block(ADA.key, EVE.key, "spam", NOW))
    assert "Ask a moderator" in text(await say("/reading add poet"))
    assert await listed(say) == []


async def test_a_full_list_says_so(say: Say, desk: Desk) -> None:
    for number in range(MOST_ITEMS):
        await desk.store.add_reading(ReadingItem("discord:1", EntryRef("x", str(number)), "p", "", "", NOW))
    assert "is full" in text(await say("/reading add poet"))


async def test_hostile_names_and_notes_are_cut_to_one_line(say: Say, desk: Desk) -> None:
    await say('/reading add poet note:"a\n\nb"', replace(ADA, name="A\nda " + "x" * 500))
    (item,) = await desk.store.reading(["discord:1"])
    assert "\n" not in item.name + item.note
    assert len(item.name) <= 80


async def test_the_list_goes_on_for_pages_and_a_page_past_the_end_is_the_last(say: Say, desk: Desk) -> None:
    for entry in desk.library.catalog.entries[:12]:
        await desk.store.add_reading(ReadingItem("discord:1", entry.ref, "p", "Ada", "", NOW))
    first = await say("/reading list")
    last = await say("/reading list page:99")
    assert isinstance(first, EntryLines)
    assert isinstance(last, EntryLines)
    assert (len(first.lines), first.total, len(last.lines)) == (10, 12, 2)
    assert first.more == "/reading list page:2"


async def test_it_is_exported_for_a_reference_manager(say: Say) -> None:
    await say("/reading add poet")
    await say("/reading add melon", SUE)
    reply = await say("/export reading list csv")
    assert isinstance(reply, Document)
    assert len(reply.text.strip().splitlines()) == 3


async def test_who_is_forgotten_is_no_longer_named(say: Say) -> None:
    await say("/reading add poet note: mine")
    await say("/forget yes")
    assert await listed(say, BEN) == [("poet", "added by somebody")]
