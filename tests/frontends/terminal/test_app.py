"""The conversation with a person: asks, answers, waits, and never ends by mistake."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from io import StringIO

import pytest

from bot.errors import UsageError
from bot.frontends.terminal.app import converse
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.session import Terminal
from bot.replies.model import Message, Reply
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW

STYLED = Look(styled=True, width=80)


class _Typist:
    """Types what it is given, then leaves with Ctrl-D."""

    def __init__(self, *lines: str | type[BaseException]) -> None:
        self._lines = list(lines)
        self.hints: list[Sequence[str]] = []

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
        return SAMPLES.get(command, Message(f"You said {command}."))


def _terminal(
    answer: Callable[[str], Awaitable[Reply]], out: StringIO, patience: float = 60, look: Look = STYLED
) -> Terminal:
    return Terminal(answer, lambda: look, lambda: NOW, out, patience)


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
