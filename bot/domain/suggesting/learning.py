"""Learning: from an entry and the raw text that it was read from to the template of that text.

Each fact of the entry is looked for in the text; a text in which one is not found teaches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.entries import Entry, LinkKind
from bot.domain.suggesting.markup import Link, Range, Words, find_links
from bot.domain.suggesting.parts import parts_of_title, parts_of_venue, repository_of, sort_of, title_says
from bot.domain.suggesting.template import Label, Learned, Links, Piece, Slot, Template, joined
from bot.domain.venues import VenueTable

_SEPARATOR = re.compile(r"[\s,|/·&;•]*")
_YEAR_AND_MONTH = re.compile(r"(?:[-./]\d{1,2}){0,2}(?!\w)")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A range of the text that stands for a slot, or for a labelled link."""

    start: int
    end: int
    what: Slot | Label


class _Missing(Exception):
    """A fact is not in the text as it was read."""


def learn(raw: str, entry: Entry, *, year_of_section: int | None, venues: VenueTable) -> Learned | None:
    """Return what a text (without its bullet) teaches; None where some fact of the entry cannot be found in it."""
    try:
        marks = sorted(_Finder(raw, entry, venues).find(year_of_section), key=lambda mark: mark.start)
    except _Missing:
        return None
    if any(one.end > other.start for one, other in pairwise(marks)):
        return None
    pieces = tuple(_pieces(raw, marks))
    if sum(isinstance(piece, Links) for piece in pieces) > 1:
        return None
    labels = [mark for mark in marks if isinstance(mark.what, Label)]
    between = raw[labels[0].end : labels[1].start] if len(labels) > 1 else None
    sort = sort_of(entry.title, entry.kind, entry.venue, entry.links, venues)
    return Learned(Template(joined(pieces)), tuple(_labels(labels)), between, sort)


