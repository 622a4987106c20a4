"""What the bot does on the wire when Discord is busy, unwell, closed to it, or gone: a sentence, or a line in the log.

Each test ends with the bot alive; what is refused to one person never costs the next one an answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.commands.desk import Desk
from bot.errors import PlatformError
from bot.frontends.discord import messenger, running
from bot.frontends.discord.running import run_discord, sync_by_hand
from tests.frontends.discord import serving
from tests.frontends.serving import WITHIN, Journal, Thinker
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.faults import Fault, Gate, banned, failing, hanging_up, rate_limited, refusing, unheard
from tests.servers.discord.message import Message
from tests.servers.discord.world import Channel

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
EDIT = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
FOLLOWUP = "POST /webhooks/{webhook_id}/{webhook_token}"
POST = "POST /channels/{channel_id}/messages"
AN_HOUR = 3600.0


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """Start a Discord that does not hold payloads against its description: other tests do, and this is faster."""
    async with loopback_discord(checked=False) as server:
        yield server


@pytest.fixture
async def bot(discord: LoopbackDiscord, desk: Desk, record: Path, thinker: Thinker) -> AsyncIterator[None]:
    """Run the bot, and see at the end that it still answers: in a channel that is as it should be."""
    fine = discord.world.add_channel(discord.guild, "fine")
    async with serving.running(discord, thinker.at(desk), record):
        yield
        discord.faults.clear()
        interaction = await discord.slash("search", {"words": "training"}, user=discord.manager, channel=fine)
        assert "**1. " in (await interaction.answer()).text


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every answer that is not there at once be announced first."""
    monkeypatch.setattr(messenger, "PATIENCE", 0.01)


@pytest.fixture(autouse=True)
def journal(discord: LoopbackDiscord) -> Iterator[Journal]:
    """Listen to the log; no secret may come by."""
    journal = Journal("discord")
    logging.getLogger().addHandler(journal)
    yield journal
    logging.getLogger().removeHandler(journal)
    assert not [line for line in journal.lines if discord.token in line]


async def searched(discord: LoopbackDiscord, channel: Channel | None = None) -> Message:
    return await (await discord.slash("search", {"words": "training"}, channel=channel)).answer()


def statuses(discord: LoopbackDiscord, route: str) -> list[int]:
    return [each.status for each in discord.calls if each.name == route]


@pytest.mark.usefixtures("bot")
class TestBusy:
    """429: come back later."""

    @pytest.mark.parametrize("everywhere", [False, True])
    async def test_an_answer_comes_when_discord_says(self, discord: LoopbackDiscord, everywhere: bool) -> None:
        discord.trouble(CALLBACK, rate_limited(0.02, everywhere=everywhere))
        assert "**1. " in (await searched(discord)).text
        assert statuses(discord, CALLBACK) == [429, 200]

    @pytest.mark.usefixtures("at_once")
    async def test_an_announced_answer_comes_when_discord_says(
        self, discord: LoopbackDiscord, thinker: Thinker
    ) -> None:
        discord.trouble(EDIT, rate_limited(0.02), rate_limited(0.02))
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        thinker.may_answer.set()
        assert "Done at last." in (await interaction.answer()).text
        assert statuses(discord, EDIT) == [429, 429, 200]

    async def test_a_sentence_after_the_answer_comes_when_discord_says(self, discord: LoopbackDiscord) -> None:
        found = await searched(discord)
        discord.trouble(CALLBACK, refusing(50013), rate_limited(0.02))
        shared = await discord.press(found, "Share")
        assert "Ask a moderator" in (await shared.answer()).text

    async def test_a_mention_is_answered_once_when_discord_says(self, discord: LoopbackDiscord) -> None:
        discord.trouble(POST, rate_limited(0.02), rate_limited(0.02, everywhere=True))
        said = await discord.mention("memory efficient training")
        assert "**1. " in (await discord.reply_to(said)).text
        assert statuses(discord, POST) == [429, 429, 200]

    async def test_nobody_waits_an_hour_to_answer_a_mention(self, discord: LoopbackDiscord, journal: Journal) -> None:
        discord.trouble(POST, rate_limited(AN_HOUR))
        await discord.mention("memory efficient training")
        await journal.told("discord.rate_limited")

    async def test_nobody_waits_an_hour_to_answer_a_command(
        self,
        discord: LoopbackDiscord,
        thinker: Thinker,
        at_once: None,
        monkeypatch: pytest.MonkeyPatch,
        journal: Journal,
    ) -> None:
        monkeypatch.setattr(messenger, "LONGEST_SENDING", 0.2)
        discord.trouble(EDIT, rate_limited(AN_HOUR))
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        thinker.may_answer.set()
        assert "hear less from me" in (await interaction.answer()).text
        await journal.told("discord.gave_up")

    async def test_the_wall_before_discord_is_told_from_discord(
        self, discord: LoopbackDiscord, journal: Journal
    ) -> None:
        discord.trouble(POST, banned())
        await discord.mention("memory efficient training")
        await journal.told("discord.rate_limited")


