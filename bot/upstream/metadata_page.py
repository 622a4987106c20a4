"""What a web page says of itself in its head.

That is: `citation_*` tags (as Google Scholar reads them), Dublin Core, Open Graph, and its title.  Scripts are
not run, and the body is not read.  Python's own HTML parser takes minutes for a page that is made to cost time;
here every step is bounded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.linkfacts import LinkFacts
from bot.domain.venues import VenueTable
from bot.upstream.content import decode
from bot.upstream.metadata_text import TEXT_LIMIT, names, one_line, year_in
from bot.upstream.metadata_venue import short_venue

LARGEST = 2**20
"""Bytes of a page that are fetched."""

_HEAD = 2**18
"""Characters that are read where a page does not say where its head ends."""

_HEAD_ENDS = re.compile(r"</head\b|<body\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_ELEMENT = re.compile(r"<(meta|title)(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>='"]{1,60})(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_TITLE_ENDS = re.compile(r"</title", re.IGNORECASE)
_MOST_ELEMENTS = 500
_LONGEST_ELEMENT = 4_000
_KEYS = re.compile(r"(?:citation_|dc\.|dcterms\.|og:|twitter:|description$|bepress_citation_)")
_MOST_OF_A_KEY = 200
_NO_TITLES = frozenset(
    """just a moment...|access denied|attention required! | cloudflare|redirecting|redirecting...|403 forbidden|404
not found|404 not found|page not found|error|login|log in|sign in|please wait...|robot check|are you a robot?|security
check|checking your browser|untitled|document""".replace("\n", " ").split("|")
)  # fmt: skip
"""What stands in the title of a page that is not the one asked for."""

_VENUES = ("citation_conference_title", "citation_conference", "citation_journal_title", "citation_inbook_title")
_DATES = (
    "citation_publication_date", "citation_date", "citation_year", "citation_cover_date", "citation_online_date",
    "dc.date", "dcterms.issued", "dc.date.issued",
)  # fmt: skip


def facts(body: bytes, charset: str | None, url: str, venues: VenueTable) -> LinkFacts | None:
    """Read a page at *url*; None where it names no title."""
    head = _head(body, charset)
    title = _title(head)
    if not title:
        return None
    paper = bool(head.first("citation_title"))
    people = names(head.all("citation_author") or head.all("citation_authors") or head.all("dc.creator"))
    venue = one_line(head.first(*_VENUES))
    about = one_line(head.first("og:description", "description", "dc.description", "twitter:description"), TEXT_LIMIT)
    return LinkFacts(
        url,
        EntryKind.PAPER if paper else EntryKind.RESOURCE,
        title,
        people if paper else (),
        (short_venue(venue, venues) if venue else "") or None,
        year_in(head.first(*_DATES)) if paper else None,
        description=None if paper else one_line(about) or None,
        abstract=(one_line(head.first("citation_abstract", "dcterms.abstract"), TEXT_LIMIT) or about or None),
        links=(Link(LinkKind.PAPER if paper else LinkKind.OTHER, url),),
        sources=(one_line(head.first("og:site_name"), 60) or _host(url),),
    )


@dataclass(slots=True)
class _Head:
    """Everything that the head says, by lower-case name, in order."""

    said: dict[str, list[str]] = field(default_factory=dict)
    title: str = ""

    def all(self, name: str) -> list[str]:
        return self.said.get(name, [])

    def note(self, attributes: Mapping[str, str]) -> None:
        """Keep what one `meta` element says."""
        name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").casefold()
        said = self.said.setdefault(name, []) if _KEYS.match(name) else []
        if len(said) < _MOST_OF_A_KEY:
            said.append(attributes.get("content", "").strip())

    def first(self, *wanted: str) -> str:
        return next((text for name in wanted for text in self.all(name) if text.strip()), "")


def _head(body: bytes, charset: str | None) -> _Head:
    declared = _CHARSET.search(body[:4096])
    text = decode(body, charset or (declared[1].decode("ascii") if declared else None))
    end = _HEAD_ENDS.search(text)
    text = _without_comments(text[: min(end.start() if end else _HEAD, _HEAD)])
    head = _Head()
    for found in islice(_ELEMENT.finditer(text), _MOST_ELEMENTS):
        inside = text[found.end() : found.end() + _LONGEST_ELEMENT]
        if found[1].casefold() == "meta":
            head.note(_attributes(inside))
        elif not head.title:
            head.title = _TITLE_ENDS.split(inside.partition(">")[2], maxsplit=1)[0]
    return head


def _without_comments(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _attributes(text: str) -> dict[str, str]:
    """Read the attributes that a tag starts with, entities decoded; the first of equal names counts."""
    attributes: dict[str, str] = {}
    place = 0
    while found := _ATTRIBUTE.match(text, place):
        value = found[2] or ""
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        attributes.setdefault(found[1].casefold(), html.unescape(value))
        place = found.end()
    return attributes


def _title(head: _Head) -> str:
    cited = one_line(head.first("citation_title", "dc.title", "dcterms.title", "bepress_citation_title"))
    shown = one_line(head.first("og:title", "twitter:title")) or one_line(head.title)
    title = cited or _without_site(shown, one_line(head.first("og:site_name")))
    return "" if title.casefold().strip() in _NO_TITLES else title


def _without_site(title: str, site: str) -> str:
    """Take away the site's name, which pages put behind their title."""
    found = re.fullmatch(rf"(.+?)\s+[|·•–—-]\s+{re.escape(site)}", title, re.IGNORECASE) if site else None
    return found[1] if found else title


def _host(url: str) -> str:
    found = re.match(r"https?://(?:www\.)?([^/?#:]+)", url, re.IGNORECASE)
    return found[1] if found else url
