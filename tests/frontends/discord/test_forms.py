"""Forms on the wire: opened, filled in, wrong, late, after a restart; whatever happens, what was typed is not lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.commands.desk import Desk
from bot.frontends.discord import app, commands, messenger
from bot.replies.forms import LONGEST_VALUE
from bot.replies.model import Message as Said
from tests.frontends.discord.serving import running
from tests.frontends.discord.suggesting import Suggester
from tests.frontends.serving import WITHIN
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.interaction import Modal
from tests.servers.discord.message import Message

OPENED = 9
"""The type of the callback that opens a form."""


@pytest.fixture
def suggester() -> Suggester:
    return Suggester()


async def opened(discord: LoopbackDiscord) -> Modal:
    return await (await discord.slash("propose")).modal()


async def sent(discord: LoopbackDiscord, modal: Modal, **values: str) -> Message:
    return await (await discord.submit_modal(modal, values)).answer()


async def test_a_form_is_opened_at_once_and_what_is_filled_in_reaches_its_command(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    async with running(discord, suggester.at(desk), record):
        modal = await opened(discord)
        assert (modal.title, modal.custom_id) == ("A suggestion", "ab1u0:=/offer s7k2")
        assert [field["custom_id"] for field in modal.fields] == ["title", "section", "note"]
        answer = await (await discord.submit_modal(modal, {"section": ["b"], "note": "one\ntwo"})).answer()
        assert "Thank you for POET." in answer.text
        assert answer.ephemeral
    (call,) = suggester.calls
    assert call.arguments == {"id": "s7k2", "title": "POET", "section": "b", "note": "one\ntwo"}
    assert call.person.key == f"discord:{discord.user.id}"


async def test_a_form_that_was_opened_before_a_restart_still_arrives(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    async with running(discord, suggester.at(desk), record):
        modal = await opened(discord)
    async with running(discord, suggester.at(desk), record):
        assert "Thank you for Sage." in (await sent(discord, modal, title="Sage")).text
    assert len(suggester.calls) == 1


async def test_what_is_wrong_is_said_and_edit_opens_the_form_with_what_was_typed(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    """Also after a restart: all of it is on the message, which the next answer takes the place of."""
    async with running(discord, suggester.at(desk), record):
        wrong = await sent(discord, await opened(discord), title="sage *bold* @here", note="one\ntwo")
        assert wrong.ephemeral
        assert "A title begins with a capital letter." in wrong.text
    async with running(discord, suggester.at(desk), record):
        modal = await (await discord.press(wrong, "Edit")).modal()
        values = {field["custom_id"]: field.get("value") for field in modal.fields if field["type"] == 4}
        assert values == {"title": "sage *bold* @here", "note": "one\ntwo"}
        again = await sent(discord, modal, title="still wrong")
        assert again.id == wrong.id
        modal = await (await discord.press(again, "Edit")).modal()
        done = await sent(discord, modal, title="Sage")
        assert done.id == wrong.id
        assert "Thank you for Sage." in done.text
    assert suggester.calls[-1].text("note") == "one\ntwo"


async def test_a_form_that_comes_late_waits_behind_a_button(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger, "PATIENCE", 0.01)
    suggester.may_open.clear()
    async with running(discord, suggester.at(desk), record):
        interaction = await discord.slash("propose")
        assert (await interaction.acknowledged())["type"] == 5
        suggester.may_open.set()
        ready = await interaction.answer()
        assert ready.ephemeral
        assert "Nothing was found under that link." in ready.text
        modal = await (await discord.press(ready, "Open the form")).modal()
        assert [field.get("value") for field in modal.fields if field["type"] == 4] == ["POET", None]
        assert "Thank you for POET." in (await sent(discord, modal)).text


async def test_a_button_opens_its_form_at_once_however_many_are_asking(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form that is asked for by a command while the bot is busy comes as a message, and its button does not wait."""
    monkeypatch.setattr(messenger, "PATIENCE", 60)
    suggester.may_open.clear()
    async with running(discord, suggester.at(desk), record):
        waiting = [await discord.slash("propose") for _ in range(messenger.BUSY + 1)]
        assert (await waiting[-1].acknowledged())["type"] == 5
        suggester.may_open.set()
        ready = await waiting[-1].answer()
        suggester.may_open.clear()
        monkeypatch.setattr(app, "FORM_PATIENCE", 60)
        busy = [await discord.slash("propose") for _ in range(messenger.BUSY)]
        pressed = await discord.press(ready, "Open the form")
        suggester.may_open.set()
        assert (await pressed.acknowledged())["type"] == OPENED
        for each in busy:
            await each.acknowledged()


