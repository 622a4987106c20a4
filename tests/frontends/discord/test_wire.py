"""The whole bot on the wire: the real discord.py, HTTP and WebSocket, against a Discord on this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.commands.desk import Desk
from bot.commands.menus import MESSAGE_MENUS
from bot.commands.table import COMMANDS
from bot.errors import ConfigError
from bot.frontends.discord.running import invite_links, run_discord, sync_by_hand
from tests.frontends.discord.serving import running
from tests.servers.discord.driver import LoopbackDiscord


async def test_a_conversation_goes_on_after_a_restart(discord: LoopbackDiscord, desk: Desk, tmp_path: Path) -> None:
    """Search with a typo, next page, similar, share, restart, next on the old message, autocomplete, mention, menu."""
    record = tmp_path / "told.json"
    async with running(discord, desk, record):
        searched = await discord.slash("search", {"words": "trainig"})
        found = await searched.answer()
        assert found.ephemeral
        assert "Read “trainig” as “training”." in found.text
        found = await (await discord.press(found, "Next")).answer()
        card = await (await discord.press(found, "Show")).answer()
        similar = await (await discord.press(card, "More like this")).answer()
        assert "Like “" in similar.text
        again = await (await discord.slash("search", {"words": "training"})).answer()
        shared = await (await discord.press(again, "Share")).answer()
        assert not shared.ephemeral
        assert f"Shared by {discord.user.mention}" in shared.text
        assert not shared.pings
    puts = [call for call in discord.calls if call.method == "PUT"]
    async with running(discord, desk, record):
        turned = await (await discord.press(shared, "Next", user=discord.manager)).answer()
        assert turned.ephemeral
        assert "11–" in turned.text
        choices = await (await discord.autocomplete("search", "venue", "mob", {"words": "npu"})).choices()
        assert any("MobiSys" in choice["name"] for choice in choices)
        said = await discord.mention("memory efficient training since 2020")
        assert "**1. " in (await discord.reply_to(said)).text
        linked = await discord.say("https://arxiv.org/abs/2206.15472")
        listed = await (await discord.context_menu("Find in list", linked)).answer()
        assert "256KB" in listed.text
    assert len(puts) == len([call for call in discord.calls if call.method == "PUT"]) == 1


async def test_people_are_answered_in_their_own_language(discord: LoopbackDiscord, desk: Desk, tmp_path: Path) -> None:
    discord.manager.locale = "zh-CN"
    async with running(discord, desk, tmp_path / "told.json"):
        chinese = await (await discord.slash("search", {"words": "training"}, user=discord.manager)).answer()
        english = await (await discord.slash("search", {"words": "training"})).answer()
        turned = await discord.press(chinese, "下一页", user=discord.manager)
        assert "上一页" in [button.label for button in (await turned.answer()).buttons]
    assert "Next" in [button.label for button in english.buttons]
    (search,) = [each for each in discord.commands[None].values() if each["name"] == "search"]
    assert set(search["description_localizations"]) == {"zh-CN"}


async def test_statistics_bring_a_picture_and_sharing_brings_it_again(
    discord: LoopbackDiscord, desk: Desk, tmp_path: Path
) -> None:
    async with running(discord, desk, tmp_path / "told.json"):
        told = await (await discord.slash("stats")).answer()
        pressed = await discord.press(told, "Share")
        assert (await pressed.acknowledged())["type"] == 6, "nothing is to be drawn before Discord has heard from us"
        shared = await pressed.answer()
    assert told.ephemeral
    assert not shared.ephemeral
    assert f"Shared by {discord.user.mention}" in shared.text
    pictures = []
    for message in (told, shared):
        (gallery,) = [part for each in message.components for part in each["components"] if part["type"] == 12]
        (item,) = gallery["items"]
        (attached,) = message.attachments
        assert item["media"]["url"] == attached["url"]
        assert item["description"] == attached["description"]
        assert "By year: 2017 1" in item["description"]
        assert "2017 **1**" in message.text
        pictures.append(discord.uploads[attached["url"]].content)
    assert pictures[0].startswith(b"\x89PNG")
    assert pictures[0] == pictures[1]
    assert not discord.violations


async def test_a_wrong_token_says_so(discord: LoopbackDiscord, desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="AWESOME_BOT_DISCORD_TOKEN") as raised:
        await run_discord(desk, "wrong.token.entirely", tmp_path / "told.json", asyncio.Event())
    assert "wrong.token" not in str(raised.value)


async def test_commands_are_told_by_hand_only_when_they_changed(
    discord: LoopbackDiscord, desk: Desk, tmp_path: Path
) -> None:
    record = tmp_path / "told.json"
    told = [
        await sync_by_hand(desk, discord.token, record, guild_id=None, force=False),
        await sync_by_hand(desk, discord.token, record, guild_id=None, force=False),
        await sync_by_hand(desk, discord.token, record, guild_id=None, force=True),
        await sync_by_hand(desk, discord.token, record, guild_id=discord.guild.id, force=False),
    ]
    assert told == [True, False, True, True]
    assert {each["name"] for each in discord.commands[None].values()} == {
        *(name.split()[0] for name in COMMANDS),
        *(menu.name for menu in MESSAGE_MENUS),
    }


async def test_invitations_ask_for_little_and_never_for_everything(discord: LoopbackDiscord, desk: Desk) -> None:
    server, person = await invite_links(desk, discord.token)
    assert f"client_id={discord.application_id}" in server
    assert "permissions=309237763072" in server
    assert "integration_type=1" in person
    assert "permissions" not in person
