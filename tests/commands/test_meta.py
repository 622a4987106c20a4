"""Lists, help, status, about; and the last resort."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.helping import HEADINGS
from bot.commands.model import GROUPS
from bot.commands.table import COMMANDS
from bot.commands.table_suggesting import SUGGESTING
from bot.domain.subscriptions import Subscription
from bot.frontends.discord.render import render as discord
from bot.frontends.discord.setting import Setting as DiscordSetting
from bot.frontends.slack.render import render as slack
from bot.frontends.slack.setting import Setting as SlackSetting
from bot.replies.layout import lay_out
from bot.replies.model import Facts, Failure, HelpIndex, HelpPage, Named
from bot.services.encoding import Meant
from tests.commands.conftest import ME, NOW, Ask
from tests.fakes.meaning import LetterMeaning


def facts(reply: object) -> dict[str, str | datetime | Named]:
    assert isinstance(reply, Facts)
    return {label: value for group in reply.groups for label, value in group.rows}


async def test_status_tells_checked_from_changed(ask: Ask) -> None:
    said = facts(await ask("/status"))
    assert said["entries"] == "31"
    assert said["version"]
    assert isinstance(said["checked"], datetime)
    assert isinstance(said["changed"], datetime)


async def test_status_tells_of_meaning_only_where_the_settings_ask_for_it(desk: Desk) -> None:
    async def said(meant: Meant | None) -> dict[str, str | datetime | Named]:
        return facts((await answer_line(replace(desk, meant=meant), "/status", ME))[1])

    assert not {"model", "off"} & (await said(None)).keys()
    knowing = await said(Meant(LetterMeaning()))
    assert (knowing["model"], knowing["entries that it knows"]) == ("letters", "0 of 31")
    assert (await said(Meant(None, "It is not installed.")))["off"] == "It is not installed."
    assert (await said(Meant(LetterMeaning("It is broken."))))["off"] == "It is broken."


async def test_lists_names_what_is_followed(ask: Ask) -> None:
    assert facts(await ask("/lists"))["name"] == "on-device-ai"


async def test_about_says_what_is_kept_and_how_to_delete_it(ask: Ask) -> None:
    assert facts(await ask("/about"))["delete it"] == "/forget"


async def test_help_lists_every_command(ask: Ask) -> None:
    reply = await ask("/help")
    assert isinstance(reply, HelpIndex)
    listed = [each.usage.removeprefix("/").split()[0] for each in reply.commands]
    assert sorted(listed) == sorted({name.partition(" ")[0] for name in COMMANDS})


def test_every_command_stands_under_a_heading_of_the_help() -> None:
    placed = [name for under in HEADINGS.values() for name in under]
    assert sorted(placed) == sorted({name.partition(" ")[0] for name in COMMANDS})


async def test_help_is_read_at_a_glance(ask: Ask) -> None:
    """It fits one message of either platform, and a window of 50 lines."""
    reply = await ask("/help")
    assert "more line" not in str(discord(reply, DiscordSetting(NOW)))
    assert "more line" not in str(slack(reply, SlackSetting(NOW)))
    assert len(lay_out(reply, now=NOW, width=100).rows) <= 50
    for group in GROUPS:
        assert "more line" not in str(discord(await ask(f"/help {group}"), DiscordSetting(NOW)))


def test_what_means_the_same_is_explained_once_and_what_is_ours_never() -> None:
    assert COMMANDS["interests"].usage == "/interests [first] [second] …"
    assert COMMANDS["rate"].usage == "/rate entry [verdict]"


async def test_the_page_of_a_command_explains_all_that_may_be_typed(ask: Ask) -> None:
    reply = await ask("/help digest subscribe")
    assert isinstance(reply, HelpPage)
    assert "max:" in dict(reply.parameters)


@pytest.mark.parametrize("name", list(COMMANDS))
async def test_every_command_has_its_page_with_examples(ask: Ask, name: str) -> None:
    reply = await ask(f"/help {name}")
    assert isinstance(reply, HelpPage)
    assert reply.examples


async def test_every_example_is_answered(desk: Desk, ask: Ask) -> None:
    """What the help proposes works: no example fails."""
    await ask("/save poet")
    assert ME.where is not None
    order = Subscription("k7wd", ME.where, ME.key, NOW, "weekly mon 09:00", "UTC", 0, NOW, NOW + timedelta(days=1))
    for command in COMMANDS.values():
        if command in SUGGESTING:
            continue
        for example in command.examples:
            for other in await desk.store.subscriptions():
                await desk.store.remove_subscription(other.id, NOW)
            if "subscribe" not in command.name:
                await desk.store.put_subscription(order)
            assert not isinstance(await ask(example), Failure), example


async def test_help_for_a_misspelt_command_names_the_nearest(ask: Ask) -> None:
    reply = await ask("/help serch")
    assert isinstance(reply, Failure)
    assert "/search" in reply.sentence


async def test_a_bug_is_one_sentence_for_the_person_and_a_traceback_for_the_operator(
    desk: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr(type(desk.library.engine), "search", broken)
    with caplog.at_level(logging.ERROR):
        _name, reply = await answer_line(desk, "/search npu", ME)
    assert isinstance(reply, Failure)
    assert reply.code == "internal"
    assert "the cause" not in reply.sentence
    record = caplog.records[-1]
    assert record.exc_info
    assert record.__dict__["incident"] in reply.sentence
