"""Suggesting by command lines, as every front-end sends them: people type, fill in forms and press buttons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.bootstrap import desk_for
from bot.commands.answer import answer_form, answer_line, answer_menu
from bot.commands.desk import Desk
from bot.commands.menus import MESSAGE_MENUS
from bot.commands.model import Person
from bot.commands.suggest_forms import credit_from, credit_text, published_from, section_from, section_value
from bot.commands.table import COMMANDS
from bot.commands.table_suggesting import SUGGESTING
from bot.commands.words import read_line
from bot.domain.suggestions import CreditKind, SuggestionState
from bot.replies.forms import Form, FormErrors
from bot.replies.model import Choice, Facts, Failure, Message, NothingFound, Reply
from bot.storage.store import open_store
from tests.services.suggesting.world import MODERATORS, SECTION, THREAD, World, make_world

ADA = Person("discord:42", THREAD, "#papers")
BEN = Person("discord:43", THREAD, "#papers")
EVE = Person("discord:7", MODERATORS, "#moderators", manages=True)
URL = "https://arxiv.org/abs/2401.00001"
FILLED = {
    "link": URL,
    "title": "Burdock: Finding Weeds by Smell",
    "authors": "Ida Moss et al.",
    "published": "GardenSys 2024",
    "section": " / ".join(SECTION),
}


@dataclass
class Talk:
    """People at a desk."""

    desk: Desk
    world: World

    async def say(self, line: str, person: Person = ADA) -> Reply:
        self.world.wait(minutes=2)
        return (await answer_line(self.desk, line, person))[1]

    async def fill(self, form: Form, person: Person = ADA, /, **values: str) -> Reply:
        self.world.wait(minutes=2)
        known = {field.name: field.value for field in form.fields}
        return (await answer_form(self.desk, form.command, known | values, person))[1]

    async def drafted(self) -> str:
        """Suggest something and return its id."""
        form = await self.say(f"/suggest {URL}")
        assert isinstance(form, Form)
        assert isinstance(await self.fill(form, **FILLED), Facts)
        (made,) = await self.world.store.suggestions(author=ADA.key)
        return made.id

    async def handed_in(self) -> str:
        id_ = await self.drafted()
        assert isinstance(await self.say(f"/suggestions send {id_}"), Message)
        return id_


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    async with open_store(tmp_path / "bot.db") as store:
        world = await make_world(store)
        desk = replace(
            desk_for(store), library=world.office.library, clock=world.clock, suggesting=lambda: world.office
        )
        yield Talk(desk, world)


def actions(reply: Reply) -> list[str]:
    """The commands of a card's buttons."""
    assert isinstance(reply, Facts)
    return [action.command for action in reply.actions]


async def test_a_link_opens_a_form_with_all_that_is_known(talk: Talk) -> None:
    talk.world.upstream.knows(
        URL, title="Burdock: Finding Weeds by Smell", authors=("Ida Moss",), venue="arXiv", year=2024
    )
    form = await talk.say(f"/suggest {URL}")
    assert isinstance(form, Form)
    values = {field.name: field.value for field in form.fields}
    assert values["link"] == URL
    assert (values["title"], values["authors"], values["published"]) == (
        "Burdock: Finding Weeds by Smell", "Ida Moss", "arXiv 2024",
    )  # fmt: skip
    assert len(form.fields) == 5
    assert " / ".join(SECTION) in [value for value, _label in form.fields[4].choices[:2]]


