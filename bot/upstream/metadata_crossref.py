"""What Crossref says of a DOI.

https://api.crossref.org/swagger-ui: titles with JATS tags, and container titles as long as publishers like them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote, urlencode

from pydantic import BaseModel, Field, TypeAdapter

from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.linkfacts import LinkFacts
from bot.domain.venues import VenueTable
from bot.upstream.metadata_text import TEXT_LIMIT, names, one_line, web_address
from bot.upstream.metadata_venue import short_venue

NAME = "Crossref"


class _Person(BaseModel):
    given: str | None = None
    family: str | None = None
    name: str | None = None

    def full(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part) or self.name or ""


class _Dated(BaseModel):
    parts: list[list[int | None]] = Field(default=[], alias="date-parts")


class _Event(BaseModel):
    acronym: str | None = None


class _Work(BaseModel):
    doi: str = Field(default="", alias="DOI")
    title: list[str | None] | None = None
    subtitle: list[str | None] | None = None
    author: list[_Person] | None = None
    container: list[str | None] | None = Field(default=None, alias="container-title")
    event: _Event | None = None
    issued: _Dated | None = None
    published: _Dated | None = None
    abstract: str | None = None


class Message(BaseModel):
    """Crossref's answer about one work."""

    message: _Work


@cache
def shape() -> TypeAdapter[Message]:
    """Return the shape of an answer."""
    return TypeAdapter(Message)


def question(host: str, doi: str, mailto: str | None) -> str:
    """Return the address that tells of one DOI; with *mailto*, an address for the polite pool."""
    return f"{host}/works/{quote(doi, safe='')}" + (f"?{urlencode({'mailto': mailto})}" if mailto else "")


def facts(answer: Message, doi: str, venues: VenueTable) -> LinkFacts | None:
    """Understand the answer; None where it holds no title."""
    work = answer.message
    title = one_line(_first(work.title))
    if not title:
        return None
    subtitle = one_line(_first(work.subtitle))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = one_line(f"{title}: {subtitle}")
    venue = one_line((work.event.acronym if work.event else "") or _first(work.container))
    page = web_address(f"https://doi.org/{quote(work.doi or doi, safe='/:;().-_')}") or f"https://doi.org/{quote(doi)}"
    return LinkFacts(
        page,
        EntryKind.PAPER,
        title,
        names(person.full() for person in work.author or ()),
        (short_venue(venue, venues) if venue else "") or None,
        _year(work.issued) or _year(work.published),
        abstract=one_line(work.abstract or "", TEXT_LIMIT) or None,
        links=(Link(LinkKind.PAPER, page),),
        sources=(NAME,),
    )


def _first(texts: Iterable[str | None] | None) -> str:
    return next((text for text in texts or () if text), "")


def _year(dated: _Dated | None) -> int | None:
    year = dated.parts[0][0] if dated and dated.parts and dated.parts[0] else None
    return year if year and 1500 < year < 2100 else None
