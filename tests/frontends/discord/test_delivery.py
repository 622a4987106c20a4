"""Messages to channels, threads, forums and people, through the real discord.py, on the loopback Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord as library
import pytest

from bot.domain.destinations import Destination, person_destination
from bot.domain.outbox import Delivery, Manner
from bot.errors import DeliveryLater, DeliveryRefused, DeliveryUnknown
from bot.frontends.discord import calling
from bot.frontends.discord.delivery import DiscordMessenger
from bot.ports import Posting
from bot.replies.model import DigestPost, Message, Tone
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.faults import Fault, after, banned, cut, failing, hanging_up, rate_limited, refusing
from tests.servers.discord.world import READ_HISTORY, Channel

SEND = "POST /channels/{channel_id}/messages"
START_POST = "POST /channels/{channel_id}/threads"


@pytest.fixture
async def server() -> AsyncIterator[LoopbackDiscord]:
    async with loopback_discord() as running:
        yield running


@pytest.fixture
async def messenger(server: LoopbackDiscord) -> AsyncIterator[DiscordMessenger]:
    async with library.Client(intents=library.Intents.none(), max_ratelimit_timeout=30) as client:
        await client.login(server.token)
        yield DiscordMessenger(client, lambda: datetime.now(UTC))


def posting(channel: Channel, manner: Manner = Manner.PLAIN, *, thread: str | None = None, **said: Any) -> Posting:
    assert channel.guild
    destination = Destination("discord", str(channel.guild.id), str(channel.id))
    made = Delivery(
        "abcdefghijklmnop-0", "abcdefghijklmnop", "s1", destination, 0, manner, "", datetime.now(UTC), "Two new papers"
    )
    return Posting(replace(made, **said), Message("**Sage** is new. @everyone", Tone.INFO), thread)


async def test_a_message_is_silent_marked_and_pings_nobody(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    sent = await messenger.post(posting(server.channel))
    (message,) = server.messages(server.channel)
    assert "Sage" in message.text
    assert message.flags & 1 << 12
    assert not message.pings
    assert sent.message_id == str(message.id)
    assert sent.url == f"https://discord.com/channels/{server.guild.id}/{server.channel.id}/{message.id}"


async def test_the_role_that_was_asked_for_is_mentioned_on_the_first_part_alone(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    await messenger.post(posting(server.channel, mention="4242"))
    await messenger.post(posting(server.channel, mention="4242", part=1, id="abcdefghijklmnop-1"))
    first, second = server.messages(server.channel)
    assert first.pings == ["<@&4242>"]
    assert not second.pings
    assert "4242" not in second.text


async def test_the_same_delivery_twice_is_one_message(server: LoopbackDiscord, messenger: DiscordMessenger) -> None:
    """Also where the first answer was lost."""
    server.trouble(SEND, after(cut()))
    with pytest.raises(DeliveryUnknown):
        await messenger.post(posting(server.channel))
    again = await messenger.post(posting(server.channel))
    (message,) = server.messages(server.channel)
    assert again.message_id == str(message.id)


async def test_items_stand_in_a_thread_below_the_first_line(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    parent = await messenger.post(posting(server.channel, Manner.PARENT))
    again = await messenger.post(posting(server.channel, Manner.PARENT))  # a thread that is there already is no fault
    assert parent == again
    assert parent.thread_id == parent.message_id
    sent = await messenger.post(posting(server.channel, Manner.IN_THREAD, thread=parent.thread_id, id="x-1", part=1))
    thread = server.world.channels[int(parent.thread_id)]
    assert thread.name == "Two new papers"
    assert [str(each.id) for each in server.messages(thread)] == [sent.message_id]
    assert len(server.messages(server.channel)) == 1


async def test_a_thread_that_could_not_be_opened_is_opened_with_its_first_item(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    server.channel.refuses_threads = 50013
    parent = await messenger.post(posting(server.channel, Manner.PARENT))
    item = posting(server.channel, Manner.IN_THREAD, thread=parent.thread_id, id="x-1", part=1)
    with pytest.raises(DeliveryRefused) as raised:
        await messenger.post(item)
    assert raised.value.reason == "missing_permission"
    server.channel.refuses_threads = None
    await messenger.post(item)
    assert len(server.messages(server.channel)) == 1
    assert len(server.messages(server.world.channels[int(parent.message_id)])) == 1


async def test_where_there_are_no_threads_items_follow_the_first_line(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    inside = server.world.add_channel(server.guild, "a thread", 11, server.channel)
    parent = await messenger.post(posting(inside, Manner.PARENT))
    await messenger.post(posting(inside, Manner.IN_THREAD, thread=parent.thread_id, id="x-1", part=1))
    assert len(server.messages(inside)) == 2


async def test_a_forum_gets_a_post_with_its_tags(server: LoopbackDiscord, messenger: DiscordMessenger) -> None:
    server.forum.tags = {71: "News", 72: "Papers"}
    sent = await messenger.post(posting(server.forum, Manner.FORUM, tags=("papers", "71", "gone")))
    post = server.world.channels[int(sent.thread_id or 0)]
    assert (post.name, post.applied) == ("Two new papers", [72, 71])
    (first,) = server.messages(post)
    assert first.flags & 1 << 12
    assert not first.pings


async def test_a_forum_that_demands_a_tag_gets_its_first_or_says_so(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    server.forum.demands_tag = True
    with pytest.raises(DeliveryRefused, match="tag") as raised:
        await messenger.post(posting(server.forum, Manner.FORUM))
    assert raised.value.reason == "unfit"
    server.forum.tags = {71: "News"}
    sent = await messenger.post(posting(server.forum, Manner.FORUM))
    assert server.world.channels[int(sent.thread_id or 0)].applied == [71]


async def test_a_forum_that_became_a_channel_gets_a_thread(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    sent = await messenger.post(posting(server.channel, Manner.FORUM))
    assert sent.thread_id in {str(each) for each in server.world.channels}


@pytest.mark.parametrize("fault", [failing(504), cut(), hanging_up()])
async def test_a_post_whose_answer_was_lost_is_found_and_never_repeated_by_the_library(
    server: LoopbackDiscord, messenger: DiscordMessenger, fault: Fault
) -> None:
    wanted = posting(server.forum, Manner.FORUM, sending_since=datetime.now(UTC))
    assert await messenger.find(wanted) is None
    server.trouble(START_POST, after(fault))
    with pytest.raises(DeliveryUnknown):
        await messenger.post(wanted)
    (post,) = [each for each in server.world.channels.values() if each.parent is server.forum]
    found = await messenger.find(wanted)
    assert found
    assert found.thread_id == str(post.id)
    other = replace(wanted, delivery=replace(wanted.delivery, id="another-0"))
    assert await messenger.find(other) is None
    post.archived = True
    days_ago = replace(wanted.delivery, sending_since=datetime.now(UTC) - timedelta(days=2))
    assert await messenger.find(replace(wanted, delivery=days_ago)) == found


async def test_a_message_is_found_by_its_mark_among_many(server: LoopbackDiscord, messenger: DiscordMessenger) -> None:
    wanted = posting(server.channel, sending_since=datetime.now(UTC))
    for _ in range(120):
        await server.say("chatter")
    sent = await messenger.post(wanted)
    for _ in range(120):
        await server.say("chatter")
    assert await messenger.find(wanted) == sent
    assert await messenger.find(replace(wanted, delivery=replace(wanted.delivery, id="another-0"))) is None
    server.channel.permissions &= ~READ_HISTORY
    assert await messenger.find(wanted) is None


async def test_a_person_is_written_to(server: LoopbackDiscord, messenger: DiscordMessenger) -> None:
    key = f"discord:{server.user.id}"
    wanted = posting(server.channel, sending_since=datetime.now(UTC))
    wanted = replace(wanted, delivery=replace(wanted.delivery, destination=person_destination(key)))
    sent = await messenger.post(wanted)
    assert await messenger.find(wanted) == sent
    assert await messenger.tell(key, Message("Paused."))
    assert len(server.messages(server.direct())) == 2
    server.user.closed_to_messages = True
    assert not await messenger.tell(key, Message("Paused."))
    with pytest.raises(DeliveryRefused) as raised:
        await messenger.post(wanted)
    assert raised.value.reason == "closed_to_us"
    assert not await messenger.tell("discord:404", Message("Paused."))


async def test_an_edit_replaces_the_words_and_pings_nobody(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    for channel, manner in ((server.channel, Manner.PLAIN), (server.forum, Manner.FORUM)):
        wanted = posting(channel, manner, mention="4242")
        sent = await messenger.post(wanted)
        await messenger.edit(replace(wanted, reply=Message("**Sage** has code.")), sent)
        assert "has code" in server.stored[int(sent.message_id)].text
        assert server.stored[int(sent.message_id)].edits == 1
    server.delete(server.stored[int(sent.message_id)])
    with pytest.raises(DeliveryRefused):
        await messenger.edit(wanted, sent)


async def test_a_post_is_passed_on_by_choice_and_no_limit_of_that_holds_it_up(
    server: LoopbackDiscord, messenger: DiscordMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(12):
        await messenger.post(posting(server.announcements, crosspost=True, id=f"digest-{number}"))
    await messenger.post(posting(server.announcements, id="digest-plain"))
    messages = server.messages(server.announcements)
    assert [bool(each.flags & 1) for each in messages] == [True] * 10 + [False] * 3
    assert caplog.text.count("discord.not_done") == 2
    await messenger.post(posting(server.announcements, crosspost=True, id="digest-0"))  # passed on already
    assert caplog.text.count("discord.not_done") == 2


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (10003, "channel_gone"), (10004, "channel_gone"), (50001, "closed_to_us"), (50007, "closed_to_us"),
        (50013, "missing_permission"), (50024, "unfit"), (50035, "too_large"), (50083, "archived"),
        (160005, "archived"),
    ],
)  # fmt: skip
async def test_a_refusal_is_told_by_its_reason(
    server: LoopbackDiscord, messenger: DiscordMessenger, code: int, reason: str
) -> None:
    server.trouble(SEND, refusing(code))
    with pytest.raises(DeliveryRefused) as raised:
        await messenger.post(posting(server.channel))
    assert raised.value.reason == reason
    assert str(raised.value).endswith(".")


async def test_what_may_go_later_says_when(server: LoopbackDiscord, messenger: DiscordMessenger) -> None:
    server.trouble(SEND, rate_limited(0.01), rate_limited(0.01, everywhere=True))
    await messenger.post(posting(server.channel))  # a short wait is none of our business
    server.trouble(SEND, rate_limited(3_000), banned(), refusing(160006), refusing(0))
    for minutes in (49, 9, 59, 9):
        with pytest.raises(DeliveryLater) as raised:
            await messenger.post(posting(server.channel, id=f"x-{minutes}"))
        assert raised.value.retry_at
        assert raised.value.retry_at > datetime.now(UTC) + timedelta(minutes=minutes)
    assert len(server.messages(server.channel)) == 1


@pytest.mark.parametrize("fault", [failing(500), failing(503), failing(504), cut(), hanging_up()])
async def test_what_nobody_knows_is_asked_once(
    server: LoopbackDiscord, messenger: DiscordMessenger, fault: Fault
) -> None:
    server.trouble(SEND, fault)
    with pytest.raises(DeliveryUnknown):
        await messenger.post(posting(server.channel))
    assert len([call for call in server.calls if call.name == SEND]) <= 1


async def test_an_answer_that_does_not_come_is_given_up(
    server: LoopbackDiscord, messenger: DiscordMessenger, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = asyncio.Event()

    async def silent(_request: Any) -> None:
        await never.wait()

    monkeypatch.setattr(calling, "LONGEST_CALL", 0.05)
    server.trouble(SEND, silent)
    with pytest.raises(DeliveryUnknown):
        await messenger.post(posting(server.channel))
    never.set()


async def test_a_discord_that_is_not_there_is_tried_later(messenger: DiscordMessenger, server: LoopbackDiscord) -> None:
    library.http.Route.BASE = "http://127.0.0.1:1/api/v10"
    with pytest.raises(DeliveryLater):
        await messenger.post(posting(server.channel))


async def test_what_fits_is_drawn_whole_with_room_for_a_mention(
    server: LoopbackDiscord, messenger: DiscordMessenger
) -> None:
    """The longest post that fits is posted with a mention before it, and says everything."""
    now = datetime.now(UTC)
    posts = [
        DigestPost("d1", "New", now, now, sentences=("A work about hedges. " * 5,) * number) for number in range(60)
    ]
    longest = [each for each in posts if messenger.fits(each)][-1]
    assert 20 < len(longest.sentences) < 50
    await messenger.post(replace(posting(server.channel, mention="4242"), reply=longest))
    (message,) = server.messages(server.channel)
    assert message.text.count("A work about hedges.") == 5 * len(longest.sentences)
