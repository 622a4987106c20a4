"""Discord's commands are the command table, in Discord's own types and within its limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.desk import Desk
from bot.commands.model import Audience, Call, Command, ParamKind, Place
from bot.commands.table import COMMANDS
from bot.commands.words import is_group
from bot.frontends.discord import commands
from bot.frontends.discord.app import DiscordBot
from bot.frontends.discord.commands import app_command, choices_of
from bot.frontends.discord.syncing import sync_commands
from bot.replies.model import Message, Reply

NAME = re.compile(r"[-_'\w]{1,32}")
STRING, INTEGER, CHANNEL, ROLE = 3, 4, 7, 8


async def payloads(desk: Desk) -> Mapping[str, dict[str, Any]]:
    tree = DiscordBot(desk).tree
    return {each.name: each.to_dict(tree) for each in tree.get_commands()}


async def test_every_row_of_the_table_is_a_command_and_nothing_else_is(desk: Desk) -> None:
    ones = one_by_one(await payloads(desk))
    assert set(ones) == set(COMMANDS)
    for name, row in COMMANDS.items():
        assert {option["name"] for option in ones[name]["options"]} == {
            param.name for param in row.params if not param.ours
        }


def one_by_one(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what can be typed, by its name in the table: commands, and those within groups."""
    typed = {name: each for name, each in told.items() if each["type"] == 1}
    groups = {name for name in typed if is_group(name, COMMANDS)}
    ones = {name: each for name, each in typed.items() if name not in groups}
    return ones | {f"{name} {one['name']}": one for name in groups for one in typed[name]["options"]}


async def test_names_and_descriptions_are_within_discords_limits(desk: Desk) -> None:
    for each in (await payloads(desk)).values():
        assert sum(map(len, words_in(each))) <= 8_000
        if each["type"] == 1:
            for one in [each, *(part for part in each["options"] if part["type"] == 1)]:
                assert_within_limits(one)


def words_in(part: Mapping[str, Any]) -> Iterator[str]:
    """Yield what counts towards the 8,000 characters of a command: names, descriptions and values, all the way down."""
    yield from (part["name"], part.get("description", ""), str(part.get("value", "")))
    for inner in (*part.get("options", []), *(part.get("choices") or [])):
        yield from words_in(inner)


def assert_within_limits(command: Mapping[str, Any]) -> None:
    options = command["options"]
    assert len(options) <= 25
    assert all(NAME.fullmatch(named["name"]) for named in [command, *options])
    assert all(1 <= len(named["description"]) <= 100 for named in [command, *options])
    required = [option.get("required", False) for option in options]
    assert required == sorted(required, reverse=True)


async def test_options_have_the_type_and_the_help_of_their_kind(desk: Desk) -> None:
    told = one_by_one(await payloads(desk))
    types = {ParamKind.NUMBER: INTEGER, ParamKind.ROLE: ROLE, ParamKind.CHANNEL: CHANNEL}
    for name, row in COMMANDS.items():
        for option in told[name]["options"]:
            param = row.param(option["name"])
            assert param
            assert option["type"] == types.get(param.kind, STRING)
            assert [choice["value"] for choice in option.get("choices", [])] == list(param.choices)
            picked = {*types, ParamKind.CHOICE, ParamKind.TEXT, ParamKind.SUBSCRIPTION}
            assert option.get("autocomplete", False) is (param.kind not in picked)


async def test_look_ups_work_everywhere_and_for_everyone(desk: Desk) -> None:
    for each in (await payloads(desk)).values():
        assert each["contexts"] == [0, 1, 2]
        assert each["integration_types"] == [0, 1]


async def never(_desk: Desk, _call: Call) -> Reply:
    return Message("")


async def test_a_managers_command_is_offered_in_servers_to_managers(desk: Desk) -> None:
    row = Command("settle", "For tests.", never, audience=Audience.MANAGER, place=Place.WORKSPACE)
    client = DiscordBot(desk)
    told = app_command(row, client).to_dict(client.tree)
    assert told["contexts"] == [0]
    assert told["integration_types"] == [0]
    assert told["default_member_permissions"] == discord.Permissions(manage_guild=True).value


@given(st.lists(st.tuples(st.text(max_size=150), st.text(max_size=120)), max_size=40))
def test_suggestions_are_within_discords_limits(values: Sequence[tuple[str, str]]) -> None:
    choices = choices_of(values)
    assert len(choices) <= 25
    assert len({choice.value for choice in choices}) == len(choices)
    assert all(0 < len(str(part)) <= 100 for choice in choices for part in (choice.name, choice.value))


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()


async def test_names_and_descriptions_are_translated_through_gettext(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        commands, "translations_for", lambda locale: Shouting() if locale == "de" else NullTranslations()
    )
    context: app_commands.TranslationContextTypes
    context = app_commands.TranslationContext(location=app_commands.TranslationContextLocation.other, data=None)
    translator = commands.GettextTranslator()
    named = app_commands.locale_str("Show your shelf.")
    assert await translator.translate(named, discord.Locale.german, context) == "SHOW YOUR SHELF."
    assert await translator.translate(named, discord.Locale.french, context) is None


async def test_a_damaged_record_of_what_was_told_is_no_trouble(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = DiscordBot(desk)
    syncs: list[object] = []

    async def sync(*, guild: object = None) -> list[object]:
        syncs.append(guild)
        return []

    monkeypatch.setattr(client.tree, "sync", sync)
    record = tmp_path / "told.json"
    record.write_text("{ not JSON")
    assert await sync_commands(client.tree, record)
    assert not await sync_commands(client.tree, record)
    record.write_text("[]")
    assert await sync_commands(client.tree, record)
    assert await sync_commands(client.tree, tmp_path / "no" / "such" / "folder.json")
    assert len(syncs) == 3
