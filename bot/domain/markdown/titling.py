"""Titling: plain words split into a title, what stands before it and what follows it.

Knows no styles and no links but where a piece of words ends.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.markdown.draft import Draft
from bot.domain.markdown.meta import GROUP, read_meta
from bot.domain.markdown.people import is_author, is_people
from bot.domain.markdown.pieces import Piece, Role
from bot.domain.markdown.published import Published, read_published
from bot.domain.markdown.text import clean, has_word, undecorated
from bot.domain.venues import VenueTable

_ACCOUNT = re.compile(r"\s*[(（](@[^()（）@]{2,60})[)）]\s*$")
_DATED_NAMES = re.compile(r"(?P<names>[^()]{3,400}?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?(?:, \w+)?\)[.,:]?\s+(?=\S)")
_STARS = re.compile(r"\s*[★☆⭐]\ufe0f?\s*\d[\d.,]*[kK]?$")


def without_account(text: str, draft: Draft) -> str:
    """Take who wrote it from a bracket at the end: `Title(@Microsoft)`."""
    found = _ACCOUNT.search(text)
    if not found or not has_word(text[: found.start()]):
        return text
    draft.add_authors(found[1])
    return text[: found.start()]


_NAME_END = re.compile(r"(?P<stop>(?<![\s.\-][A-Z])(?<!^[A-Z])\.)\s+|,\s+")


def text_after_authors(text: str, draft: Draft, venues: VenueTable) -> str:
    """Take authors that open a citation: `A. Graves, G. Hinton, Title of the work, ICASSP 2013`."""
    dated = _DATED_NAMES.match(text)
    if dated and is_people(dated["names"]) and ("," in dated["names"] or is_people(dated["names"], sure=True)):
        draft.add_authors(dated["names"])
        draft.year = draft.year or int(dated["year"])
        return text[dated.end() :]
    best = 0
    ends = list(_NAME_END.finditer(text))[:40]
    for number, end in enumerate(ends):
        if not is_people(text[: end.start()]):
            if number or end["stop"]:
                break
            continue  # a surname: `Karimireddy, S. P. et al.`
        best = end.end()
        if end["stop"]:
            break
    title = text[best:]
    first = re.split(r"[,.?!]\s", title)[0]
    if not best or len(first.split()) < 3 or is_people(first):
        return text
    names = text[:best].strip(" ,.:")
    sure = is_people(names, sure=True) or _ends_published(title, venues)
    return title if sure and draft.add_authors(names) else text


def _ends_published(text: str, venues: VenueTable) -> bool:
    return any(read_published(text[bound.end() :], venues, framed=False) for bound in _BOUND.finditer(text))


def split_title(text: str, draft: Draft, venues: VenueTable) -> tuple[str, str]:
    """Split plain words into the title and what follows it, reading years and venues in brackets on the way."""
    for group in GROUP.finditer(text):
        inner = clean(group[0][1:-1])
        found = read_published(inner, venues, framed=True)
        if not found or not has_word(text[: group.start()]):
            continue
        after = text[group.end() :]
        if after.lstrip().startswith((":", "：")):
            draft.add_published(found)
            return split_title(text[: group.start()].rstrip() + after, draft, venues)
        if found.year or found.venue:
            title = text[: group.start()]
            by = next((by for by in reversed(list(_BY.finditer(title))) if is_people(title[by.end() :])), None)
            if by is None:
                draft.add_published(found)
                bare, before = _split_at_bound(title, venues)
                names = bool(before) and not _BY.match(before)
                return (bare, f"{before}, {after}") if names else (title, after)
            draft.add_published(replace(found, by=None))
            return title[: by.start()], f" {title[by.start() :]}, {after}"
    if opened := re.search(r"\s\(((?:19|20)\d\d)[,;]\s*(?=[^()]*$)", text):
        draft.year = draft.year or int(opened[1])
        return text[: opened.start()], text[opened.end() :]
    return _split_plain(text, venues)


def split_subtitle(pieces: list[Piece], draft: Draft, venues: VenueTable) -> list[Piece]:
    """Join a name with the title behind its colon, if authors, venue and year follow: `**Name**: Title. *A et al.*`."""
    end = next((at for at, piece in enumerate(pieces) if piece.role is not Role.TEXT), len(pieces))
    text = undecorated(clean("".join(piece.text for piece in pieces[:end]))).lstrip(" :：*")
    trial = Draft()
    title, tail = split_title(text, trial, venues)
    if not has_word(tail) and not trial.venue:
        return pieces
    if (
        has_word(read_meta(tail, trial, venues, framed=False))
        or len(title.split()) < 3
        or not (trial.authors and (trial.venue or trial.year))
    ):
        return pieces
    draft.name = draft.name or draft.title
    draft.title, draft.split = f"{draft.title}: {clean_title(title)}", False
    draft.add_published(Published(trial.venue, trial.year))
    draft.add_authors(trial.authors)
    return pieces[end:]


_BY = re.compile(r"[.,;]?\s+by:?\s+(?=\S)", re.I)
_BOUND = re.compile(
    r"(?:(?<![\s.\-][A-Z])(?<!^[A-Z])(?P<stop>\.)|(?P<comma>[,;]))\s+|(?P<wide>[，；。])|(?P<mark>[?!])\s+|\s+(?P<dash>[-–—])\s+|\s*(?P<bar>\|)\s*"
)


def _split_plain(text: str, venues: VenueTable) -> tuple[str, str]:
    for by in reversed(list(_BY.finditer(text))):
        if text[by.start()] in ".,;" or is_author(re.split(r"\.\s|, (?=[A-Z]+\b)", text[by.end() :])[0]):
            return text[: by.start()], f" by {text[by.end() :]}"
    return _split_at_bound(text, venues)


def _split_at_bound(text: str, venues: VenueTable) -> tuple[str, str]:
    """Split at the first stop, comma, dash or bar behind which there is nothing but authors, venue and year."""
    bounds = list(_BOUND.finditer(text))
    for bound in bounds[:20]:
        if bound.start() == 0:
            continue
        tail = text[bound.end() :].strip()
        if bound["bar"]:
            return text[: bound.start()], tail
        if _ends_entry(tail, venues, weak=bool(bound["comma"] or bound["wide"] or bound["dash"])):
            return text[: bound.start() + (1 if bound["mark"] else 0)], f", {tail}"
    return text, ""


def _ends_entry(tail: str, venues: VenueTable, *, weak: bool) -> bool:
    """Say whether everything behind a boundary is authors, venue and year."""
    trial = Draft()
    left = read_meta(tail, trial, venues, framed=False, sure=weak)
    return not has_word(left) and bool(trial.authors or trial.venue or trial.year)


def clean_title(text: str) -> str:
    """Return a title as it is to be kept: undecorated, unquoted, without the list's punctuation around it."""
    text = undecorated(_STARS.sub("", clean(text))).strip(" \t,;|*_`")
    text = re.sub(r"\s*[-–—:：]+$", "", text)
    if text.endswith(".") and not re.search(r"(?:\.\.|\b[A-Z]\.|\b(?:Inc|Jr|Ltd|vs|etc|al)\.)$", text):
        text = text[:-1]
    for opener, closer in (('"', '"'), ("“", "”"), ("'", "'"), ("「", "」"), ("[", "]"), ("《", "》")):
        if text.startswith(opener) and text.endswith(closer) and len(text) > 2 and opener not in text[1:-1]:
            text = text[1:-1]
    return undecorated(text.strip(" ,;|"))
