"""Who asks on Discord, and what they may: as Discord itself tells it, on the wire."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.desk import Desk
from bot.commands.model import Audience, Call, Command, Person, Place
from bot.commands.table import COMMANDS
from bot.domain.destinations import Destination, person_destination
from bot.replies.model import EntryLines, Reply
from tests.frontends.discord.serving import running
from tests.replies.samples import POET
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.world import PEOPLES_RIGHTS

ADMINISTRATOR = 1 << 3


class Register:
    """Answers anybody, and remembers who it was."""

    def __init__(self) -> None:
        self.people: list[Person] = []

    async def who(self, _desk: Desk, call: Call) -> Reply:
        self.people.append(call.person)
        return EntryLines("Noted.", (POET,), 30, more="/order")

    def at(self, desk: Desk) -> Desk:
        rows = (
            Command("who", "For tests.", self.who),
            Command("order", "For tests.", self.who, audience=Audience.MANAGER, place=Place.WORKSPACE),
        )
        return replace(desk, table={**COMMANDS, **{each.name: each for each in rows}})


@pytest.fixture
def register() -> Register:
    return Register()


async def test_people_come_with_where_they_are_and_what_they_may(
    discord: LoopbackDiscord, desk: Desk, record: Path, register: Register
) -> None:
    root = discord.world.add_user("root", permissions=PEOPLES_RIGHTS | ADMINISTRATOR)
    async with running(discord, register.at(desk), record):
        for user in (discord.user, discord.manager, root):
            await (await discord.slash("who", user=user)).answer()
        await (await discord.slash("who", channel=discord.direct())).answer()
    key = f"discord:{discord.user.id}"
    here = Destination("discord", str(discord.guild.id), str(discord.channel.id))
    assert register.people[0] == Person(key, here, "#papers", manages=False, locale="en-US", name="Ada")
    assert [each.manages for each in register.people[:3]] == [False, True, True]
    assert register.people[3] == Person(key, person_destination(key), locale="en-US", name="Ada")


async def test_where_the_bot_is_no_member_people_are_on_their_own(
    discord: LoopbackDiscord, desk: Desk, record: Path, register: Register
) -> None:
    guild = discord.world.add_guild("Elsewhere", discord.owner, installed=False)
    channel = discord.world.add_channel(guild, "general")
    async with running(discord, register.at(desk), record):
        await (await discord.slash("who", channel=channel, user=discord.manager)).answer()
    (asked,) = register.people
    assert asked.where == person_destination(asked.key)
    assert not asked.manages


async def test_commands_for_managers_are_hidden_by_discord_and_refused_by_us(
    discord: LoopbackDiscord, desk: Desk, record: Path, register: Register
) -> None:
    """A button of a shared answer is what anybody can press, whatever Discord hides."""
    async with running(discord, register.at(desk), record):
        (told,) = [each for each in discord.commands[None].values() if each["name"] == "order"]
        assert (told["default_member_permissions"], told["contexts"]) == ("32", [0])
        refused = await (await discord.slash("order")).answer()
        assert "only for people who may manage" in refused.text
        assert refused.ephemeral
        noted = await (await discord.slash("order", user=discord.manager)).answer()
        shared = await (await discord.press(noted, "Share", user=discord.manager)).answer()
        pressed = await discord.press(shared, "Next")
        assert "only for people who may manage" in (await pressed.answer()).text
        again = await discord.press(shared, "Next", user=discord.manager)
        assert "Noted." in (await again.answer()).text


async def test_a_message_comes_with_where_it_stands(
    discord: LoopbackDiscord, desk: Desk, record: Path, register: Register
) -> None:
    table = {**register.at(desk).table, "search": replace(COMMANDS["search"], handler=register.who)}
    async with running(discord, replace(desk, table=table), record):
        await discord.reply_to(await discord.mention("npu", user=discord.manager))
        await discord.reply_to(await discord.say("npu", channel=discord.direct()))
    here, alone = register.people
    assert (here.where, here.place) == (
        Destination("discord", str(discord.guild.id), str(discord.channel.id)),
        "#papers",
    )
    assert not here.manages
    assert alone.where == person_destination(alone.key)
