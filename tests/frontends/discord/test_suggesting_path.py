"""A suggestion's whole way on Discord: from a link in a message to the list, and back to whoever had the idea.

The real discord.py client, the real services, the real clients of GitHub and arXiv; only the servers are ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import delivering, digesting, keeping_suggestions
from bot.config import ListSettings, Settings
from bot.domain.suggestions import Suggestion, SuggestionState
from tests.frontends.discord.serving import running
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.interaction import Interaction, Modal
from tests.servers.discord.message import Message
from tests.servers.discord.world import MANAGE_GUILD, Channel, User
from tests.services.suggesting.burdock import LINE, LINK, LISTED, SECTION, TITLE
from tests.services.suggesting.on_github import NAME, Garden, asking_arxiv, opened
from tests.services.suggesting.world import LIST


@dataclass
class Way:
    """The bot in a server with a channel for its moderators."""

    discord: LoopbackDiscord
    garden: Garden
    moderators: Channel
    other: User
    record: Path

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """Run the bot for the time of the block: what answers, what tells, and what sends and follows."""
        desk = self.garden.desk
        settings = Settings(lists=[ListSettings(name=LIST, source=f"github:{NAME}")])
        async with (
            digesting(desk) as dispatch,
            keeping_suggestions(settings, desk),
            running(self.discord, desk, self.record, delivering(desk, dispatch)),
        ):
            yield
        self.garden.world.wait(minutes=5)  # what was cut off in the middle is under way no more

    async def menu(self, user: User | None = None) -> Modal:
        """Choose *Suggest to list* on somebody's message; return the form that opens."""
        said = await self.discord.say(f"Look at this: {LINK}, it smells weeds!", user=self.discord.manager)
        return await (await self.discord.context_menu("Suggest to list", said, user=user)).modal()

    async def submit(self, modal: Modal, **values: str | list[str]) -> Message:
        return await (await self.discord.submit_modal(modal, values)).answer()

    async def pressing(self, message: Message, label: str, user: User | None = None) -> Interaction:
        return await self.discord.press(message, label, user=user)

    async def press(self, message: Message, label: str, user: User | None = None) -> Message:
        return await (await self.pressing(message, label, user)).answer()

    async def read(self, channel: Channel, words: str) -> Message:
        """Wait for a message with these words, written unasked."""

        def found() -> Message | None:
            return next(iter(self.saying(channel, words)), None)

        def there() -> str:
            return f"no {words!r} among {[each.text for each in self.discord.messages(channel)]}"

        return (await self.discord.gateway.bell.until(found, 10, there)).snapshot()

    def saying(self, channel: Channel, words: str) -> list[Message]:
        return [each for each in self.discord.messages(channel) if words in each.text and each.author.bot]

    async def handed_in(self) -> Message:
        """Suggest Burdock; return its card in the moderators' channel."""
        preview = await self.submit(await self.menu(), published="GardenSys 2024", section=[SECTION])
        await self.press(preview, "Send to the moderators")
        return await self.read(self.moderators, TITLE)

    async def suggestion(self) -> Suggestion:
        (found,) = await self.garden.world.store.suggestions()
        return found


@pytest.fixture
async def way(discord: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Way]:
    async with opened(tmp_path) as opened_garden, asking_arxiv(opened_garden) as garden:
        moderators = discord.world.add_channel(discord.guild, "moderators")
        other = discord.world.add_user("dan", permissions=discord.manager.permissions)
        way = Way(discord, garden, moderators, other, tmp_path / "told.json")
        async with way.bot():
            place = {"user": discord.manager, "channel": moderators}
            await (await discord.slash("suggestions queue", {"what": "here"}, **place)).answer()  # type: ignore[arg-type]
        yield way


def fields(modal: Modal) -> dict[str, str]:
    chosen = {
        each["custom_id"]: option["value"]
        for each in modal.fields
        for option in each.get("options", ())
        if option.get("default")
    }
    return {each["custom_id"]: each.get("value", "") for each in modal.fields} | chosen


async def test_a_link_in_a_message_becomes_a_line_of_the_list(way: Way) -> None:
    """The bot is stopped and started between any two people's turns: nothing is lost, and nothing is done twice."""
    discord, garden = way.discord, way.garden
    discord.user.permissions |= MANAGE_GUILD  # so that nothing but being its author keeps them from deciding
    async with way.bot():
        preview = await _refused_and_fixed(way)
    async with way.bot():
        assert "is with the moderators now" in (await way.press(preview, "Send to the moderators")).text
        card = await way.read(way.moderators, TITLE)
        assert f"+{LINE}" in card.text
    async with way.bot():
        await _approved_once(way, card)
        await way.read(discord.direct(), "was approved")
        for place in (discord.channel, discord.direct()):
            await way.read(place, "was sent to the list's maintainers")
    assert garden.added() == [LINE]
    (pull,) = garden.server.pulls
    assert discord.user.name not in pull.body + pull.title
    assert str(discord.user.id) not in pull.body + pull.title

    commit = garden.server.merge(1, "by Smell", "by its Smell")
    await garden.sync()
    async with way.bot():
        for place in (discord.channel, discord.direct()):
            assert commit in (await way.read(place, "is on the list now")).text
        await way.read(way.moderators, "on the list by the bot")
    merged = await way.suggestion()
    assert (merged.state, merged.commit, merged.entry_id) == (SuggestionState.MERGED, commit, "burdock")
    assert len(garden.server.pulls) == 1
    assert [len(way.saying(place, TITLE)) for place in (way.moderators, discord.channel)] == [1, 2]


