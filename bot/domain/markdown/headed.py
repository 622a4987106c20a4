"""Headed works: lists where each work is a heading of its own, with its authors, venue and links below it.

Only finds them; a heading like any other heads a section.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.domain.entries import LinkKind
from bot.domain.markdown.entry import is_detail
from bot.domain.markdown.labels import address_kind, label_kind
from bot.domain.markdown.meta import EDGE, is_meta
from bot.domain.markdown.model import Block, Fold, Heading, Item, ItemList, Paragraph
from bot.domain.markdown.outline import heading_title
from bot.domain.markdown.people import is_people
from bot.domain.markdown.pieces import Role, read_pieces
from bot.domain.markdown.published import read_published
from bot.domain.markdown.runs import HARD, Kind, Runs, external_links, plain
from bot.domain.markdown.skip import is_contents_title, is_doubtful_title, is_housekeeping_title
from bot.domain.venues import VenueTable

_FEWEST = 3
"""Headings of one level that must be works before any of them is."""
_MOST = 3
"""Papers, and repositories, that one work may have."""
_LONG = 60
"""Words of a paragraph that is running text, whose line ends mean nothing."""
_OF_WORKS = frozenset({LinkKind.PAPER, LinkKind.CODE, LinkKind.PROJECT})


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading's level, and whether what stands below it makes it a work; None where nothing stands there."""

    level: int
    is_work: bool | None


def headed_in(blocks: Sequence[Block], venues: VenueTable) -> tuple[Headed, ...]:
    """Return what can be said of each heading of a document, or of a stretch of it that ends before a heading."""
    found = []
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            body = _body(blocks, at)
            found.append(Headed(block.level, _is_work(block, body, venues) if body else None))
    return tuple(found)


def levels_of_works(headings: Iterable[Headed]) -> frozenset[int]:
    """Return the levels whose headings are works, in a whole document.

    All headings of a level are works, or none: most of those that have anything below them must be.
    """
    all_ = list(headings)
    leaves: Counter[int] = Counter()
    works: Counter[int] = Counter()
    for one, following in zip_longest(all_, all_[1:]):
        if one.is_work is not None and not (following and following.level > one.level):
            leaves[one.level] += 1
            works[one.level] += one.is_work
    return frozenset(level for level, count in works.items() if count >= max(_FEWEST, 0.6 * leaves[level]))


def headed_works(
    blocks: Sequence[Block], levels: Collection[int], venues: VenueTable
) -> Mapping[int, tuple[Runs, ...]]:
    """Return what stands below each heading of these levels that is a work, by the heading's index."""
    found: dict[int, tuple[Runs, ...]] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level in levels:
            body = _body(blocks, at)
            following = blocks[at + 1 + len(body)] if at + 1 + len(body) < len(blocks) else None
            is_leaf = body and not (isinstance(following, Heading) and following.level > block.level)
            if is_leaf and _is_work(block, body, venues) and (details := _details(body)):
                found[at] = details
    return found


def _body(blocks: Sequence[Block], heading: int) -> Sequence[Block]:
    """Return the blocks between a heading and the next."""
    end = next((at for at in range(heading + 1, len(blocks)) if isinstance(blocks[at], Heading)), len(blocks))
    return blocks[heading + 1 : end]


def _is_work(heading: Heading, body: Sequence[Block], venues: VenueTable) -> bool:
    """Say whether all that stands below a heading tells about one work, and a link to it is there."""
    title = heading_title(heading.runs)
    if not title or is_contents_title(title) or is_housekeeping_title(title) or is_doubtful_title(title):
        return False
    linked = [run for run in external_links(heading.runs) if address_kind(run.url or "") in _OF_WORKS]
    texts = _details(body)
    if not all(isinstance(block, Paragraph | ItemList | Fold) for block in body) or not texts:
        return False
    if not all(_tells(text, venues) for text in texts):
        return False
    kinds = Counter(kind for text in texts for kind in _kinds(text, venues))
    one_work = kinds[LinkKind.PAPER] <= _MOST and kinds[LinkKind.CODE] <= _MOST
    return one_work and (bool(linked) or any(kind in _OF_WORKS for kind in kinds))


def _tells(text: Runs, venues: VenueTable) -> bool:
    """Say whether a text tells about the work above it: without links, or with such as say what they are."""
    if not external_links(text) or is_detail(text, venues, linked=True):
        return True
    pieces = read_pieces(text, venues)
    if any(piece.role is Role.LINK and label_kind(piece.text) is None for piece in pieces):
        return False
    words = "".join(
        "\n" if piece.role is Role.BREAK else piece.text for piece in pieces if piece.role is not Role.LABEL
    )
    lines = [line.strip(EDGE) for line in words.split("\n")]
    return all(
        is_meta(line, venues) or read_published(line, venues, framed=True) or is_people(line)
        for line in lines
        if len(line.split()) > 2
    )


def _kinds(text: Runs, venues: VenueTable) -> list[LinkKind | None]:
    pieces = [piece for piece in read_pieces(text, venues) if piece.url]
    return [label_kind(piece.label or piece.text) or address_kind(piece.url or "") for piece in pieces]


def _details(body: Sequence[Block]) -> tuple[Runs, ...]:
    out: list[Runs] = []
    for block in body:
        if isinstance(block, Paragraph) and plain(block.runs):
            short = len(plain(block.runs).split()) <= _LONG
            out.append(tuple(HARD if run.kind is Kind.SOFT and short else run for run in block.runs))
        elif isinstance(block, Paragraph) and external_links(block.runs):
            out.append(block.runs)
        elif isinstance(block, ItemList):
            out += [runs for item in block.items for runs in _own_and_below(item)]
    return tuple(out)


def _own_and_below(item: Item) -> list[Runs]:
    return [item.runs, *(runs for child in item.children for runs in _own_and_below(child))]
