"""Discord, Slack and the terminal offer the same: commands, menus, controls, forms, replies and what they lead to.

What one of them lacks is written down here with its reason; a reason for something that is there after all fails, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args

import discord
import pytest

from bot.commands.desk import Desk
from bot.commands.menus import MESSAGE_MENUS
from bot.commands.model import Person
from bot.commands.table import COMMANDS
from bot.commands.words import read_line
from bot.frontends.discord import drawing as d
from bot.frontends.discord.app import DiscordBot
from bot.frontends.discord.forms import OTHER, draw_form
from bot.frontends.discord.pad import read_notes
from bot.frontends.discord.render import render as render_discord
from bot.frontends.discord.setting import Setting as DiscordSetting
from bot.frontends.slack.commands import line_of
from bot.frontends.slack.forms import inputs_of
from bot.frontends.slack.manifest import SHORTCUTS, usage_hint
from bot.frontends.slack.modals import view_of
from bot.frontends.slack.render import render as render_slack
from bot.frontends.slack.setting import Setting as SlackSetting
from bot.frontends.terminal.conversation import AskIntent, Conversation
from bot.frontends.terminal.forms import Question, fill_in
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.render import render as render_terminal
from bot.replies import model as m
from bot.replies.forms import Form, FormErrors
from bot.replies.presses import Action, Press, decode_press, decode_words
from tests.commands.conftest import desk, synced_database
from tests.frontends.slack.checking import parts
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW

__all__ = ["desk", "synced_database"]

DISCORD, SLACK, TERMINAL = "discord", "slack", "terminal"
FRONTENDS = (DISCORD, SLACK, TERMINAL)
PERSON = Person("terminal:local")
ASKED = "/search training"
FILTERS = (m.Choice("has: code", " has:code"),)

LACKS_MENU = {
    (TERMINAL, "find"): "there are no messages of others; a link that is typed is searched for",
    (TERMINAL, "suggest"): "there are no messages of others; /suggest takes the link",
}
"""Entries of a message's menu that a front-end does not have, and why."""

LACKS_ACTION = {
    (SLACK, Action.PICK): "a menu's option has room for a whole command, so none goes on from where another ends",
    (TERMINAL, Action.SHARE): "nobody else reads along",
    (TERMINAL, Action.PICK): "a filter is typed after the words",
}
"""What a press may ask for that no control of a front-end does, and why."""

LACKS_INPUT = {
    "page": "a page is turned by buttons",
    "pick": "which works a pick showed is what its own buttons say",
    "channel": "a form is filled in where its answer belongs, and Slack tells which channel that is",
    "mention": "it is a role, which Slack does not have; what it has instead is typed",
    "more": "the form has places for five sections; this takes what was typed beyond them, to say that it is left out",
    "tags": "only a forum has tags, and Slack has none",
    "crosspost": "only Discord has channels that others follow",
}
"""Parameters that a command's form on Slack does not ask for, and why; all of them can be typed."""

LACKS_WAY: Mapping[tuple[str, type], str] = {
    (TERMINAL, m.DigestPost): "it comes while somebody types, and must not change what the numbers stand for",
    (TERMINAL, m.SectionTree): "/browse takes the title, or the number that is part of it, as it stands there",
    (TERMINAL, Form): "its fields are asked for at once",
    (TERMINAL, FormErrors): "the fields that are wrong are asked for at once",
}
"""Replies of which a front-end does not offer every line that they lead to, and why."""


@pytest.fixture
async def client(desk: Desk) -> DiscordBot:
    return DiscordBot(desk)


