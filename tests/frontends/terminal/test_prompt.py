"""The line that a person types on, without a terminal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.frontends.terminal.completion import Candidate, Completer
from bot.frontends.terminal.forms import Question
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.prompt import Completions, Prompt


@dataclass(frozen=True)
class _Candidate:
    text: str
    display: str
    meta: str
    start: int


class _Core:
    def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
        if line == "/bug":
            raise KeyError(line)
        return [_Candidate("/show poet", "\x1b[2JPOET\u202e", "two\nlines", 1)]


@contextmanager
def _prompt(history: Path | None = None, completer: Completer | None = None) -> Iterator[tuple[Prompt, PipeInput]]:
    with create_pipe_input() as typed:
        yield Prompt(Look(styled=True), completer or _Core(), history, typed, DummyOutput()), typed


async def test_a_typed_line_is_returned_as_it_is() -> None:
    with _prompt() as (prompt, typed):
        typed.send_text("memory efficient μ端\r")
        assert await prompt.ask(()) == "memory efficient μ端"


@pytest.mark.parametrize(
    ("question", "keys", "typed_in"),
    [
        (Question("Title: ", "POET"), "\r", "POET"),
        (Question("Title: ", "POET"), "m\r", "POETm"),
        (Question("Note: ", "one", lines=True), "\x1b\rtwo\r", "one\ntwo"),
        (Question("Note: ", lines=True), "\x1b[200~one\ntwo\x1b[201~\r", "one\ntwo"),
    ],
    ids=["what stands there", "edited", "a new line", "pasted lines"],
)
async def test_a_field_is_typed_into_and_stays_out_of_the_history(
    tmp_path: Path, question: Question, keys: str, typed_in: str
) -> None:
    with _prompt(tmp_path / "history") as (prompt, typed):
        typed.send_text(keys)
        assert await prompt.ask_field(question) == typed_in
        typed.send_text("next\r")
        assert await prompt.ask(()) == "next"
    assert (tmp_path / "history").read_text() == "next\n"


@pytest.mark.parametrize("key", ["\x03", "\x04"])
async def test_a_field_can_be_left(key: str) -> None:
    with _prompt() as (prompt, typed):
        typed.send_text(key)
        with pytest.raises((KeyboardInterrupt, EOFError)):
            await prompt.ask_field(Question("Title: "))


@pytest.mark.parametrize(("key", "meaning"), [("\x03", KeyboardInterrupt), ("\x04", EOFError)])
async def test_ctrl_c_and_ctrl_d(key: str, meaning: type[BaseException]) -> None:
    with _prompt() as (prompt, typed):
        typed.send_text(key)
        with pytest.raises(meaning):
            await prompt.ask(())


async def test_the_arrow_brings_back_a_line_of_an_earlier_session(tmp_path: Path) -> None:
    (tmp_path / "history").write_text("/search npu\n")
    with _prompt(tmp_path / "history") as (prompt, typed):
        typed.send_text("first\r")
        assert await prompt.ask(()) == "first"
        typed.send_text("\x1b[A\x1b[A\r")
        assert await prompt.ask(()) == "/search npu"


def test_candidates_are_shown_harmlessly_and_replace_what_was_typed() -> None:
    document = Document("/show po", 8)
    (completion,) = Completions(_Core(), "utf-8").get_completions(document, CompleteEvent())
    assert (completion.text, completion.start_position) == ("/show poet", -7)
    assert fragment_list_to_text(completion.display) == "[2JPOET"
    assert fragment_list_to_text(completion.display_meta) == "two lines"


def test_a_bug_in_the_completer_is_logged_and_offers_nothing(caplog: pytest.LogCaptureFixture) -> None:
    document = Document("/bug", 4)
    assert list(Completions(_Core(), "utf-8").get_completions(document, CompleteEvent())) == []
    assert [record.message for record in caplog.records] == ["completion.failed"]
