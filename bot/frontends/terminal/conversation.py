"""What a typed line means after the last answer: a number picks, an empty line goes on, the rest is a command.

A sign before the number picks what else may be done with what stands there: `+3` finds more like it.

Pure: holds what the last answers left to be picked up and decides; the loop in `app` acts.  What words
without a slash mean is the command layer's business and passes through here untouched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.i18n import N_, enumeration
from bot.i18n import gettext as _
from bot.replies.model import ChangeLog, Choice, Clarify, EntryLines, Facts, Failure, NothingFound, Reply

_LONGEST_NUMBER = 3  # digits: what is longer is a year or an arXiv id, and searched for

LOCAL_COMMANDS = {"/more": N_("the next page"), "/back": N_("the page before"), "/quit": N_("leave")}
"""The commands that only a terminal has, and what they do."""

_SIGNS = {"+", "-", "*"}
_LEAVING = {"/quit", "/exit", "quit", "exit"}


@dataclass(frozen=True, slots=True)
class AskIntent:
    """Ask the core for this."""

    command: str


@dataclass(frozen=True, slots=True)
class TellIntent:
    """Say this without asking anyone."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class LeaveIntent:
    """End the conversation."""


Intent: TypeAlias = AskIntent | TellIntent | LeaveIntent


@dataclass(frozen=True, slots=True)
class Conversation:
    """What can be picked up: commands by the number they stand under, and the pages before and after.

    `signed` holds by number what else may be done there, `signs` what each sign is called.

    `at_list` says that the last answer was the list itself, so that an empty line asks for its next page.
    """

    picks: Mapping[int, str] = field(default_factory=dict)
    more: str | None = None
    back: str | None = None
    at_list: bool = False
    signed: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)

    def meant(self, line: str) -> Intent | None:
        """Return what the line asks for; None where it asks for nothing."""
        line = line.strip()
        if line in _LEAVING:
            return LeaveIntent()
        if not line:
            return AskIntent(self.more) if self.at_list and self.more else None
        if line == "/more":
            return _page(self.more, _("There is no next page."))
        if line == "/back":
            return _page(self.back, _("There is no page before this one."))
        if self.picks and line.isdecimal() and len(line) <= _LONGEST_NUMBER:
            return self._picked(int(line))
        sign, number = line[:1], line[1:].strip()
        if sign in self.signs and number.isdecimal() and len(number) <= _LONGEST_NUMBER:
            command = self.signed.get(f"{sign}{int(number)}")
            return AskIntent(command) if command else self._no_such(int(number))
        if sign in _SIGNS and line[1:].isdecimal() and len(number) <= _LONGEST_NUMBER:
            return TellIntent(self._no_such_sign(sign))
        return AskIntent(line)

    def after(self, command: str, reply: Reply) -> Conversation:
        """Return what can be picked up once *reply* has answered *command*.

        An answer without numbers of its own leaves those of the last list standing, for they can still be
        seen; a further page of one list adds to them.
        """
        if isinstance(reply, EntryLines):
            picks = {rank: line.command for rank, line in enumerate(reply.lines, reply.first)}
            turned = command in {self.more, self.back}
            actions = [(rank, action) for rank, line in enumerate(reply.lines, reply.first) for action in line.actions]
            signed = {f"{action.sign}{rank}": action.command for rank, action in actions if action.sign}
            signs = {action.sign: action.label for _rank, action in actions if action.sign}
            return Conversation(
                {**self.picks, **picks} if turned else picks,
                reply.more,
                reply.back,
                at_list=True,
                signed={**self.signed, **signed} if turned else signed,
                signs=signs,
            )
        if isinstance(reply, ChangeLog):
            return replace(self, more=reply.more, back=reply.back, at_list=True)
        if isinstance(reply, Facts) and (reply.more or reply.back):
            return Conversation(_picks(reply.actions), reply.more, reply.back, at_list=True)
        choices = _numbered(reply)
        if choices:
            return Conversation(_picks(choices))
        return replace(self, at_list=False)

    def hints(self) -> tuple[str, ...]:
        """Return what may be typed now, the most useful first, each in a few words."""
        hints = [_("Enter: more")] if self.at_list and self.more else []
        if self.picks:
            first, last = min(self.picks), max(self.picks)
            hints.append(_("{numbers}: open", numbers=first if first == last else f"{first}–{last}"))
        hints += [f"{sign}{min(self.picks)}: {label}" for sign, label in self.signs.items() if self.picks]
        return (*hints, _("Tab: complete"), "/help", _("Ctrl-D: leave"))

    def _picked(self, rank: int) -> Intent:
        if rank in self.picks:
            return AskIntent(self.picks[rank])
        return self._no_such(rank)

    def _no_such(self, rank: int) -> Intent:
        first, last = min(self.picks), max(self.picks)
        sentence = _(
            "There is no number {number}; pick one from {first} to {last}.", number=rank, first=first, last=last
        )
        return TellIntent(Failure("no_such_number", sentence))

    def _no_such_sign(self, sign: str) -> Failure:
        if not (self.signs and self.picks):
            sentence = _("There is nothing here that {sign} and a number could be about. Search first.", sign=sign)
            return Failure("no_such_sign", sentence)
        ways = enumeration(f"{known}{min(self.picks)}: {label}" for known, label in self.signs.items())
        return Failure("no_such_sign", _("{sign} does nothing here; there are {ways}.", sign=sign, ways=ways))


def _page(command: str | None, otherwise: str) -> Intent:
    return AskIntent(command) if command else TellIntent(Failure("no_such_page", otherwise))


def _picks(choices: Sequence[Choice]) -> Mapping[int, str]:
    return {rank: choice.command for rank, choice in enumerate(choices, 1)}


def _numbered(reply: Reply) -> Sequence[Choice]:
    """Return the choices that the layout shows under numbers."""
    match reply:
        case Clarify():
            return reply.choices
        case Facts():
            return reply.actions
        case NothingFound():
            return reply.nearest
        case Failure() if len(reply.choices) > 1:
            return reply.choices
        case _:
            return ()