class TestCommands:
    async def test_discord_has_each_with_each_of_its_parameters(self, client: DiscordBot) -> None:
        made = {
            each.qualified_name: [parameter.name for parameter in each.parameters]
            for each in client.tree.walk_commands()
            if isinstance(each, discord.app_commands.Command)
        }
        assert made == {
            name: [param.name for param in command.params if not param.ours] for name, command in COMMANDS.items()
        }

    @pytest.mark.parametrize("name", COMMANDS)
    def test_slack_and_the_terminal_take_each_as_it_is_typed(self, name: str) -> None:
        for example in COMMANDS[name].examples:
            asked = read_line(example, PERSON, COMMANDS)
            assert asked.command == name
            assert read_line(line_of(example.removeprefix("/"), COMMANDS), PERSON, COMMANDS) == asked
            assert Conversation().meant(example) == AskIntent(example)
        assert name in usage_hint(COMMANDS)

    def test_slacks_forms_ask_for_every_parameter_but_for_those_with_a_reason(self) -> None:
        left_out = {
            param.name for command in COMMANDS.values() for param in command.params if param not in inputs_of(command)
        }
        assert left_out == set(LACKS_INPUT)


async def test_each_menu_of_a_message_is_on_every_frontend(client: DiscordBot) -> None:
    on_discord = {each.name for each in client.tree.walk_commands(type=discord.AppCommandType.message)}
    on_slack = {name for kind, name, _about in SHORTCUTS.values() if kind == "message"}
    had = {(DISCORD, menu.key) for menu in MESSAGE_MENUS if menu.name in on_discord}
    had |= {(SLACK, menu.key) for menu in MESSAGE_MENUS if menu.name in on_slack}
    assert len(on_discord) == len(on_slack) == len(MESSAGE_MENUS)
    assert had == {(each, menu.key) for each in FRONTENDS for menu in MESSAGE_MENUS} - set(LACKS_MENU)


async def test_each_action_of_a_control_is_on_every_frontend() -> None:
    had = {(frontend, press.action) for frontend in (DISCORD, SLACK) for press in _presses(frontend)}
    had |= {(TERMINAL, action) for reply in SAMPLES.values() for action in await _on_terminal(reply)}
    assert had == {(frontend, action) for frontend in FRONTENDS for action in Action} - set(LACKS_ACTION)


class TestReplies:
    def test_there_is_a_sample_of_each(self) -> None:
        assert {type(reply) for reply in SAMPLES.values()} == set(get_args(m.Reply))

    @pytest.mark.parametrize("name", SAMPLES)
    def test_each_says_its_title_and_its_sentences_everywhere(self, name: str) -> None:
        reply = SAMPLES[name]
        said = {
            DISCORD: str(render_discord(reply, DiscordSetting(NOW)).blocks),
            SLACK: str(render_slack(reply, SlackSetting(NOW)).blocks),
            TERMINAL: render_terminal(reply, Look(), NOW),
        }
        for sentence in _sentences(reply):
            for frontend in FRONTENDS:
                assert _plain(sentence) in _plain(said[frontend]), (frontend, sentence)

    def test_what_each_leads_to_can_be_had_everywhere_but_with_a_reason(self) -> None:
        lacking = {
            (frontend, type(reply))
            for reply in SAMPLES.values()
            for frontend in FRONTENDS
            if set(_leads(reply)) - set(_offered(frontend, reply))
        }
        assert lacking == set(LACKS_WAY)


def test_each_form_asks_for_the_same_on_discord_and_slack() -> None:
    for reply in SAMPLES.values():
        if isinstance(reply, Form):
            modal: Any = view_of(reply)
            on_slack = [block["block_id"] for block in modal["blocks"] if block["type"] == "input"]
            on_discord = [part.name for part in draw_form(reply).parts]
            named = [[name for name in each if not name.endswith(OTHER)] for each in (on_slack, on_discord)]
            assert named == [[field.name for field in reply.fields]] * 2
            assert modal["callback_id"] == draw_form(reply).custom_id


async def test_the_terminal_asks_for_every_field_of_a_form() -> None:
    for reply in SAMPLES.values():
        if isinstance(reply, Form):
            typist = _Typist()
            await fill_in(reply, typist, lambda _reply: None)
            assert len(typist.questions) == len(reply.fields)


class _Typist:
    """Fills in every field as it stands, or with a word."""

    def __init__(self) -> None:
        self.questions: list[Question] = []

    async def ask_field(self, question: Question) -> str:
        self.questions.append(question)
        return question.typed or (question.candidates[0].text if question.candidates else "word")


