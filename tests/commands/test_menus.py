"""Find in list: what of somebody's message the list has."""

from __future__ import annotations

import pytest

from bot.commands.answer import answer_menu
from bot.commands.desk import Desk
from bot.commands.menus import MESSAGE_MENUS
from bot.replies.model import Choice, EntryCard, EntryLines, Message, NothingFound, Reply
from tests.commands.conftest import ME

PAPER = "https://arxiv.org/abs/2206.15472"
CODE = "https://github.com/Tencent/ncnn"


async def find(desk: Desk, text: str) -> Reply:
    menu = next(each for each in MESSAGE_MENUS if each.key == "find")
    return await answer_menu(desk, menu, ME, text)


@pytest.mark.parametrize("text", [PAPER, f"see ({PAPER}v2).", f"**{PAPER}**", f"<{PAPER}>", f"look: {PAPER}, wow"])
async def test_a_listed_link_in_any_dress_shows_its_entry(desk: Desk, text: str) -> None:
    reply = await find(desk, text)
    assert isinstance(reply, EntryCard)
    assert reply.title == "On-Device Training Under 256KB Memory"
    assert any(action.command.startswith("/similar") for action in reply.actions)


async def test_several_listed_links_are_listed_once_each(desk: Desk) -> None:
    reply = await find(desk, f"{PAPER} and {CODE} and {PAPER}")
    assert isinstance(reply, EntryLines)
    assert len(reply.lines) == 2


async def test_an_unlisted_link_is_said_to_be_so_with_what_its_words_come_nearest_to(desk: Desk) -> None:
    reply = await find(desk, "memory efficient training: https://example.org/new-paper")
    assert isinstance(reply, Message)
    assert "does not have this link" in reply.text
    assert reply.actions[0] == Choice("Suggest it", "/suggest https://example.org/new-paper")
    assert len(reply.actions) > 1


async def test_a_message_without_a_link_says_so(desk: Desk) -> None:
    reply = await find(desk, "🚀🚀🚀")
    assert isinstance(reply, NothingFound)
    assert "no link" in reply.sentence
