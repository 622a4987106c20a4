"""Values: the typed fields of a YAML list.  Each reader returns the value, or None and a note of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from bot.domain.entries import Link, LinkKind, SectionPath
from bot.domain.yaml_format.mistakes import Scope
from bot.domain.yaml_format.nodes import Items, Node, Pairs, Refused, Scalar
from bot.domain.yaml_format.text import is_visible, one_line, shortened
from bot.i18n import gettext as _

MAX_TEXT = 20_000
"""Characters in one value; more is a mistake in the file, not a title."""

_ACTIVE = re.compile(r"(?:javascript|vbscript|data|file):", re.I)
_LINK_KEYS = ("kind", "url", "label")

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
    return _("“{key}” is not known; possible here: {known}", key=shown, known=", ".join(known))


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
        scope.note(found.line, _("{key} must be a number such as 2022, not “{value}”", key=key, value=_shown(found)))
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
    scope.note(found.line, _("{key} must be a day such as 2022-11-08, not “{value}”", key=key, value=_shown(found)))
    return None


def choice(node: Node | None, choices: type[Choice], key: str, scope: Scope) -> Choice | None:
    """Return one of a few words."""
    found = scalar(node, key, scope)
    if found is None:
        return None
    word = one_line(found.text).casefold()
    if word not in set(choices):
        possible = ", ".join(choices)
        value = _shown(found)
        scope.note(
            found.line, _("{key} must be one of {possible}, not “{value}”", key=key, possible=possible, value=value)
        )
        return None
    return choices(word)


def url(node: Node | None, key: str, scope: Scope) -> str | None:
    """Return a URL, absolute or relative to the list.

    One that leads nowhere is reported but kept: it does no harm, and it still tells two entries apart.
    """
    found = scalar(node, key, scope)
    if found is None:
        return None
    value = found.text.strip()
    unusable = _unusable(value)
    why = unusable or _doubtful(value)
    if why:
        scope.note(found.line, _("{key} “{value}” {why}", key=key, value=_shown(found), why=why))
    return None if unusable else value


def _unusable(value: str) -> str | None:
    if not is_visible(value):
        return _("is empty")
    if len(value) > MAX_TEXT:
        return _("is too long")
    if one_line(value) != value or " " in value:
        return _("has spaces in it; write them as %20")
    if _ACTIVE.match(value):
        return _("does not lead to a page; it must start with https://")
    return None


def _doubtful(value: str) -> str | None:
    try:
        parts = urlsplit(value)
    except ValueError:
        return _("is not a valid address")
    return _("names no site") if parts.scheme in ("http", "https") and not parts.netloc else None


def items(node: Node | None, key: str, example: str, scope: Scope) -> tuple[Node, ...]:
    """Return the nodes of a list."""
    match node:
        case Items():
            return node.nodes
        case Refused():
            scope.note(node.line, node.why)
        case Scalar() if not node.is_null:
            scope.note(node.line, _("{key} must be a list, such as {example}", key=key, example=example))
        case Pairs():
            scope.note(node.line, _("{key} must be a list, such as {example}", key=key, example=example))
    return ()


def sections(node: Node | None, scope: Scope) -> tuple[SectionPath, ...]:
    """Return section paths, outermost heading first in each."""
    example = "[[Papers, 1. Learning on Devices]]"
    return tuple(path for item in items(node, "sections", example, scope) for path in _section(item, example, scope))


def _section(node: Node, example: str, scope: Scope) -> Iterator[SectionPath]:
    if isinstance(node, Scalar):
        scope.note(node.line, _("each of the sections must be a list of headings, such as {example}", example=example))
        return
    headings = [text(item, "section", scope) for item in items(node, "section", example, scope)]
    path = tuple(heading for heading in headings if heading)
    if len(path) == len(headings) and isinstance(node, Items):
        yield path


def links(node: Node | None, scope: Scope) -> tuple[Link, ...]:
    """Return the links that are in order; a link without a kind leads to something other."""
    nodes = items(node, "links", "{kind: paper, url: https://…}", scope)
    return tuple(link for item in nodes if (link := _link(item, scope)))


def _link(node: Node, scope: Scope) -> Link | None:
    if isinstance(node, Refused):
        scope.note(node.line, node.why)
        return None
    if not isinstance(node, Pairs):
        scope.note(node.line, _("each of the links must look like {kind: paper, url: https://…}"))
        return None
    found = keyed(node, _LINK_KEYS, scope)
    if "url" not in found:
        scope.note(node.line, _("a link has no url"))
    address = url(found.get("url"), "url", scope)
    kind = choice(found.get("kind"), LinkKind, "kind", scope) or LinkKind.OTHER
    label = text(found.get("label"), "label", scope) or ""
    return Link(kind, address, label) if address else None


def _shown(node: Scalar) -> str:
    return shortened(one_line(node.text[:200]))
