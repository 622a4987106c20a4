"""Heads: the title of an entry and what stands before it.

A title is a link's words, a bold or quoted phrase, or plain words up to where the authors, the venue or the
labels begin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.markdown.draft import Draft
from bot.domain.markdown.meta import GROUP, read_meta
from bot.domain.markdown.people import is_author, is_people
from bot.domain.markdown.pieces import Piece, Role
from bot.domain.markdown.prefixes import bare_lead, has_words, take_lead, take_prefixes
from bot.domain.markdown.published import Published, read_published
from bot.domain.markdown.runs import Style
from bot.domain.markdown.text import clean, has_word, undecorated
from bot.domain.venues import VenueTable

_QUOTED = re.compile(
    r"[\"“«「『](?P<quoted>[^\"“”«»「」『』]{4,400}?)[,.]?[\"”»」』]|《(?P<book>[^《》]{2,400})》(?=\W|$)"
)
_STARS = re.compile(r"\s*[★☆⭐]\ufe0f?\s*\d[\d.,]*[kK]?$")
_BARRED = re.compile(r"\w\s[-–—|]\s.*\s[-–—|]\s*$")
_TITLE_LABEL = re.compile(r"(?:论文|标题|题目|论文标题|书名|论文名|title|paper)\s*[:：]\s*", re.I)
_ACCOUNT = re.compile(r"\s*[(（](@[^()（）@]{2,60})[)）]\s*$")
_DOCUMENT_CODE = re.compile(r"\s*\[(?:[JCMDRN]|EB/OL|J/OL)\](?:\s*//|\.)?\s*")
"""What a kind of document is called in numbered reference styles: `Title[J]. Journal`, `Title[C]//Proceedings`."""
_DATED_NAMES = re.compile(r"(?P<names>[^()]{3,400}?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?(?:, \w+)?\)[.,:]?\s+(?=\S)")


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
    if pieces[0].style & (Style.BOLD | Style.ITALIC) and has_word(pieces[0].text) and _stands_out(pieces):
        return labels + _styled_title(pieces, draft, venues)
    end = next((at for at, piece in enumerate(pieces) if piece.role in (Role.BREAK, Role.LABEL)), len(pieces))
    text = clean("".join(piece.text for piece in pieces[:end]))
    text = _DOCUMENT_CODE.sub(". ", _without_account(text, draft))
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


def _without_account(text: str, draft: Draft) -> str:
    """Take who wrote it from a bracket at the end: `Title(@Microsoft)`."""
    found = _ACCOUNT.search(text)
    if not found or not has_word(text[: found.start()]):
        return text
    draft.add_authors(found[1])
    return text[: found.start()]


def _without_authors(pieces: list[Piece], draft: Draft) -> list[Piece]:
    """Take authors before a title that is set in bold or italics: `Mikolov et al. *Recurrent …*, INTERSPEECH`."""
    if len(pieces) < 2 or not pieces[1].style & (Style.BOLD | Style.ITALIC):
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