async def _refused_and_fixed(way: Way) -> Message:
    """Open the form, write into it what the list has, be refused, and put it right; return the draft's card."""
    modal = await way.menu()
    shown = fields(modal)
    assert (shown["link"], shown["title"], shown["authors"]) == (LINK, TITLE, "Ida Moss et al.")
    listed = await way.submit(modal, title=LISTED, published="GardenSys 2024", section=[SECTION])
    assert SECTION in listed.text
    assert "stops it" in listed.text
    assert "1.1 Finding Weeds" in (await way.press(listed, "Send to the moderators")).text
    assert (await way.suggestion()).state is SuggestionState.DRAFT
    again = await (await way.pressing(listed, "Edit")).modal()
    assert fields(again)["title"] == LISTED
    preview = await way.submit(again, title=TITLE)
    assert f"+{LINE}" in preview.text
    assert "stops it" not in preview.text
    return preview


async def _approved_once(way: Way, card: Message) -> None:
    """Let its author approve it, and then two moderators at once."""
    assert "Somebody else has to approve" in (await way.press(card, "Approve")).text
    assert (await way.suggestion()).state is SuggestionState.PENDING
    both = [await way.pressing(card, "Approve", user) for user in (way.discord.manager, way.other)]
    said = [(await each.answer()).text for each in both]
    assert sorted("already" in each for each in said) == [False, True]


async def test_whoever_suggested_it_is_told_why_it_was_rejected(way: Way) -> None:
    async with way.bot():
        card = await way.handed_in()
        modal = await (await way.pressing(card, "Reject", way.discord.manager)).modal()
        assert "is rejected" in (await way.submit(modal, words="It is about noses, not about robots.")).text
        told = await way.read(way.discord.direct(), "was not taken")
        assert "It is about noses, not about robots." in told.text
        await way.read(way.moderators, "rejected by")
    assert (await way.suggestion()).state is SuggestionState.REJECTED
    assert not way.garden.server.pulls


async def test_a_closed_pull_request_is_told_with_the_maintainers_words(way: Way) -> None:
    server = way.garden.server
    async with way.bot():
        await way.press(await way.handed_in(), "Approve", way.discord.manager)
        await way.read(way.discord.channel, "was sent to the list's maintainers")
    server.close(1)
    server.comment(1, "Thanks, but this is about robots.")
    async with way.bot():
        for place in (way.discord.channel, way.discord.direct()):
            told = await way.read(place, "decided not to take")
            assert "Thanks, but this is about robots." in told.text
            assert "#issuecomment-0" in told.text
    assert (await way.suggestion()).state is SuggestionState.DECLINED


async def test_nobody_without_the_right_decides(way: Way) -> None:
    async with way.bot():
        card = await way.handed_in()
        stranger = way.discord.world.add_user("eve")
        for label in ("Approve", "Reject"):
            answer = await (await way.pressing(card, label, stranger)).answer()
            assert answer.ephemeral
            assert "Only moderators" in answer.text
    assert (await way.suggestion()).state is SuggestionState.PENDING


async def test_what_the_list_has_already_opens_no_form(way: Way) -> None:
    async with way.bot():
        said = await way.discord.say("Have you seen https://arxiv.org/abs/2106.01234v2 ?")
        answer = await (await way.discord.context_menu("Suggest to list", said)).answer()
    assert "The list has that already." in answer.text
    assert [each.label for each in answer.buttons if "Nettle" in each.label]
    assert await way.garden.world.store.suggestions() == ()


async def test_who_suggests_what_somebody_else_did_is_counted_for_it(way: Way) -> None:
    async with way.bot():
        await way.handed_in()
        way.garden.world.wait(minutes=5)
        modal = await way.menu(way.other)
        preview = await way.submit(modal, published="GardenSys 2024", section=[SECTION])
        assert "suggested already" in preview.text
        joined = await way.press(preview, "Send to the moderators", way.other)
        assert "now you are one of those who want it" in joined.text
    votes = {each.state: each.votes for each in await way.garden.world.store.suggestions()}
    assert votes[SuggestionState.PENDING] == 1
    assert len(way.saying(way.moderators, TITLE)) == 1
