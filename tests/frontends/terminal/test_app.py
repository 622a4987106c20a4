"""The conversation with a person: asks, answers, waits, and never ends by mistake."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from io import StringIO

import pytest

from bot.errors import UsageError
from bot.frontends.terminal.app import converse
from bot.frontends.terminal.forms import Question
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.session import Terminal
from bot.replies.forms import Form, FormErrors, FormField, filled
from bot.replies.model import Message, Reply
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW

STYLED = Look(styled=True, width=80)
FORM = Form(
    "Edit s7k2",
    "/suggest edit s7k2",
    (FormField("title", "Title", "POET", required=True), FormField("year", "Year", "2022")),
    ("arXiv could not be asked.",),
    "send",
)


class _Typist:
    """Types what it is given, into lines and fields alike, then leaves with Ctrl-D."""

    def __init__(self, *lines: str | type[BaseException]) -> None:
        self._lines = list(lines)
        self.hints: list[Sequence[str]] = []
        self.asked: list[tuple[str, str]] = []

    async def ask_field(self, question: Question) -> str:
        self.asked.append((question.label, question.typed))
        line = await self.ask(question.hints)
        return question.typed if line == "=" else line

    async def ask(self, hints: Sequence[str]) -> str:
        self.hints.append(hints)
        line = self._lines.pop(0) if self._lines else EOFError
        if isinstance(line, str):
            return line
        raise line


class _Screen(StringIO):
    """Says when something is shown on it."""

    def __init__(self, awaited: str = "working…") -> None:
        super().__init__()
        self._awaited = awaited
        self.shown = asyncio.Event()

    def write(self, text: str) -> int:
        if self._awaited in text:
            self.shown.set()
        return super().write(text)


class _Core:
    """Answers from the samples by name and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, command: str) -> Reply:
        self.asked.append(command)
        if command == "/usage":
            sentence = "No such thing."
            raise UsageError(sentence)
        if command == "/bug":
            raise KeyError(command)
        return FORM if command == "/form" else SAMPLES.get(command, Message(f"You said {command}."))


async def _submit(command: str, values: Mapping[str, str]) -> Reply:
    """Take a form if its title is no longer than its year."""
    if len(values["title"]) > len(values["year"]):
        return FormErrors(filled(FORM, values), (("title", "The title is too long."),))
    return Message(f"{command} got {dict(values)}.")


def _terminal(
    answer: Callable[[str], Awaitable[Reply]], out: StringIO, patience: float = 60, look: Look = STYLED
) -> Terminal:
    return Terminal(answer, _submit, lambda: look, lambda: NOW, out, patience)


async def _session(*lines: str | type[BaseException]) -> tuple[list[str], str]:
    core, out = _Core(), StringIO()
    assert await converse(_terminal(core, out), _Typist(*lines)) == 0
    return core.asked, out.getvalue()


async def test_ctrl_c_drops_the_line_and_ctrl_d_leaves() -> None:
    asked, shown = await _session(KeyboardInterrupt, "hello", KeyboardInterrupt)
    assert asked == ["hello"]
    assert shown == "You said hello.\n\n"


@pytest.mark.parametrize("line", ["/quit", "quit"])
async def test_quit_leaves_without_asking(line: str) -> None:
    assert await _session(line, "never typed") == ([], "")


async def test_numbers_and_enter_follow_the_list_that_was_shown() -> None:
    asked, shown = await _session("/back", "first page", "", "/more", "2", "", "99")
    turned = "/search memory efficent training page:2"
    assert asked == ["first page", turned, turned, "/show 256kb"]
    assert "There is no page before this one." in shown
    assert "There is no number 99; pick one from 1 to 4." in shown


async def test_a_file_is_shown_and_how_to_keep_it_is_said() -> None:
    _asked, shown = await _session("document")
    assert shown.startswith("@inproceedings{")
    assert shown.endswith("\n\nTo keep this as a file, run: awesome-bot ask document > shelf.bib\n\n")


async def test_a_form_is_asked_field_by_field_with_what_it_holds_then_sent() -> None:
    typist, out = _Typist("/form", "=", "2026"), StringIO()
    await converse(_terminal(_Core(), out), typist)
    assert typist.asked == [("Title*: ", "POET"), ("Year: ", "2022")]
    assert [hints[0] for hints in typist.hints[1:3]] == ["Enter: next field", "Enter: send"]
    assert out.getvalue().index("Edit s7k2") < out.getvalue().index("arXiv could not be asked.")
    assert "/suggest edit s7k2 got {'title': 'POET', 'year': '2026'}." in out.getvalue()


