"""Outlines: the sections that a place in the document stands in.

Headings nest by level whatever levels they skip; bold lines, folds (`<details>`) and group bullets nest
within them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.entries import SectionPath
from bot.domain.markdown.runs import Kind, Runs, Style
from bot.domain.markdown.skip import is_contents_title, is_doubtful_title, is_housekeeping_title, is_way_back
from bot.domain.markdown.text import clean, has_word, undecorated
from bot.domain.titles import normal_title

BELOW_HEADINGS = 7.0
_FOLD = 6.5
_EMPTY_SUMMARY = re.compile(
    r"(?:click|tap|show|expand|see|view|open|more|details?|unfold|toggle|list|点击|展开)\b.*|点击.*|展开.*|", re.I
)
_EXPAND_HINT = re.compile(r"\s*[(（\[](?:click|tap|expand|show|unfold|点击|展开)[^()（）\[\]]*[)）\]]\s*$", re.I)
_ONLY_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")
_YEAR_ALONE = re.compile(r"(?:[\w&/+-]{2,15} )?\W*((?:19|20)\d\d)\W*(?:年|papers?)?\W*", re.I)
_ARROWS = re.compile(r"\b(?:back to )?top\b|⬆️?|🔝|↑|▲|\^|^#$|¶|🔗|§", re.I)


@dataclass(frozen=True, slots=True)
class Frame:
    """A section that has begun and not ended: how deep it is, and what it is called."""

    rank: float
    title: str
    hidden: bool = False
    fold: bool = False


class Outline:
    """Follows the headings as they pass, from where *frames* have begun; the list's own title is in no path."""

    def __init__(self, title_line: int, frames: Iterable[Frame] = ()) -> None:
        self._title_line = title_line
        self._frames = list(frames)

    @property
    def frames(self) -> tuple[Frame, ...]:
        """All that have begun and not ended here, outermost first."""
        return tuple(self._frames)

    @property
    def path(self) -> SectionPath:
        """The titles of the sections here, outermost first."""
        return tuple(frame.title for frame in self._frames if frame.title and not frame.hidden)

    @property
    def is_housekeeping(self) -> bool:
        """Whether everything here is about the list itself."""
        return any(is_housekeeping_title(frame.title) for frame in self._frames if not frame.hidden)

    @property
    def is_doubtful(self) -> bool:
        """Whether what stands here may be about the list itself."""
        return bool(self._frames) and is_doubtful_title(self._frames[-1].title)

    @property
    def has_section(self) -> bool:
        """Whether any section has begun."""
        return bool(self.path)

    @property
    def year(self) -> int | None:
        """The year that the innermost section with one is about: `2019`, `CVPR 2020`, never a year in passing."""
        return next((year for frame in reversed(self._frames) if (year := year_of_heading(frame.title))), None)

    @property
    def heading_level(self) -> float:
        """The level of the innermost heading; 0 before the first."""
        return max(
            (frame.rank for frame in self._frames if frame.rank == int(frame.rank) and frame.rank <= 6), default=0
        )

    def heading(self, level: int, runs: Runs, line: int) -> None:
        """Enter the section of a heading."""
        title = heading_title(runs)
        self.leave(level)
        own = line == self._title_line
        self._frames.append(Frame(level, title, hidden=own or is_contents_title(title)))

    def leave(self, level: int) -> None:
        """Leave every section that a heading of this level ends."""
        while self._frames and (self._frames[-1].rank >= level) and not self._shelters(self._frames[-1], level):
            self._frames.pop()

    def _shelters(self, frame: Frame, level: int) -> bool:
        """Say whether a fold holds the heading, rather than having been left unclosed before it."""
        outside = max((f.rank for f in self._frames if not f.fold and f.rank <= 6), default=0)
        return frame.fold and level > outside

    def bold(self, title: str, rank: float) -> None:
        """Enter the section of a bold line; a year among headings that are years is one of them."""
        last = self._frames[-1] if self._frames else None
        if last and not last.fold and _ONLY_YEAR.fullmatch(last.title) and _ONLY_YEAR.fullmatch(title):
            rank = last.rank
        while self._frames and self._frames[-1].rank >= rank and not self._frames[-1].fold:
            self._frames.pop()
        self._frames.append(Frame(rank, title))

    def has_bold_above(self, level: int) -> bool:
        """Say whether a bold line heads the headings of this level here."""
        return any(frame.rank == level - 0.5 for frame in self._frames)

    def open_fold(self) -> None:
        """Enter a `<details>`, nameless as yet."""
        self._frames.append(Frame(_FOLD, "", fold=True))

    def name_fold(self, runs: Runs) -> None:
        """Name the innermost `<details>` by its summary, unless that says nothing or repeats the section."""
        at = next((at for at in range(len(self._frames) - 1, -1, -1) if self._frames[at].fold), None)
        title = _EXPAND_HINT.sub("", heading_title(runs))
        if at is None or _EMPTY_SUMMARY.fullmatch(title):
            return
        parent = next((frame.title for frame in reversed(self._frames[:at]) if frame.title), "")
        if normal_title(title) != normal_title(parent):
            self._frames[at] = Frame(_FOLD, title, fold=True, hidden=is_contents_title(title))

    def close_fold(self) -> None:
        """Leave the innermost `<details>` and whatever began in it; one that was never opened is ignored."""
        at = next((at for at in range(len(self._frames) - 1, -1, -1) if self._frames[at].fold), None)
        if at is not None:
            del self._frames[at:]


def heading_title(runs: Runs) -> str:
    """Return a heading's words: without pictures, badges, anchors, arrows, closing hashes and final colon."""
    words = [
        run.text if run.kind is Kind.TEXT else " "
        for run in runs
        if run.kind is not Kind.IMAGE and not (run.url and _ARROWS.search(run.text) and len(run.text) < 25)
    ]
    text = undecorated(clean("".join(words)))
    text = re.sub(r"\s*#+$|\s*\{#[\w-]+\}$", "", text)
    text = re.sub(r"\s*[\[(]\s*[\])]", "", text)
    return undecorated(text.strip(" *_|")).rstrip(":： ").strip()


def bold_title(runs: Runs) -> str | None:
    """Return the title that a bold line gives to what follows it; None for any other paragraph."""
    words = [run for run in runs if run.text.strip() and run.kind is Kind.TEXT]
    if (
        not words
        or any(run.url and not run.url.startswith("#") for run in runs)
        or any(run.kind is Kind.IMAGE for run in runs)
    ):
        return None
    bold = [run for run in words if run.style & Style.BOLD]
    loose = "".join(run.text for run in words if not run.style & Style.BOLD)
    if not bold or has_word(undecorated(loose)):
        return None
    title = heading_title(tuple(words))
    if not title or len(title.split()) > 10 or title.endswith((".", "!", "?", ",")) or is_way_back(title):
        return None
    return title


@lru_cache(maxsize=1024)
def year_of_heading(title: str) -> int | None:
    """Return the year that a heading is about: `2019`, `CVPR 2020`, never one in passing."""
    found = _YEAR_ALONE.fullmatch(title)
    return int(found[1]) if found else None