async def test_what_is_filled_in_is_shown_with_its_line_and_what_may_be_done(talk: Talk) -> None:
    form = await talk.say("/suggest")
    assert isinstance(form, Form)
    card = await talk.fill(form, **FILLED)
    assert isinstance(card, Facts)
    diff = "".join(group.code for group in card.groups)
    assert "+* [GardenSys'24] Burdock: Finding Weeds by Smell. by Ida Moss et al." in diff
    verbs = [command.split()[1] for command in actions(card)]
    assert verbs == ["send", "edit", "details", "withdraw"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "needs a title"),
        ("link", "example dot org", "whole address"),
        ("link", "http://127.0.0.1/x", ""),
        ("section", "Nowhere", "own sections"),
        ("title", "x" * 3000, "too long"),
        ("published", "MobiSys 1234567", ""),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    talk: Talk, field: str, value: str, sentence: str
) -> None:
    form = await talk.say("/suggest")
    assert isinstance(form, Form)
    reply = await talk.fill(form, **FILLED | {field: value})
    if isinstance(reply, Facts):
        assert field == "published", "a venue may be called anything"
        return
    assert isinstance(reply, FormErrors)
    ((named, told),) = reply.errors
    assert named == field
    assert sentence in told
    kept = {each.name: each.value for each in reply.form.fields}
    assert {name: kept[name] for name in FILLED if name != field} == {
        name: text for name, text in FILLED.items() if name != field
    }


async def test_what_is_listed_is_shown_instead_of_a_form(talk: Talk) -> None:
    reply = await talk.say("/suggest https://arxiv.org/abs/2106.01234")
    assert isinstance(reply, Message)
    assert reply.actions[0].command == "/show nettle"


async def test_the_whole_path_by_buttons_alone(talk: Talk) -> None:
    id_ = await talk.drafted()
    card = await talk.say(f"/suggestions show {id_}")
    await talk.say(actions(card)[0])
    seen = await talk.say(f"/suggestions show {id_}", EVE)
    approve, edit, reject, ask = actions(seen)
    assert isinstance(await talk.say(ask, EVE), Form)
    assert isinstance(await talk.say(reject, EVE), Form)
    assert isinstance(await talk.say(edit, EVE), Form)
    done = await talk.say(approve, EVE)
    assert isinstance(done, Message)
    assert "goes to the list's maintainers next" in done.text
    again = await talk.say(approve, replace(EVE, key="discord:8"))
    assert isinstance(again, Message)
    assert "already: somebody on Discord decided" in again.text
    found = await talk.world.store.suggestion(id_)
    assert found
    assert found.state is SuggestionState.APPROVED


async def test_details_are_added_and_taken_away_again(talk: Talk) -> None:
    id_ = await talk.drafted()
    form = await talk.say(f"/suggestions details {id_}")
    assert isinstance(form, Form)
    await talk.fill(
        form, code="https://github.com/a/burdock", description="Smells weeds.", note="see mail", credit="@ada"
    )
    found = await talk.world.store.suggestion(id_)
    assert found
    assert [link.url for link in found.proposal.links] == [URL, "https://github.com/a/burdock"]
    assert (found.proposal.description, found.note, found.credit.kind) == (
        "Smells weeds.", "see mail", CreditKind.HANDLE,
    )  # fmt: skip
    again = await talk.say(f"/suggestions details {id_}")
    assert isinstance(again, Form)
    assert {f.name: f.value for f in again.fields}["credit"] == "@ada"
    await talk.fill(again, code="", description="", note="", credit="")
    found = await talk.world.store.suggestion(id_)
    assert found
    assert (len(found.proposal.links), found.proposal.description, found.note) == (1, None, "")


async def test_a_rejection_needs_words_and_passes_them_on(talk: Talk) -> None:
    id_ = await talk.handed_in()
    form = await talk.say(f"/suggestions reject {id_}", EVE)
    assert isinstance(form, Form)
    await talk.fill(form, EVE, words="Not about\nweeds.")
    await talk.world.tell()
    assert talk.world.heard(ADA.key)[-1].endswith("Not about weeds.")


async def test_lists_of_suggestions_are_for_those_who_may_see_them(talk: Talk) -> None:
    id_ = await talk.handed_in()
    mine = await talk.say("/suggestions mine")
    assert isinstance(mine, Facts)
    assert id_ in mine.groups[0].title
    assert isinstance(await talk.say("/suggestions mine", BEN), NothingFound)
    waiting = await talk.say("/suggestions pending", BEN)
    assert isinstance(waiting, Facts)
    assert f"/suggestions vote {id_}" in actions(waiting)
    abroad = Person("discord:99", replace(THREAD, workspace="2"), manages=True)
    assert isinstance(await talk.say("/suggestions all", abroad), NothingFound)
    refused = await talk.say(f"/suggestions show {id_}", abroad)
    assert isinstance(refused, Failure)
    assert "no suggestion called" in refused.sentence