async def test_a_form_after_a_form_waits_behind_a_button(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    """Discord opens no form in answer to a form."""
    async with running(discord, suggester.at(desk), record):
        ready = await sent(discord, await opened(discord), title="more")
        assert "One more form" in ready.text
        assert ready.button("Open the form")


async def test_a_messages_menu_opens_a_form(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MESSAGE_MENUS", (suggester.menu,))
    async with running(discord, suggester.at(desk), record):
        said = await discord.say("look: https://arxiv.org/abs/2206.15472")
        modal = await (await discord.context_menu("Propose", said)).modal()
        assert modal.fields[-1]["value"] == "look: https://arxiv.org/abs/2206.15472"
        assert "Thank you for POET." in (await sent(discord, modal)).text


async def test_a_form_is_a_message_where_the_bot_was_mentioned(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    """There is no interaction that it could be opened for; its button opens it for whoever presses."""
    at = suggester.at(desk)
    at = replace(at, table={**at.table, "search": replace(at.table["search"], handler=suggester.propose)})
    async with running(discord, at, record):
        reply = await discord.reply_to(await discord.mention("suggest something"))
        modal = await (await discord.press(reply, "Open the form", user=discord.manager)).modal()
        answer = await sent(discord, modal)
        assert answer.ephemeral
        assert answer.id != reply.id


async def test_hostile_and_endless_input_arrives_bounded_and_shows_harmlessly(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    hostile = "\x1b[2J\u202e@everyone ](javascript:x) \x00 ``` " + "x" * 5_000
    async with running(discord, suggester.at(desk), record):
        wrong = await sent(discord, await opened(discord), title="lower " + "x" * 5_000, note=hostile)
        assert not wrong.pings
        assert "A title begins" in wrong.text
        modal = await (await discord.press(wrong, "Edit")).modal()
        assert modal.fields[0]["value"] == "POET"  # what no message has room for is the draft's, and there is none here
    (call,) = suggester.calls
    assert len(call.text("title")) == LONGEST_VALUE
    assert LONGEST_VALUE - 10 < len(call.text("note")) <= LONGEST_VALUE
    assert not set("\x1b\u202e\x00") & set(call.text("note"))


async def test_an_incident_keeps_what_was_typed_in_sight(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    async with running(discord, suggester.at(desk), record):
        answer = await sent(discord, await opened(discord), title="bug", note="an hour's work")
        assert "tell the operator" in answer.text
        assert "-# note: an hour's work" in answer.text


async def test_a_slow_answer_to_a_form_is_announced_then_edited_in(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester, monkeypatch: pytest.MonkeyPatch
) -> None:
    thinking = asyncio.Event()

    async def think(_desk: object, _call: object) -> Said:
        await thinking.wait()
        return Said("Thought about it.")

    at = suggester.at(desk)
    at = replace(at, table={**at.table, "offer": replace(at.table["offer"], handler=think)})
    async with running(discord, at, record):
        modal = await opened(discord)
        monkeypatch.setattr(messenger, "PATIENCE", 0.01)
        submitted = await discord.submit_modal(modal, {})
        assert (await submitted.acknowledged(WITHIN))["type"] == 5
        thinking.set()
        assert "Thought about it." in (await submitted.answer()).text


@pytest.mark.parametrize("custom_id", ["ab0u0:=/offer s7k2", "ab1o0:=/offer s7k2", "somebody's"])
async def test_a_form_of_a_version_that_is_gone_says_so(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester, custom_id: str
) -> None:
    async with running(discord, suggester.at(desk), record):
        modal = await opened(discord)
        answer = await sent(discord, replace(modal, custom_id=custom_id))
        assert "older version" in answer.text
        assert answer.ephemeral
    assert not suggester.calls


async def test_a_form_is_asked_for_in_the_persons_language(
    discord: LoopbackDiscord, desk: Desk, record: Path, suggester: Suggester
) -> None:
    discord.user.locale = "zh-CN"
    async with running(discord, suggester.at(desk), record):
        wrong = await sent(discord, await opened(discord), title="small")
        pressed = await discord.press(wrong, "编辑")
        await pressed.modal()
