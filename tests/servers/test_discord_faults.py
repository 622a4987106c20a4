"""What goes wrong on the loopback Discord goes wrong as on the real one, seen through the real discord.py."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import discord
import pytest

from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.faults import Gate, banned, failing, hanging_up, rate_limited, refusing, slow
from tests.servers.discord_bot import Bot, running

SEND = "POST /channels/{channel_id}/messages"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


async def test_a_429_is_waited_for_and_the_message_sent_once(server: LoopbackDiscord, bot: Bot) -> None:
    server.trouble(SEND, rate_limited(0.02), rate_limited(0.02, everywhere=True))
    started = time.perf_counter()
    await bot.get_partial_messageable(server.channel.id).send("patient")
    assert time.perf_counter() - started >= 0.04
    assert [each.status for each in server.calls if each.name == SEND] == [429, 429, 200]
    assert len(server.messages(server.channel)) == 1


async def test_a_429_from_the_wall_before_discord_is_no_rate_limit(server: LoopbackDiscord, bot: Bot) -> None:
    server.trouble(SEND, banned())
    with pytest.raises(discord.HTTPException, match="1015"):
        await bot.get_partial_messageable(server.channel.id).send("x")


async def test_a_502_passes(server: LoopbackDiscord, bot: Bot) -> None:
    server.trouble("POST /channels/*/messages", failing(502))
    await bot.get_partial_messageable(server.channel.id).send("at last")
    assert [each.text for each in server.messages(server.channel)] == ["at last"]


async def test_a_connection_that_breaks_in_the_middle_is_an_error(server: LoopbackDiscord, bot: Bot) -> None:
    server.trouble(SEND, hanging_up())
    with pytest.raises(aiohttp.ClientError):
        await bot.get_partial_messageable(server.channel.id).send("x")


async def test_errors_have_discords_codes(server: LoopbackDiscord, bot: Bot) -> None:
    channel = bot.get_partial_messageable(server.channel.id)
    server.trouble(SEND, refusing(50001))
    with pytest.raises(discord.Forbidden, match="50001"):
        await channel.send("x")
    server.channel.refuses = 50013
    with pytest.raises(discord.Forbidden, match="50013"):
        await channel.send("x")
    server.delete_channel(server.channel)
    with pytest.raises(discord.NotFound, match="10003"):
        await channel.send("x")
    server.user.closed_to_messages = True
    with pytest.raises(discord.Forbidden, match="50007"):
        await bot.get_partial_messageable(server.direct().id).send("x")


async def test_an_interaction_is_answered_once_and_in_time(server: LoopbackDiscord, bot: Bot) -> None:
    failures: asyncio.Queue[Exception] = asyncio.Queue()

    async def note(_interaction: discord.Interaction, error: Exception) -> None:
        failures.put_nowait(error)

    bot.tree.error(note)
    server.trouble(CALLBACK, refusing(40060), slow(0.02))
    await server.slash("echo", {"words": "x"})
    assert "40060" in str(await asyncio.wait_for(failures.get(), 5))
    server.patience = 0.01
    await server.slash("echo", {"words": "x"})
    assert "10062" in str(await asyncio.wait_for(failures.get(), 5))


async def test_a_token_that_ended_takes_no_followups(server: LoopbackDiscord, bot: Bot) -> None:
    gate = Gate()
    failures: asyncio.Queue[Exception] = asyncio.Queue()

    async def note(_interaction: discord.Interaction, error: Exception) -> None:
        failures.put_nowait(error)

    bot.tree.error(note)
    server.trouble("POST /webhooks/{webhook_id}/{webhook_token}", gate)
    interaction = await server.slash("think")
    await asyncio.wait_for(gate.reached.wait(), 5)
    interaction.expire()
    gate.open()
    assert "50027" in str(await asyncio.wait_for(failures.get(), 5))


@pytest.mark.parametrize("trouble", ["dropped", "asked", "invalid but resumable"])
async def test_a_cut_connection_is_resumed_and_nothing_is_lost(server: LoopbackDiscord, bot: Bot, trouble: str) -> None:
    gateway = server.gateway
    session = gateway.live[0]
    if trouble == "dropped":
        gateway.drop(4000)
    elif trouble == "asked":
        gateway.ask_to_reconnect()
    else:
        gateway.invalidate(resumable=True)
    session.tell("GUILD_DELETE", {"id": str(server.guild.id)})
    await gateway.until(lambda: gateway.resumed)
    assert {await bot.hear(), await bot.hear()} == {"left Readers", "resumed"}
    assert (gateway.identified, gateway.live) == (1, [session])
    assert (await (await server.slash("echo", {"words": "still here"})).answer()).text == "still here"


async def test_a_session_that_is_gone_begins_anew(server: LoopbackDiscord, bot: Bot) -> None:
    server.gateway.drop(4000)
    server.gateway.forget_sessions()
    await server.gateway.until(lambda: server.gateway.identified == 2)
    server.gateway.invalidate()
    await server.gateway.until(lambda: server.gateway.identified == 3)
    assert (await (await server.slash("echo", {"words": "new"})).answer()).text == "new"


async def test_a_revoked_token_ends_the_bot(server: LoopbackDiscord, bot: Bot) -> None:
    server.revoke_token()
    assert bot.ended
    with pytest.raises(discord.ConnectionClosed) as closed:
        await asyncio.wait_for(bot.ended, 5)
    assert closed.value.code == 4004


async def test_a_wrong_token_is_refused_at_once(server: LoopbackDiscord) -> None:
    async with Bot(discord.Intents(guilds=True)) as client:
        with pytest.raises(discord.LoginFailure):
            await client.start("wrong")


async def test_privileged_intents_must_have_been_granted(server: LoopbackDiscord) -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    async with Bot(intents) as client:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(server.token)
    server.gateway.granted = 1 << 15
    async with running(server, intents):
        pass


async def test_guilds_come_and_go(server: LoopbackDiscord, bot: Bot) -> None:
    await asyncio.wait_for(bot.wait_until_ready(), 5)  # before, a guild is one of those that there had been
    added = server.add_guild("Second")
    assert await bot.hear() == "joined Second"
    server.remove_guild(added)
    assert await bot.hear() == "left Second"
    with pytest.raises(discord.Forbidden, match="50001"):
        await bot.fetch_guild(added.id)


async def test_each_shard_looks_after_its_guilds(server: LoopbackDiscord) -> None:
    server.gateway.shards = 2
    async with running(server) as client:
        await server.connected(2)
        assert sorted(each.shard for each in server.gateway.live) == [0, 1]
        mine = (server.guild.id >> 22) % 2
        told = [each.shard for each in server.gateway.live if "GUILD_CREATE" in [event["t"] for event in each.told]]
        assert told == [mine]
        assert client.shard_count == 2


async def test_heartbeats_are_answered(server: LoopbackDiscord) -> None:
    server.gateway.heartbeat_interval = 0.02
    async with running(server) as client:
        await server.gateway.until(lambda: server.gateway.heartbeats > 2)
        assert client.latency < 1


async def test_a_bot_that_stops_ends_its_session(server: LoopbackDiscord) -> None:
    async with running(server):
        pass
    await server.gateway.until(lambda: not server.gateway.connections)
    assert server.gateway.sessions == {}
