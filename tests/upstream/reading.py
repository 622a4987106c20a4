"""A reader for the tests of sources: each bullet is an entry, its link its link, headings are sections."""

from __future__ import annotations

import re

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, Reading, SectionPath
from bot.upstream.assemble import ListReader


def read_bullets(text: str, filename: str) -> Reading:
    title = filename
    section: SectionPath = ()
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("# "):
            title = line[2:]
        elif line.startswith("## "):
            section = (line[3:],)
        elif bullet := re.fullmatch(r"- (?:\[(.+)\]\((.+)\)|(.+))", line):
            links = (Link(LinkKind.OTHER, bullet[2]),) if bullet[2] else ()
            place = Placement(section, len(entries), number)
            entries.append(Entry(bullet[1] or bullet[3], EntryKind.RESOURCE, (place,), links=links))
    return Reading(title, tuple(entries))


READER = ListReader(b"t1", read_bullets)


def titles(reading: Reading) -> list[str]:
    return [entry.title for entry in reading.entries]
