"""A suggestion's whole way on Slack: from a link in a message to the list, and back to whoever had the idea.

The real Slack client, the real services, the real clients of GitHub and arXiv; only the servers are ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bootstrap import delivering, digesting
from bot.domain.suggestions import Suggestion, SuggestionState
from tests.frontends.slack.serving import listening, running
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.world import Channel, Message, User, View, elements_in
from tests.services.suggesting.burdock import LINE, LINK, LISTED, SECTION
from tests.services.suggesting.on_github import Garden, asking_arxiv, opened


@dataclass
class Way:
    """The bot in a workspace with a channel for its moderators."""

    slack: LoopbackSlack
    garden: Garden
    moderators: Channel
    other: User

    async def menu(self) -> View:
        """Choose *Suggest to list* on somebody's message; return the form that opens."""
        said = self.slack.say(f"Look at this: <{LINK}>, it smells weeds!", user=self.slack.manager)
        return await (await self.slack.message_shortcut("menu:suggest", said)).modal()

    async def submit(self, modal: View, **values: str) -> Message:
        return await (await self.slack.view_submit(modal, fields(modal) | values)).answer()

    async def press(self, message: Message, label: str, user: User | None = None) -> Message:
        return await (await self.slack.action(message, label, user=user)).answer()

    async def read(self, channel: Channel, words: str) -> Message:
        """Wait for a message with these words, written unasked."""

        def found() -> Message | None:
            return next((each for each in shown() if words in each.words), None)

        def shown() -> list[Message]:
            return [each for each in self.slack.messages if each.channel is channel and not each.ephemeral]

        return await self.slack.bell.until(found, 10, lambda: f"no {words!r} in {[each.words for each in shown()]}")

    async def suggestion(self) -> Suggestion:
        (found,) = await self.garden.world.store.suggestions()
        return found


@pytest.fixture(params=[running, listening], ids=["socket mode", "signed http"])
async def way(request: pytest.FixtureRequest, slack: LoopbackSlack, tmp_path: Path) -> AsyncIterator[Way]:
    async with opened(tmp_path) as opened_garden, asking_arxiv(opened_garden) as garden:
        desk = garden.desk
        moderators = slack.add_channel(slack.team, "moderators")
        other = slack.add_user(slack.team, "dan", admin=True)
        async with digesting(desk) as dispatch, request.param(slack, desk, delivering(desk, dispatch)):
            asked = await slack.command("suggestions queue here", user=slack.manager, channel=moderators)
            await asked.answer()
            yield Way(slack, garden, moderators, other)


def fields(modal: View) -> dict[str, str]:
    """Return what a form holds, as it was opened."""
    held = {}
    for each in elements_in(modal.view["blocks"]):
        option = each.get("initial_option") or {}
        held[each["block_id"]] = each.get("initial_value") or option.get("value") or ""
    return held


async def test_a_link_in_a_message_becomes_a_line_of_the_list(way: Way) -> None:
    slack, garden = way.slack, way.garden
    slack.user.admin = True  # so that nothing but being its author keeps them from deciding

    modal = await way.menu()
    held = fields(modal)
    title = "Burdock: Finding Weeds by Smell"
    assert (held["link"], held["title"], held["authors"]) == (LINK, title, "Ida Moss et al.")

    listed = await way.submit(modal, title=LISTED, published="GardenSys 2024", section=SECTION)
    assert SECTION in listed.words
    refused = await way.press(listed, "Send to the moderators")
    assert "1.1 Finding Weeds" in refused.words
    assert (await way.suggestion()).state is SuggestionState.DRAFT

    again = await (await slack.action(listed, "Edit")).modal()
    assert fields(again)["title"] == LISTED
    preview = await way.submit(again, title=title)
    assert f"+{LINE}" in preview.words
    await way.press(preview, "Send to the moderators")

    card = await way.read(way.moderators, "Burdock")
    assert f"+{LINE}" in card.words
    assert "Somebody else has to approve" in (await way.press(card, "Approve")).words
    both = [await slack.action(card, "Approve", user=user) for user in (slack.manager, way.other)]
    said = [(await each.answer()).words for each in both]
    assert sorted("already" in each for each in said) == [False, True]
    await way.read(slack.direct(), "was approved")

    await garden.world.keep()
    assert garden.added() == [LINE]
    await way.read(slack.channel, "was sent to the list's maintainers")

    commit = garden.server.merge(1, "by Smell", "by its Smell")
    await garden.sync()
    garden.world.wait(minutes=10)
    await garden.world.keep()
    merged = await way.suggestion()
    assert (merged.state, merged.commit, merged.entry_id) == (SuggestionState.MERGED, commit, "burdock")
    for place in (slack.channel, slack.direct()):
        assert commit in (await way.read(place, "is on the list now")).words
    await way.read(way.moderators, "on the list by the bot")


async def test_whoever_suggested_it_is_told_why_it_was_rejected(way: Way) -> None:
    preview = await way.submit(await way.menu(), published="GardenSys 2024", section=SECTION)
    await way.press(preview, "Send to the moderators")
    card = await way.read(way.moderators, "Burdock")
    modal = await (await way.slack.action(card, "Reject", user=way.slack.manager)).modal()
    said = await (await way.slack.view_submit(modal, {"words": "It is about noses, not about robots."})).answer()
    assert "is rejected" in said.words
    told = await way.read(way.slack.direct(), "was not taken")
    assert "It is about noses, not about robots." in told.words
    assert (await way.suggestion()).state is SuggestionState.REJECTED
    await way.read(way.moderators, "rejected by")
