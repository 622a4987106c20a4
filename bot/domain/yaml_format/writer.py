"""Write a list in the project's YAML form, for people to read and edit.

Problems, lines and positions are not written: positions follow from the order (see `placing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import indent

import yaml

from bot.domain.entries import Entry, Link, Reading, SectionPath
from bot.domain.yaml_format.placing import positions, section_order
from bot.domain.yaml_format.reader import FORMAT
from bot.domain.yaml_format.text import one_line

_TAG = "tag:yaml.org,2002:"
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_NO_FOLDING = 2**30

Pair = tuple[str, yaml.Node]


def write_yaml(reading: Reading) -> str:
    """Write a reading, so that `read_yaml` gives it back.

    Equal then are the list's title and homepage, and each entry's title, kind, name, authors, venue, year,
    sections, links (kind, url, label), description and `added`; so is the order of entries and, as long as
    no heading occurs twice, of sections.  Not kept are lines, problems, and where in its section a second
    placement stands.  Text is put on one line and loses control characters and lone surrogates first.
    """
    head = [("format", _plain(FORMAT, "int")), ("title", _text(reading.title))]
    if reading.homepage:
        head.append(("homepage", _text(reading.homepage)))
    order = section_order(reading.entries)
    if order != _order_as_read(reading.entries):
        head.append(("sections", _list([_section(section) for section in order])))
    if not reading.entries:
        return _serialised(_mapping([*head, ("entries", _list([], flow=True))]))
    entries = _serialised(_list([_mapping(_entry(entry)) for entry in reading.entries]))
    # PyYAML does not indent sequences; as every value stands on one line, the layout is ours to improve.
    top = _serialised(_mapping(head)).replace("\n- ", "\n  - ")
    entries = indent(entries.replace("\n  - ", "\n    - "), "  ")
    return f"{top}entries:\n{entries}"


def _order_as_read(entries: Sequence[Entry]) -> tuple[SectionPath, ...]:
    """Return the order of sections that a reader would find without being told."""
    ranks = positions([entry.sections for entry in entries])
    ranked = sorted(
        (rank, section)
        for entry, places in zip(entries, ranks, strict=True)
        for rank, section in zip(places, entry.sections, strict=True)
    )
    return tuple(dict.fromkeys(section for _rank, section in ranked))


def _entry(entry: Entry) -> Iterable[Pair]:
    yield "title", _text(entry.title)
    yield "kind", _text(entry.kind)
    for key, value in (("name", entry.name), ("authors", entry.authors), ("venue", entry.venue)):
        if value:
            yield key, _text(value)
    if entry.year is not None:
        yield "year", _plain(str(entry.year), "int")
    if entry.sections != ((),):
        yield "sections", _list([_section(section) for section in entry.sections])
    if entry.links:
        yield "links", _list([_mapping(_link(link), flow=True) for link in entry.links])
    if entry.description:
        yield "description", _text(entry.description)
    if entry.added:
        yield "added", _plain(entry.added.isoformat(), "timestamp")


def _section(section: SectionPath) -> yaml.Node:
    return _list([_text(heading) for heading in section], flow=True)


def _link(link: Link) -> Iterable[Pair]:
    yield "kind", _text(link.kind)
    yield "url", _text(link.url)
    if link.label:
        yield "label", _text(link.label)


def _text(value: str) -> yaml.Node:
    return yaml.ScalarNode(f"{_TAG}str", one_line(value))


def _plain(value: str, kind: str) -> yaml.Node:
    return yaml.ScalarNode(f"{_TAG}{kind}", value)


def _list(nodes: list[yaml.Node], *, flow: bool = False) -> yaml.Node:
    return yaml.SequenceNode(f"{_TAG}seq", nodes, flow_style=flow)


def _mapping(pairs: Iterable[Pair], *, flow: bool = False) -> yaml.Node:
    nodes = [(_plain(key, "str"), value) for key, value in pairs]
    return yaml.MappingNode(f"{_TAG}map", nodes, flow_style=flow)


def _serialised(node: yaml.Node) -> str:
    return str(yaml.serialize(node, Dumper=_DUMPER, allow_unicode=True, width=_NO_FOLDING))
