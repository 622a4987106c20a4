"""Memories: what was read of the stretches of a text, kept for the text's next reading.

Everything is kept under what it was made of, so what is found is what would be read; nothing is ever out of date.
Knows neither files nor how long a memory is to be kept.  In a form that takes a fiftieth of the time of reading.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Mapping
from typing import TypeAlias, cast

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, SectionPath
from bot.domain.keys import LinkKey
from bot.domain.markdown.headed import Headed
from bot.domain.markdown.merge import own_keys
from bot.domain.markdown.model import Block, Heading, ItemList, Paragraph
from bot.domain.markdown.outline import Frame
from bot.domain.markdown.runs import Kind, Run, Runs, Style
from bot.domain.markdown.survey import Outlook
from bot.domain.markdown.tally import Bounds
from bot.domain.titles import title_key

_Run: TypeAlias = tuple[str, str, str | None, int, str]
_Landmark: TypeAlias = tuple[int, tuple[_Run, ...], int]
_Outlook: TypeAlias = tuple[
    tuple[_Landmark, ...], tuple[tuple[int, bool | None], ...], tuple[int, ...], bool, tuple[int, ...]
]
_Frame: TypeAlias = tuple[float, str, bool, bool]

Part: TypeAlias = tuple[
    str,
    str,
    SectionPath,
    int,
    str | None,
    str | None,
    str | None,
    int | None,
    tuple[tuple[str, str, str], ...],
    str | None,
    str,
    tuple[tuple[str, str], ...],
]
"""An entry with one placement as plain data; behind its fields, its title's and its links' keys."""

Read: TypeAlias = tuple[tuple[Part, ...], tuple[_Frame, ...], int, int, Bounds]
"""What was read of a stretch: its entries, the sections at its end, the works and others in it, for which tallies."""

_PARAGRAPH, _ITEMS = 7, 8
"""Other landmarks than headings, which have their level."""


class Memory:
    """What an earlier reading left, and what the present one finds or makes: that is what the next one needs."""

    def __init__(self, kept: Mapping[bytes, bytes] | None = None) -> None:
        self._kept = kept or {}
        self.used: dict[bytes, bytes] = {}

    @property
    def is_news(self) -> bool:
        """Whether anything was read that was not known, or not again."""
        return self.used.keys() != self._kept.keys() or any(self._kept[key] is not self.used[key] for key in self.used)

    def keep_all(self) -> None:
        """Keep what there was, and nothing else: the text could not be read in stretches."""
        self.used = dict(self._kept)

    def outlook(self, key: bytes) -> tuple[Outlook, tuple[int, ...]] | None:
        """Return what a stretch said of the whole, and the lines of texts that were too long."""
        found = self._find(key)
        if found is None:
            return None
        landmarks, headings, bolded, ends_bold, overlong = cast("_Outlook", found)
        blocks = tuple(_landmark(*each) for each in landmarks)
        return Outlook(blocks, tuple(Headed(*each) for each in headings), bolded, ends_bold), overlong

    def keep_outlook(self, key: bytes, outlook: Outlook, overlong: Iterable[int]) -> None:
        """Keep that."""
        landmarks = tuple(_packed_landmark(each) for each in outlook.landmarks)
        headings = tuple((each.level, each.is_work) for each in outlook.headings)
        packed: _Outlook = (landmarks, headings, outlook.bolded, outlook.ends_bold, tuple(overlong))
        self.used[key] = marshal.dumps(packed)

    def read(self, key: bytes) -> Read | None:
        """Return what was read of a stretch."""
        found = self._find(key)
        return None if found is None else cast("Read", found)

    def keep_read(self, key: bytes, read: Read) -> None:
        """Keep that."""
        self.used[key] = marshal.dumps(read)

    def _find(self, key: bytes) -> object | None:
        blob = self.used.get(key) or self._kept.get(key)
        if blob is None:
            return None
        self.used[key] = blob
        return cast("object", marshal.loads(blob))  # noqa: S302 - whoever keeps it sees to it that it is what was written


def key_of(*parts: object) -> bytes:
    """Return what to keep something under that is made of these."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def packed_entry(entry: Entry) -> Part:
    """Return an entry with one placement as plain data."""
    (place,) = entry.placements
    return (
        entry.title,
        entry.kind.value,
        place.section,
        place.line,
        entry.name,
        entry.authors,
        entry.venue,
        entry.year,
        tuple((link.kind.value, link.url, link.label) for link in entry.links),
        entry.description,
        title_key(entry.title),
        tuple((key.scheme, key.value) for key in own_keys(entry)),
    )


def entry_of(part: Part, position: int, before: int) -> Entry:
    """Return the entry, at its place among others and below so many lines."""
    title, kind, section, line, name, authors, venue, year, links, description, _, _ = part
    return Entry(
        title,
        _KINDS[kind],
        (Placement(section, position, line + before),),
        name,
        authors,
        venue,
        year,
        tuple([Link(_LINK_KINDS[each], url, label) for each, url, label in links]),
        description,
    )


def keys_of(part: Part) -> tuple[LinkKey, ...]:
    """Return the keys of an entry's own links."""
    return tuple(LinkKey(*each) for each in part[-1])


def packed_frames(frames: Iterable[Frame]) -> tuple[_Frame, ...]:
    """Return sections as plain data."""
    return tuple((each.rank, each.title, each.hidden, each.fold) for each in frames)


def frames_of(packed: Iterable[_Frame]) -> list[Frame]:
    """Return the sections."""
    return [Frame(*each) for each in packed]


_KINDS = {kind.value: kind for kind in EntryKind}
_LINK_KINDS = {kind.value: kind for kind in LinkKind}


def _packed_landmark(block: Block) -> _Landmark:
    if isinstance(block, Heading):
        return block.level, _packed_runs(block.runs), block.line
    return (_PARAGRAPH, _packed_runs(block.runs), block.line) if isinstance(block, Paragraph) else (_ITEMS, (), 0)


def _landmark(kind: int, runs: tuple[_Run, ...], line: int) -> Block:
    if kind == _ITEMS:
        return ItemList(())
    unpacked = tuple(Run(text, Kind(each), url, Style(style), image) for text, each, url, style, image in runs)
    return Paragraph(unpacked, line) if kind == _PARAGRAPH else Heading(kind, unpacked, line)


def _packed_runs(runs: Runs) -> tuple[_Run, ...]:
    return tuple((run.text, run.kind.value, run.url, run.style.value, run.image) for run in runs)
