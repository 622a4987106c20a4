"""When answers come on the wire: at once, announced first, one after another, and before the bot leaves."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.commands.desk import Desk
from bot.frontends.discord import app, messenger
from tests.frontends.discord.serving import running
from tests.frontends.serving import WITHIN, Thinker
from tests.servers.discord.driver import LoopbackDiscord


async def test_a_slow_answer_is_announced_then_edited_in(
    discord: LoopbackDiscord, desk: Desk, record: Path, thinker: Thinker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger, "PATIENCE", 0.01)
    async with running(discord, thinker.at(desk), record):
        interaction = await discord.slash("think")
        assert (await interaction.acknowledged())["type"] == 5
        thinker.may_answer.set()
        answer = await interaction.answer()
        assert "Done at last." in answer.text
        assert answer.ephemeral


async def test_when_many_ask_at_once_the_later_ones_hear_at_once_that_an_answer_is_coming(
    discord: LoopbackDiscord, desk: Desk, record: Path, thinker: Thinker
) -> None:
    async with running(discord, thinker.at(desk), record):
        asked = [await discord.slash("think") for _ in range(messenger.BUSY + 5)]
        announced = [await each.acknowledged() for each in asked[messenger.BUSY :]]
        assert {each["type"] for each in announced} == {5}
        assert not any(each.callback for each in asked[: messenger.BUSY])
        thinker.may_answer.set()
        for each in asked:
            assert "Done at last." in (await each.answer()).text


async def test_an_answer_arrives_although_the_connection_was_lost_meanwhile(
    discord: LoopbackDiscord, desk: Desk, record: Path, thinker: Thinker
) -> None:
    """Answers go over HTTP; and after the session is resumed the bot goes on hearing."""
    async with running(discord, thinker.at(desk), record):
        interaction = await discord.slash("think")
        await asyncio.wait_for(thinker.asked.wait(), WITHIN)
        discord.gateway.drop(4000)
        thinker.may_answer.set()
        assert "Done at last." in (await interaction.answer()).text
        await discord.gateway.until(lambda: discord.gateway.resumed)
        assert "**1. " in (await (await discord.slash("search", {"words": "training"})).answer()).text
        assert discord.gateway.identified == 1


async def test_what_was_asked_while_the_connection_was_lost_is_answered_once_it_is_back(
    discord: LoopbackDiscord, desk: Desk, record: Path
) -> None:
    async with running(discord, desk, record):
        discord.gateway.drop(4000)
        said = await discord.mention("memory efficient training")
        assert "**1. " in (await discord.reply_to(said)).text
        assert (discord.gateway.resumed, discord.gateway.identified) == (1, 1)


async def test_a_stop_lets_an_answer_arrive_and_hears_nothing_new(
    discord: LoopbackDiscord, desk: Desk, record: Path, thinker: Thinker
) -> None:
    """What is on its way when SIGTERM comes still reaches the person."""
    async with running(discord, thinker.at(desk), record) as stop:
        interaction = await discord.slash("think")
        await asyncio.wait_for(thinker.asked.wait(), WITHIN)
        stop.set()
        await discord.gateway.until(lambda: not discord.gateway.live)
        assert not interaction.answers
        thinker.may_answer.set()
        assert "Done at last." in (await interaction.answer()).text


async def test_a_stop_does_not_wait_for_ever(
    discord: LoopbackDiscord,
    desk: Desk,
    record: Path,
    thinker: Thinker,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(app, "FAREWELL", 0.05)
    async with running(discord, thinker.at(desk), record):
        interaction = await discord.slash("think")
        await asyncio.wait_for(thinker.asked.wait(), WITHIN)
    assert "discord.answers_lost" in caplog.text
    assert not interaction.answers