async def test_only_the_fields_that_are_wrong_are_asked_again_and_the_rest_is_kept() -> None:
    typist, out = _Typist("/form", "A long title", "2026", "Poem"), StringIO()
    await converse(_terminal(_Core(), out), typist)
    assert typist.asked[2:] == [("Title*: ", "A long title")]
    assert "Title: The title is too long." in out.getvalue()
    assert "got {'title': 'Poem', 'year': '2026'}." in out.getvalue()


@pytest.mark.parametrize("key", [KeyboardInterrupt, EOFError])
async def test_a_form_can_be_left_and_nothing_is_sent(key: type[BaseException]) -> None:
    _asked, shown = await _session("/form", "POET", key, "/help")
    assert "Stopped. Nothing was sent." in shown
    assert "got {" not in shown
    assert "You said /help." in shown


async def test_what_goes_wrong_with_a_form_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(_command: str, _values: Mapping[str, str]) -> Reply:
        raise KeyError

    out = StringIO()
    await converse(replace(_terminal(_Core(), out), submit=broken), _Typist("/form", "=", "=", "/help"))
    assert "Something went wrong inside" in out.getvalue()
    assert out.getvalue().endswith("You said /help.\n\n")
    assert "answer.failed" in caplog.text


async def test_the_hints_follow_too() -> None:
    typist = _Typist("first page")
    await converse(_terminal(_Core(), StringIO()), typist)
    assert [hints[0] for hints in typist.hints] == ["Tab: complete", "Enter: more"]


async def test_nothing_that_goes_wrong_ends_the_conversation(caplog: pytest.LogCaptureFixture) -> None:
    asked, shown = await _session("/usage", "/bug", "/help")
    assert asked == ["/usage", "/bug", "/help"]
    assert "No such thing." in shown
    assert "Something went wrong inside" in shown
    assert [(record.message, record.exc_info is not None) for record in caplog.records] == [("answer.failed", True)]


async def test_an_answer_that_takes_long_is_announced_and_the_announcement_wiped_away() -> None:
    screen = _Screen()

    async def answer(command: str) -> Reply:
        await screen.shown.wait()
        return Message("Here it is.")

    await converse(_terminal(answer, screen, patience=0), _Typist("/slow"))
    assert screen.getvalue() == "working…\r\x1b[KHere it is.\n\n"


async def test_a_quick_answer_is_not_announced() -> None:
    assert "working" not in (await _session("/help"))[1]


async def test_a_terminal_that_cannot_wipe_gets_no_announcement() -> None:
    out, asked = StringIO(), asyncio.Event()

    async def answer(command: str) -> Reply:
        await asyncio.wait_for(asked.wait(), 60)
        return Message("Here it is.")

    talk = asyncio.create_task(converse(_terminal(answer, out, patience=0, look=Look(width=60)), _Typist("/slow")))
    asyncio.get_running_loop().call_soon(asked.set)
    await talk
    assert out.getvalue() == "Here it is.\n\n"


async def test_ctrl_c_stops_an_answer_and_nothing_else() -> None:
    screen, stopped = _Screen(), asyncio.Event()
    before = signal.getsignal(signal.SIGINT)

    async def answer(command: str) -> Reply:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.set()
            raise
        return Message("never")

    async def press_ctrl_c() -> None:
        await screen.shown.wait()
        os.kill(os.getpid(), signal.SIGINT)

    pressing = asyncio.create_task(press_ctrl_c())
    await converse(_terminal(answer, screen, patience=0), _Typist("/slow"))
    await pressing
    assert stopped.is_set()
    assert screen.getvalue() == "working…\r\x1b[KStopped.\n\n"
    assert signal.getsignal(signal.SIGINT) == before


async def test_ending_the_program_ends_the_answer_too() -> None:
    begun, stopped = asyncio.Event(), asyncio.Event()

    async def answer(command: str) -> Reply:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return Message("never")

    talk = asyncio.create_task(converse(_terminal(answer, StringIO()), _Typist("/slow")))
    await begun.wait()
    talk.cancel()
    with pytest.raises(asyncio.CancelledError):
        await talk
    await asyncio.wait_for(stopped.wait(), 60)
