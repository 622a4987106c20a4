"""Put the entries of a list's files together as one list.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import count

from bot.domain.entries import Entry, Placement, Problem, Reading, SectionPath
from bot.domain.joining import joined, places_of
from bot.domain.subfiles import LinkedFile, is_pointer
from bot.domain.titles import title_key
from bot.i18n import gettext as _


def merge_parts(
    index: Reading,
    files: Collection[LinkedFile],
    parts: Mapping[str, Reading],
    path: str,
    repository: Collection[str] = (),
) -> Reading:
    """Make one reading of an index and of the files it links to (by path; one that is absent is a problem).

    A part's entries stand below the section where the index links to it, under the link's text, or the part's
    own title where the text says nothing.  A work in two parts is one entry with two placements.
    """
    entries = [entry for entry in index.entries if not is_pointer(entry, files, path, repository)]
    problems = list(index.problems)
    for file in files:
        part = parts.get(file.path)
        if part is None:
            problems.append(Problem(file.line, _("{path} is linked but not there.", path=file.path)))
            continue
        above = (*file.section, file.label or part.title or file.path)
        entries += (_below(entry, above) for entry in part.entries)
        problems += (
            replace(each, message=_("{path}: {problem}", path=file.path, problem=each.message))
            for each in part.problems
        )
    rank = count()
    numbered = (
        replace(entry, placements=tuple(replace(each, position=next(rank)) for each in entry.placements))
        for entry in entries
    )
    return replace(index, entries=tuple(_one_each(numbered)), problems=tuple(problems))


def _below(entry: Entry, above: SectionPath) -> Entry:
    return replace(entry, placements=tuple(_moved(each, above) for each in entry.placements))


def _moved(placement: Placement, above: SectionPath) -> Placement:
    section = placement.section
    if section and section[0].casefold() == above[-1].casefold():
        section = section[1:]
    return replace(placement, section=(*above, *section))


def _one_each(entries: Iterable[Entry]) -> list[Entry]:
    """Merge works that stand in several parts: equal titles, and a common link or one of them without any."""
    found: dict[str, list[int]] = {}
    merged: list[Entry] = []
    for entry in entries:
        same = found.setdefault(title_key(entry.title), [])
        twin = next((i for i in same if _agree(merged[i], entry)), None)
        if twin is None:
            same.append(len(merged))
            merged.append(entry)
        else:
            merged[twin] = joined(merged[twin], entry)
    return merged


def _agree(one: Entry, other: Entry) -> bool:
    return not one.links or not other.links or not places_of(one.links).isdisjoint(places_of(other.links))
