"""Commands from a pipe."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO, TextIOWrapper

from bot.errors import UsageError
from bot.frontends.terminal.app import run_terminal
from bot.frontends.terminal.completion import Candidate
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.pipe import serve_pipe
from bot.frontends.terminal.session import Terminal
from bot.replies.model import Message, Reply
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW

_SCRIPT = """
import asyncio, sys
from datetime import UTC, datetime
from bot.frontends.terminal.app import run_terminal
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.session import Terminal
from bot.replies.model import Message

class Completer:
    def complete(self, line, cursor):
        return []

async def answer(line):
    return Message(f"You said {line}.")

terminal = Terminal(answer, None, Look, lambda: datetime.now(UTC), sys.stdout)
code = asyncio.run(run_terminal(terminal, stdin=sys.stdin, completer=Completer()))
print(sorted({"prompt_toolkit", "rich", "babel"} & set(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


async def _echo(line: str) -> Reply:
    if line == "/usage":
        sentence = "No such thing."
        raise UsageError(sentence)
    if line == "/bug":
        raise KeyError(line)
    return SAMPLES["form"] if line == "/form" else Message(f"You said {line}.")


async def _no_form(line: str, _values: Mapping[str, str]) -> Reply:
    raise AssertionError(line)


def _terminal(out: StringIO) -> Terminal:
    return Terminal(_echo, _no_form, Look, lambda: NOW, out)


async def test_a_form_shows_what_it_holds_and_the_line_to_type_instead() -> None:
    out = StringIO()
    await serve_pipe(_terminal(out), StringIO("/form\n"))
    assert "Title*" in out.getvalue()
    assert 'or type: /suggest edit s7k2 title:"LiteTrain: Transformers on Phones" ' in out.getvalue()


async def test_each_line_is_answered_in_order_with_a_blank_line_between() -> None:
    out = StringIO()
    code = await serve_pipe(_terminal(out), StringIO("# a comment\n\n/help\n  memory  \n   \n/last without an end"))
    assert code == 0
    assert out.getvalue() == "You said /help.\n\nYou said memory.\n\nYou said /last without an end.\n"


async def test_what_goes_wrong_is_said_and_the_next_line_is_still_answered(caplog: object) -> None:
    out = StringIO()
    assert await serve_pipe(_terminal(out), StringIO("/usage\n/bug\n/help\n")) == 0
    first, second, third = out.getvalue().split("\n\n")
    assert first == "No such thing."
    assert "went wrong" in second
    assert third == "You said /help.\n"


async def test_bytes_that_are_no_text_do_not_end_it() -> None:
    out = StringIO()
    assert await serve_pipe(_terminal(out), TextIOWrapper(BytesIO(b"\xff\xfe\n/help\n"), encoding="utf-8")) == 0
    assert out.getvalue().endswith("You said /help.\n")


async def test_without_a_terminal_the_pipe_is_served_and_nobody_is_greeted() -> None:
    class Nothing:
        def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
            return ()

    out = StringIO()
    code = await run_terminal(
        _terminal(out),
        stdin=StringIO("/help\n"),
        completer=Nothing(),
        greeting=Message("Hello."),
    )
    assert (code, out.getvalue()) == (0, "You said /help.\n")


def test_a_pipe_pays_for_none_of_the_terminals_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], input="/help\n", capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (0, "You said /help.\n", "[]")


async def test_a_reader_that_goes_away_early_is_no_error() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        _SCRIPT,
        stdin=asyncio.subprocess.PIPE,
        stdout=(pipe := os.pipe())[1],
        stderr=asyncio.subprocess.PIPE,
    )
    os.close(pipe[0])
    os.close(pipe[1])
    _out, errors = await process.communicate(b"/help\n" * 100)
    assert (process.returncode, errors.decode().strip()) == (0, "[]")
