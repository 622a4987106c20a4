"""Rereading: a text of which most has been read before, read as if it never had been.

    text → stretches → what each says of the whole → survey → entries of each stretch → works listed once

Each step takes from memory what was read of the same lines in the same circumstances, and reads the rest.  Gives to the
letter what `read_markdown` gives, which it leaves every text to that cannot be divided surely.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.entries import Entry, Reading
from bot.domain.markdown.blocks import read_blocks
from bot.domain.markdown.lines import text_lines
from bot.domain.markdown.memory import (
    Memory,
    Part,
    entry_of,
    frames_of,
    key_of,
    keys_of,
    packed_entry,
    packed_frames,
)
from bot.domain.markdown.merge import Merger
from bot.domain.markdown.model import Block, Heading
from bot.domain.markdown.outline import Outline
from bot.domain.markdown.parser import References
from bot.domain.markdown.reader import SectionReader, read_markdown, too_long
from bot.domain.markdown.stretches import Doubtful, Stretch, stretches
from bot.domain.markdown.survey import Outlook, Survey, look_out, survey
from bot.domain.markdown.tally import Tally
from bot.domain.venues import VenueTable

_LET_GO = 1_000


def reread_markdown(text: str, *, venues: VenueTable, memory: Memory) -> Reading:
    """Read a list like `read_markdown`, with what is in *memory* of an earlier text, and put into it what is new."""
    try:
        seen = _seen(text, venues, memory)
    except Doubtful:
        memory.keep_all()
        return read_markdown(text, venues=venues)
    surveyed = survey((each.stretch.before, each.outlook) for each in seen)
    reader = _Rereader(surveyed, memory, venues)
    parts: list[tuple[int, Part]] = []
    for at, each in enumerate(seen):
        following = seen[at + 1].outlook.headings[0].level if at + 1 < len(seen) else None
        parts += [(each.stretch.before, part) for part in reader.read(each, following)]
    overlong = [line + each.stretch.before for each in seen for line in each.overlong]
    title = surveyed.title
    return Reading(title.text, _merged(parts, venues), too_long(overlong), title.homepage)


@dataclass(slots=True)
class _Seen:
    """A stretch, what it says of the whole, and its blocks, once they were needed."""

    stretch: Stretch
    key: bytes
    references: References
    outlook: Outlook
    overlong: tuple[int, ...]
    known_blocks: list[Block] | None

    @property
    def blocks(self) -> list[Block]:
        if self.known_blocks is None:
            self.known_blocks = read_blocks(self.stretch.parsed(self.references))[0]
        return self.known_blocks


def _seen(text: str, venues: VenueTable, memory: Memory) -> list[_Seen]:
    """Divide a text and find out what each stretch says of the whole.  Raises `Doubtful`."""
    all_ = list(stretches(text_lines(text)))
    references: dict[str, tuple[str, str]] = {}
    for stretch in all_:
        references = {**stretch.references, **references} if stretch.references else references
    defined = key_of(sorted(references.items())) if references else b""
    seen = [_looked_at(each, references, defined, venues, memory) for each in all_]
    if not all(_begins_with_heading(each.outlook) for each in seen[1:]):
        raise Doubtful  # what looks like a heading can be a table's first row
    return seen


def _begins_with_heading(outlook: Outlook) -> bool:
    first = outlook.landmarks[0] if outlook.landmarks else None
    return isinstance(first, Heading) and first.line == 1


def _looked_at(stretch: Stretch, references: References, defined: bytes, venues: VenueTable, memory: Memory) -> _Seen:
    key = key_of(stretch.text, defined)
    found = memory.outlook(key)
    if found:
        return _Seen(stretch, key, references, *found, None)
    blocks, overlong = read_blocks(stretch.parsed(references))
    outlook = look_out(blocks, venues)
    memory.keep_outlook(key, outlook, overlong)
    return _Seen(stretch, key, references, outlook, tuple(overlong), blocks)


class _Rereader:
    """Reads stretches in their order; knows the sections and the tally where it has come to."""

    def __init__(self, surveyed: Survey, memory: Memory, venues: VenueTable) -> None:
        self._survey = surveyed
        self._memory = memory
        self._venues = venues
        self._frames = Outline(0).frames
        self._tally = Tally()

    def read(self, seen: _Seen, following: int | None) -> Sequence[Part]:
        """Return the entries of the next stretch, before a heading of the *following* level."""
        title_line = self._title_line(seen.stretch)
        outline = Outline(title_line, self._frames)
        if seen.stretch.before:  # as the heading that it begins with does, whatever it leaves
            outline.leave(seen.outlook.headings[0].level)
        key = self._key(seen, outline, title_line, following)
        known = self._memory.read(key)
        if known is not None and self._tally.fits(known[-1]):
            parts, frames, works, others, _ = known
            self._tally.works += works
            self._tally.others += others
            self._frames = tuple(frames_of(frames))
            return parts
        return self._read_anew(seen, outline, key, following)

    def _read_anew(self, seen: _Seen, outline: Outline, key: bytes, following: int | None) -> Sequence[Part]:
        works, others = self._tally.works, self._tally.others
        self._tally.begin()
        entries = SectionReader(self._survey, outline, self._tally, self._venues).read(seen.blocks, following)
        parts = tuple(packed_entry(entry) for entry in entries)
        counted = self._tally.works - works, self._tally.others - others
        self._memory.keep_read(key, (parts, packed_frames(outline.frames), *counted, self._tally.bounds))
        self._frames = outline.frames
        return parts

    def _title_line(self, stretch: Stretch) -> int:
        """Return which line of the stretch is the list's title; 0 where it stands elsewhere."""
        line = self._survey.title.line - stretch.before
        return line if 0 < line <= len(stretch.lines) else 0

    def _key(self, seen: _Seen, outline: Outline, title_line: int, following: int | None) -> bytes:
        frames = packed_frames(outline.frames)
        surveyed = self._survey.title.text, title_line, sorted(self._survey.works), sorted(self._survey.bolded)
        return key_of(seen.key, frames, surveyed, following)


def _merged(parts: list[tuple[int, Part]], venues: VenueTable) -> tuple[Entry, ...]:
    """Return each work once, as `merged` does, and let go of *parts*.

    What shares neither title nor link with others is not compared.
    """
    titles = Counter(part[-2] for _, part in parts)
    links = Counter(key for _, part in parts for key in part[-1])
    merger = Merger(venues)
    for position, (before, part) in enumerate(parts):
        entry = entry_of(part, position, before)
        if titles[part[-2]] == 1 and all(links[key] == 1 for key in part[-1]):
            merger.add_alone(entry)
        else:
            merger.add(entry, keys_of(part), part[-2])
    while parts:  # all at once would let no other thread run meanwhile
        del parts[-_LET_GO:]
    return tuple(merger.works)