class _Finder:
    """Looks for the facts of one entry, the surest first, each outside of those that are found."""

    def __init__(self, raw: str, entry: Entry, venues: VenueTable) -> None:
        self._raw, self._entry, self._venues = raw, entry, venues
        self._links = find_links(raw)
        self._words = Words(raw, self._links)
        self._marks: list[_Mark] = []

    def find(self, year_of_section: int | None) -> list[_Mark]:
        entry = self._entry
        self._title()
        self._addresses()
        if entry.description and not title_says(entry.title, entry.description):
            self._mark(Slot.DESCRIPTION, entry.description)
        if entry.authors:
            self._mark(Slot.AUTHORS, entry.authors)
        if entry.venue or entry.year:
            self._published(year_of_section)
        if entry.name and not entry.title.startswith(entry.name):
            self._mark(Slot.NAME, entry.name)
        self._repositories()
        return self._marks

    @property
    def _taken(self) -> list[Range]:
        return [(mark.start, mark.end) for mark in self._marks]

    def _mark(self, slot: Slot, words: str) -> Range:
        found = self._words.find(words, self._taken)
        if found is None:
            raise _Missing(slot)
        self._marks.append(_Mark(*found, slot))
        return found

    def _title(self) -> None:
        """Find the title: in one piece, or its name and the rest in two, with other marks between them."""
        found = self._words.find(self._entry.title, ())
        if found and not self._crosses_link(found):
            self._marks.append(_Mark(*found, Slot.TITLE))
            return
        parts = parts_of_title(self._entry.title)
        if parts is None:
            raise _Missing(Slot.TITLE)
        _start, end = self._mark(Slot.HEAD, parts[0])
        tail = self._words.find(parts[1], [(0, end)])
        if tail is None or self._crosses_link(tail):
            raise _Missing(Slot.TAIL)
        self._marks.append(_Mark(*tail, Slot.TAIL))

    def _crosses_link(self, found: Range) -> bool:
        inner = [link.text for link in self._links if not link.image]
        return any((found[0] < start < found[1]) or (found[0] < end < found[1]) for start, end in inner)

    def _addresses(self) -> None:
        titled = [mark for mark in self._marks if mark.what in (Slot.TITLE, Slot.HEAD)]
        for at, link in enumerate(self._entry.links):
            written = next((found for found in self._links if self._raw[slice(*found.url)] == link.url), None)
            if written is None:
                self._bare_address(link.url, link.kind)
            elif any(written.text[0] <= mark.start and mark.end <= written.text[1] for mark in titled):
                if at:
                    raise _Missing(Slot.LEAD)
                self._marks.append(_Mark(*written.url, Slot.LEAD))
            else:
                self._label(written, link.kind)

    def _label(self, link: Link, kind: LinkKind) -> None:
        start, end = link.whole
        while self._raw[start - 1 : start] == "[" and self._raw[end : end + 1] == "]":
            start, end = start - 1, end + 1
        before, after = self._raw[start : link.url[0]], self._raw[link.url[1] : end]
        self._marks.append(_Mark(start, end, Label(kind, before, after)))

    def _bare_address(self, url: str, kind: LinkKind) -> None:
        start = self._raw.find(url)
        if start < 0 or any(a < start + len(url) and start < b for a, b in self._taken):
            raise _Missing(Slot.LEAD)
        framed = self._raw[start - 1 : start] == "<" and self._raw[start + len(url) : start + len(url) + 1] == ">"
        label = Label(kind, "<" if framed else "", ">" if framed else "")
        self._marks.append(_Mark(start - framed, start + len(url) + framed, label))

    def _published(self, year_of_section: int | None) -> None:
        venue, year = self._entry.venue, self._entry.year
        place: Range | None = None
        track = ""
        if venue:
            place = self._words.find(venue, self._taken)
            if place is None:
                venue, track = self._parted(venue)
                place = self._words.find(venue, self._taken)
            if place is None:
                raise _Missing(Slot.VENUE)
            self._marks.append(_Mark(*place, Slot.VENUE))
        if year and not self._year(year, place) and year != year_of_section:
            raise _Missing(Slot.YEAR)
        if track:
            self._mark(Slot.TRACK, track)

    def _parted(self, venue: str) -> tuple[str, str]:
        """Part a venue where the text has something (its year) between two of its words."""
        known = parts_of_venue(venue, self._venues)
        words = venue.split()
        splits = [known] + [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
        for head, track in splits:
            start = self._words.find(head, self._taken) if track else None
            if start and self._words.find(track, [*self._taken, (0, start[1])]):
                return head, track
        raise _Missing(Slot.TRACK)

    def _year(self, year: int, venue: Range | None) -> bool:
        """Mark the year nearest to the venue, with a month that may hang on it; False if there is none."""
        places = [(place, Slot.YEAR) for place in self._words.find_all(str(year), self._taken)]
        if not places:
            short = re.compile(rf"(?<=['’‘`´′])\s?{year % 100:02d}(?!\d)|(?<=[A-Za-z])[- ]?{year % 100:02d}(?!\w)")
            start, end = (venue[1] - 1, venue[1] + 8) if venue else (0, len(self._raw))
            places = [((at.end() - 2, at.end()), Slot.SHORT_YEAR) for at in short.finditer(self._raw, start, end)]
        if not places:
            return False
        near = venue[1] if venue else 0
        (start, end), slot = min(places, key=lambda place: abs(place[0][0] - near))
        month = _YEAR_AND_MONTH.match(self._raw, end) if slot is Slot.YEAR else None
        self._marks.append(_Mark(start, month.end() if month else end, slot))
        return True

    def _repositories(self) -> None:
        names = {name for link in self._entry.links if (name := repository_of(link.url))}
        for image in (link for link in self._links if link.image):
            for name in names:
                at = self._raw.find(name, *image.whole)
                inside = any(start <= at < end for start, end in self._taken)
                if at >= 0 and not inside:
                    self._marks.append(_Mark(at, at + len(name), Slot.REPOSITORY))


def _labels(marks: Iterable[_Mark]) -> Iterator[Label]:
    for mark in marks:
        if isinstance(mark.what, Label):
            yield mark.what


def _pieces(raw: str, marks: Iterable[_Mark]) -> Iterator[Piece]:
    """Yield the text's pieces; labelled links that only separators part become one row."""
    at = 0
    in_row = False
    for mark in marks:
        literal = raw[at : mark.start]
        label = isinstance(mark.what, Label)
        if not (in_row and label and _SEPARATOR.fullmatch(literal)):
            yield literal
            if label:
                yield Links()
        if isinstance(mark.what, Slot):
            yield mark.what
        in_row = label
        at = mark.end
    yield raw[at:]