def _presses(frontend: str) -> Iterator[Press]:
    for reply in SAMPLES.values():
        if frontend == DISCORD:
            yield from (press for press, _line in _discord_lines(reply))
        else:
            yield from _slack_presses(reply)
        if isinstance(reply, Form):
            modal: Any = view_of(reply)
            submit = decode_press(draw_form(reply).custom_id if frontend == DISCORD else modal["callback_id"])
            assert submit
            yield submit


def _discord_lines(reply: m.Reply) -> Iterator[tuple[Press, str]]:
    """Yield every control of a message, and the line that it asks for."""
    setting = DiscordSetting(NOW, asked=ASKED, filters=_filters(reply), shareable=True)
    blocks = render_discord(reply, setting).blocks
    notes: Mapping[int, str] = {}
    for block in blocks:
        if isinstance(block, d.Text) and block.mark is d.Mark.NOTES:
            notes = read_notes(block.content)
    for block in blocks:
        buttons = block.buttons if isinstance(block, d.Row) else [block.button] if isinstance(block, d.Section) else []
        for press in filter(None, (decode_press(button.custom_id) for button in buttons)):
            yield press, press.words.whole(notes) or ""
        if isinstance(block, d.Menu) and (chosen := decode_press(block.custom_id)):
            for option in block.options:
                words = decode_words(option.value)
                assert words
                yield chosen, f"{chosen.words.whole(notes)}{words.whole(notes)}"


def _slack_presses(reply: m.Reply) -> Iterator[Press]:
    setting = SlackSetting(NOW, asked=ASKED, filters=_filters(reply), shareable=True)
    for part in parts(render_slack(reply, setting).blocks):
        press = decode_press(part["value"]) if isinstance(part.get("value"), str) else None
        if press:
            yield press


def _offered(frontend: str, reply: m.Reply) -> Iterator[str]:
    """Yield the lines that a front-end has people press, pick or read."""
    if frontend == DISCORD:
        yield from (line for _press, line in _discord_lines(reply))
    elif frontend == SLACK:
        yield from (press.words.text for press in _slack_presses(reply))
    else:
        after = Conversation().after("", reply)
        yield from filter(None, (*after.picks.values(), *after.signed.values(), after.more, after.back))
        written = render_terminal(reply, Look(), NOW)
        yield from (line for line in _leads(reply) if line in written)


def _filters(reply: m.Reply) -> tuple[m.Choice, ...]:
    return FILTERS if isinstance(reply, m.EntryLines) else ()


async def _on_terminal(reply: m.Reply) -> set[Action]:
    """Return what can be done about a reply by a number, an empty line, and at the prompt's own questions."""
    after = Conversation().after("", reply)
    had = {Action.OPEN} if after.picks else set()
    had |= {Action.TURN} if after.more and after.meant("/more") == AskIntent(after.more) else set()
    if isinstance(reply, Form) and await fill_in(reply, _Typist(), lambda _reply: None):
        had |= {Action.FORM, Action.SUBMIT}
    return had


def _leads(part: object) -> Iterator[str]:
    """Yield every line that a reply names: those of its choices, its entries and sections, its pages."""
    if isinstance(part, Form | FormErrors):
        yield (part.form if isinstance(part, FormErrors) else part).opens
        return
    if isinstance(part, m.Choice | m.Line | m.SectionNode):
        yield part.command
    if isinstance(part, m.EntryLines | m.ChangeLog | m.Facts):
        yield from filter(None, (part.more, part.back))
    if is_dataclass(part):
        for each in fields(part):
            yield from _leads(getattr(part, each.name))
    elif isinstance(part, tuple):
        for each in part:
            yield from _leads(each)


def _sentences(reply: m.Reply) -> Iterator[str]:
    for name in ("title", "sentence", "question", "text"):
        said = getattr(reply, name, "")
        if said and not isinstance(reply, m.Document):
            yield said
    yield from getattr(reply, "notices", ())


def _plain(text: str) -> str:
    """Return the letters and digits of a text, for each platform escapes and folds the rest."""
    return "".join(filter(str.isalnum, text))
