"""Meta: authors, venue and year read out of plain words, without any help from styles.

What is left over is given back; whether it describes or titles the work is for others to say.
"""

from __future__ import annotations

import re

from bot.domain.markdown.draft import Draft
from bot.domain.markdown.people import is_author, is_organisation, is_people
from bot.domain.markdown.published import read_published, year_in
from bot.domain.markdown.text import has_word
from bot.domain.venues import VenueTable

GROUP = re.compile(
    r"\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?)\]|\(([^()]*(?:\([^()]*\)[^()]*)*)\)|（([^（）]*)）|【([^【】]*)】"
)
EDGE = " \t\n,;.|:：-–—→·•*/&，。；、"
_BOUNDARY = re.compile(
    r"(?:(?<![\s.\-][A-Z])(?<!^[A-Z])\.|[,;，；。])\s*(?=\s)\s+|[?!？](?=\s)\s*|\s+[-–—|]\s+|(?<=[。，；])"
)
BY = re.compile(r"(?:^|\s)(?:(?:by|authors?\s*[:：]|from|作者)\s*[:：]?\s+|作者\s*[:：])(?=\S)", re.I)


def is_meta(text: str, venues: VenueTable) -> bool:
    """Say whether a text that stands where a description would is authors and venue instead."""
    trial = Draft()
    bare = GROUP.sub(
        lambda group: " " if trial.add_published(read_published(group[0][1:-1], venues, framed=True)) else group[0],
        text,
    )
    left = read_meta(bare, trial, venues, framed=False, sure=not (trial.venue and trial.year))
    return not has_word(left) and bool(trial.authors or (trial.venue and trial.year))


def read_meta(text: str, draft: Draft, venues: VenueTable, *, framed: bool, sure: bool = False) -> str:
    """Read "by …", authors, venue and year out of plain text into the draft; return what is left of it."""
    text = text.strip(EDGE)
    if by := BY.match(text):
        return _read_by(text[by.end() :], draft, venues)
    if not has_word(text):
        return ""
    starts = [0, *(found.end() for found in _BOUNDARY.finditer(text) if 0 < found.end() < len(text))]
    for start in starts[:12] + starts[max(12, len(starts) - 12) :]:
        head, tail = text[:start].strip(EDGE), text[start:].strip(" ,;:|")
        found = read_published(tail, venues, framed=framed and start == 0)
        if found and draft.add_published(found):
            return read_meta(head, draft, venues, framed=False, sure=sure) if head else ""
    dated = re.fullmatch(r"(.+?)[\s,(]+((?:19|20)\d\d)\)?", text)
    if dated and is_people(dated[1], sure=sure) and draft.add_authors(dated[1]):
        draft.year = draft.year or year_in(dated[2])
        return ""
    if names_authors(text, sure=sure) and draft.add_authors(text):
        return ""
    if by := _last_by(text):
        draft.add_authors(text[by.end() :])
        return text[: by.start()].strip(EDGE)
    return text


def names_authors(text: str, *, sure: bool) -> bool:
    """Say whether a text is authors, with or without a hint in brackets behind them: `Y. Wu et al. (Google)`."""
    names = re.sub(r"\s*\([^()]{2,40}\)$", "", text)
    return is_people(names, sure=sure) or is_organisation(text, sure=sure)


def _last_by(text: str) -> re.Match[str] | None:
    """Find a "by" after a full stop, with nothing but authors behind it."""
    for found in reversed(list(re.finditer(r"(?<=[.,;])\s+by\s+", text, re.I))):
        if is_author(text[found.end() :]):
            return found
    return None


def _read_by(text: str, draft: Draft, venues: VenueTable) -> str:
    """Read what stands behind "by": authors, perhaps a venue, perhaps a sentence more, which is returned."""
    bounds = list(_BOUNDARY.finditer(text))
    for bound in bounds:
        head, tail = text[: bound.start()].strip(" ,;"), text[bound.end() :].strip()
        found = read_published(tail, venues, framed=False)
        if found and head and found.by is None:
            draft.add_published(found)
            draft.add_authors(_without_year(head, draft))
            return ""
    if is_author(text) or not bounds:
        draft.add_authors(_without_year(text, draft))
        return ""
    for bound in reversed(bounds):
        head = text[: bound.start()].strip(" ,;")
        if is_author(head):
            draft.add_authors(head)
            return text[bound.end() :]
    sentence = next((bound for bound in bounds if bound[0].startswith((".", "。"))), None)
    if sentence and len(text[: sentence.start()].split()) <= 8:
        draft.add_authors(text[: sentence.start()])
        return text[sentence.end() :]
    if len(text.split()) <= 10:
        draft.add_authors(_without_year(text, draft))
        return ""
    return f"by {text}"


def _without_year(text: str, draft: Draft) -> str:
    dated = re.fullmatch(r"(.+?)[\s,(]+((?:19|20)\d\d)\)?\.?", text.strip())
    if not dated:
        return text
    draft.year = draft.year or year_in(dated[2])
    return dated[1]
