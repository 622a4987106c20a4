"""Where an answer names a command, it is what one has to type there: `/digest list`, on Slack `/awesome digest list`.

Whatever the slash command is called on Slack, and in whatever language the answer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
from babel.messages.pofile import read_po

from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.commands.table import COMMANDS
from bot.domain.destinations import Destination
from bot.frontends.discord.render import render as render_discord
from bot.frontends.discord.setting import Setting as DiscordSetting
from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.forms import form_of
from bot.frontends.slack.render import render as render_slack
from bot.frontends.slack.setting import Setting as SlackSetting
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.render import render as render_terminal
from bot.i18n import use_translations
from bot.replies.model import Reply
from bot.replies.typed import typed, typed_below
from bot.translations import DOMAIN, translations_for
from tests.commands.conftest import desk, synced_database
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW
from tests.test_catalogs import LOCALE, forms, in_the_source

__all__ = ["desk", "synced_database"]

SLASH = "/quokka"
FIRST_WORDS = sorted({name.partition(" ")[0] for name in COMMANDS})
BARE = re.compile(rf"(?<![\w/:.-])/(?:{'|'.join(FIRST_WORDS)})\b(?!/)", re.ASCII)
"""A command as it is typed where there is more than one slash command."""

ANOTHERS = {
    "I am not in this channel. Type /invite and my name there, then try again.",
    "{where} must be a slash and a short word of small letters, such as /awesome.",
    "There is nothing here. The feeds are at /feeds.",
}
"""Sentences in which a word after a slash is no command of ours."""

WRITTEN = {"empty": "Save an entry with /save poet.", "help": "/help search explains one command."}
"""Samples whose words name a command by themselves, as a title or a note might."""

MANAGER = Person("slack:T1.U1", Destination("slack", "T1", "C1"), "#papers", manages=True, zone="UTC")
READER = Person("slack:T1.U2", Destination("slack", "T1", "C2"), "#readers", zone="UTC")
LINES = (
    "/saved", "/save poet", "/saved", "/saved nothing of the kind", "/forget", "/recommend", "/digest",
    "/digest list", "/digest subscribe weekly", "/digest pause", "/digest resume", "/digest list all",
    "/digest now", "/digest edit zzzz", "/digest remove zzzz", "/digest remove", "/suggestions",
    "/suggestions pending", "/suggestions queue off", "/suggest https://example.org/never-seen.pdf", "/about",
    "/stats", "/nonsense", "/serach npu", "/show", "/similar", "/search zzzzqqq",
    "/unsave nothing of the kind", "/export saved bibtex", "/help search", "/help digest",
)  # fmt: skip


def test_a_command_is_written_below_the_slash_command_in_force() -> None:
    assert typed("/digest list") == "/digest list"
    with typed_below("/awesome"):
        assert typed("/digest list") == "/awesome digest list"
        assert typed("no command") == "no command"
    assert typed("/help") == "/help"


def test_no_sentence_names_a_command_but_by_a_param() -> None:
    """A command that stands in a sentence itself could not be right everywhere."""
    literal = re.compile(r"(?<![\w/:.}-])/[a-z{]", re.ASCII)
    assert {form for forms in in_the_source() for form in forms if literal.search(form)} == ANOTHERS
    for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"):
        with path.open("rb") as file:
            catalog = read_po(file)
        for message in catalog:
            if message.id and message.id not in ANOTHERS:
                said = forms(message.string)
                assert not [text for text in said if literal.search(text)], said


@pytest.mark.parametrize(("name", "words"), WRITTEN.items())
def test_what_comes_as_words_is_never_rewritten(name: str, words: str) -> None:
    with typed_below(SLASH):
        message = render_slack(SAMPLES[name], SlackSetting(NOW))
    assert words in message.text
    assert any(words in text for text in _texts(message.blocks))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in WRITTEN])
def test_every_kind_of_reply_names_commands_as_slack_wants_them(name: str, language: str) -> None:
    with use_translations(translations_for(language)), typed_below(SLASH):
        _assert_right(render_slack(SAMPLES[name], SlackSetting(NOW, "/search memory", shareable=True)))


@pytest.mark.parametrize("language", ["en", "zh-CN"])
async def test_what_handlers_say_names_commands_as_each_platform_wants_them(desk: Desk, language: str) -> None:
    """Every example of every command, and lines with which something is wrong."""
    asked = [*LINES, *(example for command in COMMANDS.values() for example in command.examples)]
    named = 0
    with use_translations(translations_for(language)):
        for line in asked:
            for person in (MANAGER, READER):
                with typed_below(SLASH):
                    named += _assert_right(render_slack(await _answer(desk, line, person), SlackSetting(NOW)))
                reply = await _answer(desk, line, person)
                assert SLASH not in repr(render_discord(reply, DiscordSetting(NOW)))
                assert SLASH not in render_terminal(reply, Look(styled=False), NOW)
    assert named > len(asked), "hardly any answer names a command: nothing is proved"


def test_forms_are_not_named_by_a_command_that_nobody_could_type() -> None:
    with typed_below(SLASH):
        for command in COMMANDS.values():
            assert not BARE.search(" ".join(_texts(form_of(command, {}))))


async def _answer(desk: Desk, line: str, person: Person) -> Reply:
    return (await answer_line(desk, line, person))[1]


def _assert_right(message: SlackMessage) -> int:
    """Check every text of a message; return how often a command is named in them."""
    shown = [message.text, *_texts(message.blocks)]
    wrong = [text for text in shown if BARE.search(text)]
    assert not wrong
    return sum(text.count(f"{SLASH} ") for text in shown)


def _texts(part: object) -> Iterator[str]:
    """Yield every text that is shown; values of controls are ours alone."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in ("text", "alt_text", "accessibility_label") and isinstance(value, str):
                yield value
            elif key not in ("value", "private_metadata"):
                yield from _texts(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for each in part:
            yield from _texts(each)
