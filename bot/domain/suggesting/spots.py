"""Spots: where in a list's text a new entry goes, and what the line there must look like around its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.entries import SectionPath
from bot.domain.markdown.outline import year_of_heading
from bot.domain.suggesting.neighbours import Neighbour, Neighbourhood
from bot.domain.suggesting.ordering import Item, order_of, place_for
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggesting.rows import aligned, usual_cells
from bot.domain.suggesting.source import Block, Bullet, ListText, bullet_of

_WORDS_OF_GROUP = re.compile(r"^[\s*_`\[]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between two lines.

    `at` is the line (from 0) that the new ones stand before; `blank_before` and `blank_after` say whether blank lines
    part the entry from the others; `bullet` is what opens it; `rows` are the other rows of its table.
    """

    at: int
    block: Block
    bullet: Bullet | None
    blank_before: bool = False
    blank_after: bool = False
    rows: tuple[str, ...] = ()
    tail: str = ""

    def lines(self, text: str) -> tuple[str, ...]:
        """Return the lines to insert for an entry's text."""
        if self.rows:
            text = aligned(text, self.rows)
        written = f"{self.bullet or ''}{text}{self.tail}".split("\n")
        return (*([""] * self.blank_before), *written, *([""] * self.blank_after))

    def cells(self) -> dict[int, str]:
        """Return what stands in columns that no proposal has a fact for."""
        return usual_cells(self.rows)


def section_for(proposal: Proposal, sections: Sequence[SectionPath]) -> SectionPath:
    """Return the section that a proposal goes to: below one that is grouped by years, that of its year."""
    if proposal.section in sections:
        return proposal.section
    years = {
        path: year
        for path in sections
        if path[:-1] == proposal.section and (year := year_of_heading(path[-1])) is not None
    }
    return next((path for path, year in years.items() if year == proposal.year), proposal.section)


def find_spots(around: Neighbourhood, proposal: Proposal) -> Iterator[Spot]:
    """Yield the places among a section's entries where its order wants a new one: one for each form that they have."""
    others: dict[SectionPath, list[Neighbour]] = {}
    for neighbour in around.all:
        if neighbour.section != proposal.section:
            others.setdefault(neighbour.section, []).append(neighbour)
    samples = [[_item(each) for each in some] for some in others.values()]
    for here in around.of(proposal.section):
        yield _spot_among(here, proposal, samples, around.all)


def _spot_among(
    here: Sequence[Neighbour], proposal: Proposal, samples: Sequence[Sequence[Item]], all_: Sequence[Neighbour]
) -> Spot:
    order = order_of([_item(each) for each in here], samples)
    item: Item = (proposal.title, proposal.year, proposal.venue)
    rank = place_for(item, [_item(each) for each in here], order)
    before = here[rank - 1] if rank else None
    apart = _are_apart(here)
    return Spot(
        at=before.tree_end if before else here[0].start,
        block=here[0].block,
        bullet=_bullet(before or here[0], all_ if len(here) == 1 else here, first=before is None),
        blank_before=apart and before is not None,
        blank_after=apart and before is None,
        rows=tuple(each.raw for each in here) if here[0].block is Block.ROW else (),
        tail=_tail(before or here[0]),
    )


def _item(neighbour: Neighbour) -> Item:
    entry = neighbour.entry
    return entry.title, entry.year, entry.venue


def _are_apart(here: Sequence[Neighbour]) -> bool:
    """Say whether blank lines stand between the entries."""
    gaps = [after.start > before.tree_end for before, after in pairwise(here)]
    if not gaps:
        return here[0].block in (Block.PARAGRAPH, Block.HEADING)
    return 2 * sum(gaps) > len(gaps)


def _bullet(model: Neighbour, here: Sequence[Neighbour], *, first: bool) -> Bullet | None:
    """Return the bullet of a new entry beside *model*; numbers go on, and nothing is renumbered."""
    bullet = model.bullet
    if bullet is None or bullet.number is None:
        return bullet
    numbers = {each.bullet.number for each in here if each.bullet} - {None}
    alike = len(here) > 1 and len(numbers) == 1
    number = bullet.number + (not first and not alike)
    return Bullet(bullet.indent, f"{number}{bullet.sign[-1]}", bullet.gap)


def _tail(model: Neighbour) -> str:
    """Return what makes a line of a paragraph a line of its own."""
    if model.block is not Block.PARAGRAPH:
        return ""
    return next((end for end in ("<br>", "<br/>", "<br />", "  ", "\\") if model.raw.endswith(end)), "")


def empty_spots(source: ListText, section: SectionPath, bullet: Bullet | None) -> Iterator[Spot]:
    """Yield the places in a section without entries: below each heading or bullet of its name.

    *bullet* is what the list's entries have elsewhere.
    """
    for at, line in enumerate(source.lines):
        if not section or section[-1] not in line:
            continue
        group = bullet_of(line)
        if group and _WORDS_OF_GROUP.sub("", line[len(str(group)) :]).startswith(section[-1]):
            yield Spot(source.tree_end(at, ()), Block.BULLET, _nested(source, group))
        elif line.lstrip().startswith(("#", "**", "<")) or _is_underlined(source, at):
            yield _below_heading(source, at, bullet or Bullet("", "-", " "))


def _below_heading(source: ListText, heading: int, bullet: Bullet) -> Spot:
    """Return the place at the end of what stands below a heading."""
    count = len(source.lines)
    end = next((after for after in range(heading + 1, count) if _opens(source, after)), count)
    while end > heading + 1 and not source.lines[end - 1].strip():
        end -= 1
    below = end > heading + 1 and bullet_of(source.lines[end - 1]) is not None
    blank_after = end < count and bool(source.lines[end].strip())
    return Spot(end, Block.BULLET, bullet, blank_before=not below, blank_after=blank_after)


def _nested(source: ListText, group: Bullet) -> Bullet:
    """Return the bullet of an item below another, indented as this list does it."""
    bullets = [bullet for line in source.lines if (bullet := bullet_of(line))]
    step = next(
        (
            below.indent.removeprefix(above.indent)
            for above, below in pairwise(bullets)
            if below.depth > above.depth and below.indent.startswith(above.indent)
        ),
        "  ",
    )
    return Bullet(group.indent + step, "-" if group.number is not None else group.sign, group.gap)


def _opens(source: ListText, at: int) -> bool:
    """Say whether a line opens another section."""
    return source.lines[at].lstrip().startswith("#") or _is_underlined(source, at)


def _is_underlined(source: ListText, at: int) -> bool:
    below = source.lines[at + 1].strip() if at + 1 < len(source.lines) else ""
    return bool(source.lines[at].strip()) and len(below) > 2 and below.strip("=-") == ""
