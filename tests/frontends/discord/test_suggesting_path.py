"""A suggestion's whole way on Discord: from a link in a message to the list, and back to whoever had the idea.

The real discord.py client, the real services, the real clients of GitHub and arXiv; only the servers are ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import delivering, digesting
from bot.domain.suggestions import Suggestion, SuggestionState
from tests.frontends.discord.serving import running
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.interaction import Interaction, Modal
from tests.servers.discord.message import Message
from tests.servers.discord.world import MANAGE_GUILD, Channel, User
from tests.servers.metadata import Preprint
from tests.services.garden import AGAIN
from tests.services.suggesting.on_github import Garden, asking_arxiv, opened

LINK = "https://arxiv.org/abs/2401.00001"
BURDOCK = Preprint(
    "Burdock: Finding Weeds\n  by Smell", ("Ida Moss", "Joe Fern", "Kim Sorrel"), comment="GardenSys 2024, 12 pages"
)
LISTED = "Thistle: Spotting Weeds with a Wooden Camera"
SECTION = "Papers / 1. Weeding / 1.1 Finding Weeds"
LINE = f"* [GardenSys'24] Burdock: Finding Weeds by Smell. by Ida Moss et al. [[paper]({LINK})]"


@dataclass
class Way:
    """The bot in a server with a channel for its moderators."""

    discord: LoopbackDiscord
    garden: Garden
    moderators: Channel
    other: User

    async def menu(self) -> Modal:
        """Choose *Suggest to list* on somebody's message; return the form that opens."""
        said = await self.discord.say(f"Look at this: {LINK}, it smells weeds!", user=self.discord.manager)
        return await (await self.discord.context_menu("Suggest to list", said)).modal()

    async def submit(self, modal: Modal, **values: str | list[str]) -> Message:
        return await (await self.discord.submit_modal(modal, values)).answer()

    async def pressing(self, message: Message, label: str, user: User | None = None) -> Interaction:
        return await self.discord.press(message, message.button(label).custom_id or "", user=user)

    async def press(self, message: Message, label: str, user: User | None = None) -> Message:
        return await (await self.pressing(message, label, user)).answer()

    async def read(self, channel: Channel, words: str) -> Message:
        """Wait for a message with these words, written unasked."""

        def found() -> Message | None:
            return next((each for each in self.discord.messages(channel) if words in each.text), None)

        def there() -> str:
            return f"no {words!r} among {[each.text for each in self.discord.messages(channel)]}"

        return (await self.discord.gateway.bell.until(found, 10, there)).snapshot()

    async def handed_in(self) -> Message:
        """Suggest Burdock; return its card in the moderators' channel."""
        preview = await self.submit(await self.menu(), published="GardenSys 2024", section=[SECTION])
        await self.press(preview, "Send to the moderators")
        return await self.read(self.moderators, "Burdock")

    async def suggestion(self) -> Suggestion:
        (found,) = await self.garden.world.store.suggestions()
        return found


@pytest.fixture
async def path(discord: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Way]:
    async with opened(tmp_path) as opened_garden, asking_arxiv(opened_garden) as garden:
        garden.arxiv.papers["2401.00001"] = BURDOCK
        desk = garden.desk
        moderators = discord.world.add_channel(discord.guild, "moderators")
        other = discord.world.add_user("dan", permissions=discord.manager.permissions)
        async with (
            digesting(desk) as dispatch,
            running(discord, desk, tmp_path / "told.json", delivering(desk, dispatch)),
        ):
            place = {"user": discord.manager, "channel": moderators}
            await (await discord.slash("suggestions queue", {"what": "here"}, **place)).answer()  # type: ignore[arg-type]
            yield Way(discord, garden, moderators, other)


def fields(modal: Modal) -> dict[str, str]:
    chosen = {
        each["custom_id"]: option["value"]
        for each in modal.fields
        for option in each.get("options", ())
        if option.get("default")
    }
    return {each["custom_id"]: each.get("value", "") for each in modal.fields} | chosen


async def test_a_link_in_a_message_becomes_a_line_of_the_list(path: Way) -> None:
    discord, garden = path.discord, path.garden
    discord.user.permissions |= MANAGE_GUILD  # so that nothing but being its author keeps them from deciding

    modal = await path.menu()
    shown = fields(modal)
    assert (shown["link"], shown["title"], shown["authors"]) == (
        LINK,
        "Burdock: Finding Weeds by Smell",
        "Ida Moss et al.",
    )

    listed = await path.submit(modal, title=LISTED, published="GardenSys 2024", section=[SECTION])
    assert SECTION in listed.text
    assert "stops it" in listed.text
    refused = await path.press(listed, "Send to the moderators")
    assert "1.1 Finding Weeds" in refused.text
    assert (await path.suggestion()).state is SuggestionState.DRAFT

    again = await (await path.pressing(listed, "Edit")).modal()
    assert fields(again)["title"] == LISTED
    preview = await path.submit(again, title="Burdock: Finding Weeds by Smell")
    assert f"+{LINE}" in preview.text
    assert "stops it" not in preview.text
    assert "moderators" in (await path.press(preview, "Send to the moderators")).text

    card = await path.read(path.moderators, "Burdock")
    assert f"+{LINE}" in card.text
    assert "Somebody else has to approve" in (await path.press(card, "Approve")).text
    assert (await path.suggestion()).state is SuggestionState.PENDING
    both = [await path.pressing(card, "Approve", user) for user in (discord.manager, path.other)]
    said = [(await each.answer()).text for each in both]
    assert sorted("already" in each for each in said) == [False, True]
    await path.read(discord.direct(), "was approved")

    await garden.world.keep()
    (pull,) = garden.server.pulls
    proposed = garden.server.text(pull.place, pull.branch)
    assert [line for line in proposed.splitlines() if line not in AGAIN.splitlines()] == [LINE]
    assert len(proposed.splitlines()) == len(AGAIN.splitlines()) + 1
    await path.read(discord.channel, "was sent to the list's maintainers")

    commit = garden.server.merge(1, "by Smell", "by its Smell")
    await garden.sync()
    garden.world.wait(minutes=10)
    await garden.world.keep()
    merged = await path.suggestion()
    assert (merged.state, merged.commit, merged.entry_id) == (SuggestionState.MERGED, commit, "burdock")
    for place in (discord.channel, discord.direct()):
        assert commit in (await path.read(place, "is on the list now")).text
    await path.read(path.moderators, "on the list by the bot")
    assert len(garden.server.pulls) == 1


async def test_whoever_suggested_it_is_told_why_it_was_rejected(path: Way) -> None:
    card = await path.handed_in()
    modal = await (await path.pressing(card, "Reject", path.discord.manager)).modal()
    assert "is rejected" in (await path.submit(modal, words="It is about noses, not about robots.")).text
    told = await path.read(path.discord.direct(), "was not taken")
    assert "It is about noses, not about robots." in told.text
    assert (await path.suggestion()).state is SuggestionState.REJECTED
    await path.read(path.moderators, "rejected by")
    await path.garden.world.keep()
    assert not path.garden.server.pulls


async def test_nobody_without_the_right_decides(path: Way) -> None:
    card = await path.handed_in()
    stranger = path.discord.world.add_user("eve")
    for label in ("Approve", "Reject"):
        interaction = await path.pressing(card, label, stranger)
        answer = await interaction.answer()
        assert answer.ephemeral
        assert "Only moderators" in answer.text
    assert (await path.suggestion()).state is SuggestionState.PENDING
