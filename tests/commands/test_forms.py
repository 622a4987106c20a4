"""A form completes a line: what was filled in arrives as parameters, harmless and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.answer import answer_form
from bot.commands.desk import Desk
from bot.commands.model import Audience, Call, Command, Param, ParamKind, Person
from bot.commands.table import COMMANDS
from bot.commands.words import read_line
from bot.commands.written import write_line
from bot.domain.destinations import Destination
from bot.replies.forms import LONGEST_VALUE
from bot.replies.model import Failure, Message, Reply
from tests.commands.conftest import ME


class Clerk:
    """Takes suggestions; remembers with what it was called."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    async def edit(self, _desk: Desk, call: Call) -> Reply:
        self.calls.append(call)
        return Message("Noted.")


EDIT = Command(
    "suggest edit",
    "For tests.",
    Clerk().edit,
    (
        Param("id", ParamKind.COMMAND, "which", required=True),
        Param("title", ParamKind.TEXT, "the title", required=True, named_only=True),
        Param("section", ParamKind.SECTION, "where", named_only=True),
        Param("note", ParamKind.TEXT, "a note", named_only=True),
    ),
    ("/suggest edit s7k2",),
)


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


def at(desk: Desk, clerk: Clerk, audience: Audience = Audience.EVERYONE) -> Desk:
    return replace(desk, table={**COMMANDS, "suggest edit": replace(EDIT, handler=clerk.edit, audience=audience)})


async def send(desk: Desk, values: Mapping[str, str], line: str = "/suggest edit s7k2") -> tuple[str, Reply]:
    return await answer_form(desk, line, values, ME)


async def test_what_was_filled_in_joins_what_the_line_says(desk: Desk, clerk: Clerk) -> None:
    name, reply = await send(at(desk, clerk), {"title": "POET", "note": "one\r\n two\n"})
    assert (name, reply) == ("suggest edit", Message("Noted."))
    assert clerk.calls == [Call("suggest edit", ME, {"id": "s7k2", "title": "POET", "note": "one\n two"})]


async def test_a_field_that_was_cleared_is_told_from_one_that_was_not_there(desk: Desk, clerk: Clerk) -> None:
    """Also where the command needs it: who made the form says so, and keeps what else was typed."""
    await send(at(desk, clerk), {"title": "  "}, "/suggest edit s7k2 section:Surveys title:POET")
    assert clerk.calls[0].arguments == {"id": "s7k2", "title": "", "section": "Surveys"}


async def test_only_texts_keep_their_lines_and_nothing_is_endless_or_acts(desk: Desk, clerk: Clerk) -> None:
    values = {"title": "x" * 5_000, "section": "a\n b\x1b[2J\u202e", "note": "\x00one\u2028\n\ttwo"}
    await send(at(desk, clerk), values)
    (call,) = clerk.calls
    assert len(call.text("title")) == LONGEST_VALUE
    assert call.text("section") == "a b[2J"
    assert call.text("note") == "one \n\ttwo"


async def test_a_field_that_the_command_does_not_know_is_of_an_older_form(desk: Desk, clerk: Clerk) -> None:
    _name, reply = await send(at(desk, clerk), {"titel": "POET"})
    assert isinstance(reply, Failure)
    assert reply.code == "old_form"
    assert not clerk.calls


async def test_a_form_of_a_command_that_is_gone_says_so(desk: Desk, clerk: Clerk) -> None:
    _name, reply = await send(at(desk, clerk), {"title": "POET"}, "/propose s7k2")
    assert isinstance(reply, Failure)
    assert reply.code == "unknown_command"


async def test_a_form_opens_no_door_that_its_command_does_not(desk: Desk, clerk: Clerk) -> None:
    somebody = Person("test:me", Destination("test", "team", "papers"))
    _name, reply = await answer_form(
        at(desk, clerk, Audience.MANAGER), "/suggest edit s7k2", {"title": "POET"}, somebody
    )
    assert isinstance(reply, Failure)
    assert not clerk.calls


words = st.lists(st.text("abcdef端侧", min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)


@given(words, words, words)
def test_a_line_with_several_texts_is_read_as_it_was_written(title: str, section: str, note: str) -> None:
    call = Call("suggest edit", ME, {"id": "s7k2", "title": title, "section": section, "note": note})
    table = {**COMMANDS, EDIT.name: EDIT}
    assert read_line(write_line(EDIT, call), ME, table) == call


@pytest.mark.parametrize(
    ("rest", "title", "note"),
    [
        ('title:"a b" note:"c d"', "a b", "c d"),
        ("title:a note: c d", "a note: c d", ""),
        ('title:"a b" c', '"a b" c', ""),
        ("title: a: b", "a: b", ""),
    ],
)
def test_a_text_ends_with_its_quotation_marks_only_where_another_parameter_follows(
    rest: str, title: str, note: str
) -> None:
    call = read_line(f"/suggest edit s7k2 {rest}", ME, {**COMMANDS, EDIT.name: EDIT})
    assert (call.text("title"), call.text("note")) == (title, note)
