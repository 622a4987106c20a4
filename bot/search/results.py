"""What a search finds: typed results that say why each one is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath


class ReasonKind(StrEnum):
    """Which signal spoke for a result.

    `LIKE` names a work that the reader chose, and `CHOSEN` is that work itself; `INTEREST` a section that they chose.
    Of two works, `ABOUT` names what both are about, `TOGETHER` how many people saved both, `PROBLEM` what both work
    on, and `APPROACH` the section in which one stands.  `MEANING` has no words of its own.
    """

    NAME = "name"
    TITLE = "title"
    DESCRIPTION = "description"
    AUTHOR = "author"
    VENUE = "venue"
    YEAR = "year"
    SECTION = "section"
    KIND = "kind"
    HAS = "has"
    LINK = "link"
    LIKE = "like"
    CHOSEN = "chosen"
    INTEREST = "interest"
    ABOUT = "about"
    MEANING = "meaning"
    SAME_FIRST_AUTHOR = "same_first_author"
    SAME_AUTHOR = "same_author"
    TOGETHER = "together"
    SAME_SECTION = "same_section"
    PROBLEM = "problem"
    APPROACH = "approach"


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal and the words that it spoke with, as the entry has them: `title: npu, llm`."""

    kind: ReasonKind
    words: tuple[str, ...] = ()


Span = tuple[int, int]
"""A half-open range of characters."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result.  `score` is for ordering within one answer only; `marks` are ranges of the title that matched."""

    entry: CatalogEntry
    score: float
    reasons: tuple[Reason, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that was read as another, because the catalog does not know it."""

    typed: str
    used: str


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """A page of results, best first.

    `total` counts all results, not only this page.  Where it is 0, `nearest` holds the titles that come
    closest (they are not answers) and `nearest_section` the section that may be worth a look.
    `problems` are sentences about parts of the query that could not be understood (`year:banana`).
    `liked` and `unliked` are the entries of which the query wants more, or nothing of the kind.
    """

    hits: tuple[SearchHit, ...]
    total: int
    corrections: tuple[Correction, ...] = ()
    nearest: tuple[CatalogEntry, ...] = ()
    nearest_section: SectionPath | None = None
    problems: tuple[str, ...] = ()
    liked: tuple[CatalogEntry, ...] = ()
    unliked: tuple[CatalogEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person's words for one entry resolve to: exactly one, several candidates, or (both empty) none.

    `nearest` are the closest titles where nothing fits well enough to ask back about.
    """

    entry: CatalogEntry | None = None
    candidates: tuple[CatalogEntry, ...] = ()
    nearest: tuple[CatalogEntry, ...] = ()
