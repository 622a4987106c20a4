"""Read the entries of an Atom feed, and nothing that XML can do besides: no document types, hence no entities.

Streams through expat and keeps texts only; a feed that nests deeper than feeds do is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

_DEEPEST = 16


def atom_entries(data: bytes) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """Return for each entry its texts by path without name spaces, such as `author/name`, in document order.

    Raises `ValueError` for what is no well-formed XML, or declares a document type.
    """
    feed = _Feed()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = feed.start
    parser.EndElementHandler = feed.end
    parser.CharacterDataHandler = feed.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own way to say that this is all
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return tuple({path: tuple(texts) for path, texts in entry.items()} for entry in feed.entries)


def _refuse(*_declared: object) -> None:
    raise ValueError("a document type")  # noqa: EM101 - for the operator


@dataclass(slots=True)
class _Feed:
    entries: list[dict[str, list[str]]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def start(self, name: str, _attributes: object) -> None:
        if len(self.path) >= _DEEPEST:
            raise ValueError("nested too deep")  # noqa: EM101 - for the operator
        self.path.append(name.rpartition(" ")[2])
        if self.path[1:] == ["entry"]:
            self.entries.append({})
        elif self._in_an_entry():
            self.entries[-1].setdefault("/".join(self.path[2:]), []).append("")

    def end(self, _name: str) -> None:
        self.path.pop()

    def text(self, text: str) -> None:
        if self._in_an_entry():
            self.entries[-1]["/".join(self.path[2:])][-1] += text

    def _in_an_entry(self) -> bool:
        return len(self.path) > 2 and self.path[1] == "entry"
