"""Works: what every export format says about an entry, worked out once and the same for all of them.

All text in a `Work` is harmless and on one line; what a format must escape, its writer escapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.entries import Entry, EntryKind, LinkKind, SectionPath
from bot.domain.keys import link_key
from bot.domain.venues import VenueTable, fold_venue
from bot.replies.harmless import harmless, safe_url
from bot.services.export.citation_keys import citation_keys
from bot.services.export.people import Authors, read_authors

TEXT_LIMIT = 10_000
PREPRINTS = "arXiv"
"""The canonical venue that is no venue."""


class Form(StrEnum):
    """How a work was published, in the terms that reference managers share."""

    CONFERENCE = "conference"
    JOURNAL = "journal"
    PREPRINT = "preprint"
    SOFTWARE = "software"
    WEB = "web"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Work:
    """One entry to be exported.

    `venue` is the canonical name where the table has one, `listed_venue` the list's own spelling where
    that differs.  `links` are absolute, the one to follow first in front.  `doi` and `arxiv` are bare
    identifiers.  `topics` are the innermost headings without their numbers.  What is unknown is empty.
    """

    key: str
    form: Form
    kind: EntryKind
    title: str
    name: str
    authors: Authors
    listed_authors: str
    venue: str
    listed_venue: str
    year: int | None
    links: tuple[tuple[LinkKind, str], ...]
    doi: str
    arxiv: str
    description: str
    note: str
    sections: tuple[SectionPath, ...]
    topics: tuple[str, ...]
    list_name: str
    added: str

    @property
    def url(self) -> str:
        """The link to follow first."""
        return self.links[0][1] if self.links else ""


def works(entries: Sequence[CatalogEntry], notes: Mapping[EntryRef, str], venues: VenueTable) -> tuple[Work, ...]:
    """Work out what to say about each entry, in order."""
    keys = citation_keys([entry.ref for entry in entries])
    return tuple(_work(entry, key, notes.get(entry.ref, ""), venues) for entry, key in zip(entries, keys, strict=True))


def _work(item: CatalogEntry, key: str, note: str, venues: VenueTable) -> Work:
    entry = item.entry
    listed = _clean(entry.venue)
    venue = venues.canonical(listed) or listed
    doi, arxiv = _identifiers(entry)
    sections = tuple(tuple(map(_clean, section)) for section in entry.sections)
    topics = dict.fromkeys(_NUMBERING.sub("", section[-1], count=1) for section in sections if section)
    added = item.listed_on
    return Work(
        key=key,
        form=_form(entry.kind, venue, arxiv),
        kind=entry.kind,
        title=_clean(entry.title) or "…",
        name=_clean(entry.name),
        authors=read_authors(_clean(entry.authors)),
        listed_authors=_clean(entry.authors),
        venue=venue,
        listed_venue=listed if listed != venue else "",
        year=entry.year,
        links=_links(entry),
        doi=doi,
        arxiv=arxiv,
        description=_description(entry),
        note=_clean(note),
        sections=sections,
        topics=tuple(topic for topic in topics if topic),
        list_name=_clean(item.ref.list_name),
        added=added.isoformat() if added else "",
    )


def _description(entry: Entry) -> str:
    """Return the description, unless the title ends in it: `MNN: A Universal and Efficient Inference Engine`."""
    text = _clean(entry.description)
    return "" if _clean(entry.title).casefold().endswith(text.casefold()) else text


def _clean(text: str | None) -> str:
    return harmless(text, TEXT_LIMIT) if text else ""


_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[a-z][.)])\s+(?=\S)")
_DOI = re.compile(r"10\.\d{4,9}/[^\s{}\\\"]+", re.ASCII)
_FIRST = {
    EntryKind.PAPER: (LinkKind.PAPER, LinkKind.PROJECT, LinkKind.CODE),
    EntryKind.PROJECT: (LinkKind.CODE, LinkKind.PROJECT),
    EntryKind.RESOURCE: (LinkKind.OTHER, LinkKind.PROJECT),
}


def _identifiers(entry: Entry) -> tuple[str, str]:
    """Return DOI and arXiv id; a paper's slides or code may carry those of something else, so only papers' count."""
    doi = arxiv = ""
    for link in entry.links_of(LinkKind.PAPER):
        key = link_key(link.url)
        if key and key.scheme == "doi" and key.value.isascii() and _DOI.fullmatch(key.value):
            doi = doi or key.value
        elif key and key.scheme == "arxiv":
            arxiv = arxiv or key.value
    return doi, arxiv


def _links(entry: Entry) -> tuple[tuple[LinkKind, str], ...]:
    usable = dict.fromkeys((link.kind, url) for link in entry.links if (url := safe_url(link.url)))
    order = _FIRST[entry.kind]
    first = min(usable, key=lambda link: order.index(link[0]) if link[0] in order else len(order), default=None)
    return (first, *(link for link in usable if link != first)) if first else ()


_JOURNAL_WORDS = re.compile(
    r"journal|transactions|\btrans\b|letters|magazine|surveys?$|review|communications|proceedings of the (?:ieee|acm)"
    r"|\b(?:nature|science|access|jmlr|tmlr|imwut|csur|pvldb|jsac|iot-?j|pnas)\b",
    re.IGNORECASE,
)
_TRANSACTIONS = re.compile(r"T(?!REC$|ACAS$|CC$|PDL$)[A-Z]{1,4}")


def _form(kind: EntryKind, venue: str, arxiv: str) -> Form:
    if kind is EntryKind.PROJECT:
        return Form.SOFTWARE
    if kind is EntryKind.RESOURCE:
        return Form.WEB
    if fold_venue(venue) == fold_venue(PREPRINTS) or (arxiv and not venue):
        return Form.PREPRINT
    if not venue:
        return Form.OTHER
    journal = _JOURNAL_WORDS.search(venue) or _TRANSACTIONS.fullmatch(venue)
    return Form.JOURNAL if journal else Form.CONFERENCE
