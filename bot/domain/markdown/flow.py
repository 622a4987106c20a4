"""Flows: the words behind a title, with their styles, read into authors, venue, year and description.

Each piece is tried as what it most surely is; what fits nothing is description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.entries import LinkKind
from bot.domain.markdown.draft import Draft
from bot.domain.markdown.labels import GENERIC_TAG, address_kind, label_kind
from bot.domain.markdown.meta import BY, EDGE, GROUP, is_meta, names_authors, read_meta
from bot.domain.markdown.people import is_author, is_organisation, is_people
from bot.domain.markdown.pieces import Piece, Role
from bot.domain.markdown.published import Published, names_venue, read_published
from bot.domain.markdown.runs import STANDING_OUT, Style
from bot.domain.markdown.text import clean, has_word
from bot.domain.venues import VenueTable

_BETWEEN_LINKS = frozenset([",", ";", "|", "/", "·", "&", "and", ", and", "-", "–"])
_LONG_WORDS = 14
_ARXIV = re.compile(r"\W*arxiv\b", re.I)
_BY_LINK = re.compile(r"(?:^|\s)(?:by|authors?\s*[:：]|作者\s*[:：]?)\s*$", re.I)


def read_flow(pieces: Sequence[Piece], draft: Draft, venues: VenueTable) -> None:
    """Read what follows a title: line by line, links into the draft's links, words into its fields."""
    for number, raw in enumerate(_lines(pieces)):
        line = _with_lone_links_as_labels(raw)
        people = _linked_people(line)
        labels = [piece.label for piece in line if piece.role is Role.LABEL and _names_venue(piece.label, venues)]
        for label in labels:
            if not _ARXIV.match(label):
                draft.add_published(read_published(label, venues, framed=True))
        for piece in line:
            if piece.url and piece not in people:
                draft.add_link(piece)
        _Line(line, draft, venues).read(own_line=number > 0)
        for label in labels:  # a preprint, unless it has appeared elsewhere
            draft.add_published(read_published(label, venues, framed=True))


def _linked_people(line: Sequence[Piece]) -> list[Piece]:
    """Return the links of a line that lead to its authors: `by [Jane Doe](…) and [John Doe](…)`."""
    out: list[Piece] = []
    begun = False
    for piece in line:
        if piece.role is Role.TEXT and has_word(piece.text):
            begun = _BY_LINK.search(piece.text) is not None or (begun and piece.text.strip(" ,&") == "and")
        elif piece.role is Role.LINK and begun and is_author(piece.text):
            if address_kind(piece.url or "") not in (LinkKind.PAPER, LinkKind.CODE):
                out.append(piece)
        elif piece.role is not Role.TEXT:
            begun = False
    return out


def _names_venue(label: str, venues: VenueTable) -> bool:
    """Say whether a link stands on a venue or a year; "arXiv" alone says where it leads, not where it appeared."""
    found = read_published(label, venues, framed=True)
    if not found.venue:
        return label.strip("[]() ").isdigit()
    known = venues.leading(found.venue) is not None
    return known and (found.year is not None or label_kind(label) is None)


def _with_lone_links_as_labels(line: Sequence[Piece]) -> list[Piece]:
    """Take links that stand by themselves, part of no sentence, for labels; people's names stay words."""
    out = list(line)
    for at, piece in enumerate(line):
        if piece.role is Role.LINK and not (is_people(piece.text) or is_organisation(piece.text, sure=True)):
            before = next(
                (p.text for p in reversed(line[max(0, at - 3) : at]) if p.role is Role.TEXT and p.text.strip()), "."
            )
            after = next((p.text for p in line[at + 1 : at + 4] if p.role is Role.TEXT and p.text.strip()), ".")
            begins = before.rstrip()[-1] in ".!?|:)]" or before.strip() in _BETWEEN_LINKS
            if begins and after.lstrip()[0] in ".,;|/([·&":
                out[at] = replace(piece, role=Role.LABEL, text="", label=piece.text)
    return out


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece.role is Role.BREAK:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


