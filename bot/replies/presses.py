"""What a button or a menu on a chat platform holds: everything that it needs after any restart, in few characters.

    ab1o3:=/show poet            version 1, action `o`, third on its message, the command as it is
    ab1t0:~L3NlYXJjaCDnq6_kvqc   a command that is not plain ASCII: base64url of its UTF-8
    ab1t1:#0= page:2             the command in note 0 of the message itself, and what is added to it

Ids are ASCII, without what some platform escapes.  A command that does not fit is written on the message as a note,
and read back from there by the front-end, or has more room where the platform gives it; so nothing is kept in memory,
and nothing is too long for a button.  Knows no platform and no command.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

VERSION = 1
LONGEST = 100
"""Characters of an id, and of a menu's value, where nothing else is said: Discord's limit, the lowest."""

ANY_BUTTON = r"ab\d+[a-oq-z]\d*:.*"
ANY_MENU = r"ab\d+p\d*:.*"
"""What ids of all versions look like, so that those of a version that is gone are recognised, too."""

_ID = re.compile(r"ab(\d{1,6})([a-z])\d*:(.*)", re.DOTALL)
_TEXT = re.compile(r"(?:#(\d{1,3}))?(?:([=~])(.*))?", re.DOTALL)
_ESCAPED_SOMEWHERE = re.compile("[&<>]")


class Action(StrEnum):
    """What a press asks for; `FORM` opens a form, and `SUBMIT` is the form itself, filled in."""

    OPEN = "o"
    TURN = "t"
    PICK = "p"
    SHARE = "s"
    FORM = "f"
    SUBMIT = "u"


@dataclass(frozen=True, slots=True)
class Words:
    """A command or a part of one: what is in the message's note of this number, if any, and then `text`."""

    text: str
    note: int | None = None

    def whole(self, notes: Mapping[int, str]) -> str | None:
        """Return the words in full; None where their note is gone."""
        if self.note is None:
            return self.text
        return notes[self.note] + self.text if self.note in notes else None


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed, or a menu that was used: what for, and with which command."""

    action: Action
    words: Words


def encode_press(press: Press, place: int = 0, longest: int = LONGEST) -> str | None:
    """Return the id of a button or menu; None where it would be longer than *longest* characters.

    `place` keeps apart what is the same twice on one message.
    """
    spelt = f"ab{VERSION}{press.action}{place}:{_spelt(press.words)}"
    return spelt if len(spelt) <= longest else None


def encode_words(words: Words) -> str | None:
    """Return the value of a menu's option; None where it would be too long."""
    spelt = _spelt(words)
    return spelt if len(spelt) <= LONGEST else None


def decode_press(custom_id: str) -> Press | None:
    """Return what an id asks for; None where another version wrote it, or nobody."""
    matched = _ID.fullmatch(custom_id)
    if not matched or int(matched[1]) != VERSION or matched[2] not in set(Action):
        return None
    words = decode_words(matched[3])
    return Press(Action(matched[2]), words) if words else None


def decode_words(value: str) -> Words | None:
    """Return the words that an option's value stands for; None where it stands for none."""
    matched = _TEXT.fullmatch(value)
    if not matched:
        return None
    text = matched[3] or ""
    if matched[2] == "~":
        try:
            text = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True).decode()
        except (binascii.Error, ValueError):
            return None
    return Words(text, None if matched[1] is None else int(matched[1]))


def _spelt(words: Words) -> str:
    note = "" if words.note is None else f"#{words.note}"
    if not words.text:
        return note
    if words.text.isascii() and words.text.isprintable() and not _ESCAPED_SOMEWHERE.search(words.text):
        return f"{note}={words.text}"
    return f"{note}~{base64.urlsafe_b64encode(words.text.encode('utf-8', 'replace')).decode().rstrip('=')}"
