"""Heads: the title of an entry and what stands before it.

A title is a link's words, a bold or quoted phrase, or plain words up to where the authors, the venue or the
labels begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.markdown.draft import Draft
from bot.domain.markdown.flow import GROUP, read_meta
from bot.domain.markdown.labels import label_kind
from bot.domain.markdown.people import is_author, is_people
from bot.domain.markdown.pieces import Piece, Role
from bot.domain.markdown.published import read_published
from bot.domain.markdown.runs import Style
from bot.domain.markdown.text import clean, has_word, undecorated
from bot.domain.venues import VenueTable

_BULLET = re.compile(r"\s*(?:\[[ xX]\]\s|[•·▪●○◦‣★☆*+>»|]+\s*|[-–—]+\s+|\(?\d{1,3}[.)]\s+(?=\S)|#\d+\s+)+")
_TAG = re.compile(r"\s*(?:\[([^\[\]]{1,80})\]|\(([^()]{1,80})\)|【([^【】]{1,80})】)\s*([:：])?\s*")
_DATED = re.compile(r"\s*((?:19|20)\d\d(?:[-./]\d{1,2}){0,2})\s*(?:[-–—:：|]\s*|\s(?=\S))")
_YEAR_VENUE = re.compile(r"\s*((?:19|20)\d\d)[-_ ]([A-Za-z][\w&/+.]{1,14}(?: \w+)?)\s*[-–—:：|_]\s*")
_VENUE_LEAD = re.compile(r"\s*([^:：|.,]{3,40}?(?:19|20|['’])\d\d)\s*(?:[:：|]|\s[-–—])\s*")
_QUOTED = re.compile(r"[\"“«「『]([^\"“”«»「」『』]{4,400}?)[,.]?[\"”»」』]")
_SEPARATED = re.compile(r"^(.*?)\s*(?:[:：>→|]|\s[-–—]+|—)\s*$")
_GENERIC_TAG = re.compile(
    r"(?:survey|tutorial|official|unofficial|new|oral|code|book|blog|repo|paper|pytorch|tensorflow|demo|talk|video|must.?read|hot|recommended|arxiv"
    r"|dataset|benchmark|course|free|paid|zh|en|cn|jp|中文|英文|deprecated|archived|project|tool|github|link|star|update[ds]?|important|lib\w*|app|web|cli)",
    re.I,
)


def read_head(pieces: Sequence[Piece], draft: Draft, venues: VenueTable) -> list[Piece]:
    """Read the title and what stands before it into the draft; return the pieces behind."""
    rest, tag = _take_prefixes(list(pieces), draft, venues)
    at = next((at for at, piece in enumerate(rest) if piece.role is Role.LINK), None)
    first_break = next((at for at, piece in enumerate(rest) if piece.role is Role.BREAK), len(rest))
    if (
        at is not None
        and (at < first_break or not _has_words(rest[:first_break]))
        and _take_lead(rest[:at], draft, venues)
    ):
        _link_title(rest[at], draft, venues)
        behind = [piece for piece in rest[:at] if piece.role is Role.LABEL] + rest[at + 1 :]
    else:
        behind = _text_title(rest, draft, venues)
    if tag and draft.title:
        draft.title = f"{tag}: {draft.title.lstrip(' :：-–—')}"
        draft.name = tag
    return behind


def _has_words(pieces: Sequence[Piece]) -> bool:
    return any(piece.role is Role.TEXT and has_word(piece.text) for piece in pieces)


# Before the title


def _take_prefixes(pieces: list[Piece], draft: Draft, venues: VenueTable) -> tuple[list[Piece], str | None]:
    """Strip bullets, dates, venues and tags that stand before the title; return a tag that is the work's name."""
    tag: str | None = None
    for _ in range(8):
        first = next((at for at, piece in enumerate(pieces) if piece.role is not Role.LABEL), None)
        if first is None or pieces[first].role is not Role.TEXT:
            break
        piece = pieces[first]
        follows = _has_words(pieces[first + 1 :]) or any(p.role is Role.LINK for p in pieces[first + 1 :])
        left, name = _without_prefix(piece, draft, venues, follows=follows)
        tag = tag or name
        if left == piece.text and name is None:
            break
        pieces[first : first + 1] = [replace(piece, text=left)] if left.strip() else []
    return pieces, tag


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
    if piece.style & (Style.BOLD | Style.CODE | Style.ITALIC) and follows:
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
    known = _GENERIC_TAG.fullmatch(inner) or label_kind(inner)
    if (bold or tagged[4]) and not known and len(inner.split()) <= 6:
        return left, inner
    return left, None