class _Line:
    """One line: its characters, the emphasis of each, and which are spoken for."""

    def __init__(self, pieces: Sequence[Piece], draft: Draft, venues: VenueTable) -> None:
        self._draft, self._venues = draft, venues
        self._text = ""
        self._marks: list[int] = []
        self._even = True
        for piece in pieces:
            words = piece.text if piece.role is not Role.LABEL else " \u0000 "
            mark = (piece.style & STANDING_OUT).value
            if self._marks and mark != self._marks[-1] and has_word(words) and has_word(self._text):
                self._even = False
            self._text += words
            self._marks += [mark] * len(words)

    def read(self, *, own_line: bool) -> None:
        """Read the whole as one thing if it is one, else group by group, style by style."""
        whole = self._plain(0, len(self._text))
        if not has_word(whole):
            return
        described = re.match(r"\s*(?:[-–—:：→>=]+|\|)\s*(?=\S)", self._text) is not None and not own_line
        count = len(whole.split())
        short = count <= 9
        if described and count > _LONG_WORDS and whole.count(",") < count / 6:  # no list of names is so long
            self._describe()
            return
        if (
            self._even
            and not self._grouped(whole)
            and self._one_thing(whole, framed=own_line and short, sure=described)
        ):
            return
        if described and not is_meta(whole, self._venues):
            self._describe()
            return
        self._groups()
        self._stretches(framed=own_line and short)

    def _grouped(self, text: str) -> bool:
        """Say whether venue or year stand in brackets within the text, instead of the text being the venue."""
        groups = [found for found in GROUP.finditer(text) if read_published(found[0][1:-1], self._venues, framed=True)]
        outside = GROUP.sub(" ", text)
        return bool(groups) and not names_venue(outside) and self._venues.leading(outside) is None

    def _one_thing(self, text: str, *, framed: bool, sure: bool) -> bool:
        if BY.match(text):
            return False
        found = read_published(text, self._venues, framed=framed)
        if found and self._draft.add_published(found):
            return True
        return names_authors(text, sure=sure) and self._draft.add_authors(text)

    def _describe(self) -> None:
        """Take a description; a known venue with its year in brackets at the very end is the entry's own."""
        text = clean(self._text.replace("\u0000", " ")).lstrip(EDGE).rstrip(" ,;|:-–—")
        tail = re.search(r"[(\[]([^()\[\]]{3,60})[)\]][\s.]*$", text)
        found = read_published(tail[1], self._venues, framed=False) if tail else Published()
        if tail and found.venue and found.year and self._venues.leading(found.venue):
            self._draft.add_published(found)
            text = text[: tail.start()]
        self._draft.add_description(text.strip())

    def _groups(self) -> None:
        for group in GROUP.finditer(self._text):
            inner = clean(next(part for part in group.groups() if part is not None)).strip(" \u0000")
            if not inner:
                self._spend(group.start(), group.end())
                continue
            found = read_published(inner, self._venues, framed=True)
            if found.by and self._names_people(group.start()):  # behind its authors it is the publisher
                found = replace(found, by=None)
            if found and (self._draft.add_published(found) or self._venues.leading(found.venue or "")):
                self._spend(group.start(), group.end())
            elif self._is_name(group, inner):
                self._draft.name = inner
                self._spend(group.start(), group.end())

    def _names_people(self, end: int) -> bool:
        before = BY.sub("", self._text[:end].strip(EDGE + "\u0000"))
        return is_people(before)

    def _is_name(self, group: re.Match[str], inner: str) -> bool:
        """Say whether a bold word in brackets at the end is what the work is known by: `(**ELMo**)`."""
        bold = all(self._marks[at] & Style.BOLD.value for at in range(group.start() + 1, group.end() - 1))
        return (
            bold
            and not GENERIC_TAG.fullmatch(inner)
            and self._draft.name is None
            and len(inner.split()) <= 3
            and not self._text[group.end() :].strip(EDGE + "\u0000")
        )

    def _spend(self, start: int, end: int) -> None:
        self._text = self._text[:start] + "\u0001" * (end - start) + self._text[end:]

    def _stretches(self, *, framed: bool) -> None:
        """Read what is left, one stretch of a style after the other."""
        start = 0
        for at in range(1, len(self._text) + 1):
            if at == len(self._text) or self._marks[at] != self._marks[start]:
                words = self._plain(start, at)
                if has_word(words):
                    self._stretch(words, Style(self._marks[start]), framed=framed)
                start = at

    def _stretch(self, text: str, style: Style, *, framed: bool) -> None:
        if style & Style.CODE:  # tags: a licence, a language; perhaps a venue, never people
            if not self._draft.add_published(read_published(text, self._venues, framed=True)):
                self._draft.add_description(text)
            return
        styled = bool(style)
        if styled and self._one_thing(text, framed=True, sure=False):
            return
        hint = re.fullmatch(r"\([^()]{2,40}\)", text)
        if hint and styled and self._draft.authors and text[1].isupper():
            self._draft.authors += f" {text}"
            return
        left = read_meta(text, self._draft, self._venues, framed=framed)
        if has_word(left):
            self._draft.add_description(left)

    def _plain(self, start: int, end: int) -> str:
        return clean(self._text[start:end].replace("\0", " ").replace("\1", " ")).strip(EDGE)
