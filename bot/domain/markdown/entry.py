"""Entries: one item, paragraph or row, read into an entry, or left out because it is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.entries import Entry, EntryKind, LinkKind, Placement, SectionPath
from bot.domain.markdown.draft import Draft
from bot.domain.markdown.flow import read_flow
from bot.domain.markdown.heads import read_head
from bot.domain.markdown.kinds import entry_kind, typed_links
from bot.domain.markdown.labels import COURSE_PARTS, address_kind, label_kind, label_text, link_kind
from bot.domain.markdown.naming import name_in
from bot.domain.markdown.people import is_people
from bot.domain.markdown.pieces import Piece, Role, read_pieces
from bot.domain.markdown.published import Published, read_published, year_in
from bot.domain.markdown.runs import Runs
from bot.domain.markdown.skip import is_prose
from bot.domain.markdown.text import clean, has_word, one_of
from bot.domain.markdown.titling import split_subtitle
from bot.domain.venues import VenueTable

_DETAIL = one_of(
    r"""authors?|by|venue|conference|journal|publication|publisher|published(?: in| at| by)?|year|date|summary|abstract
    tl;?dr|description|notes?|comments?|remarks?|institut(?:es?|ions?)|affiliations?|key ?words?|tags?
    作者|摘要|会议|机构|简介|介绍|说明|发表|时间|年份""",
    whole=r"\s*(?P<key>{})\s*[:：]\s*",
)
_PEOPLE_KEYS = ("author", "by", "institution", "affiliation", "作者", "机构")
_PLACE_KEYS = ("venue", "conference", "journal", "publi", "year", "date", "会议", "发表", "时间", "年份")
_WORDS_KEYS = ("summary", "abstract", "tl", "description", "note", "comment", "remark", "摘要", "简介", "介绍", "说明")
_OWN_PAGES = frozenset(
    ["docs", "documentation", "website", "homepage", "home page", "project page", "demo", "blog post"]
)
"""Labels of what a work has for itself; "Datasets" or "Tutorials" may as well be works on its subject."""
_PROFILE = re.compile(r"//scholar\.google\.[\w.]+/citations\?(?:.*&)?user=|//(?:www\.)?linkedin\.com/in/", re.I)
"""A person's page: people are not works."""
LONGEST_TITLE = 600
"""Characters that words may have to be a title; the words of a link may have more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be an entry: its runs, where it stands, and what stands below it and belongs to it.

    `likely` says that its place vouches for it: an item without link or venue counts as a work there.
    """

    runs: Runs
    line: int
    section: SectionPath
    details: tuple[Runs, ...] = ()
    likely: bool = False
    year: int | None = None
    list_title: str = ""


def read_entry(candidate: Candidate, venues: VenueTable) -> Entry | None:
    """Read a candidate; None if a careful reader would not call it an entry."""
    draft = read_draft(candidate.runs, venues)
    if is_prose(candidate.runs, linked_title=draft.linked):
        return None
    for detail in candidate.details:
        read_detail(detail, draft, venues)
    if not _is_work(draft, candidate):
        return None
    return finished(draft, candidate)


def read_draft(runs: Runs, venues: VenueTable) -> Draft:
    """Read the fields of one text."""
    draft = Draft()
    rest = read_head(read_pieces(runs, venues), draft, venues)
    if draft.linked:
        draft.split = _first_words(rest).startswith((":", "："))
    if draft.split and len(draft.title.split()) <= 4 and ":" not in draft.title:
        rest = split_subtitle(rest, draft, venues)
    read_flow(rest, draft, venues)
    if not draft.title and draft.links:
        _title_from_label(draft)
    return draft


def _first_words(pieces: Sequence[Piece]) -> str:
    return next((piece.text.strip() for piece in pieces if piece.role is Role.TEXT and piece.text.strip()), "")


def _title_from_label(draft: Draft) -> None:
    """Take the one label there is as the title, if that is all the text there is."""
    url, label = draft.links[0]
    title = label if label and label_kind(label) is None else draft.description or label
    if title:
        draft.title = title
        draft.description = None if title == draft.description else draft.description
        draft.links[0] = (url, label if title != label else "")


def read_detail(runs: Runs, draft: Draft, venues: VenueTable) -> None:
    """Read what stands below a work and belongs to it: authors, venue, links, a summary."""
    pieces = read_pieces(runs, venues)
    text = clean("".join(piece.text for piece in pieces if piece.role is not Role.LABEL))
    keyed = _DETAIL.match(text)
    if keyed:
        _keyed_detail(keyed["key"].casefold(), text[keyed.end() :], draft, venues)
        for piece in pieces:
            if piece.url:
                draft.add_link(piece)
        return
    before = draft.description
    key = _key_of(clean("".join(piece.text for piece in pieces if piece.role is Role.TEXT)))
    for piece in pieces:
        if piece.role is Role.LINK:
            draft.add_link(Piece(Role.LABEL, url=piece.url, label=key or piece.text))
    if key:
        pieces = [piece for piece in pieces if piece.role is Role.LABEL]
    rest = [piece for piece in pieces if piece.role is not Role.LINK or len(piece.text.split()) > 3]
    read_flow(rest, draft, venues)
    if draft.description != before and (before or len((draft.description or "").split()) < 5):
        draft.description = before


def _keyed_detail(key: str, text: str, draft: Draft, venues: VenueTable) -> None:
    if key.startswith(_PEOPLE_KEYS):
        draft.add_authors(text)
    elif key.startswith(_PLACE_KEYS):
        named = Published(venue=text.strip(" .")) if 0 < len(text.split()) <= 8 else Published()
        draft.add_published(read_published(text, venues, framed=True) or named)
    elif key.startswith(_WORDS_KEYS):
        draft.add_description(text)


