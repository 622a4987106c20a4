"""Mending: a template that nearly fits, with places taken out together with their punctuation, or put in."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.domain.suggesting.template import Links, Piece, Place, Slot, Template, joined

_OPENERS = ("**[", "[", "(", "**", "*", "`", "_", "{", "（", "【")
_CLOSERS = {"**[": "]**", "[": "]", "(": ")", "{": "}", "（": "）", "【": "】"}
_BEFORE = re.compile(r"(?:[\s,.;:'’|/–—-]|<br\s*/?>|\b(?:by|in|at|and|from)\b)+$", re.I)
_AFTER = re.compile(r"^(?:[\s,.;:'’|/–—-]|<br\s*/?>)+")
_SIGNS_BETWEEN = 4
"""Characters between two places that are punctuation and go with them."""


def without(template: Template, slots: Collection[Slot], *, links: bool) -> Template:
    """Return a template without some places (and without its row of links where *links* says so)."""
    texts, places = _parted(template)
    if Slot.LEAD in slots and Slot.LEAD in places:
        _unlink(texts, places)
    at = 0
    while at < len(places):
        end = at
        while end < len(places) and _goes(places[end], slots, links=links):
            if end > at and len(texts[end]) > _SIGNS_BETWEEN:
                break
            end += 1
        if end == at:
            at += 1
            continue
        texts[at : end + 1] = [_closed_up(texts[at], texts[end], first=at == 0)]
        del places[at:end]
    pieces: list[Piece] = [texts[0]]
    for place, text in zip(places, texts[1:], strict=True):
        pieces += [place, text]
    return Template(joined(pieces))


def _unlink(texts: list[str], places: list[Place]) -> None:
    """Make plain words of a title that is a link: `[title](address)` becomes `title`."""
    at = places.index(Slot.LEAD)
    texts[at] = texts[at].rpartition("]")[0]
    texts[at + 1] = texts[at + 1].removeprefix(")")
    opening = next((before for before in range(at - 1, -1, -1) if "[" in texts[before]), None)
    if opening is not None:
        head, _sign, tail = texts[opening].rpartition("[")
        texts[opening] = head + tail
    texts[at : at + 2] = ["".join(texts[at : at + 2])]
    del places[at]


def _goes(place: Place, slots: Collection[Slot], *, links: bool) -> bool:
    return place in slots if isinstance(place, Slot) else links and isinstance(place, Links)


def _parted(template: Template) -> tuple[list[str], list[Place]]:
    """Part a template into its places and the texts around them, one more than there are places."""
    texts: list[str] = [""]
    places: list[Place] = []
    for piece in template.pieces:
        if isinstance(piece, str):
            texts[-1] += piece
        else:
            places.append(piece)
            texts.append("")
    return texts, places


def _closed_up(before: str, after: str, *, first: bool) -> str:
    """Return what is left of the texts around places that go."""
    opener = next((sign for sign in _OPENERS if before.endswith(sign)), "")
    framed = bool(opener) and after.startswith(_CLOSERS.get(opener, opener))
    if framed:
        before, after = before[: -len(opener)], after[len(_CLOSERS.get(opener, opener)) :]
    if (first and not before.strip()) or (opener and not framed):
        return before + _AFTER.sub("", after)
    return _BEFORE.sub("", before) + after


def extended(template: Template, slots: Collection[Slot], *, links: bool) -> Template:
    """Return a template with plain places for facts that it has none for, before its row of links or at its end."""
    texts, places = _parted(template)
    at = next((at for at, place in enumerate(places) if isinstance(place, Links)), len(places))
    behind = texts[at].rstrip(" |:") if at < len(places) else texts[at]
    pieces: list[Piece] = []
    for text, place in zip(texts[:at], places[:at], strict=True):
        pieces += [text, place]
    pieces += [behind, *_grafts(slots), texts[at][len(behind) :]]
    for place, text in zip(places[at:], texts[at + 1 :], strict=True):
        pieces += [place, text]
    if links and not template.has_links:
        pieces += [" ", Links()]
    return Template(joined(pieces))


def _grafts(slots: Collection[Slot]) -> list[Piece]:
    out: list[Piece] = []
    if Slot.AUTHORS in slots:
        out += [", by ", Slot.AUTHORS]
    if Slot.VENUE in slots:
        out += [" (", Slot.VENUE, " ", Slot.YEAR, ")"] if Slot.YEAR in slots else [" (", Slot.VENUE, ")"]
    elif Slot.YEAR in slots:
        out += [" (", Slot.YEAR, ")"]
    if Slot.DESCRIPTION in slots:
        out += [" - ", Slot.DESCRIPTION]
    if Slot.NAME in slots:
        out += [" (**", Slot.NAME, "**)"]
    return out


def with_track(template: Template) -> Template:
    """Return a template in which a venue's track stands behind the year that follows it: `ICML 2023 Workshop`."""
    pieces = list(template.pieces)
    year = next((at for at, piece in enumerate(pieces) if piece in (Slot.YEAR, Slot.SHORT_YEAR)), 0)
    if Slot.TRACK in pieces or Slot.VENUE not in pieces[:year]:
        return template
    return Template(joined([*pieces[: year + 1], " ", Slot.TRACK, *pieces[year + 1 :]]))
