"""One community on a Discord server and in a Slack workspace, served by one process as `awesome-bot run` serves both.

The real clients of both platforms, of GitHub and of arXiv; only the servers are ours.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.bootstrap import delivering, digesting
from bot.commands.desk import Desk
from bot.domain.communities import Communities, Community
from bot.domain.suggestion_rules import SuggestionRules
from bot.domain.suggestions import Suggestion, SuggestionState
from bot.services.attendance import Attendance
from tests.frontends.discord.serving import running as discord_running
from tests.frontends.slack.serving import running as slack_running
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.filling import Filling
from tests.servers.discord.message import Message as DiscordMessage
from tests.servers.discord.world import Channel as DiscordChannel
from tests.servers.slack.driver import LoopbackSlack, loopback_slack
from tests.servers.slack.world import Channel as SlackChannel
from tests.servers.slack.world import Message as SlackMessage
from tests.servers.slack.world import User as SlackUser
from tests.services.suggesting.burdock import LINK, SECTION, TITLE
from tests.services.suggesting.on_github import Garden, asking_arxiv, opened

WITHIN = 10


@dataclass
class Lab:
    """A community with a channel for its moderators on either side."""

    discord: LoopbackDiscord
    slack: LoopbackSlack
    garden: Garden
    there: DiscordChannel
    here: SlackChannel

    async def on_discord(self, name: str, options: dict[str, str] | None = None, **more: object) -> DiscordMessage:
        return await (await self.discord.slash(name, options or {}, **more)).answer()  # type: ignore[arg-type]

    async def on_slack(self, line: str, user: SlackUser | None = None) -> SlackMessage:
        return await (await self.slack.command(line, user=user)).answer()

    async def read_on_discord(self, channel: DiscordChannel, words: str) -> DiscordMessage:
        """Wait for a message with these words, written unasked."""

        def found() -> DiscordMessage | None:
            return next(
                (each for each in self.discord.messages(channel) if words in each.text and each.author.bot), None
            )

        def there() -> str:
            return f"no {words!r} among {[each.text for each in self.discord.messages(channel)]}"

        return (await self.discord.gateway.bell.until(found, WITHIN, there)).snapshot()

    async def read_on_slack(self, channel: SlackChannel, words: str) -> SlackMessage:
        def shown() -> list[SlackMessage]:
            return [each for each in self.slack.messages if each.channel is channel and not each.ephemeral]

        def found() -> SlackMessage | None:
            return next((each for each in shown() if words in each.words), None)

        return await self.slack.bell.until(found, WITHIN, lambda: f"no {words!r} in {[each.words for each in shown()]}")

    async def suggested_on_discord(self) -> Suggestion:
        said = await self.discord.say(f"Look at this: {LINK}, it smells weeds!")
        modal = await (await self.discord.context_menu("Suggest to list", said)).modal()
        filled: dict[str, Filling] = {"published": "GardenSys 2024", "section": [SECTION]}
        preview = await (await self.discord.submit_modal(modal, filled)).answer()
        await (await self.discord.press(preview, "Send to the moderators")).answer()
        return await self.suggestion()

    async def suggestion(self) -> Suggestion:
        (found,) = await self.garden.world.store.suggestions()
        return found

    def desk(self) -> Desk:
        world = self.garden.world
        server, team = f"discord:{self.discord.guild.id}", f"slack:{self.slack.team.id}"
        linked = Communities((Community("Edge lab", (server, team)),))
        world.office = replace(world.office, communities=linked, rules=SuggestionRules(votes=9))
        return replace(self.garden.desk, communities=linked, attendance=Attendance(["discord", "slack"]))


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    async with (
        loopback_discord() as discord,
        loopback_slack() as slack,
        opened(tmp_path) as opened_garden,
        asking_arxiv(opened_garden) as garden,
    ):
        there = discord.world.add_channel(discord.guild, "moderators")
        lab = Lab(discord, slack, garden, there, slack.add_channel(slack.team, "moderators"))
        desk = lab.desk()
        async with digesting(desk) as dispatch:
            deliver = delivering(desk, dispatch)
            async with (
                discord_running(discord, desk, tmp_path / "told.json", deliver),
                slack_running(slack, desk, deliver),
            ):
                await lab.on_discord("suggestions queue", {"what": "here"}, user=discord.manager, channel=there)
                asked = await slack.command("suggestions queue here", user=slack.manager, channel=lab.here)
                await asked.answer()
                yield lab


@pytest.fixture
async def farewell() -> AsyncIterator[asyncio.Event]:
    """Tell when the log says that a workspace has removed the app."""
    done = asyncio.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == "slack.uninstalled":
                done.set()

    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield done
    logging.getLogger().removeHandler(listener)


async def test_suggested_on_discord_voted_for_and_approved_on_slack_and_told_on_discord(lab: Lab) -> None:
    suggested = await lab.suggested_on_discord()
    card = await lab.read_on_slack(lab.here, TITLE)
    await lab.read_on_discord(lab.there, TITLE)

    waiting = await lab.on_slack("suggestions pending")
    assert TITLE in waiting.words
    voted = await (await lab.slack.action(waiting, "Vote for it", user=lab.slack.user)).answer()
    assert "1 vote, yours with it" in voted.words
    on_discord = await lab.on_discord("suggestions vote", {"id": suggested.id}, user=lab.discord.manager)
    assert "2 votes, yours among them" in on_discord.text

    refused = await (await lab.slack.action(card, "Approve", user=lab.slack.user)).answer()
    assert "Only moderators" in refused.words
    approved = await (await lab.slack.action(card, "Approve", user=lab.slack.manager)).answer()
    assert "is approved" in approved.words
    assert (await lab.suggestion()).state is SuggestionState.APPROVED
    await lab.read_on_discord(lab.discord.direct(), "was approved")
    await lab.read_on_discord(lab.there, "approved by somebody on Slack")
    await lab.read_on_slack(lab.here, f"approved by <@{lab.slack.manager.id}>")

    await lab.garden.world.keep()
    await lab.read_on_discord(lab.discord.channel, "was sent to the list's maintainers")
    elsewhere = [each for each in lab.slack.messages if "was sent to" in each.words or "was approved" in each.words]
    assert not elsewhere, "whoever suggested it is on Discord, and so is the place"


async def test_suggested_on_slack_rejected_on_discord_and_told_on_slack(lab: Lab) -> None:
    said = lab.slack.say(f"Look at this: <{LINK}>")
    modal = await (await lab.slack.message_shortcut("menu:suggest", said)).modal()
    filled = {"link": LINK, "title": TITLE, "authors": "Ida Moss", "published": "GardenSys 2024", "section": SECTION}
    preview = await (await lab.slack.view_submit(modal, filled)).answer()
    await (await lab.slack.action(preview, "Send to the moderators")).answer()
    card = await lab.read_on_discord(lab.there, TITLE)
    await lab.read_on_slack(lab.here, TITLE)

    words = await (await lab.discord.press(card, "Reject", user=lab.discord.manager)).modal()
    answer = await (await lab.discord.submit_modal(words, {"words": "It is about noses."})).answer()
    assert "is rejected" in answer.text
    told = await lab.read_on_slack(lab.slack.direct(), "was not taken")
    assert "It is about noses." in told.words
    await lab.read_on_slack(lab.here, "rejected by somebody on Discord")
    await lab.read_on_discord(lab.there, f"rejected by <@{lab.discord.manager.id}>")


async def test_they_read_one_list_and_each_says_who_put_it_there(lab: Lab) -> None:
    added = await lab.on_slack("reading add thistle note: for Thursday")
    assert "on the reading list of Edge lab now" in added.words
    shown = await lab.on_discord("reading list")
    assert "for Thursday" in shown.text
    assert "added by ada on Slack" in shown.text
    refused = await lab.on_discord("reading remove", {"entry": "thistle"})
    assert "Only who put" in refused.text
    removed = await lab.on_discord("reading remove", {"entry": "thistle"}, user=lab.discord.manager)
    assert "Took" in removed.text
    assert "is empty" in (await lab.on_slack("reading list")).words
    await lab.on_discord("reading add", {"entry": "nettle", "note": "short, and worth it"})
    shown_there = (await lab.on_slack("reading list")).words
    assert "short, and worth it" in shown_there
    assert "on Discord" in shown_there


async def test_status_shows_both_platforms_on_both_in_the_same_words(lab: Lab) -> None:
    on_discord, on_slack = (await lab.on_discord("status")).text, (await lab.on_slack("status")).words
    for said in (on_discord, on_slack):
        for words in ("Discord", "Slack", "connected", "last heard", "servers", "Edge lab"):
            assert words in said
        for secret in (lab.discord.token, lab.slack.token, lab.slack.app_token):
            assert secret not in said


async def test_a_workspace_that_leaves_takes_nothing_from_the_server(lab: Lab, farewell: asyncio.Event) -> None:
    suggested = await lab.suggested_on_discord()
    await lab.on_discord("reading add", {"entry": "thistle"})
    await lab.on_slack("reading add nettle")
    card = await lab.read_on_discord(lab.there, TITLE)
    await lab.slack.uninstall()
    await asyncio.wait_for(farewell.wait(), WITHIN)
    store = lab.garden.world.store

    assert await store.queue_of(f"slack:{lab.slack.team.id}") is None
    left = await lab.suggestion()
    assert (left.id, left.author, left.state) == (suggested.id, suggested.author, SuggestionState.PENDING)
    shown = await lab.on_discord("reading list")
    assert "Thistle" in shown.text
    assert "Nettle" not in shown.text
    answer = await (await lab.discord.press(card, "Approve", user=lab.discord.manager)).answer()
    assert "is approved" in answer.text
    await lab.read_on_discord(lab.discord.direct(), "was approved")
