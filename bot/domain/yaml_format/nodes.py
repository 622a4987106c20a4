"""Nodes: turn YAML text into a small tree whose every node knows its line, and whose every value is text.

Knows nothing of lists and entries.  Built from PyYAML's events, not from its nodes: nothing is resolved
(no `NO` that becomes false), nothing is constructed, an alias is never followed, and depth is bounded,
so that no text can make the tree larger than itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from bot.domain.yaml_format.text import LINE_BREAK
from bot.i18n import gettext as _

MAX_DEPTH = 12
"""A list needs six levels; what is nested deeper is refused."""

_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written, without quotes; `plain` if it had none."""

    line: int
    text: str
    plain: bool = True

    @property
    def is_null(self) -> bool:
        """Whether it stands for nothing."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    line: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping, duplicate keys and all."""

    line: int
    pairs: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that no list may hold, and why."""

    line: int
    why: str


Node: TypeAlias = Scalar | Items | Pairs | Refused


class SyntaxMistake(Exception):
    """Say where the text stops being YAML, and why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def compose(text: str, first_line: int = 1) -> Node | None:
    """Build the tree of the first document; None if there is none.  Raises `SyntaxMistake`.

    *text* must be free of `UNREADABLE` characters.
    """
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER), first_line).document()
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, first_line) from error
    except yaml.YAMLError as error:  # nothing is known to come here, but PyYAML promises no more than this
        raise SyntaxMistake(first_line, _("this is not YAML ({reason})", reason=str(error))) from error


class _Builder:
    """Builds nodes from events, one document's worth."""

    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self._events = events
        self._first_line = first_line

    def document(self) -> Node | None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                root = self._node(next(self._events), 1)
                next(self._events)  # the document's end
                return self._only(root)
        return None

    def _only(self, root: Node) -> Node:
        """Add what follows the first document, if anything does, as one more pair that is refused."""
        extra = next(self._events)
        if not isinstance(extra, yaml.DocumentStartEvent) or not isinstance(root, Pairs):
            return root
        why = _("“---” starts a second document here; a file holds one list, and the rest was not read")
        refused = Refused(self._line(extra), why)
        return Pairs(root.line, (*root.pairs, (refused, refused)))

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent):
            why = _("“*{name}” refers to another place; write the value out instead", name=event.anchor)
            return Refused(line, why)
        node = self._content(event, line, depth)
        tag = event.tag if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) else None
        if tag and tag != "!" and tag not in _PLAIN_TAGS:
            return Refused(line, _("the tag “{tag}” means nothing in a list; remove it", tag=tag))
        return node

    def _content(self, event: yaml.Event, line: int, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, event.value, not event.style and not event.tag)
        if depth > MAX_DEPTH:  # reading on would cost libyaml time by the square of the depth
            raise SyntaxMistake(line, _("brackets or indentation are nested too deeply here"))
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, tuple(self._until(yaml.SequenceEndEvent, depth + 1)))
        nodes = self._until(yaml.MappingEndEvent, depth + 1)
        return Pairs(line, tuple(zip(nodes, nodes, strict=True)))

    def _until(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), end):
            yield self._node(event, depth)

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)


def _explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> SyntaxMistake:
    """Put PyYAML's error into words, for the handful that people really meet."""
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or "") and "end of stream" in problem:
        mark = error.context_mark or mark
        why = _("a quotation mark is opened here and never closed")
    elif "cannot start any token" in problem and mark:
        why = _wrong_start(_character(text, mark.line, mark.column))
    elif "tab character" in problem:
        why = _wrong_start("\t")
    elif "mapping values are not allowed" in problem:
        why = _("a colon followed by a space looks like a key here; put the value in quotes, or check the indentation")
    elif "expected" in problem:
        why = _("the indentation, a bracket or a quotation mark is not right here or just above")
    else:
        why = _("this is not YAML ({reason})", reason=problem)
    return SyntaxMistake(first_line + (mark.line if mark else 0), why)


def _wrong_start(char: str) -> str:
    if char == "\t":
        return _("a tab stands where only spaces may; indent with spaces")
    return _("a value cannot start with “{char}”; put it in quotes", char=char)


def _character(text: str, line: int, column: int) -> str:
    lines = LINE_BREAK.split(text)
    return lines[line][column : column + 1] if line < len(lines) else ""
