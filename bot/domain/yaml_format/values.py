"""Values: the typed fields of a YAML list.  Each reader returns the value, or None and a note of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from bot.domain.yaml_format.mistakes import Scope
from bot.domain.yaml_format.nodes import Items, Node, Pairs, Refused, Scalar
from bot.domain.yaml_format.text import is_visible, one_line, shortened
from bot.i18n import enumeration
from bot.i18n import gettext as _

MAX_TEXT = 20_000
"""Characters in one value; more is a mistake in the file, not a title."""


Choice = TypeVar("Choice", bound=StrEnum)


def keyed(node: Pairs, known: Sequence[str], scope: Scope) -> dict[str, Node]:
    """Return the values by key; unknown keys and second occurrences are noted and left out."""
    found: dict[str, Node] = {}
    for key, value in node.pairs:
        if isinstance(key, Refused):
            scope.note(key.line, key.why)
        elif not isinstance(key, Scalar):
            scope.note(key.line, _("a key must be a word, not a list"))
        elif key.text not in known:
            scope.note(key.line, _unknown(key.text, known))
        elif key.text in found:
            scope.note(key.line, _("“{key}” is given twice; the first one counts", key=key.text))
        else:
            found[key.text] = value
    return found


def _unknown(key: str, known: Sequence[str]) -> str:
    from rapidfuzz import process  # only a list with mistakes pays for it

    nearest = process.extractOne(key[:100].casefold(), known, score_cutoff=60)
    shown = shortened(one_line(key))
    if nearest:
        return _("“{key}” is not known; did you mean “{nearest}”?", key=shown, nearest=nearest[0])
    return _("“{key}” is not known; possible here: {known}", key=shown, known=enumeration(known))


def pairs(node: Node, wanted: str, scope: Scope) -> Pairs | None:
    """Return keys with their values; of what is none, *wanted* is noted, which says how it must look."""
    if isinstance(node, Pairs):
        return node
    scope.note(node.line, node.why if isinstance(node, Refused) else wanted)
    return None


def scalar(node: Node | None, key: str, scope: Scope) -> Scalar | None:
    """Return a single value that is there and not null."""
    match node:
        case Scalar():
            return None if node.is_null else node
        case Refused():
            scope.note(node.line, node.why)
        case Items() | Pairs():
            scope.note(node.line, _("{key} must be one value, not a list", key=key))
    return None


def text(node: Node | None, key: str, scope: Scope) -> str | None:
    """Return a text, on one line."""
    found = scalar(node, key, scope)
    return plain_text(found, key, scope) if found else None


def plain_text(node: Scalar, key: str, scope: Scope) -> str | None:
    """Return the text of one value, whatever YAML would make of it; None if nothing of it can be seen."""
    value = one_line(node.text) if len(node.text) <= 2 * MAX_TEXT else node.text
    if len(value) > MAX_TEXT:
        limit = f"{MAX_TEXT:,}"
        scope.note(node.line, _("{key} is longer than {limit} characters and was left out", key=key, limit=limit))
        return None
    if not is_visible(value):
        scope.note(node.line, _("{key} is empty", key=key))
        return None
    return value


def number(node: Node | None, key: str, scope: Scope) -> int | None:
    """Return a year."""
    found = scalar(node, key, scope)
    if found is None:
        return None
    if not re.fullmatch(r"[1-9][0-9]{3}", found.text.strip()):
        scope.note(found.line, _("{key} must be a number such as 2022, not “{value}”", key=key, value=shown(found)))
        return None
    return int(found.text)


def day(node: Node | None, key: str, scope: Scope) -> date | None:
    """Return a day."""
    found = scalar(node, key, scope)
    if found is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found.text.strip()):
            return date.fromisoformat(found.text.strip())
    except ValueError:
        pass  # the 30th of February gets the same sentence
    scope.note(found.line, _("{key} must be a day such as 2022-11-08, not “{value}”", key=key, value=shown(found)))
    return None


def choice(node: Node | None, choices: type[Choice], key: str, scope: Scope) -> Choice | None:
    """Return one of a few words."""
    found = scalar(node, key, scope)
    if found is None:
        return None
    word = one_line(found.text).casefold()
    if word not in set(choices):
        possible = enumeration(choices)
        value = shown(found)
        scope.note(
            found.line, _("{key} must be one of {possible}, not “{value}”", key=key, possible=possible, value=value)
        )
        return None
    return choices(word)


def shown(node: Scalar) -> str:
    """Return the start of a value, to name it in a sentence."""
    return shortened(one_line(node.text[:200]))
