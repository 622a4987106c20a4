"""Surveys: what must be known of a whole document before the entries of any part of it can be read.

Which heading is the list's title, which levels of headings are works, where bold lines head headings.  Found stretch by
stretch, so that only stretches that changed must be looked at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from bot.domain.markdown.headed import Headed, headed_in, levels_of_works
from bot.domain.markdown.model import Block, Heading, ItemList, Paragraph, Table
from bot.domain.markdown.outline import bold_title
from bot.domain.markdown.preamble import ListTitle, find_title
from bot.domain.markdown.runs import Kind
from bot.domain.venues import VenueTable


@dataclass(frozen=True, slots=True)
class Survey:
    """What the reader of each part is told: the title, the levels of headings that are works.

    `bolded` are the levels whose headings more than once follow a bold line at once.
    """

    title: ListTitle
    works: frozenset[int]
    bolded: frozenset[int]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a stretch says about the whole; its lines are its own.

    `landmarks` are the blocks that could be, or keep others from being, the title.  `bolded` has the level of each
    heading that follows a bold line; `ends_bold` says that the stretch ends with one.
    """

    landmarks: tuple[Block, ...]
    headings: tuple[Headed, ...]
    bolded: tuple[int, ...]
    ends_bold: bool


def look_out(blocks: Sequence[Block], venues: VenueTable) -> Outlook:
    """Say what a document, or a stretch of it, says about the whole."""
    bolded = tuple(
        following.level for block, following in pairwise(blocks) if isinstance(following, Heading) and _is_bold(block)
    )
    return Outlook(tuple(_landmarks(blocks)), headed_in(blocks, venues), bolded, bool(blocks) and _is_bold(blocks[-1]))


def survey(stretches: Iterable[tuple[int, Outlook]]) -> Survey:
    """Put together what the stretches of a document say; each comes with how many lines stand before it."""
    all_ = list(stretches)
    landmarks = [_moved(block, before) for before, outlook in all_ for block in outlook.landmarks]
    counts = Counter(level for _, outlook in all_ for level in outlook.bolded)
    for (_, one), (_, following) in pairwise(all_):
        if one.ends_bold and following.headings:
            counts[following.headings[0].level] += 1
    return Survey(
        find_title(landmarks),
        levels_of_works(chain.from_iterable(outlook.headings for _, outlook in all_)),
        frozenset(level for level, count in counts.items() if count > 1),
    )


def _is_bold(block: Block) -> bool:
    return isinstance(block, Paragraph) and bold_title(block.runs) is not None


def _landmarks(blocks: Sequence[Block]) -> Iterable[Block]:
    """Yield all that `find_title` looks at: headings, pictures, and that there are entries before the first heading."""
    headed = False
    for block in blocks:
        if isinstance(block, Heading):
            headed = True
            yield block
        elif isinstance(block, Paragraph):
            if any(run.kind is Kind.IMAGE for run in block.runs):
                yield replace(block, runs=tuple(run for run in block.runs if run.kind is Kind.IMAGE))
        elif isinstance(block, ItemList | Table) and not headed:
            yield ItemList(())


def _moved(block: Block, lines: int) -> Block:
    return replace(block, line=block.line + lines) if isinstance(block, Heading) and lines else block
