"""Drafts: an entry while it is being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.domain.markdown.pieces import Piece
from bot.domain.markdown.published import Published

_FORMAT = re.compile(
    r"\s*\((?:PDF|HTML|EPUB|MOBI|ePub|Kindle|online|web)(?:[,/ ]+(?:PDF|HTML|EPUB|MOBI|ePub|Kindle))*\)", re.I
)
_EMPTY_BRACKETS = re.compile(r"\s*[(\[](?:[\s,;|/&+·]|and|or)*[)\]]")
_MARKS = re.compile(r"(?<=[^\W\d_])[\d*†‡§¶]+(?=[,;]|\s|$)")
"""The marks of affiliations and equal contribution behind a name."""


@dataclass(slots=True)
class Draft:
    """Fields as they are found; what is found first stays.

    `split` says that the title's link was followed by a colon and more words, so that both may be one title.
    """

    title: str = ""
    name: str | None = None
    authors: str | None = None
    venue: str | None = None
    year: int | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    description: str | None = None
    split: bool = False
    linked: bool = False

    def add_published(self, found: Published) -> bool:
        """Take what a piece says about a publication; False if it says nothing new."""
        if not found:
            return False
        if found.venue and self.venue and found.venue != self.venue:
            return False
        self.venue = self.venue or found.venue
        self.year = self.year or found.year
        self.add_authors(found.by)
        return True

    def add_authors(self, text: str | None) -> bool:
        """Take authors, if there are none yet."""
        text = (text or "").strip(' ,;:|*_-–—"“”')
        text = _MARKS.sub("", _FORMAT.sub("", text)).strip(" ,;")
        if self.authors or not text:
            return False
        text = text if text.endswith(("Inc.", "Jr.")) or text[-2:-1].isupper() else text.rstrip(".")
        self.authors = f"{text}." if text.endswith("et al") else text
        return True

    def add_description(self, text: str) -> None:
        """Append a sentence to the description."""
        text = _FORMAT.sub("", _EMPTY_BRACKETS.sub("", text)).strip()
        if text and any(char.isalnum() for char in text):
            self.description = f"{self.description} {text}" if self.description else text

    def add_link(self, piece: Piece) -> None:
        """Take a link, once."""
        if piece.url and all(piece.url != url for url, _ in self.links):
            self.links.append((piece.url, piece.label or piece.text))
