"""A suggestion's whole way at the prompt: from a typed link to the list, and back to whoever had the idea.

The real conversation, services and clients of GitHub and arXiv; the keys are typed, and the servers are, by us.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest

from bot.bootstrap import delivering, digesting
from bot.cli.chat import person_here
from bot.cli.suggestions import OPERATOR
from bot.commands.answer import answer_form, answer_line
from bot.commands.desk import Desk
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState
from bot.frontends.terminal.app import converse
from bot.frontends.terminal.delivery import TerminalMessenger
from bot.frontends.terminal.forms import Question
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.session import Terminal
from bot.replies.model import Reply
from bot.services.suggesting.deciding import approve, decide
from tests.servers.bell import Bell
from tests.services.suggesting.burdock import LINE, LINK, LISTED, SECTION, TITLE
from tests.services.suggesting.on_github import Garden, asking_arxiv, opened


class Screen(StringIO):
    """What a person sees; rings when there is more of it."""

    def __init__(self) -> None:
        super().__init__()
        self.bell = Bell()

    def write(self, text: str) -> int:
        self.bell.ring()
        return super().write(text)

    async def wait_for(self, words: str) -> str:
        """Wait for words; line breaks do not count."""
        await self.bell.until(lambda: words in self.plain, 10, lambda: f"no {words!r} in {self.plain}")
        return self.plain

    @property
    def plain(self) -> str:
        return " ".join(self.getvalue().split())


@dataclass
class Keys:
    """Types lines, and fields by their labels (`fields`, one form after the other); then leaves."""

    lines: list[str]
    forms: list[Mapping[str, str]] = field(default_factory=list)
    stood: list[dict[str, str]] = field(default_factory=list)

    async def ask(self, hints: Sequence[str]) -> str:
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    async def ask_field(self, question: Question) -> str:
        label = question.label.strip(" :*")
        if label == "Link":
            self.stood.append({})
        self.stood[-1][label] = question.typed
        return self.forms[len(self.stood) - 1].get(label, question.typed)


@dataclass
class Way:
    """Somebody at the prompt of this machine."""

    desk: Desk
    garden: Garden
    screen: Screen

    @property
    def terminal(self) -> Terminal:
        async def answer(line: str) -> Reply:
            return (await answer_line(self.desk, line, person_here()))[1]

        async def submit(line: str, values: Mapping[str, str]) -> Reply:
            return (await answer_form(self.desk, line, values, person_here()))[1]

        look = Look(styled=False, width=200)
        return Terminal(answer, submit, lambda: look, self.desk.clock.now, self.screen)

    async def type(self, *lines: str, forms: Sequence[Mapping[str, str]] = ()) -> Keys:
        keys = Keys(list(lines), list(forms))
        await converse(self.terminal, keys)
        assert not keys.lines
        return keys

    async def suggestion(self) -> Suggestion:
        (found,) = await self.garden.world.store.suggestions()
        return found


@pytest.fixture
async def way(tmp_path: Path) -> AsyncIterator[Way]:
    async with opened(tmp_path) as opened_garden, asking_arxiv(opened_garden) as garden:
        desk = garden.desk
        way = Way(desk, garden, Screen())
        async with digesting(desk) as dispatch:
            telling = asyncio.ensure_future(delivering(desk, dispatch)(TerminalMessenger(way.terminal)))
            yield way
            telling.cancel()
            await asyncio.wait([telling])


async def test_a_typed_link_becomes_a_line_of_the_list(way: Way) -> None:
    garden, office = way.garden, way.garden.world.office
    wrong = {"Title": LISTED, "Venue and year": "GardenSys 2024", "Section": SECTION}
    keys = await way.type(f"/suggest {LINK}", "1", "2", "1", forms=[wrong, {"Title": TITLE}])
    first, again = keys.stood
    assert (first["Link"], first["Title"], first["Authors"]) == (LINK, TITLE, "Ida Moss et al.")
    assert again["Title"] == LISTED
    seen = way.screen.plain
    assert "stops it" in seen
    assert SECTION in seen
    assert f"+{LINE}" in seen
    assert seen.index("stops it") < seen.index(f"+{LINE}") < seen.index("is with the moderators now")

    offered = await way.suggestion()
    await way.type(f"/suggestions approve {offered.id}")
    await way.screen.wait_for("Somebody else has to approve")
    assert (await way.suggestion()).state is SuggestionState.PENDING
    steps = await asyncio.gather(*(approve(office, OPERATOR, offered) for _twice in range(2)))
    assert sorted(step.event is None for step in steps) == [False, True]
    await way.screen.wait_for("was approved")

    await garden.world.keep()
    assert garden.added() == [LINE]
    await way.screen.wait_for("was sent to the list's maintainers")

    commit = garden.server.merge(1, "by Smell", "by its Smell")
    await garden.sync()
    garden.world.wait(minutes=10)
    await garden.world.keep()
    merged = await way.suggestion()
    assert (merged.state, merged.commit, merged.entry_id) == (SuggestionState.MERGED, commit, "burdock")
    assert commit in await way.screen.wait_for("is on the list now")


async def test_whoever_suggested_it_is_told_why_it_was_rejected(way: Way) -> None:
    whole = {"Venue and year": "GardenSys 2024", "Section": SECTION}
    await way.type(f"/suggest {LINK}", "1", forms=[whole])
    reason = "It is about noses, not about robots."
    await decide(way.garden.world.office, OPERATOR, await way.suggestion(), SuggestionAction.REJECT, reason)
    assert reason in await way.screen.wait_for("was not taken")


async def test_whoever_sits_at_the_machine_decides_what_others_suggested(way: Way) -> None:
    offered = await way.garden.world.offer()
    await way.type("/suggestions pending", f"/suggestions approve {offered.id}", f"/suggestions approve {offered.id}")
    assert "1 suggestion waits" in way.screen.plain
    assert "is approved already: an operator decided" in way.screen.plain
    approved = await way.suggestion()
    assert (approved.state, approved.decided_by) == (SuggestionState.APPROVED, "terminal:local")