@pytest.mark.usefixtures("bot")
class TestUnwell:
    """5xx, broken connections, answers that came too late."""

    async def test_a_callback_that_fails_once_is_sent_again(self, discord: LoopbackDiscord) -> None:
        discord.trouble(CALLBACK, failing(502))
        assert "**1. " in (await searched(discord)).text

    async def test_an_answer_that_was_taken_without_a_word_is_given_once(
        self, discord: LoopbackDiscord, journal: Journal
    ) -> None:
        discord.trouble(CALLBACK, unheard(discord))
        interaction = await discord.slash("search", {"words": "training"})
        assert "**1. " in (await interaction.answer()).text
        await journal.told("discord.too_late")
        assert len(interaction.answers) == 1

    @pytest.mark.usefixtures("at_once")
    async def test_an_announcement_that_was_taken_without_a_word_is_kept(
        self, discord: LoopbackDiscord, thinker: Thinker
    ) -> None:
        discord.trouble(CALLBACK, unheard(discord))
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        thinker.may_answer.set()
        assert "Done at last." in (await interaction.answer()).text

    @pytest.mark.usefixtures("at_once")
    async def test_an_announced_answer_that_cannot_be_sent_says_so(
        self, discord: LoopbackDiscord, thinker: Thinker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        discord.trouble(EDIT, hanging_up())
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        thinker.may_answer.set()
        assert "Discord has trouble" in (await interaction.answer()).text

    async def test_a_connection_that_breaks_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, journal: Journal
    ) -> None:
        discord.trouble(CALLBACK, hanging_up(), hanging_up())
        await discord.slash("search", {"words": "training"})
        await journal.told("discord.unreachable")
        await journal.told("discord.untold")

    @pytest.mark.parametrize("code", [10062, 40060])
    async def test_an_answer_for_which_it_is_too_late_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, code: int, journal: Journal
    ) -> None:
        discord.trouble(CALLBACK, refusing(code))
        interaction = await discord.slash("search", {"words": "training"})
        await journal.told("discord.too_late")
        assert not interaction.answers

    @pytest.mark.usefixtures("at_once")
    async def test_an_announced_answer_whose_token_has_ended_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, thinker: Thinker, journal: Journal
    ) -> None:
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        interaction.expire()
        thinker.may_answer.set()
        await journal.told("discord.too_late")


@pytest.mark.usefixtures("bot")
class TestClosed:
    """Channels that are gone, and places where the bot may not write."""

    async def test_a_mention_in_a_channel_deleted_meanwhile_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, journal: Journal
    ) -> None:
        gate = Gate()
        discord.trouble(POST, gate)
        await discord.mention("memory efficient training")
        await asyncio.wait_for(gate.reached.wait(), WITHIN)
        discord.delete_channel(discord.channel)
        gate.open()
        await journal.told("discord.gone")

    async def test_sharing_into_a_channel_deleted_meanwhile_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, journal: Journal
    ) -> None:
        found = await searched(discord)
        gate = Gate()
        discord.trouble(CALLBACK, gate)
        await discord.press(found, "Share")
        await asyncio.wait_for(gate.reached.wait(), WITHIN)
        discord.delete_channel(discord.channel)
        gate.open()
        await journal.told("discord.gone")

    @pytest.mark.usefixtures("at_once")
    async def test_an_announced_answer_in_a_channel_deleted_meanwhile_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, thinker: Thinker, journal: Journal
    ) -> None:
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        discord.delete_channel(discord.channel)
        thinker.may_answer.set()
        await journal.told("discord.gone")

    async def test_a_message_deleted_meanwhile_is_answered_all_the_same(self, discord: LoopbackDiscord) -> None:
        gate = Gate()
        discord.trouble(POST, gate)
        said = await discord.mention("memory efficient training")
        await asyncio.wait_for(gate.reached.wait(), WITHIN)
        discord.delete(said)
        gate.open()
        assert "**1. " in (await discord.reply_to(said)).text

    @pytest.mark.parametrize("code", [50001, 50013])
    async def test_a_mention_where_the_bot_may_not_write_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, code: int, journal: Journal
    ) -> None:
        discord.channel.refuses = code
        await discord.mention("memory efficient training")
        await journal.told("discord.forbidden")

    @pytest.mark.parametrize("code", [50001, 50013])
    async def test_sharing_where_the_bot_may_not_write_says_whom_to_ask(
        self, discord: LoopbackDiscord, code: int
    ) -> None:
        found = await searched(discord)
        discord.trouble(CALLBACK, refusing(code))
        shared = await discord.press(found, "Share")
        told = await shared.answer()
        assert "Ask a moderator" in told.text
        assert told.ephemeral

    @pytest.mark.usefixtures("at_once")
    async def test_a_file_where_the_bot_may_attach_none_says_whom_to_ask(
        self, discord: LoopbackDiscord, thinker: Thinker
    ) -> None:
        discord.trouble(EDIT, refusing(50013))
        interaction = await discord.slash("think")
        await interaction.acknowledged()
        thinker.may_answer.set()
        assert "Ask a moderator" in (await interaction.answer()).text

    async def test_a_person_who_takes_no_messages_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, journal: Journal
    ) -> None:
        discord.user.closed_to_messages = True
        await discord.say("memory efficient training", channel=discord.direct())
        await journal.told("discord.forbidden")


