"""Commands for managers, and for channels, are refused to all others in a sentence, on every platform."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.chat import person_here
from bot.commands.answer import answer_call, answer_line
from bot.commands.desk import Desk
from bot.commands.model import Audience, Call, Command, Person, Place
from bot.commands.table import COMMANDS
from bot.domain.destinations import Destination, person_destination
from bot.replies.model import Failure, Message, Reply

CHANNEL = Destination("discord", "1", "2")
ADA = Person("discord:7", CHANNEL)
GRACE = replace(ADA, manages=True)
ALONE = Person("discord:7", person_destination("discord:7"))


async def order(_desk: Desk, _call: Call) -> Reply:
    return Message("Ordered.")


ROWS = (
    Command("order", "For tests.", order, audience=Audience.MANAGER),
    Command("here", "For tests.", order, place=Place.WORKSPACE),
    Command("both", "For tests.", order, audience=Audience.MANAGER, place=Place.WORKSPACE),
)


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    return replace(desk, table={**COMMANDS, **{each.name: each for each in ROWS}})


@pytest.mark.parametrize(
    ("name", "person", "code"),
    [
        ("order", ADA, "managers_only"),
        ("order", GRACE, None),
        ("order", ALONE, None),
        ("order", Person("test:me"), "managers_only"),
        ("order", person_here(), None),
        ("here", ADA, None),
        ("here", ALONE, "channels_only"),
        ("here", person_here(), "channels_only"),
        ("both", ADA, "managers_only"),
        ("both", GRACE, None),
        ("both", ALONE, "channels_only"),
        ("both", person_here(), "channels_only"),
    ],
)
async def test_who_may_use_what_where(staffed: Desk, name: str, person: Person, code: str | None) -> None:
    """As a call and as a typed line (which is what a button holds) alike."""
    for reply in (await answer_call(staffed, Call(name, person)), (await answer_line(staffed, f"/{name}", person))[1]):
        if code is None:
            assert reply == Message("Ordered.")
        else:
            assert isinstance(reply, Failure)
            assert (reply.code, f"/{name}" in reply.sentence) == (code, True)


async def test_a_refused_command_does_nothing(staffed: Desk) -> None:
    done: list[Call] = []

    async def note(_desk: Desk, call: Call) -> Reply:
        done.append(call)
        return Message("Done.")

    desk = replace(staffed, table={**staffed.table, "order": replace(ROWS[0], handler=note)})
    assert isinstance(await answer_call(desk, Call("order", ADA)), Failure)
    assert done == []


async def test_every_command_of_ours_for_everybody_is_for_everybody(desk: Desk) -> None:
    for name, command in desk.table.items():
        if command.audience is Audience.EVERYONE and command.place is Place.ANYWHERE:
            for person in (ADA, ALONE):
                reply = await answer_call(desk, Call(name, person))
                assert not isinstance(reply, Failure) or reply.code not in {"managers_only", "channels_only"}
