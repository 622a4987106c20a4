"""Heads: the title of an entry and what stands before it.

A title is a link's words, a bold or quoted phrase, or plain words up to where the authors, the venue or the
labels begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.markdown.draft import Draft
from bot.domain.markdown.people import is_author, is_people
from bot.domain.markdown.pieces import Piece, Role
from bot.domain.markdown.prefixes import bare_lead, has_words, take_lead, take_prefixes
from bot.domain.markdown.published import read_published
from bot.domain.markdown.runs import EMPHASIS, Style
from bot.domain.markdown.text import clean, has_word
from bot.domain.markdown.titling import clean_title, split_title, text_after_authors, without_account
from bot.domain.venues import VenueTable

_QUOTED = re.compile(
    r"[\"“«「『](?P<quoted>[^\"“”«»「」『』]{4,400}?)[,.]?[\"”»」』]|《(?P<book>[^《》]{2,400})》(?=\W|$)"
)
_BARRED = re.compile(r"\w\s[-–—|]\s.*\s[-–—|]\s*$")
_TITLE_LABEL = re.compile(r"(?:论文|标题|题目|论文标题|书名|论文名|title|paper)\s*[:：]\s*", re.I)
_DOCUMENT_CODE = re.compile(r"\s*\[(?:[JCMDRN]|EB/OL|J/OL)\](?:\s*//|\.)?\s*")
"""What a kind of document is called in numbered reference styles: `Title[J]. Journal`, `Title[C]//Proceedings`."""


def read_head(pieces: Sequence[Piece], draft: Draft, venues: VenueTable) -> list[Piece]:
    """Read the title and what stands before it into the draft; return the pieces behind."""
    rest, tag = take_prefixes(_with_barred_links_as_labels(pieces), draft, venues)
    at = next((at for at, piece in enumerate(rest) if piece.role is Role.LINK), None)
    first_break = next((at for at, piece in enumerate(rest) if piece.role is Role.BREAK), len(rest))
    if (
        at is not None
        and (at < first_break or not has_words(rest[:first_break]))
        and take_lead(rest[:at], draft, venues)
    ):
        _link_title(rest[at], draft, venues)
        behind = [piece for piece in rest[:at] if piece.role is Role.LABEL] + rest[at + 1 :]
    else:
        behind = _text_title(rest, draft, venues)
    if tag and draft.title:
        title = draft.title.lstrip(" :：-–—")
        repeated = re.match(rf"{re.escape(tag)}\s*[:：(,–—-]", title)
        draft.title = title if repeated else f"{tag}: {title}"
        draft.name = tag
    return behind


def _with_barred_links_as_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """Take links between dashes or bars, behind two parts of the text, for labels: `Title - Name - [Shop](…) | …`."""
    out = list(pieces)
    for before, at, after in zip(pieces, range(1, len(pieces)), pieces[2:], strict=False):
        piece = pieces[at]
        if piece.role is Role.LINK and _BARRED.search(before.text) and after.text.lstrip()[:1] in ("|", "/", "·"):
            out[at] = replace(piece, role=Role.LABEL, text="", label=piece.text)
    return out


def _link_title(link: Piece, draft: Draft, venues: VenueTable) -> None:
    text = link.text
    while tagged := re.match(r"\s*\[([^\[\]]{1,80})\]\s*(?=\S)", text):
        if not draft.add_published(read_published(tagged[1], venues, framed=True)) and draft.title:
            break
        text = text[tagged.end() :]
    text = _without_tail(bare_lead(text, draft, venues), draft, venues)
    draft.title = clean_title(draft.title + text)
    draft.linked = True
    draft.add_link(replace(link, text="", label=""))


def _without_tail(text: str, draft: Draft, venues: VenueTable) -> str:
    """Strip a bracket at the end that names venue or year."""
    tail = re.search(r"\s*[(\[]([^()\[\]]{2,60})[)\]]\s*$", text)
    if tail and tail.start() > 0:
        found = read_published(tail[1], venues, framed=False)
        if found and draft.add_published(found):
            return text[: tail.start()]
    return text


def _text_title(pieces: list[Piece], draft: Draft, venues: VenueTable) -> list[Piece]:
    while pieces and pieces[0].role is Role.BREAK:
        pieces = pieces[1:]
    leading = [piece for piece in pieces if piece.role is Role.LABEL]
    first = next(
        (at for at, piece in enumerate(pieces) if piece.role in (Role.TEXT, Role.LINK) and has_word(piece.text)), None
    )
    if first is None:
        return leading
    labels, pieces = (
        [piece for piece in pieces[:first] if piece.role is Role.LABEL],
        _without_authors(pieces[first:], draft),
    )
    if pieces[0].style & EMPHASIS and has_word(pieces[0].text) and _stands_out(pieces):
        return labels + _styled_title(pieces, draft, venues)
    end = next((at for at, piece in enumerate(pieces) if piece.role in (Role.BREAK, Role.LABEL)), len(pieces))
    text = clean("".join(piece.text for piece in pieces[:end]))
    text = _DOCUMENT_CODE.sub(". ", without_account(text, draft))
    quoted = _QUOTED.search(text)
    label = _TITLE_LABEL.match(text)
    before = text[label.end() if label else 0 : quoted.start()] if quoted else ""
    if quoted and (not before or is_author(before)):
        draft.title = clean_title(quoted["quoted"] or quoted["book"])
        draft.add_authors(before)
        tail = text[quoted.end() :]
    else:
        title, tail = split_title(text_after_authors(text, draft, venues), draft, venues)
        draft.title = clean_title(title)
    links = [
        replace(piece, role=Role.LABEL, text="", label=piece.text) for piece in pieces[:end] if piece.role is Role.LINK
    ]
    return [*labels, Piece(Role.TEXT, tail), *links, *pieces[end:]]


def _without_authors(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """Take authors before a title that is set in bold or italics: `Mikolov et al. *Recurrent …*, INTERSPEECH`."""
    if len(pieces) < 2 or not pieces[1].style & EMPHASIS:
        return pieces
    if pieces[0].style and not (pieces[0].style == Style.ITALIC and pieces[1].style & Style.BOLD):
        return pieces
    names = pieces[0].text.strip(" ,.:;")
    long_title = len(pieces[1].text.split()) >= 3
    if (
        long_title
        and is_people(names, sure=not pieces[0].text.rstrip().endswith((",", ":", ".")))
        and draft.add_authors(names)
    ):
        return pieces[1:]
    return pieces


def _stands_out(pieces: Sequence[Piece]) -> bool:
    """Say whether a styled phrase at the start is set apart from what follows, not the start of a sentence."""
    italic_only = not pieces[0].style & Style.BOLD
    following = next((piece for piece in pieces[1:] if piece.role is not Role.TEXT or piece.text.strip()), None)
    if following is None or following.role is not Role.TEXT:
        return len(pieces[0].text.split()) > 1 or not italic_only
    return (
        bool(re.match(r"\s*[,.;:：(\[|–—-]|\s+by\s", following.text))
        or pieces[0].text.rstrip().endswith((".", ",", ":"))
        or not italic_only
    )


def _styled_title(pieces: list[Piece], draft: Draft, venues: VenueTable) -> list[Piece]:
    style = pieces[0].style & EMPHASIS
    end = next(
        (at for at, piece in enumerate(pieces) if piece.role not in (Role.TEXT, Role.LINK) or not piece.style & style),
        len(pieces),
    )
    text = clean("".join(piece.text for piece in pieces[:end]))
    links = [replace(piece, role=Role.LABEL, text="", label="") for piece in pieces[:end] if piece.role is Role.LINK]
    draft.title = clean_title(_without_tail(text, draft, venues))
    rest = [*links, *pieces[end:]]
    following = clean(rest[0].text) if rest and rest[0].role is Role.TEXT else ""
    draft.split = text.endswith((":", "：")) or following.startswith((":", "："))
    return rest
