"""Recommending: what is said of a pick is kept, shown in its place, and can be taken back."""

import pytest

from bot.commands.answer import answer_form
from bot.commands.desk import Desk
from bot.commands.tasting import PLACES
from bot.replies.forms import Form, FormErrors
from bot.replies.model import Choice, Clarify, EntryLines, Failure, Line, Message, Reply
from bot.search.results import ReasonKind
from tests.commands.conftest import ME, Ask


def lines(reply: Reply) -> EntryLines:
    assert isinstance(reply, EntryLines), reply
    return reply


def ids(reply: Reply) -> list[str]:
    return [line.ref.id for line in lines(reply).lines]


def action(line: Line, label: str) -> Choice:
    return next(each for each in line.actions if each.label == label)


async def test_every_pick_can_be_called_ones_own_refused_and_saved(ask: Ask) -> None:
    for line in lines(await ask("/recommend")).lines:
        assert [(each.label, each.turns) for each in line.actions] == [
            ("For me", True),
            ("Not for me", True),
            ("Save", False),
        ]


async def test_what_is_refused_leaves_the_pick_which_stays_as_it_was(ask: Ask, desk: Desk) -> None:
    first = lines(await ask("/recommend"))
    again = lines(await ask(action(first.lines[1], "Not for me").command))
    assert ids(again) == [each for each in ids(first) if each != first.lines[1].ref.id]
    assert "not recommended to you any more" in again.notices[0]
    assert await desk.store.refused(ME.key) == (first.lines[1].ref,)
    undo = again.actions[0]
    assert (undo.label, undo.turns) == ("Undo", True)
    assert ids(await ask(undo.command)) == ids(first)
    assert await desk.store.refused(ME.key) == ()


async def test_presses_on_one_pick_add_up(ask: Ask) -> None:
    first = lines(await ask("/recommend"))
    second = lines(await ask(action(first.lines[0], "Not for me").command))
    third = lines(await ask(action(second.lines[0], "For me").command))
    assert ids(third) == ids(first)[2:]


async def test_who_rates_five_works_is_recommended_their_like(ask: Ask, desk: Desk) -> None:
    reply = lines(await ask("/recommend"))
    rated = {line.ref for line in reply.lines}
    assert len({line.section for line in reply.lines}) == 5
    while {line.ref for line in reply.lines} & rated:
        reply = lines(await ask(action(reply.lines[0], "For me").command))
    assert set(await desk.store.wanted(ME.key)) == rated
    assert "is for you" in reply.notices[0]
    assert reply.lines[0].reasons[0].kind is ReasonKind.LIKE
    assert not any("to begin with" in notice for notice in reply.notices)


async def test_a_verdict_replaces_the_one_before(ask: Ask, desk: Desk) -> None:
    await ask("/rate poet no")
    await ask("/rate poet yes")
    assert [ref.id for ref in await desk.store.wanted(ME.key)] == ["poet"]
    assert await desk.store.refused(ME.key) == ()
    await ask("/rate poet clear")
    assert await desk.store.wanted(ME.key) == ()


async def test_what_was_rated_is_never_recommended(ask: Ask, desk: Desk) -> None:
    await ask("/rate poet yes")
    for _ in range(len(desk.library.catalog.entries)):
        assert "poet" not in ids(await ask("/recommend"))


async def test_without_a_verdict_it_is_asked_for(ask: Ask) -> None:
    reply = await ask("/rate poet")
    assert isinstance(reply, Clarify)
    assert [choice.command for choice in reply.choices] == ["/rate poet yes", "/rate poet no"]


@pytest.mark.parametrize("pick", ["zzzz,yyyy", ",,,", "x" * 300])
async def test_a_pick_of_nothing_is_picked_anew(ask: Ask, pick: str) -> None:
    assert lines(await ask(f"/rate pick:{pick} entry:poet verdict:no")).lines


async def test_somebody_new_may_choose_sections(ask: Ask, desk: Desk) -> None:
    offered = lines(await ask("/recommend")).actions
    assert [choice.command for choice in offered] == ["/interests", "/recommend"]
    form = await ask("/interests")
    assert isinstance(form, Form)
    assert [field.name for field in form.fields] == list(PLACES)
    values = dict.fromkeys(PLACES, "") | {"first": form.fields[0].choices[2][0], "fourth": "Inference Deployment"}
    _name, done = await answer_form(desk, form.command, values, ME)
    assert isinstance(done, Message)
    assert "Inference Deployment" in done.text
    for line in lines(await ask("/recommend")).lines:
        assert any(reason.kind is ReasonKind.INTEREST for reason in line.reasons)
    again = await ask("/interests")
    assert isinstance(again, Form)
    assert {field.value for field in again.fields if field.value} == {
        "Papers / 1. Learning on Devices / 1.1 Memory Efficient Learning",
        "Open Source Projects / 2. Inference Deployment",
    }


async def test_sections_may_be_typed_and_taken_back(ask: Ask, desk: Desk) -> None:
    await ask('/interests 1.1 "inference deployment"')
    assert len(await desk.store.chosen_sections(ME.key)) == 2
    await ask("/interests none")
    assert await desk.store.chosen_sections(ME.key) == ()


async def test_a_sixth_section_is_said_to_be_left_out(ask: Ask, desk: Desk) -> None:
    reply = await ask("/interests 1.1 1.1 1.2 1.1 1.1 2.2 2.3")
    assert isinstance(reply, Message), reply
    assert reply.text.endswith("“2.2 2.3” was left out.")
    assert len(await desk.store.chosen_sections(ME.key)) == 2


async def test_a_section_that_is_none_changes_nothing(ask: Ask, desk: Desk) -> None:
    await ask("/interests 1.1")
    reply = await ask("/interests chocolate")
    assert isinstance(reply, Failure)
    assert "chocolate" in reply.sentence
    _name, wrong = await answer_form(desk, "/interests", dict.fromkeys(PLACES, "") | {"second": "chocolate"}, ME)
    assert isinstance(wrong, FormErrors)
    assert wrong.errors[0][0] == "second"
    assert len(await desk.store.chosen_sections(ME.key)) == 1


async def test_a_name_that_several_sections_have_is_not_said_to_be_none(ask: Ask, desk: Desk) -> None:
    reply = await ask("/interests 3.1")
    assert isinstance(reply, Failure)
    assert "“Papers / 3. Models for Mobile / 3.1 Lightweight Model”" in reply.sentence
    assert "no section" not in reply.sentence
    _name, wrong = await answer_form(desk, "/interests", dict.fromkeys(PLACES, "") | {"first": "3.1"}, ME)
    assert isinstance(wrong, FormErrors)
    assert "Pipeline Parallelism" in wrong.errors[0][1]


async def test_a_page_of_recommendations_is_no_topic(ask: Ask) -> None:
    """They have none, and say so."""
    first = lines(await ask("/recommend page:3"))
    assert len(first.lines) == 5
    assert any("no pages" in notice for notice in first.notices)
    about = lines(await ask("/recommend federated learning page:2"))
    assert about.title == "Worth reading on “federated learning”"
