"""The line that a person types on: editing, history, completion and hints, from prompt_toolkit.

The only module that imports prompt_toolkit, and itself only imported once there is a person to ask.  It
knows nothing of commands or replies.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.completion import Completer as ToolkitCompleter
from prompt_toolkit.completion import Completion as ToolkitCompletion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import completion_is_selected
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style

from bot.frontends.terminal.completion import Candidate, Completer
from bot.frontends.terminal.forms import FieldCompleter, Question
from bot.frontends.terminal.history import LineHistory
from bot.frontends.terminal.look import Look
from bot.replies.encoding import encodable
from bot.replies.harmless import harmless
from bot.replies.wrapping import cells

_log = logging.getLogger(__name__)
_MENU_ROWS = 8
_DISPLAYED = 60
_WANTS_MORE = (" ", ":")
_STYLE = Style.from_dict(
    {
        "prompt": "bold ansimagenta",
        "bottom-toolbar": "noreverse dim",
        "completion-menu": "bg:default fg:default",
        "completion-menu.completion.current": "bg:default fg:default reverse",
        "completion-menu.meta.completion": "bg:default fg:default dim",
        "completion-menu.meta.completion.current": "bg:default fg:default dim reverse",
        "scrollbar.background": "bg:default",
        "scrollbar.button": "bg:default reverse",
    }
)


class Prompt:
    """Asks for one line at a time."""

    def __init__(
        self,
        look: Look,
        completer: Completer,
        history: Path | None,
        source: Input,
        sink: Output,
        *,
        quiet: bool = False,
    ) -> None:
        """Prepare to ask; *quiet* shows neither hints nor a menu until Tab is pressed, as suits a screen reader."""
        self._look = look
        self._hints: Sequence[str] = ()
        self._quiet = quiet
        self._session: PromptSession[str] = PromptSession(
            [("class:prompt", "> ")],
            input=source,
            output=sink,
            completer=Completions(completer, look.encoding),
            complete_in_thread=True,
            complete_while_typing=not quiet,
            reserve_space_for_menu=0 if quiet else _MENU_ROWS,
            history=LineHistory(history),
            key_bindings=_keys(),
            style=_STYLE,
            color_depth=ColorDepth.DEPTH_4_BIT if look.coloured else ColorDepth.DEPTH_1_BIT,
            bottom_toolbar=None if quiet else self._toolbar,
        )

    async def ask(self, hints: Sequence[str]) -> str:
        """Return the next line.  Raises EOFError on Ctrl-D and KeyboardInterrupt on Ctrl-C."""
        self._hints = hints
        return await self._session.prompt_async()

    async def ask_field(self, question: Question) -> str:
        """Return what was typed into one field of a form.  Raises as `ask`.

        Nothing of it goes into the history.  Enter ends the field; where several lines may be, Alt-Enter begins one.
        """
        self._hints = question.hints
        session: PromptSession[str] = PromptSession(
            [("class:prompt", encodable(harmless(question.label), self._look.encoding) + " ")],
            input=self._session.input,
            output=self._session.output,
            completer=Completions(FieldCompleter(question.candidates), self._look.encoding),
            complete_while_typing=not self._quiet,
            reserve_space_for_menu=_MENU_ROWS if question.candidates and not self._quiet else 0,
            multiline=question.lines,
            key_bindings=_field_keys(),
            style=_STYLE,
            color_depth=self._session.color_depth,
            bottom_toolbar=None if self._quiet else self._toolbar,
        )
        return await session.prompt_async(default=question.typed)

    def _toolbar(self) -> StyleAndTextTuples:
        """Return as many hints as fit on one line."""
        width = get_app().output.get_size().columns
        text = ""
        for hint in self._hints:
            longer = encodable(f"{text}  ·  {hint}" if text else hint, self._look.encoding)
            if cells(longer) >= width:
                break
            text = longer
        return [("", text)]


def prompt_on(stdin: TextIO, stdout: TextIO, look: Look, completer: Completer, history: Path | None) -> Prompt:
    """Return a prompt on a terminal's own streams."""
    return Prompt(look, completer, history, create_input(stdin), create_output(stdout), quiet=not look.styled)


async def above_prompt(write: Callable[[], None]) -> None:
    """Write while a person may be typing: their line makes room and comes back as it was."""
    await run_in_terminal(write)


class Completions(ToolkitCompleter):
    """Shows the core's candidates; what they say is content, and made harmless."""

    def __init__(self, completer: Completer, encoding: str) -> None:
        self._completer = completer
        self._encoding = encoding

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - typed and tabbed are answered alike
    ) -> Iterable[ToolkitCompletion]:
        """Yield the core's candidates as prompt_toolkit's."""
        cursor = document.cursor_position
        for candidate in self._candidates(document.text, cursor):
            yield ToolkitCompletion(
                candidate.text,
                start_position=min(candidate.start - cursor, 0),
                display=encodable(harmless(candidate.display, _DISPLAYED), self._encoding),
                display_meta=encodable(harmless(candidate.meta, _DISPLAYED), self._encoding),
            )

    def _candidates(self, line: str, cursor: int) -> Sequence[Candidate]:
        """Ask the core; typing goes on whatever happens there."""
        try:
            return self._completer.complete(line, cursor)
        except Exception:  # noqa: BLE001 - a bug here must not end the typing; it is logged
            _log.exception("completion.failed")
            return ()


def _field_keys() -> KeyBindings:
    """Return the keys of a field: Enter ends it, however many lines it may have."""
    keys = KeyBindings()

    @keys.add("enter")
    def done(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter", filter=completion_is_selected)
    def accept(event: KeyPressEvent) -> None:
        """Take the completion; run the line too, unless the completion wants more after it."""
        buffer = event.current_buffer
        wants_more = buffer.text.endswith(_WANTS_MORE)
        buffer.complete_state = None
        if not wants_more:
            buffer.validate_and_handle()

    return keys
