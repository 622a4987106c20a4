"""Completions: the core's, and the few commands that only the terminal has."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.frontends.terminal.completion import Candidate, WithLocalCommands


@dataclass(frozen=True)
class _Candidate:
    text: str
    display: str
    meta: str
    start: int


class _Core:
    def complete(self, line: str, cursor: int) -> Sequence[Candidate]:
        return [_Candidate("/model", "/model", "", 0)] if line[:cursor] == "/mo" else []


def _texts(line: str) -> list[str]:
    return [candidate.text for candidate in WithLocalCommands(_Core()).complete(line, len(line))]


def test_the_terminals_own_commands_come_after_the_cores() -> None:
    assert _texts("/mo") == ["/model", "/more"]


def test_words_are_left_to_the_core() -> None:
    assert _texts("mo") == _texts("") == _texts("/quit now") == []
