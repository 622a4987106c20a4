"""What people see who use the bot, on a simulated Discord that runs the real discord.py."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.commands.desk import Desk
from bot.commands.model import Audience, Call, Command
from bot.commands.table import COMMANDS
from bot.frontends.discord.app import DiscordBot
from bot.replies.model import Message, Reply
from bot.replies.presses import Action, Press, Words, encode_press
from tests.frontends.discord.suggesting import Suggester

pytestmark = pytest.mark.simcord(shard_count=1)

LONG = "training " * 20


@pytest.fixture
def simcord_bot(desk: Desk, tmp_path: Path) -> DiscordBot:
    return DiscordBot(desk, tmp_path / "told.json")


@pytest.fixture
def channel(simcord_env: Env) -> ChannelHandle:
    return simcord_env.create_guild().create_text_channel("papers")


@pytest.fixture
def ada(simcord_env: Env, channel: ChannelHandle) -> Any:
    return simcord_env.guild.add_member(simcord_env.create_user("ada"))


@pytest.fixture
def bob(simcord_env: Env, channel: ChannelHandle) -> Any:
    return simcord_env.guild.add_member(simcord_env.create_user("bob"))


def parts(message: Any) -> list[dict[str, Any]]:
    """Every component of a message, from top to bottom."""

    def below(each: dict[str, Any]) -> list[dict[str, Any]]:
        inner = [*each.get("components", []), *([each["accessory"]] if "accessory" in each else [])]
        return [each, *(part for one in inner for part in below(one))]

    raw = message.components
    return [part for top in (each if isinstance(each, dict) else each.to_dict() for each in raw) for part in below(top)]


def text(message: Any) -> str:
    return "\n".join(each["content"] for each in parts(message) if "content" in each)


def control(message: Any, label: str) -> str:
    """Return the id of the first button of this label, or of the menu with this placeholder."""
    found = [each for each in parts(message) if label in (each.get("label"), each.get("placeholder"))]
    assert found, f"no {label!r} in {[each.get('label') for each in parts(message)]}"
    return str(found[0]["custom_id"])


def own_id(env: Env) -> int:
    assert env.bot.user
    return env.bot.user.id


async def press(who: Any, message: Any, label: str) -> Any:
    return await who.click(message, custom_id=control(message, label))


async def test_a_search_with_a_typo_is_answered_privately(channel: ChannelHandle, ada: Any) -> None:
    result = await ada.slash(channel, "search", words="memry efficient")
    assert result.ephemeral
    assert not result.deferred
    assert "Read “memry” as “memory”." in text(result.response)
    assert "1. " in text(result.response)


async def test_pages_turn_in_place_and_back(channel: ChannelHandle, ada: Any) -> None:
    first = (await ada.slash(channel, "search", words="training")).response
    await press(ada, first, "Next")
    assert re.search(r"11–\d+ of \d+", text(first))
    await press(ada, first, "Previous")
    assert "1–10 of" in text(first)


async def test_pages_of_a_question_too_long_for_a_button_turn(channel: ChannelHandle, ada: Any) -> None:
    first = (await ada.slash(channel, "search", words=LONG, sort="year")).response
    assert "-# 0\\. /search training" in text(first)
    await press(ada, first, "Next")
    assert "11–" in text(first)
    assert "-# 0\\. /search training" in text(first)


async def test_a_hit_opens_then_its_neighbours(channel: ChannelHandle, ada: Any) -> None:
    found = (await ada.slash(channel, "search", words="poet")).response
    card = await press(ada, found, "Show")
    assert card.ephemeral
    assert "POET" in text(card.response)
    similar = await press(ada, card.response, "More like this")
    assert "Like “" in text(similar.response)


async def test_saving_by_button_is_for_whoever_presses(channel: ChannelHandle, ada: Any, bob: Any) -> None:
    card = (await ada.slash(channel, "show", entry="poet")).response
    shared = await press(ada, card, "Share")
    await press(bob, shared.response, "Save")
    assert "POET" in text((await bob.slash(channel, "saved")).response)
    assert "empty" in text((await ada.slash(channel, "saved")).response)


async def test_share_posts_what_was_seen_with_who_shared_it_and_pings_nobody(
    simcord_env: Env, channel: ChannelHandle, ada: Any, bob: Any
) -> None:
    await ada.slash(channel, "save", entry="poet", note="my secret note")
    card = (await ada.slash(channel, "show", entry="poet")).response
    assert "my secret note" in text(card)
    shared = await press(ada, card, "Share")
    posted = channel.last_message
    assert not shared.ephemeral
    assert "POET" in text(posted)
    assert f"Shared by {ada.mention}" in text(posted)
    assert "secret" not in text(posted)
    assert not {"Share", "Remove"} & {each.get("label") for each in parts(posted)}
    (sent,) = [each.json["data"] for each in simcord_env.http_requests if each.json and "Shared by" in str(each.json)]
    assert sent["allowed_mentions"]["parse"] == []


async def test_buttons_of_a_shared_answer_answer_each_reader_privately(
    channel: ChannelHandle, ada: Any, bob: Any
) -> None:
    first = (await ada.slash(channel, "search", words="training")).response
    await press(ada, first, "Share")
    posted = channel.last_message
    turned = await press(bob, posted, "Next")
    assert turned.ephemeral
    assert "11–" in text(turned.response)
    assert "1–10 of" in text(channel.last_message)


async def test_buttons_outlive_a_restart(
    simcord_env: Env, channel: ChannelHandle, ada: Any, desk: Desk, tmp_path: Path
) -> None:
    first = (await ada.slash(channel, "search", words="training")).response
    await press(ada, first, "Share")
    posted = channel.last_message
    await simcord_env.restart_bot(DiscordBot(desk, tmp_path / "told.json"))
    assert "11–" in text((await press(ada, posted, "Next")).response)


async def test_filters_narrow_an_answer_in_place(channel: ChannelHandle, ada: Any) -> None:
    found = (await ada.slash(channel, "search", words="training")).response
    await ada.select(found, ["= has:code"], custom_id=control(found, "Narrow it down"))
    assert "has:code" in text(found)
    assert "has: code" not in str(parts(found)[-1])


async def test_a_search_is_refined_in_place_by_what_is_said_of_its_results(
    simcord_env: Env, channel: ChannelHandle, ada: Any, desk: Desk, tmp_path: Path
) -> None:
    found = (await ada.slash(channel, "search", words="on-device training")).response
    menu = next(each for each in parts(found) if each.get("placeholder") == "More like this, Not this")
    assert [each["label"].partition(":")[0] for each in menu["options"]] == ["More like this"] * 10 + ["Not this"] * 10
    await ada.select(found, [menu["options"][3]["value"]], custom_id=menu["custom_id"])
    assert "First what is like" in text(found)
    await simcord_env.restart_bot(DiscordBot(desk, tmp_path / "told.json"))
    menu = next(each for each in parts(found) if each.get("placeholder") == "More like this, Not this")
    await ada.select(found, [menu["options"][-1]["value"]], custom_id=menu["custom_id"])
    assert "First what is like" in text(found)
    assert "Without" in text(found)
    await press(ada, found, "Start over")
    assert "First what is like" not in text(found)


async def test_a_pick_is_rated_in_place_and_the_verdict_taken_back(channel: ChannelHandle, ada: Any) -> None:
    found = (await ada.slash(channel, "recommend")).response
    first = text(found)
    saved = await press(ada, found, "Save")
    assert "Saved" in text(saved.response)
    await press(ada, found, "Not for me")
    assert "not recommended to you any more" in text(found)
    assert "**5. " not in text(found)
    await press(ada, found, "Undo")
    assert "**5. " in text(found)
    assert first.count("**") == text(found).count("**")


async def test_sections_open_from_the_tree(channel: ChannelHandle, ada: Any) -> None:
    tree = (await ada.slash(channel, "browse")).response
    menu = next(each for each in parts(tree) if each.get("placeholder") == "Open a section")
    opened = await ada.select(tree, [menu["options"][1]["value"]], custom_id=menu["custom_id"])
    assert opened.ephemeral
    assert "**1. " in text(opened.response)


async def test_a_button_of_a_version_that_is_gone_says_so(simcord_env: Env, channel: ChannelHandle, ada: Any) -> None:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id="ab0o0:=/show poet"))
    target = simcord_env.bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    message = await target.send("from long ago", view=view)
    result = await ada.click(message, custom_id="ab0o0:=/show poet")
    assert result.ephemeral
    assert "older version" in text(result.response)


@pytest.mark.parametrize(
    ("option", "typed", "shown"),
    [
        ("venue", "mob", "MobiSys"),
        ("year", "202", "2022"),
        ("section", "infer", "Inference"),
        ("words", "poet", "POET"),
    ],
)
async def test_options_complete_while_typing(
    channel: ChannelHandle, ada: Any, option: str, typed: str, shown: str
) -> None:
    others = {} if option == "words" else {"words": "npu"}
    choices = await ada.autocomplete(channel, "search", option, typed, **others)
    assert any(shown in (choice.name if hasattr(choice, "name") else choice["name"]) for choice in choices)


async def test_a_mention_with_a_question_is_answered_like_a_search(
    simcord_env: Env, channel: ChannelHandle, ada: Any
) -> None:
    await ada.send(channel, f"<@{own_id(simcord_env)}> memory efficient training since 2020")
    answer = channel.last_message
    assert answer
    assert answer.author.id == own_id(simcord_env)
    assert "**1. " in text(answer)
    assert "Share" not in {each.get("label") for each in parts(answer)}


async def test_what_does_not_mention_the_bot_is_left_alone(channel: ChannelHandle, ada: Any) -> None:
    await ada.send(channel, "llm on npu?")
    assert channel.last_message
    assert channel.last_message.author.id == ada.id


async def test_a_direct_message_is_a_question(simcord_env: Env, ada: Any) -> None:
    sent = await ada.send_dm("memory efficient training")
    answers = [each async for each in sent.channel.history() if each.author.id == own_id(simcord_env)]
    assert "**1. " in text(answers[0])


async def test_find_in_list_shows_the_entry_of_a_link(channel: ChannelHandle, ada: Any) -> None:
    said = await ada.send(channel, "have you seen https://arxiv.org/abs/2206.15472 ?")
    result = await ada.context_menu(channel, "Find in list", said)
    assert result.ephemeral
    assert "256KB" in text(result.response)


async def test_an_export_comes_as_a_file(channel: ChannelHandle, ada: Any) -> None:
    result = await ada.slash(channel, "export", what="inference", format="bibtex")
    (file,) = result.response.attachments
    assert file.filename.endswith(".bib")
    assert any(each.get("type") == 13 for each in parts(result.response))


async def test_a_hostile_question_comes_back_harmless(channel: ChannelHandle, ada: Any) -> None:
    for words in ("@everyone <@1> **x** [a](https://evil.example)", "🚀🚀🚀", "x" * 500):
        result = await ada.slash(channel, "search", words=words)
        assert result.ephemeral
        assert "@everyone" not in text(result.response)
        assert "](https" not in text(result.response)


@pytest.mark.parametrize("name", [name for name, each in COMMANDS.items() if not any(p.required for p in each.params)])
async def test_every_command_answers(channel: ChannelHandle, ada: Any, name: str) -> None:
    result = await ada.slash(channel, name)
    if name == "interests":
        assert result.modal["title"] == "What to read about"
        return
    assert result.ephemeral
    assert text(result.response)


async def broken(desk: Desk, call: Call) -> Reply:
    raise RuntimeError


async def order(desk: Desk, call: Call) -> Reply:
    return Message("Ordered.")


class TestAtATroubledDesk:
    @pytest.fixture
    def simcord_bot(self, desk: Desk, tmp_path: Path) -> DiscordBot:
        rows = (
            Command("broken", "For tests.", broken),
            Command("order", "For tests.", order, audience=Audience.MANAGER),
        )
        return DiscordBot(
            replace(desk, table={**COMMANDS, **{each.name: each for each in rows}}), tmp_path / "told.json"
        )

    async def test_a_handler_that_breaks_says_so_privately_with_an_incident(
        self, channel: ChannelHandle, ada: Any
    ) -> None:
        result = await ada.slash(channel, "broken")
        assert result.ephemeral
        assert re.search(r"tell the operator: [0-9a-f]{8}", text(result.response))

    async def test_a_command_for_managers_is_for_managers(
        self, simcord_env: Env, simcord_bot: DiscordBot, channel: ChannelHandle, ada: Any
    ) -> None:
        role = simcord_env.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
        grace = simcord_env.guild.add_member(simcord_env.create_user("grace"), roles=[role])
        assert "Ordered." in text((await grace.slash(channel, "order")).response)
        (told,) = [each for each in await simcord_bot.tree.fetch_commands() if each.name == "order"]
        simcord_env.guild.set_command_permissions(told, {ada: True})  # so that Discord lets it through
        assert "may manage" in text((await ada.slash(channel, "order")).response)


class TestForms:
    @pytest.fixture
    def simcord_bot(self, desk: Desk, tmp_path: Path) -> DiscordBot:
        return DiscordBot(Suggester().at(desk), tmp_path / "told.json")

    async def test_a_form_is_filled_in_corrected_and_sent(self, channel: ChannelHandle, ada: Any) -> None:
        opened = await ada.slash(channel, "propose")
        assert opened.modal["title"] == "A suggestion"
        wrong = await ada.submit_modal(opened, {"title": "sage", "section": ["b"], "note": "one\ntwo"})
        assert wrong.ephemeral
        assert "A title begins with a capital letter." in text(wrong.response)
        edited = await press(ada, wrong.response, "Edit")
        fields = {part["component"]["custom_id"]: part["component"] for part in edited.modal["components"][1:]}
        assert (fields["title"]["value"], fields["note"]["value"]) == ("sage", "one\ntwo")
        assert [option["value"] for option in fields["section"]["options"] if option.get("default")] == ["b"]
        await ada.submit_modal(edited, {"title": "Sage"})
        assert "Thank you for Sage." in text(wrong.response)


def test_the_id_that_this_file_calls_gone_is_not_of_this_version() -> None:
    assert encode_press(Press(Action.OPEN, Words("/show poet"))) != "ab0o0:=/show poet"
