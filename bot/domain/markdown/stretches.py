"""Stretches: a text divided at headings, where nothing reaches over, so that each can be parsed by itself.

What could reach over a heading is a fence, a comment or other text that is opened and not closed: there the text is
not divided.  What a text defines for all of it (references) and what sections mean is not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.markdown.lines import is_fence, regular_lines
from bot.domain.markdown.parser import DEEPEST, UNSEEN, References, Source

_DIVIDES = re.compile(r"#{1,6}[ \t]")
_MARGIN = 4
"""Blocks that stand almost so deep in each other as the parser goes: it may have left out what follows."""
_MOST_JOINED = 40
"""Headings that something may reach over before it is taken for one that nothing ends."""


class Doubtful(Exception):
    """Where a text cannot be divided surely."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some lines of a text, of which `before` stand before them; the first is a heading, unless it is the text's."""

    before: int
    lines: tuple[str, ...]
    text: str
    source: Source | None
    """Its tokens, where they were needed to divide the text."""

    @property
    def references(self) -> References:
        """What is defined here."""
        return self.source.references if self.source else {}

    def parsed(self, references: References) -> Source:
        """Return its tokens, to be read as part of a text that defines these *references*."""
        source = self.source or parse(self.lines)
        source.refer_to(references)
        return source


def stretches(lines: Sequence[str]) -> Iterator[Stretch]:
    """Divide the lines of a text, as `text_lines` gives them.  Raises `Doubtful`."""
    starts = [0, *(at for at, line in enumerate(lines) if at and line[:1] == "#" and _DIVIDES.match(line)), len(lines)]
    start = joined = 0
    for end in starts[1:]:
        found = _closed(tuple(lines[start:end]), start)
        joined = 0 if found else joined + 1
        if found:
            yield found
            start = end
        elif joined > _MOST_JOINED:
            break
    if start < len(lines):
        raise Doubtful  # something was opened that nothing closes


def parse(lines: Sequence[str]) -> Source:
    """Parse a stretch.  Raises `Doubtful` where blocks stand too deep in each other to be sure of what follows."""
    source = Source(regular_lines(lines))
    if source.depth >= DEEPEST - _MARGIN:
        raise Doubtful
    return source


def _closed(lines: tuple[str, ...], before: int) -> Stretch | None:
    """Return a stretch of these lines, unless something is open at its end."""
    text = "\n".join(lines)
    if "<" in text and _is_unseen(text.lower()):
        return None
    fenced = "```" in text or "~~~" in text
    if fenced and sum(map(is_fence, lines)) % 2:
        return None
    source = parse(lines) if fenced or "]:" in text else None
    return None if source and source.unclosed else Stretch(before, lines, text, source)


def _is_unseen(text: str) -> bool:
    """Say whether a comment, or the like, may be open at the end."""
    return any((at := text.rfind(opener)) >= 0 and text.find(closer, at) < 0 for opener, closer in UNSEEN)
