"""An answer is had again: the same page, and the same works where asking again would give others."""

from __future__ import annotations

from bot.commands.again import line_again
from bot.commands.table import COMMANDS
from bot.replies.model import EntryCard, EntryLines
from tests.commands.conftest import Ask


async def test_a_page_stays_a_page(ask: Ask) -> None:
    line = "/search training page:2"
    assert line_again(COMMANDS["search"], line, await ask(line)) == line


async def test_what_is_recommended_is_shown_again_in_its_order(ask: Ask) -> None:
    told = await ask("/recommend")
    assert isinstance(told, EntryLines)
    again = await ask(line_again(COMMANDS["recommend"], "/recommend", told))
    assert isinstance(again, EntryLines)
    assert [line.ref for line in again.lines] == [line.ref for line in told.lines]


async def test_an_entry_is_shown_again_wherever_it_came_from(ask: Ask) -> None:
    card = await ask("/random")
    assert isinstance(card, EntryCard)
    assert line_again(COMMANDS["random"], "/random", card) == f"/show {card.ref.id}"


async def test_nothing_to_recommend_is_nothing_to_show(ask: Ask) -> None:
    assert line_again(COMMANDS["recommend"], "/recommend cake", await ask("/recommend chocolate cake")) == ""


async def test_several_entries_are_shown_by_their_ids_between_commas(ask: Ask) -> None:
    several = await ask("/show sage, POET,sage")
    assert isinstance(several, EntryLines)
    assert [line.ref.id for line in several.lines] == ["sage", "poet"]


async def test_a_title_may_have_a_comma(ask: Ask) -> None:
    assert isinstance(await ask("/show poet, training neural networks on tiny devices"), EntryCard)
    assert not isinstance(await ask("/show poet, nothing of the kind at all"), EntryLines)
