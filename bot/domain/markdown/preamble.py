"""Preambles: what a list calls itself, and where its home is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.markdown.model import Block, Heading, ItemList, Paragraph, Table
from bot.domain.markdown.outline import heading_title
from bot.domain.markdown.runs import Kind, external_links
from bot.domain.markdown.skip import is_contents_title, is_housekeeping_title
from bot.domain.markdown.text import clean

_GREETING = re.compile(r"^welcome to (?:the )?(?=\S)", re.IGNORECASE)  # no part of a name


@dataclass(frozen=True, slots=True)
class ListTitle:
    """A list's title, the line of its heading (0 if it has none), and the address that the heading links to."""

    text: str = ""
    line: int = 0
    homepage: str | None = None


def find_title(blocks: Sequence[Block]) -> ListTitle:
    """Return the title: the first heading of level 1 (of several, the one that says "awesome"), or its stand-in."""
    headings = [block for block in blocks if isinstance(block, Heading) and heading_title(block.runs)]
    first = [
        heading for heading in headings if heading.level == 1 and not is_contents_title(heading_title(heading.runs))
    ]
    named = next((heading for heading in first[:6] if "awesome" in heading_title(heading.runs).casefold()), None)
    heading = named or (first[0] if first else _standing_in(blocks))
    if heading is None:
        return ListTitle(_logo(blocks))
    title = heading_title(heading.runs)
    return ListTitle(_GREETING.sub("", title), heading.line, _homepage(heading))


def _standing_in(blocks: Sequence[Block]) -> Heading | None:
    """Return a heading of another level that opens the document and has no entries of its own."""
    for at, block in enumerate(blocks):
        if isinstance(block, ItemList | Table):
            return None
        if isinstance(block, Heading):
            title = heading_title(block.runs)
            if is_contents_title(title) or is_housekeeping_title(title) or external_links(block.runs):
                return None
            following = next((later for later in blocks[at + 1 :] if isinstance(later, Heading)), None)
            return block if following is not None and following.level >= block.level else None
    return None


def _homepage(heading: Heading) -> str | None:
    links = [run for run in external_links(heading.runs) if run.kind is Kind.TEXT and run.text.strip()]
    whole = len(links) == 1 and clean(links[0].text) == clean(
        "".join(run.text for run in heading.runs if run.kind is Kind.TEXT)
    )
    return links[0].url if whole and re.match(r"https?://", links[0].url or "") else None


def _logo(blocks: Sequence[Block]) -> str:
    """Return the words of the first picture before the first heading, as a logo stands in for a title."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for run in block.runs:
                if run.kind is Kind.IMAGE and run.text and "badge" not in run.image:
                    return run.text
    return ""
