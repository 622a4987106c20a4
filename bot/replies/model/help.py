"""Replies that explain the commands."""

from __future__ import annotations

from dataclasses import dataclass

from bot.replies.model.messages import Choice


@dataclass(frozen=True, slots=True)
class CommandSummary:
    """One command, or a group of them, in an overview; `heading` is what it stands under with its neighbours."""

    usage: str
    help: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class HelpIndex:
    """The commands, and a few examples to start from."""

    title: str
    commands: tuple[CommandSummary, ...]
    examples: tuple[Choice, ...]
    footer: str = ""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One command explained, mostly by example.  `parameters` are (name, what it is)."""

    usage: str
    help: str
    parameters: tuple[tuple[str, str], ...]
    examples: tuple[Choice, ...]
