"""Messages to channels, threads and people, through the real slack_sdk, on the loopback Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.domain.destinations import Destination, person_destination
from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.errors import DeliveryLater, DeliveryRefused, DeliveryUnknown
from bot.frontends.slack.calling import Pace, opened_slack
from bot.frontends.slack.delivery import SlackMessenger
from bot.frontends.slack.installing import Installed, OneWorkspace
from bot.frontends.slack.people import person_key
from bot.ports import Posting
from bot.replies.model import FactGroup, Facts, Message, Named, Tone
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.faults import Fault, cut, failing, rate_limited, refusing, unheard
from tests.servers.slack.world import Channel

POST, OPEN = "chat.postMessage", "conversations.open"
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


class Ticking:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
async def messenger(slack: LoopbackSlack, ticking: Ticking) -> AsyncIterator[SlackMessenger]:
    installed = Installed(slack.team.id, slack.token, slack.team.bot.id, slack.team.bot_id)
    async with opened_slack(OneWorkspace(installed), Pace(lambda: ticking.now, ticking.sleep), slack.api) as way:
        yield SlackMessenger(way, lambda: NOW)


def posting(channel: Channel, manner: Manner = Manner.PLAIN, *, thread: str | None = None, **said: Any) -> Posting:
    destination = Destination("slack", channel.team.id, channel.id)
    made = Delivery("abcdefghijklmnop-0", "abcdefghijklmnop", "s1", destination, 0, manner, "", NOW, "Two new papers")
    return Posting(replace(made, **said), Message("Sage is new. <!channel> @everyone", Tone.INFO), thread)


async def test_a_message_unfurls_nothing_and_pings_nobody(slack: LoopbackSlack, messenger: SlackMessenger) -> None:
    sent = await messenger.post(posting(slack.channel))
    (message,) = slack.messages
    assert "Sage" in message.words
    assert "<!channel>" not in message.words
    assert message.arguments["unfurl_links"] is False
    assert message.arguments["unfurl_media"] is False
    assert sent.message_id == message.ts
    assert sent.thread_id is None
    assert sent.url
    assert slack.channel.id in sent.url


@pytest.mark.parametrize(
    ("wanted", "written"),
    [("S0123AB", "<!subteam^S0123AB>"), ("U0123AB", "<@U0123AB>"), ("here", "<!here>"), ("<!channel>", "")],
)
async def test_only_the_mention_that_was_asked_for_is_made_and_only_once(
    slack: LoopbackSlack, messenger: SlackMessenger, wanted: str, written: str
) -> None:
    await messenger.post(posting(slack.channel, mention=wanted))
    await messenger.post(posting(slack.channel, mention=wanted, part=1))
    first, second = slack.messages
    assert first.words.startswith(written)
    assert ("<!" in first.words) is written.startswith("<!")
    assert "<!" not in second.words


async def test_parts_go_into_the_thread_that_the_first_one_opens(
    slack: LoopbackSlack, messenger: SlackMessenger
) -> None:
    parent = await messenger.post(posting(slack.channel, Manner.PARENT))
    await messenger.post(posting(slack.channel, Manner.IN_THREAD, thread=parent.thread_id, part=1))
    assert [each.thread_ts for each in slack.messages] == [None, parent.message_id]


async def test_people_are_written_to_in_their_conversation(slack: LoopbackSlack, messenger: SlackMessenger) -> None:
    key = person_key(slack.team.id, slack.user.id)
    where = person_destination(key)
    assert Destination.from_key(where.key) == where
    await messenger.post(posting(slack.channel, destination=where))
    assert await messenger.tell(key, Message("Paused.", Tone.WARNING))
    assert [each.channel.person for each in slack.messages] == [slack.user] * 2
    assert len(slack.called(OPEN)) == 1


async def test_telling_whoever_cannot_be_told_is_no_error(slack: LoopbackSlack, messenger: SlackMessenger) -> None:
    assert not await messenger.tell(person_key(slack.team.id, "U404"), Message("x"))
    assert not await messenger.tell("discord:1", Message("x"))


async def test_a_message_is_edited_in_place(slack: LoopbackSlack, messenger: SlackMessenger) -> None:
    where = posting(slack.channel)
    sent = await messenger.post(where)
    await messenger.edit(Posting(where.delivery, Message("Sage was withdrawn.")), sent)
    (message,) = slack.messages
    assert "withdrawn" in message.words


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("channel_not_found", "channel_gone"),
        ("is_archived", "archived"),
        ("not_in_channel", "missing_permission"),
        ("restricted_action", "missing_permission"),
        ("missing_scope", "missing_permission"),
        ("token_revoked", "revoked"),
        ("account_inactive", "revoked"),
        ("msg_blocks_too_long", "too_large"),
        ("invalid_blocks", "too_large"),
    ],
)
async def test_what_will_never_go_says_why(
    slack: LoopbackSlack, messenger: SlackMessenger, error: str, reason: str
) -> None:
    slack.trouble(POST, refusing(error))
    with pytest.raises(DeliveryRefused) as raised:
        await messenger.post(posting(slack.channel))
    assert raised.value.reason == reason
    assert str(raised.value).endswith(".")


async def test_too_soon_is_later_and_says_when(slack: LoopbackSlack, messenger: SlackMessenger) -> None:
    slack.trouble(POST, rate_limited(90))
    with pytest.raises(DeliveryLater) as raised:
        await messenger.post(posting(slack.channel))
    assert raised.value.retry_at == NOW + timedelta(seconds=90)
    assert len(slack.called(POST)) == 1


@pytest.mark.parametrize("fault", [cut(), unheard(), failing(503), failing(502), refusing("internal_error")])
async def test_an_answer_that_does_not_come_is_unknown_and_nothing_is_repeated(
    slack: LoopbackSlack, messenger: SlackMessenger, fault: Fault
) -> None:
    slack.trouble(POST, fault)
    with pytest.raises(DeliveryUnknown):
        await messenger.post(posting(slack.channel))
    assert len(slack.called(POST)) == 1
    assert len(slack.messages) <= 1


async def test_what_may_have_arrived_is_told_and_not_sent_again(
    slack: LoopbackSlack, messenger: SlackMessenger
) -> None:
    assert messenger.recognises(posting(slack.channel).delivery) == timedelta(0)
    with pytest.raises(DeliveryRefused, match="not sent twice") as raised:
        await messenger.find(posting(slack.channel))
    assert raised.value.reason == "outcome_unknown"
    assert not slack.calls


async def test_trouble_before_and_after_the_posting_itself_is_never_unknown(
    slack: LoopbackSlack, messenger: SlackMessenger
) -> None:
    slack.trouble(OPEN, failing(502))
    with pytest.raises(DeliveryLater):
        await messenger.post(
            posting(slack.channel, destination=person_destination(f"slack:{slack.team.id}.{slack.user.id}"))
        )
    slack.trouble("chat.getPermalink", failing(502))
    assert (await messenger.post(posting(slack.channel))).url is None
    slack.trouble("chat.update", cut())
    with pytest.raises(DeliveryLater):
        await messenger.edit(posting(slack.channel), SentMessage(slack.messages[0].ts))


async def test_messages_to_one_channel_are_a_second_apart_and_others_do_not_wait(
    slack: LoopbackSlack, messenger: SlackMessenger, ticking: Ticking
) -> None:
    for _number in range(3):
        await messenger.post(posting(slack.channel))
    assert ticking.slept == [1.0, 1.0]
    await messenger.post(posting(slack.elsewhere))
    assert ticking.slept == [1.0, 1.0]


async def test_a_card_names_the_people_of_its_workspace(slack: LoopbackSlack, messenger: SlackMessenger) -> None:
    """Also when it is brought up to date; nobody else's key is a mention there."""
    rows = tuple(
        ("day", Named("approved by ", key))
        for key in (person_key(slack.team.id, "U0EVE"), person_key("T0ELSE", "U0DAN"), "discord:42")
    )
    told = replace(posting(slack.channel), reply=Facts("POET", (FactGroup("History", rows),)))
    await messenger.edit(told, await messenger.post(posting(slack.channel)))
    (message,) = slack.messages
    assert "approved by <@U0EVE>" in message.words
    assert "U0DAN" not in message.words
    assert "somebody on Discord" in message.words
