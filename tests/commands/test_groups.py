"""Commands of two words: read, completed and explained like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.commands.answer import answer_line
from bot.commands.complete import complete_line
from bot.commands.desk import Desk
from bot.commands.model import Call, Command, Param, ParamKind, Person
from bot.commands.table import COMMANDS
from bot.commands.words import UnknownCommand, read_line
from bot.replies.model import Failure, HelpIndex, HelpPage, Message, Reply

ME = Person("test:me")


async def _say(_desk: Desk, call: Call) -> Reply:
    return Message(f"{call.command}: {call.text('when')}")


_WHEN = Param("when", ParamKind.TEXT, "when", rest=True)
TABLE: Mapping[str, Command] = {
    **COMMANDS,
    **{
        name: Command(name, f"{name}, explained.", _say, (_WHEN,), (f"/{name} daily",))
        for name in ("trial begin", "trial end")
    },
}


@pytest.mark.parametrize(
    ("line", "command", "arguments"),
    [
        ("/trial begin weekly mon 09:00", "trial begin", {"when": "weekly mon 09:00"}),
        ("/Trial  END", "trial end", {}),
        ("/trial", "help", {"command": "trial"}),
        ("/search begin", "search", {"words": "begin"}),
    ],
)
def test_the_second_word_is_part_of_the_name(line: str, command: str, arguments: dict[str, str]) -> None:
    assert read_line(line, ME, TABLE) == Call(command, ME, arguments)


def test_an_unknown_second_word_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownCommand) as caught:
        read_line("/trial beginn", ME, TABLE)
    assert caught.value.nearest == "trial begin"


async def test_what_was_meant_is_offered_with_the_rest_of_the_line(desk: Desk) -> None:
    _name, reply = await answer_line(replace(desk, table=TABLE), "/trial beginn daily 8am", ME)
    assert isinstance(reply, Failure)
    assert [each.command for each in reply.choices] == ["/trial begin daily 8am"]


async def test_a_group_explains_itself(desk: Desk) -> None:
    _name, reply = await answer_line(replace(desk, table=TABLE), "/help trial", ME)
    assert isinstance(reply, HelpIndex)
    assert [each.usage for each in reply.commands] == ["/trial begin [when]", "/trial end [when]"]


async def test_help_explains_one_of_a_group(desk: Desk) -> None:
    _name, reply = await answer_line(replace(desk, table=TABLE), "/help trial end", ME)
    assert isinstance(reply, HelpPage)
    assert reply.usage == "/trial end [when]"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/tri", {"trial begin", "trial end"}),
        ("/trial ", {"trial begin", "trial end"}),
        ("/trial e", {"trial end"}),
    ],
)
def test_the_second_word_is_completed(desk: Desk, typed: str, offered: set[str]) -> None:
    assert {each.text for each in complete_line(replace(desk, table=TABLE), typed)} == offered
