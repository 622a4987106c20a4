"""Prefixes: what stands before a title: bullets, dates, venues, tags, authors.

Strips them one by one and keeps what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.markdown.draft import Draft
from bot.domain.markdown.labels import GENERIC_TAG, label_kind
from bot.domain.markdown.people import is_author, is_people
from bot.domain.markdown.pieces import Piece, Role
from bot.domain.markdown.published import read_published
from bot.domain.markdown.runs import STANDING_OUT, Style
from bot.domain.markdown.text import clean, has_word, undecorated
from bot.domain.venues import VenueTable

_BULLET = re.compile(r"\s*(?:\[[ xX]\]\s|[•·▪●○◦‣★☆*+>»|]+\s*|[-–—]+\s+|\(?\d{1,3}[.)]\s+(?=\S)|#\d+\s+)+")
_TAG = re.compile(r"\s*(?:\[([^\[\]]{1,80})\]|\(([^()]{1,80})\)|【([^【】]{1,80})】)\s*([:：])?\s*")
_DATED = re.compile(r"\s*((?:19|20)\d\d(?:[-./]\d{1,2}){0,2})(?![-./]?\d)\s*(?:[-–—:：|,]\s*|\s(?=\S))")
_YEAR_VENUE = re.compile(r"\s*((?:19|20)\d\d)[-_ ]([A-Za-z][\w&/+.]{1,14}(?: \w+)?)\s*[-–—:：|_]\s*")
_VENUE_LEAD = re.compile(r"\s*([^:：|.,]{3,40}?(?:19|20|['’])\d\d)\s*(?:[:：|]|\s?[-–—])\s*")
_SEPARATED = re.compile(r"^(.*?)\s*(?:[:：>→|]|\s[-–—]+|—)\s*$")


def has_words(pieces: Sequence[Piece]) -> bool:
    """Say whether any text is there, links aside."""
    return any(piece.role is Role.TEXT and has_word(piece.text) for piece in pieces)


def take_prefixes(pieces: list[Piece], draft: Draft, venues: VenueTable) -> tuple[list[Piece], str | None]:
    """Strip bullets, dates, venues and tags that stand before the title; return a tag that is the work's name."""
    tag: str | None = None
    for _ in range(8):
        first = next((at for at, piece in enumerate(pieces) if not _is_blank_or_label(piece)), None)
        if first is None or pieces[first].role is not Role.TEXT:
            break
        piece = pieces[first]
        follows = has_words(pieces[first + 1 :]) or any(p.role is Role.LINK for p in pieces[first + 1 :])
        left, name = _without_prefix(piece, draft, venues, follows=follows)
        tag = tag or name
        if left == piece.text and name is None:
            break
        pieces[first : first + 1] = [replace(piece, text=left)] if left.strip() else []
    return pieces, tag


def _is_blank_or_label(piece: Piece) -> bool:
    return piece.role is Role.LABEL or (piece.role is Role.TEXT and not piece.text.strip())


def _without_prefix(piece: Piece, draft: Draft, venues: VenueTable, *, follows: bool) -> tuple[str, str | None]:
    """Return the text without its first prefix, and the name if that was one."""
    text = piece.text
    bullet = _BULLET.match(text)
    if bullet and (bullet.end() < len(text) or follows):
        return text[bullet.end() :], None
    bare = re.sub(r"^\s+", "", text)
    if (plain := undecorated(bare)) and not bare.startswith(plain[:1]):
        return bare[bare.index(plain[:1]) :], None
    if not plain and bare and follows:
        return "", None
    if piece.style & STANDING_OUT and follows:
        found = read_published(text.strip(" []()|"), venues, framed=True)
        names_venue = found.venue is None or venues.leading(found.venue) or (found.year and len(text.split()) <= 4)
        if found and names_venue and draft.add_published(found):
            return "", None
    if tagged := _TAG.match(text):
        return _without_tag(piece, tagged, draft, venues, follows=follows)
    for pattern in (_YEAR_VENUE, _DATED, _VENUE_LEAD):
        lead = pattern.match(text)
        if lead and (text[lead.end() :].strip() or follows):
            found = read_published(" ".join(lead.groups()), venues, framed=pattern is _YEAR_VENUE)
            if (
                found
                and (found.venue is None or venues.leading(found.venue) or pattern is _YEAR_VENUE)
                and draft.add_published(found)
            ):
                return text[lead.end() :], None
    return text, None


def _without_tag(
    piece: Piece, tagged: re.Match[str], draft: Draft, venues: VenueTable, *, follows: bool
) -> tuple[str, str | None]:
    text = piece.text
    inner = clean(tagged[1] or tagged[2] or tagged[3] or "")
    left = text[tagged.end() :]
    if not inner or not (has_word(left) or follows):
        return text, None
    if draft.add_published(read_published(inner, venues, framed=True)):
        return left, None
    if tagged[2]:
        return text, None
    bold = bool(piece.style & Style.BOLD)
    known = GENERIC_TAG.fullmatch(inner) or label_kind(inner)
    if (bold or tagged[4]) and not known and len(inner.split()) <= 6:
        return left, inner
    return left, None


def take_lead(before: Sequence[Piece], draft: Draft, venues: VenueTable) -> bool:
    """Decide whether a link holds the title, given the words before it; words that belong to the title go into it."""
    lead = clean("".join(piece.text for piece in before if piece.role is Role.TEXT))
    words = lead.strip(" ,.;:：-–—|>→")
    if not has_word(words):
        return True
    named = is_author(words) and not GENERIC_TAG.fullmatch(words)
    if named and (words != lead or is_people(words, sure=True)):
        return draft.add_authors(words)
    separated = _SEPARATED.match(lead)
    if separated and len(words.split()) <= 7:
        if (
            label_kind(words) is None
            and not GENERIC_TAG.fullmatch(words)
            and not read_published(words, venues, framed=True)
        ):
            draft.title = f"{lead} "
        else:
            draft.add_published(read_published(words, venues, framed=True))
        return True
    return False


def bare_lead(text: str, draft: Draft, venues: VenueTable) -> str:
    """Strip a known venue with its year from the start of a link's words: `ICML2022-Welcome …`, `CVPR 2020: …`."""
    lead = _VENUE_LEAD.match(text)
    if not lead or not has_word(text[lead.end() :]):
        return text
    found = read_published(lead[1], venues, framed=False)
    known = found.venue and found.year and venues.canonical(found.venue)
    return text[lead.end() :] if known and draft.add_published(found) else text
