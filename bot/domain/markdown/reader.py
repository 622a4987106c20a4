"""The Markdown reader: a list's text in, its entries and what could not be read out.

    text → tokens → blocks → candidates, each in its section → entries → works listed once

Never raises on a text.  Gives nothing an identity (see `bot.domain.matching`) and resolves no aliases: fields
are as the list words them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.entries import Entry, Problem, Reading, SectionPath
from bot.domain.markdown.blocks import read_blocks
from bot.domain.markdown.entry import Candidate, is_detail, is_subject, read_draft, read_entry
from bot.domain.markdown.headed import headed_works
from bot.domain.markdown.lines import read_lines
from bot.domain.markdown.merge import merged
from bot.domain.markdown.model import Block, Fold, FoldPart, Heading, Item, Paragraph, Table
from bot.domain.markdown.outline import BELOW_HEADINGS, Outline, bold_title, heading_title
from bot.domain.markdown.paragraphs import paragraph_entries
from bot.domain.markdown.parser import Source
from bot.domain.markdown.runs import Run, Runs, external_links, plain
from bot.domain.markdown.skip import is_bibtex, is_housekeeping_title, is_news, is_only_contents, leads_nowhere
from bot.domain.markdown.survey import Survey, look_out, survey
from bot.domain.markdown.tables import read_rows
from bot.domain.markdown.tally import Tally
from bot.domain.venues import VenueTable
from bot.i18n import gettext as _


def read_markdown(text: str, *, venues: VenueTable) -> Reading:
    """Read a list.

    Entries come in document order, each work once; `line` counts the lines of the text as given, from 1.
    Nothing in the text makes this raise: what cannot be read becomes a problem with its line.
    """
    source = Source(read_lines(text))
    blocks, overlong = read_blocks(source)
    surveyed = survey([(0, look_out(blocks, venues))])
    title = surveyed.title
    reader = SectionReader(surveyed, Outline(title.line), Tally(), venues)
    entries = merged(reader.read(blocks), venues)
    return Reading(title.text, entries, (*unclosed(source.unclosed), *too_long(overlong)), title.homepage)


def unclosed(lines: Iterable[int]) -> tuple[Problem, ...]:
    """Say where code fences are opened that nothing closes."""
    sentence = _("This code fence is never closed; what follows was read as if it were not there.")
    return tuple(Problem(line, sentence) for line in lines)


def too_long(lines: Iterable[int]) -> tuple[Problem, ...]:
    """Say where texts stand that were not read."""
    sentence = _("This text is too long to be an entry; it was left out.")
    return tuple(Problem(line, sentence) for line in lines)


class SectionReader:
    """Goes through the blocks of a document, or of a stretch of it, once, following the sections.

    *outline* and *tally* are as they stand before the first block, and are moved on.
    """

    def __init__(self, surveyed: Survey, outline: Outline, tally: Tally, venues: VenueTable) -> None:
        self._survey = surveyed
        self._title = surveyed.title.text
        self._outline = outline
        self._tally = tally
        self._venues = venues
        self._blocks: Sequence[Block] = ()
        self._entries: list[Entry] = []

    def read(self, blocks: Sequence[Block], following: int | None = None) -> list[Entry]:
        """Return the entries in these blocks; *following* is the level of the heading behind them, if there is one."""
        self._blocks = [*blocks, Heading(following, (), 0)] if following else blocks
        works = headed_works(self._blocks, self._survey.works, self._venues)
        in_work = False
        for at, block in enumerate(blocks):
            if isinstance(block, Heading):
                in_work = at in works
                if in_work:
                    self._headed(block, works[at])
            if not in_work:
                self._block(block, at)
        return self._entries

    def _block(self, block: Block, at: int) -> None:
        if isinstance(block, Heading):
            self._outline.heading(block.level, block.runs, block.line)
        elif isinstance(block, Fold):
            self._fold(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block, at)
        elif self._outline.is_housekeeping:
            return
        elif isinstance(block, Table):
            self._entries += read_rows(block, self._place(block.line), self._venues)
        elif not is_only_contents(block.items):
            self._items(block.items, self._outline.path)

    def _headed(self, heading: Heading, details: tuple[Runs, ...]) -> None:
        self._outline.leave(heading.level)
        if not self._outline.is_housekeeping:
            self._entry(Item(heading.line, heading.runs), self._outline.path, details)

    def _fold(self, fold: Fold) -> None:
        if fold.part is FoldPart.OPEN:
            self._outline.open_fold()
        elif fold.part is FoldPart.SUMMARY:
            self._outline.name_fold(fold.runs)
        else:
            self._outline.close_fold()

    def _place(self, line: int, section: SectionPath | None = None) -> Candidate:
        path = self._outline.path if section is None else section
        return Candidate((), line, path, year=self._outline.year, list_title=self._title)

    # Paragraphs

    def _paragraph(self, paragraph: Paragraph, at: int) -> None:
        title = bold_title(paragraph.runs)
        if title is not None:
            self._bold(title, at)
        elif self._outline.has_section and not (
            paragraph.aside or self._outline.is_housekeeping or self._outline.is_doubtful
        ):
            self._entries += paragraph_entries(paragraph, self._place(paragraph.line), self._venues)

    def _bold(self, title: str, at: int) -> None:
        """Enter a bold line's section: above the heading that follows it at once, else below all headings."""
        following = next((block for block in self._blocks[at + 1 :] if not _is_empty(block)), None)
        if not isinstance(following, Heading):
            self._outline.bold(title, BELOW_HEADINGS)
        elif self._outline.has_bold_above(following.level) or (
            following.level > self._outline.heading_level
            and (self._outline.heading_level > 1 or following.level in self._survey.bolded)
        ):
            self._outline.bold(title, following.level - 0.5)

    # Lists

    def _items(self, items: Sequence[Item], section: SectionPath) -> None:
        for item in items:
            self._item(item, section)

    def _item(self, item: Item, section: SectionPath) -> None:
        if is_bibtex(item.runs) or (leads_nowhere(item.runs) and not item.children):
            return
        if not plain(item.runs) and not external_links(item.runs):
            self._items(item.children, section)
            return
        works = [child for child in item.children if not self._belongs(child, item)]
        if works and self._is_group(item):
            self._group(item, section)
            return
        details = tuple(run for child in item.children if child not in works for run in _own_and_below(child))
        self._entry(item, section, details)
        if works:
            name = self._group_name(item)
            self._items(works, (*section, name) if name else section)

    def _belongs(self, child: Item, parent: Item) -> bool:
        """Say whether a nested item is part of the work above it."""
        if child.children and not external_links(child.runs):
            return False
        linked = bool(external_links(parent.runs))
        return is_detail(child.runs, self._venues, linked=linked) and not (
            leads_nowhere(parent.runs) and external_links(parent.runs)
        )

    def _is_group(self, item: Item) -> bool:
        """Say whether an item only heads the works below it, though it may point to something on the subject."""
        return not external_links(item.runs) or leads_nowhere(item.runs) or is_subject(item.runs, self._venues)

    def _group(self, item: Item, section: SectionPath) -> None:
        name = self._group_name(item)
        if name and is_housekeeping_title(name):
            return
        if len(item.children) == 1 and self._names(name, item.children[0]):
            name = ""
        self._items(item.children, (*section, name) if name else section)

    def _names(self, name: str, only: Item) -> bool:
        """Say whether a bullet only calls the one work below it by its name: `SCAFFOLD` above its citation."""
        title = read_draft(only.runs, self._venues).title
        return bool(name) and title != name and title.casefold().startswith(f"{name}:".casefold())

    def _group_name(self, item: Item) -> str:
        """Return what a bullet calls the bullets below it: the words before its link, or its title."""
        before: list[Run] = []
        draft = read_draft(item.runs, self._venues)
        if draft.linked and _starts_with_link(item.runs) and len(draft.title.split()) <= 12:
            return heading_title((Run(draft.title),))
        for run in item.runs:
            if run.is_break or (run.is_link and before):
                break
            before.append(run)
        title = heading_title(tuple(before)).strip(" -–—:|([")
        if not title or len(title.split()) > 12:
            title = draft.title
        return title if len(title.split()) <= 12 else ""

    def _entry(self, item: Item, section: SectionPath, details: tuple[Runs, ...]) -> None:
        if self._outline.is_doubtful and (is_news(item.runs) or not _starts_with_link(item.runs)):
            return
        place = self._place(item.line, section)
        likely = self._tally.is_likely(in_section=self._outline.has_section)
        candidate = replace(place, runs=item.runs, details=details, likely=likely)
        entry = read_entry(candidate, self._venues)
        if entry is None:
            self._tally.others += 1
        else:
            self._tally.works += 1
            self._entries.append(entry)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and not plain(block.runs) and not external_links(block.runs)


def _own_and_below(item: Item) -> list[Runs]:
    return [item.runs, *(runs for child in item.children for runs in _own_and_below(child))]


def _starts_with_link(runs: Runs) -> bool:
    first = next((run for run in runs if run.text.strip(" *_-")), None)
    return first is not None and first.is_link