def _take_lead(before: Sequence[Piece], draft: Draft, venues: VenueTable) -> bool:
    """Decide whether a link holds the title, given the words before it; words that belong to the title go into it."""
    lead = clean("".join(piece.text for piece in before if piece.role is Role.TEXT))
    words = lead.strip(" ,.;:：-–—|>→")
    if not has_word(words):
        return True
    if is_author(words) and (words != lead or is_people(words, sure=True)):
        return draft.add_authors(words)
    separated = _SEPARATED.match(lead)
    if separated and len(words.split()) <= 7:
        if label_kind(words) is None and not read_published(words, venues, framed=True):
            draft.title = f"{lead} "
        else:
            draft.add_published(read_published(words, venues, framed=True))
        return True
    return False


# The title


def _link_title(link: Piece, draft: Draft, venues: VenueTable) -> None:
    text = link.text
    while tagged := re.match(r"\s*\[([^\[\]]{1,80})\]\s*(?=\S)", text):
        if not draft.add_published(read_published(tagged[1], venues, framed=True)) and draft.title:
            break
        text = text[tagged.end() :]
    text = _without_tail(text, draft, venues)
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
    first = next((at for at, piece in enumerate(pieces) if piece.role in (Role.TEXT, Role.LINK)), None)
    if first is None:
        return leading
    labels, pieces = pieces[:first], pieces[first:]
    if pieces[0].style & (Style.BOLD | Style.ITALIC) and has_word(pieces[0].text) and _stands_out(pieces):
        return labels + _styled_title(pieces, draft, venues)
    end = next((at for at, piece in enumerate(pieces) if piece.role in (Role.BREAK, Role.LABEL)), len(pieces))
    text = clean("".join(piece.text for piece in pieces[:end]))
    quoted = _QUOTED.search(text)
    if quoted and (quoted.start() == 0 or is_author(text[: quoted.start()])):
        draft.title = clean_title(quoted[1])
        draft.add_authors(text[: quoted.start()])
        tail = text[quoted.end() :]
    else:
        title, tail = split_title(text, draft, venues)
        draft.title = clean_title(title)
    links = [
        replace(piece, role=Role.LABEL, text="", label=piece.text) for piece in pieces[:end] if piece.role is Role.LINK
    ]
    return [*labels, Piece(Role.TEXT, tail), *links, *pieces[end:]]


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
    style = pieces[0].style & (Style.BOLD | Style.ITALIC)
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
            draft.add_published(found)
            return text[: group.start()], after
    if opened := re.search(r"\s\(((?:19|20)\d\d)[,;]\s*(?=[^()]*$)", text):
        draft.year = draft.year or int(opened[1])
        return text[: opened.start()], text[opened.end() :]
    return _split_plain(text, venues)


_BY = re.compile(r"[.,;]?\s+by:?\s+(?=\S)", re.I)
_BOUND = re.compile(
    r"(?:(?<![\s.\-][A-Z])(?<!^[A-Z])(?P<stop>\.)|(?P<comma>[,;]))\s+|(?P<mark>[?!])\s+|\s+(?P<dash>[-–—])\s+|\s*(?P<bar>\|)\s*"
)


def _split_plain(text: str, venues: VenueTable) -> tuple[str, str]:
    for by in reversed(list(_BY.finditer(text))):
        if text[by.start()] in ".,;" or is_author(re.split(r"\.\s|, (?=[A-Z]+\b)", text[by.end() :])[0]):
            return text[: by.start()], f" by {text[by.end() :]}"
    bounds = list(_BOUND.finditer(text))
    for bound in bounds[:20]:
        if bound.start() == 0:
            continue
        tail = text[bound.end() :].strip()
        if bound["bar"]:
            return text[: bound.start()], tail
        if _ends_entry(tail, venues, weak=bool(bound["comma"] or bound["dash"])):
            return text[: bound.start() + (1 if bound["mark"] else 0)], f", {tail}"
    return text, ""


def _ends_entry(tail: str, venues: VenueTable, *, weak: bool) -> bool:
    """Say whether everything behind a boundary is authors, venue and year."""
    trial = Draft()
    left = read_meta(tail, trial, venues, framed=False, sure=weak)
    return not has_word(left) and bool(trial.authors or trial.venue or trial.year)


def clean_title(text: str) -> str:
    """Return a title as it is to be kept: undecorated, unquoted, without the list's punctuation around it."""
    text = undecorated(clean(text)).strip(" \t,;|*_`")
    text = re.sub(r"\s*[-–—:：]+$", "", text)
    if text.endswith(".") and not re.search(r"(?:\.\.|\b[A-Z]\.|\b(?:Inc|Jr|Ltd|vs|etc|al)\.)$", text):
        text = text[:-1]
    for opener, closer in (('"', '"'), ("“", "”"), ("'", "'"), ("「", "」"), ("[", "]"), ("《", "》")):
        if text.startswith(opener) and text.endswith(closer) and len(text) > 2 and opener not in text[1:-1]:
            text = text[1:-1]
    return undecorated(text.strip(" ,;|"))
