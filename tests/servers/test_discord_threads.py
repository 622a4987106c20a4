"""Threads, forums, announcements and lost answers on the loopback Discord are as on the real one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest

from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.faults import after, cut
from tests.servers.discord_bot import Bot, running


@pytest.fixture
async def bot(server: LoopbackDiscord) -> AsyncIterator[Bot]:
    async with running(server) as client:
        yield client


async def test_a_message_has_one_thread_with_its_own_id(server: LoopbackDiscord, bot: Bot) -> None:
    channel = await bot.fetch_channel(server.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("parent")
    thread = await message.create_thread(name="below")
    assert thread.id == message.id
    with pytest.raises(discord.HTTPException, match="160004"):
        await message.create_thread(name="again")
    inside = await thread.send("item")
    with pytest.raises(discord.HTTPException, match="50024"):
        await inside.create_thread(name="deeper")
    active = await server_threads(bot, server)
    assert [each.id for each in active] == [thread.id]


async def server_threads(bot: Bot, server: LoopbackDiscord) -> list[discord.Thread]:
    return await (await bot.fetch_guild(server.guild.id)).active_threads()


async def test_a_thread_that_is_put_away_wakes_up_unless_it_is_locked(server: LoopbackDiscord, bot: Bot) -> None:
    thread = server.world.add_channel(server.guild, "old", 11, server.channel)
    messageable = bot.get_partial_messageable(thread.id)
    thread.archived = True
    assert await server_threads(bot, server) == []
    said = await messageable.send("awake")
    assert not thread.archived
    thread.archived = thread.locked = True
    with pytest.raises(discord.HTTPException, match="50083"):
        await messageable.send("x")
    with pytest.raises(discord.HTTPException, match="50083"):
        await said.edit(content="y")
    thread.archived = False
    with pytest.raises(discord.Forbidden, match="160005"):
        await messageable.send("x")


async def test_a_forum_takes_posts_with_its_own_tags_and_no_messages(server: LoopbackDiscord, bot: Bot) -> None:
    server.forum.tags, server.forum.demands_tag = {71: "News"}, True
    forum = await bot.fetch_channel(server.forum.id)
    assert isinstance(forum, discord.ForumChannel)
    assert [each.name for each in forum.available_tags] == ["News"]
    assert forum.flags.require_tag
    with pytest.raises(discord.HTTPException, match="40067"):
        await forum.create_thread(name="news", content="words")
    gone = discord.ForumTag(name="Gone")
    gone.id = 99
    with pytest.raises(discord.HTTPException, match="50035"):
        await forum.create_thread(name="news", content="words", applied_tags=[gone])
    made = await forum.create_thread(name="news", content="words", applied_tags=forum.available_tags)
    assert server.world.channels[made.thread.id].applied == [71]
    assert made.message.id == made.thread.id
    with pytest.raises(discord.HTTPException, match="50024"):
        await bot.get_partial_messageable(forum.id).send("x")
    server.world.channels[made.thread.id].archived = True
    assert [each.id async for each in forum.archived_threads()] == [made.thread.id]


async def test_a_message_is_passed_on_once_and_ten_times_an_hour(server: LoopbackDiscord, bot: Bot) -> None:
    news = bot.get_partial_messageable(server.announcements.id)
    first = await news.send("0")
    await first.publish()
    with pytest.raises(discord.HTTPException, match="40033"):
        await first.publish()
    for number in range(9):
        await (await news.send(str(number))).publish()
    bot.http.max_ratelimit_timeout = 30
    with pytest.raises(discord.RateLimited) as raised:
        await (await news.send("too much")).publish()
    assert raised.value.retry_after > 1_000
    with pytest.raises(discord.HTTPException, match="50068"):
        await (await bot.get_partial_messageable(server.channel.id).send("x")).publish()


async def test_an_answer_can_get_lost_after_what_was_asked_is_done(server: LoopbackDiscord, bot: Bot) -> None:
    server.trouble("POST /channels/{channel_id}/messages", after(cut()))
    with pytest.raises(aiohttp.ClientError):
        await bot.get_partial_messageable(server.channel.id).send("there")
    assert [each.text for each in server.messages(server.channel)] == ["there"]


async def test_a_history_does_not_tell_the_nonce(server: LoopbackDiscord, bot: Bot) -> None:
    channel = bot.get_partial_messageable(server.channel.id)
    sent = await channel.send("x", nonce="n1")
    assert sent.nonce == "n1"
    assert [each.nonce async for each in channel.history()] == [None]
    server.channel.permissions = 0
    assert [each async for each in channel.history()] == []


async def test_threads_may_be_refused_where_messages_are_not(server: LoopbackDiscord, bot: Bot) -> None:
    server.channel.refuses_threads = 50013
    message = await bot.get_partial_messageable(server.channel.id).send("x")
    partial = bot.get_partial_messageable(server.channel.id, guild_id=server.guild.id).get_partial_message(message.id)
    with pytest.raises(discord.Forbidden, match="50013"):
        await partial.create_thread(name="below")
