"""Lists within a YAML list: sections and links, and the addresses in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.domain.entries import Link, LinkKind, SectionPath
from bot.domain.yaml_format.mistakes import Scope
from bot.domain.yaml_format.nodes import Items, Node, Pairs, Refused, Scalar
from bot.domain.yaml_format.text import is_visible, one_line
from bot.domain.yaml_format.values import MAX_TEXT, choice, keyed, pairs, scalar, shown, text
from bot.i18n import gettext as _

_ACTIVE = re.compile(r"(?:javascript|vbscript|data|file):", re.I)
_LINK_KEYS = ("kind", "url", "label")


def url(node: Node | None, key: str, scope: Scope) -> str | None:
    """Return a URL, absolute or relative to the list.

    One that leads nowhere is reported but kept: it does no harm, and it still tells two entries apart.
    """
    found = scalar(node, key, scope)
    if found is None:
        return None
    value = one_line(found.text)
    unusable = _unusable(value)
    why = unusable or _doubtful(value)
    if why:
        scope.note(found.line, _("{key} “{value}” {why}", key=key, value=shown(found), why=why))
    return None if unusable else value


def _unusable(value: str) -> str | None:
    if not is_visible(value):
        return _("is empty")
    if len(value) > MAX_TEXT:
        return _("is too long")
    if _ACTIVE.match(value):
        return _("does not lead to a page; it must start with https://")
    return None


def _doubtful(value: str) -> str | None:
    if " " in value:
        return _("has spaces in it; write them as %20")
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
    given = pairs(node, _("each of the links must look like {kind: paper, url: https://…}"), scope)
    if given is None:
        return None
    found = keyed(given, _LINK_KEYS, scope)
    if "url" not in found:
        scope.note(node.line, _("a link has no url"))
    address = url(found.get("url"), "url", scope)
    kind = choice(found.get("kind"), LinkKind, "kind", scope) or LinkKind.OTHER
    label = text(found.get("label"), "label", scope) or ""
    return Link(kind, address, label) if address else None