def is_detail(runs: Runs, venues: VenueTable, *, linked: bool) -> bool:
    """Say whether a nested item tells about the work above it instead of naming one of its own.

    `linked` says that the work above has a link of its own: `[Datasets](…)` below it is then another work.
    """
    pieces = read_pieces(runs, venues)
    words = clean("".join(piece.text for piece in pieces if piece.role is Role.TEXT))
    if _DETAIL.match(words):
        return True
    links = [piece for piece in pieces if piece.url]
    if not links or (linked and _key_of(words) is not None):
        return True
    if any(piece.role is Role.LINK and not _is_bare_label(piece, words, linked=linked) for piece in links):
        return False
    bare = re.sub(r"^[\w /&-]{2,30}[:：]", "", words)
    return len(re.findall(r"\w+", bare)) <= 2 or bool(read_published(bare, venues, framed=True))


def _key_of(words: str) -> str | None:
    """Return the kind of link that the words before a colon name: `Paper:` before a link."""
    found = re.match(r"([^:：]{2,20})[:：]", words)
    certain = found is not None and label_kind(found[1]) in (LinkKind.PAPER, LinkKind.CODE, LinkKind.PROJECT)
    return found[1] if found and certain else None


def is_subject(runs: Runs, venues: VenueTable) -> bool:
    """Say whether a text names a subject and only points to more about it: `NoSQL [[keyword](…)]`.

    Such a text heads the works below it; a work's own links say what they are.
    """
    draft = read_draft(runs, venues)
    if draft.linked or draft.venue or draft.authors or draft.year or len(draft.title.split()) > 5:
        return False
    return all(label and link_kind(url, label) in (None, LinkKind.OTHER) for url, label in draft.links)


def _is_bare_label(piece: Piece, words: str, *, linked: bool) -> bool:
    kind = label_kind(piece.text)
    if kind is None or has_word(words):
        return False
    certain = kind in (LinkKind.PAPER, LinkKind.CODE, LinkKind.SLIDES, LinkKind.VIDEO)
    return not linked or certain or label_text(piece.text).casefold() in COURSE_PARTS | _OWN_PAGES


def _is_work(draft: Draft, candidate: Candidate) -> bool:
    title = draft.title
    if not re.search(r"[^\W_]", title) or (len(title) > LONGEST_TITLE and not draft.linked):
        return False
    if draft.linked and _PROFILE.search(draft.links[0][0]):
        return False
    if draft.links:
        return draft.linked or len(title) > 1
    if draft.venue or (draft.authors and len(title.split()) >= 2) or (draft.year and len(title.split()) >= 3):
        return True
    return candidate.likely and _is_title_like(title)


def _is_title_like(title: str) -> bool:
    words = title.split()
    named = re.match(r"[\w.+-]{2,}(?: [\w.+-]+){0,2}[:：] \w", title)
    return (
        (len(words) >= 4 or bool(named and len(words) >= 3))
        and len(words) <= 40
        and not title.endswith((".", "!", ":"))
    )


def finished(draft: Draft, candidate: Candidate) -> Entry:
    """Give a draft the rest that follows from its fields: kind, name, kinds of links, year."""
    section = candidate.section
    context = (candidate.list_title, *section)
    _join_split_title(draft, context)
    kind = entry_kind(draft, context)
    if kind is not EntryKind.PROJECT:
        _take_authors_from_description(draft)
    name = draft.name or name_in(draft.title, kind)
    _describe_project(draft, kind, name)
    return Entry(
        title=draft.title,
        kind=kind,
        placements=(Placement(section, 0, candidate.line),),
        name=name if name and clean(name) else None,
        authors=draft.authors,
        venue=draft.venue,
        year=draft.year or _year_of_title(draft) or candidate.year,
        links=typed_links(draft, kind, context),
        description=draft.description,
    )


def _join_split_title(draft: Draft, section: SectionPath) -> None:
    """Join `[POET](…): Training Neural Networks …` into the paper's one title."""
    if not draft.split or not draft.description or len(draft.title.split()) > 4 or ":" in draft.title:
        return
    first_link = draft.links[0][0] if draft.links else ""
    paper = draft.venue or address_kind(first_link) is LinkKind.PAPER or entry_kind(draft, section) is EntryKind.PAPER
    if paper and len(draft.description.split()) <= 30 and not re.search("[，。；]", draft.description):
        draft.name = draft.name or draft.title
        draft.title, draft.description = f"{draft.title}: {draft.description.rstrip('.')}", None


def _take_authors_from_description(draft: Draft) -> None:
    """Take a paper's or book's description for its authors if it is nothing but names: `[Book](…) - Jane Doe 2012`."""
    found = re.fullmatch(r"(.+?)(?:[\s,(]+((?:19|20)\d\d)\)?)?", draft.description or "")
    if found and draft.authors is None and len(found[1].split()) <= 20 and is_people(found[1]):
        draft.add_authors(found[1])
        draft.year = draft.year or year_in(found[2] or "")
        draft.description = None


def _describe_project(draft: Draft, kind: EntryKind, name: str | None) -> None:
    """Give a project called `Name: what it does` the rest of its title as its description."""
    if kind is not EntryKind.PROJECT or not name or draft.description is not None or draft.linked:
        return
    found = re.match(rf"{re.escape(name)}\s*([:：]|\s[-–—]\s)\s*(\S.*)", draft.title)
    if found:
        draft.description = found[2]
        draft.title = draft.title if found[1] in ":：" else name


def _year_of_title(draft: Draft) -> int | None:
    tail = re.search(r"(?:^|[\s,(])(?:19|20)\d\d\)?$", draft.title)
    return year_in(tail[0]) if tail else None
