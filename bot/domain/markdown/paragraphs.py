"""Paragraphs: entries that stand outside any list or table, told from the prose around them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.entries import Entry
from bot.domain.markdown.entry import Candidate, read_draft, read_entry
from bot.domain.markdown.model import Paragraph
from bot.domain.markdown.published import read_published
from bot.domain.markdown.runs import Kind, Run, Runs, Style, external_links, plain
from bot.domain.markdown.skip import is_bibtex, is_prose, leads_nowhere
from bot.domain.markdown.text import undecorated
from bot.domain.venues import VenueTable


def paragraph_entries(paragraph: Paragraph, place: Candidate, venues: VenueTable) -> list[Entry]:
    """Read the entries of a paragraph: one, or one on each of its lines; usually none."""
    if is_bibtex(paragraph.runs) or not external_links(paragraph.runs) or leads_nowhere(paragraph.runs):
        return []
    out = []
    for runs, offset in _works(paragraph.runs, venues):
        if _opens_like_a_work(runs, venues) and not is_prose(runs, linked_title=False):
            draft = read_draft(runs, venues)
            if draft.linked and not _titled(draft.title):
                continue
            entry = read_entry(replace(place, runs=runs, line=place.line + offset), venues)
            if entry is not None:
                out.append(entry)
    return out


def _titled(title: str) -> bool:
    return len(title) > 1


def _works(runs: Runs, venues: VenueTable) -> list[tuple[Runs, int]]:
    """Split a paragraph whose every line opens like a work; return each with the offset of its line."""
    lines: list[tuple[list[Run], int]] = [([], 0)]
    offset = 0
    for run in runs:
        if run.kind in (Kind.SOFT, Kind.HARD):
            offset += 1
            lines.append(([], offset))
        else:
            lines[-1][0].append(run)
    filled = [(tuple(line), at) for line, at in lines if plain(line) or external_links(line)]
    if len(filled) > 1 and all(_opens_like_a_work(line, venues) and external_links(line) for line, _ in filled):
        return filled
    return [(runs, 0)]


def _opens_like_a_work(runs: Runs, venues: VenueTable) -> bool:
    """Say whether a text starts with a bold or linked title, or with a venue or a date in brackets."""
    words = [run for run in runs if run.kind is Kind.TEXT and (run.is_link or undecorated(run.text))]
    if not words:
        return False
    first = words[0]
    if first.style & Style.HTML and not re.match(r"\s*[-–—:]\s+\w+ \w+", "".join(run.text for run in words[1:2])):
        return False
    if first.style & Style.BOLD and not first.is_link:
        return True
    if first.is_link:
        following = "".join(run.text for run in words[1:3]).lstrip()
        return not following or bool(re.match(r"[-–—:.](?:\s|$)|[：,;|(\[]|by\s", following, re.I))
    framed = re.match(r"\s*[\[(（【`]([^\])）】]{2,40})[\])）】`]", first.text)
    return bool(framed and read_published(framed[1], venues, framed=True))