async def test_a_draft_is_nobody_elses_business(talk: Talk) -> None:
    id_ = await talk.drafted()
    assert isinstance(await talk.say(f"/suggestions show {id_}", BEN), Failure)
    assert isinstance(await talk.say("/suggestions all", BEN), NothingFound)


async def test_people_vote_and_withdraw(talk: Talk) -> None:
    id_ = await talk.handed_in()
    voted = await talk.say(f"/suggestions vote {id_}", BEN)
    assert isinstance(voted, Message)
    assert "has 1 vote" in voted.text
    assert isinstance(await talk.say(f"/suggestions vote {id_}"), Failure)
    assert isinstance(await talk.say(f"/suggestions withdraw {id_}", BEN), Failure)
    assert isinstance(await talk.say(f"/suggestions withdraw {id_}"), Message)


async def test_the_queue_is_a_channel_that_managers_choose(talk: Talk) -> None:
    reply = await talk.say("/suggestions queue here", EVE)
    assert isinstance(reply, Message)
    assert "#moderators" in reply.text
    assert isinstance(await talk.say("/suggestions queue here"), Failure)
    await talk.say("/suggestions queue off", EVE)
    assert await talk.world.store.queue_of(THREAD.workspace_key) is None


async def test_without_a_token_moderators_get_what_they_need_to_send_it_themselves(talk: Talk) -> None:
    office = replace(talk.world.office, proposers={})
    talk.desk = replace(talk.desk, suggesting=lambda: office)
    id_ = await talk.handed_in()
    approved = await talk.say(f"/suggestions approve {id_}", EVE)
    assert isinstance(approved, Message)
    ready = await talk.say(approved.actions[0].command, EVE)
    assert isinstance(ready, Facts)
    assert any("issues/new" in str(value) for _label, value in ready.groups[0].rows)
    assert "diff --git" in ready.groups[1].code


async def test_a_link_that_the_list_has_not_is_offered_for_suggestion(talk: Talk) -> None:
    reply = await talk.say("https://example.org/unheard")
    assert isinstance(reply, Message)
    assert reply.actions[0] == Choice("Suggest it", "/suggest https://example.org/unheard")


async def test_the_menu_of_a_message_opens_the_form_for_its_link(talk: Talk) -> None:
    menu = next(each for each in MESSAGE_MENUS if each.key == "suggest")
    form = await answer_menu(talk.desk, menu, ADA, f"Have you seen this? ({URL})")
    assert isinstance(form, Form)
    assert form.fields[0].value == URL
    assert isinstance(await answer_menu(talk.desk, menu, ADA, "No link"), NothingFound)


async def test_where_nothing_can_be_suggested_that_is_said(talk: Talk) -> None:
    talk.desk = replace(talk.desk, suggesting=None)
    assert isinstance(await talk.say("/suggest"), Failure)


def test_every_example_is_read_as_its_command() -> None:
    for command in SUGGESTING:
        for example in command.examples:
            assert read_line(example, ADA, COMMANDS).command == command.name


@pytest.mark.parametrize(
    ("text", "venue", "year"),
    [
        ("MobiSys 2024", "MobiSys", 2024),
        ("MobiSys'24", "MobiSys", 2024),
        ("2019", None, 2019),
        ("NSDI, (1999)", "NSDI", 1999),
        ("ICML", "ICML", None),
        ("", None, None),
    ],
)
def test_venue_and_year_are_told_apart(text: str, venue: str | None, year: int | None) -> None:
    assert published_from(text) == (venue, year)


def test_sections_and_credits_come_back_as_they_were_written() -> None:
    long = ("Papers", "x" * 150)
    for section in (SECTION, long):
        assert len(section_value(section)) <= 100
        assert section_from(section_value(section), [("Other",), section]) == section
    assert section_from("1.1 finding weeds", [SECTION, ("Other",)]) == SECTION
    assert section_from("", [SECTION]) is None
    for text in ("", "@ada", "Ada Moss"):
        assert credit_text(credit_from(text)) == text