class TestComingAndGoing:
    """Logging in when Discord is out of reach, and being shown the door."""

    @pytest.fixture(autouse=True)
    def _impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(running, "FIRST_WAIT", 0.01)

    @pytest.mark.parametrize(
        ("route", "fault"),
        [
            ("GET /users/@me", hanging_up()),
            ("GET /users/@me", failing(503)),
            ("GET /users/@me", rate_limited(AN_HOUR)),
            ("GET /gateway/bot", failing(503)),
            ("GET /gateway/bot", hanging_up()),
        ],
    )
    async def test_discord_out_of_reach_is_tried_again(
        self,
        discord: LoopbackDiscord,
        desk: Desk,
        record: Path,
        route: str,
        fault: Fault,
        journal: Journal,
    ) -> None:
        discord.trouble(route, fault, fault)
        async with serving.running(discord, desk, record):
            assert "**1. " in (await searched(discord)).text
        assert journal.keys == ["discord.unreachable"] * 2

    async def test_commands_that_discord_does_not_take_now_keep_nobody_away(
        self, discord: LoopbackDiscord, desk: Desk, record: Path, journal: Journal
    ) -> None:
        await sync_by_hand(desk, discord.token, record.with_name("another.json"), guild_id=None, force=True)
        discord.trouble("PUT /applications/*/commands", rate_limited(AN_HOUR))
        async with serving.running(discord, desk, record):
            assert "**1. " in (await searched(discord)).text
        assert journal.keys == ["discord.commands_not_synced"]

    async def test_telling_the_commands_by_hand_says_when_discord_is_busy(
        self, discord: LoopbackDiscord, desk: Desk, record: Path
    ) -> None:
        discord.trouble("PUT /applications/*/commands", rate_limited(AN_HOUR))
        with pytest.raises(PlatformError, match="did not take the commands"):
            await sync_by_hand(desk, discord.token, record, guild_id=None, force=False)

    async def test_a_stop_is_heard_while_discord_is_out_of_reach(
        self, discord: LoopbackDiscord, desk: Desk, record: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(running, "FIRST_WAIT", AN_HOUR)
        reached = Gate()
        discord.trouble("GET /users/@me", hanging_up(), reached)
        stop = asyncio.Event()
        task = asyncio.create_task(run_discord(desk, discord.token, record, stop))
        await discord.gateway.until(lambda: discord.calls)
        stop.set()
        await asyncio.wait_for(task, WITHIN)

    async def test_a_token_that_is_revoked_ends_discord_and_nothing_else(
        self, discord: LoopbackDiscord, desk: Desk, record: Path, journal: Journal
    ) -> None:
        task = asyncio.create_task(run_discord(desk, discord.token, record, asyncio.Event()))
        await discord.connected()
        discord.revoke_token()
        with pytest.raises(PlatformError, match="AWESOME_BOT_DISCORD_TOKEN"):
            await asyncio.wait_for(task, WITHIN)
        assert journal.keys == ["discord.refused"]

    async def test_a_mention_after_the_token_was_revoked_is_a_line_in_the_log(
        self, discord: LoopbackDiscord, desk: Desk, record: Path, journal: Journal
    ) -> None:
        gate = Gate()
        discord.trouble(POST, gate)
        async with serving.running(discord, desk, record):
            await discord.mention("memory efficient training")
            await asyncio.wait_for(gate.reached.wait(), WITHIN)
            discord.token += ".revoked"
            gate.open()
            await journal.told("discord.unauthorized")
