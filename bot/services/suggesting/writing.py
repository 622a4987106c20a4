"""Writing: the exact line that a suggestion adds to a list, in whichever of its files its section is.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.domain.entries import Entry, SectionPath
from bot.domain.matching import same_work
from bot.domain.reading import read_list
from bot.domain.suggesting import Addition, Proposal, lint, write_line
from bot.domain.venues import VenueTable
from bot.errors import SuggestionError, SuggestionRefused
from bot.ports import ListFile, ListText
from bot.services.suggesting.likeness import entry_of


@dataclass(frozen=True, slots=True)
class Written:
    """A line in its place: the file, that file before it, the proposal as it is worded there, and what is added."""

    file: ListFile
    proposal: Proposal
    addition: Addition


def write_into(text: ListText, proposal: Proposal, venues: VenueTable) -> Written:
    """Write a proposal into the file of a list that has its section.

    What lint surely can put right is put right.  Raises `SuggestionError`, of the main file where none has it.
    """
    first: SuggestionError | None = None
    for file, section in _places(text, proposal.section):
        try:
            tidy = lint(replace(proposal, section=section), neighbours(file, section), venues=venues).proposal
            addition = write_line(file.text, tidy, venues=venues, filename=file.path, reading=file.reading)
        except SuggestionError as error:
            if not isinstance(error, SuggestionRefused) or error.field != "section":
                raise
            first = first or error
        else:
            return Written(file, tidy, addition)
    raise first or SuggestionRefused("", field="section")


def neighbours(file: ListFile, section: SectionPath) -> tuple[Entry, ...]:
    """Return the entries whose habits are the rules: those of a section, or of the whole file where it has none."""
    here = tuple(each for each in file.reading.entries if section in each.sections)
    return here or file.reading.entries


def editor(path: str, proposal: Proposal, venues: VenueTable) -> Callable[[str], str | None]:
    """Return what makes a file's new text of its present one, whatever that is by then.

    The text stays as it is where it has the work; None where there is no place for it.
    """
    wanted = entry_of(proposal)

    def edit(text: str) -> str | None:
        reading = read_list(text, path, venues=venues)
        if any(same_work(entry, wanted) for entry in reading.entries):
            return text
        try:
            return write_line(text, proposal, venues=venues, filename=path, reading=reading).text
        except SuggestionError:
            return None

    return edit


def _places(text: ListText, section: SectionPath) -> Iterator[tuple[ListFile, SectionPath]]:
    """Yield the files that may have a section, with what it is called there.

    A sub-file does not repeat the headings under which the main file links it.
    """
    main, *parts = text.files
    yield main, section
    for file in parts:
        known = {path for entry in file.reading.entries for path in entry.sections}
        for start in range(len(section)):
            if section[start:] in known:
                yield file, section[start:]
                break
