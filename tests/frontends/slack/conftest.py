"""The bot on the loopback Slack, at a desk with the shipped catalog."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.commands.desk import Desk
from tests.commands.conftest import desk, synced_database
from tests.frontends.serving import Journal
from tests.frontends.slack.serving import running
from tests.servers.slack.driver import LoopbackSlack, loopback_slack

__all__ = ["desk", "synced_database"]


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with loopback_slack() as server:
        yield server


@pytest.fixture
async def bot(slack: LoopbackSlack, desk: Desk) -> AsyncIterator[None]:
    """Run the bot, and see at the end that it still answers: in a channel that is as it should be."""
    fine = slack.add_channel(slack.team, "fine")
    async with running(slack, desk):
        yield
        slack.faults.clear()
        if slack.team.token:
            asked = await slack.command("training", user=slack.manager, channel=fine)
            assert "raining" in (await asked.answer()).words


@pytest.fixture
def journal(slack: LoopbackSlack) -> Iterator[Journal]:
    """Listen to the log; no secret may come by."""
    journal = Journal("slack")
    logging.getLogger().addHandler(journal)
    yield journal
    logging.getLogger().removeHandler(journal)
    assert not [line for line in journal.lines if slack.token in line or slack.app_token in line]
