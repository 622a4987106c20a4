"""The pad that one message is put together on: hands out ids, and keeps notes of commands too long for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from bot.frontends.discord.drawing import (
    LONGEST_LABEL,
    LONGEST_OPTION,
    MOST_OPTIONS,
    Block,
    Button,
    Mark,
    Menu,
    Option,
    Row,
    Style,
    Text,
)
from bot.frontends.discord.markup import escaped, unescaped
from bot.replies.clipping import clipped, units
from bot.replies.harmless import harmless
from bot.replies.model import Choice
from bot.replies.offers import Offers
from bot.replies.presses import Action, Press, Words, encode_press, encode_words

_ROOM_FOR_NOTES = 900  # in UTF-16 units, of the 4,000 that a message has
_ROOM_FOR_VALUES = 1_500
_LONGEST_COMMAND = 2_000
_PAGE = re.compile(r"(.+?)((?: page:\d{1,5})?|(?: (?:entry|verdict):[\w/.-]{1,80})+)", re.DOTALL)
_VALUE = re.compile(r"-# ([\w-]{1,40}): (.*)")
_NEW_LINE = "⏎"
_NOTE = re.compile(r"-# (\d{1,3})\\?\. (.*)")


@dataclass(slots=True)
class Pad:
    """See the module.  One pad a message; `now` is what the message is drawn at."""

    now: datetime
    _notes: list[str] = field(default_factory=list)
    _places: int = 0

    def button(
        self,
        label: str,
        command: str,
        action: Action = Action.OPEN,
        style: Style = Style.SECONDARY,
        mark: Mark = Mark.PLAIN,
    ) -> Button | None:
        """Return a button for a command; None where the command is empty or endless."""
        shown = clipped(label, LONGEST_LABEL) or clipped(command, LONGEST_LABEL)
        words = self._words(command, lambda words: encode_press(Press(action, words), self._places))
        custom_id = encode_press(Press(action, words), self._places) if words else None
        if not shown or custom_id is None:
            return None
        self._places += 1
        return Button(shown, custom_id, style=style, mark=mark)

    def share_button(self, label: str, command: str = "") -> Button:
        """Return the button that shares the message itself, or what *command* answers where that cannot be copied."""
        words = self._words(command, lambda words: encode_press(Press(Action.SHARE, words), self._places))
        custom_id = encode_press(Press(Action.SHARE, words or Words("")), self._places) or ""
        self._places += 1
        return Button(label, custom_id, mark=Mark.PRIVATE)

    def menu(self, placeholder: str, choices: Sequence[Choice], command: str = "") -> Menu | None:
        """Return a menu of up to 25 choices, whose commands go on where *command* ends; None where none is left."""
        base = self._words(command, lambda words: encode_press(Press(Action.PICK, words), self._places))
        custom_id = encode_press(Press(Action.PICK, base or Words("")), self._places)
        options: dict[str, Option] = {}
        for choice in choices[:MOST_OPTIONS]:
            label = clipped(choice.label, LONGEST_OPTION) or clipped(choice.command, LONGEST_OPTION)
            words = self._words(choice.command, encode_words) if not command else Words(choice.command)
            value = encode_words(words) if words else None
            if label and value:
                options.setdefault(value, Option(label, value))
        if not options or custom_id is None or (command and base is None):
            return None
        self._places += 1
        return Menu(custom_id, clipped(placeholder, LONGEST_OPTION), tuple(options.values()))

    def buttons(self, choices: Iterable[Choice], most: int = 5) -> tuple[Button, ...]:
        """Return a button for each of the first *most* choices that can have one."""
        made = (self.choice(choice) for choice in choices)
        return tuple(button for button in made if button)[:most]

    def choice(self, choice: Choice, mark: Mark = Mark.PLAIN) -> Button | None:
        """Return the button of a choice; what turns is answered in its place."""
        return self.button(choice.label, choice.command, Action.TURN if choice.turns else Action.OPEN, mark=mark)

    def offer_menu(self, offers: Offers) -> Menu | None:
        """Return a menu of what may be done with entries; what turns goes on where all of its commands begin alike."""
        if not offers.turns:
            return self.menu(offers.title, offers.choices)
        common = _beginning([each.command for each in offers.choices])
        goes_on = [Choice(each.label, each.command.removeprefix(common)) for each in offers.choices]
        return self.menu(offers.title, goes_on, common) if common else None

    def notes(self) -> tuple[Block, ...]:
        """Return the commands that no id has room for, to be put at the end of the message."""
        if not self._notes:
            return ()
        lines = [f"-# {number}\\. {escaped(note, _LONGEST_COMMAND)}" for number, note in enumerate(self._notes)]
        return (Text("\n".join(lines), Mark.NOTES),)

    def values(self, values: Mapping[str, str]) -> tuple[Block, ...]:
        """Return what was filled into a form, to be read back from the message; what is too long for it is not there.

        In a line each, for people to see, too; the ends of their lines are written as a sign.
        """
        lines: list[str] = []
        room = _ROOM_FOR_VALUES
        for name, value in values.items():
            line = f"-# {name}: {escaped(value.replace(chr(10), _NEW_LINE), _LONGEST_COMMAND)}"
            if value and len(value) <= _LONGEST_COMMAND and units(line) < room:
                lines.append(line)
                room -= units(line) + 1
        return (Text("\n".join(lines), Mark.VALUES),) if lines else ()

    def _words(self, command: str, spell: Callable[[Words], str | None]) -> Words | None:
        """Return how an id names a command: in full, or by a note."""
        command = harmless(command, _LONGEST_COMMAND)
        if not command:
            return None
        if spell(Words(command)) is not None:
            return Words(command)
        matched = _PAGE.fullmatch(command)
        base, page = (matched[1], matched[2]) if matched else (command, "")
        number = self._note(base)
        return None if number is None else Words(page, number)

    def _note(self, command: str) -> int | None:
        """Return the number of a note that holds *command*; None where there is no more room."""
        if command not in self._notes:
            used = sum(units(escaped(note, _LONGEST_COMMAND)) + 10 for note in self._notes)
            if used + units(escaped(command, _LONGEST_COMMAND)) + 10 > _ROOM_FOR_NOTES:
                return None
            self._notes.append(command)
        return self._notes.index(command)


def _beginning(commands: Sequence[str]) -> str:
    """Return the words with which all commands begin, but never a whole command."""
    words = [command.split(" ") for command in commands]
    same = takewhile(lambda each: len(set(each)) == 1, zip(*words, strict=False))
    shortest = min(map(len, words), default=1)
    return " ".join(each[0] for each in list(same)[: shortest - 1])


def read_notes(text: str) -> Mapping[int, str]:
    """Read the notes of a message back."""
    found = (_NOTE.fullmatch(line) for line in text.splitlines())
    return {int(note[1]): unescaped(note[2]) for note in found if note}


def read_values(text: str) -> Mapping[str, str]:
    """Read what was filled into a form back from its message."""
    found = (_VALUE.fullmatch(line) for line in text.splitlines())
    return {value[1]: unescaped(value[2]).replace(_NEW_LINE, "\n") for value in found if value}


def rows_of(buttons: Iterable[Button | None]) -> tuple[Row, ...]:
    """Set buttons in rows of five; what is None is left out."""
    kept = [button for button in buttons if button]
    return tuple(Row(tuple(kept[start : start + 5])) for start in range(0, len(kept), 5))
