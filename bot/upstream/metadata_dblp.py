"""Where a work was published in the end, which DBLP knows best: https://dblp.org/faq/13501473.html.

Its search finds by words; a hit counts only where title and authors are those of the work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import urlencode

from pydantic import BaseModel, TypeAdapter

from bot.domain.linkfacts import LinkFacts
from bot.domain.titles import fold, title_key
from bot.domain.venues import VenueTable
from bot.upstream.metadata_text import names, one_line, year_in
from bot.upstream.metadata_venue import short_venue

NAME = "DBLP"

_PUBLISHED = ("Conference and Workshop Papers", "Journal Articles", "Parts in Books or Collections")
_MOST_WORDS = 20


class _Author(BaseModel):
    text: str = ""


class _Authors(BaseModel):
    author: list[_Author] | _Author = []


class _Info(BaseModel):
    title: str = ""
    authors: _Authors = _Authors()
    venue: list[str] | str = ""
    year: str = ""
    type: str = ""
    doi: str = ""


class _Hit(BaseModel):
    info: _Info


class _Hits(BaseModel):
    hit: list[_Hit] = []


class _Result(BaseModel):
    hits: _Hits


class Found(BaseModel):
    """DBLP's answer to a search."""

    result: _Result


@cache
def shape() -> TypeAdapter[Found]:
    """Return the shape of an answer."""
    return TypeAdapter(Found)


def question(host: str, title: str) -> str | None:
    """Return the address that searches for a title; None where it has no words to search for."""
    words = re.findall(r"\w+", title)[:_MOST_WORDS]
    return f"{host}/search/publ/api?{urlencode({'q': ' '.join(words), 'format': 'json', 'h': '20'})}" if words else None


def improved(facts: LinkFacts, found: Found, venues: VenueTable) -> LinkFacts | None:
    """Return the facts with the venue and year of publication; None where DBLP knows of none."""
    same = [hit.info for hit in found.result.hits.hit if _is(hit.info, facts)]
    best = min(same, key=lambda info: (_PUBLISHED.index(info.type), info.year), default=None)
    if best is None:
        return None
    venue = best.venue if isinstance(best.venue, str) else next(iter(best.venue), "")
    return replace(
        facts,
        venue=short_venue(one_line(venue), venues) or facts.venue,
        year=year_in(best.year) or facts.year,
        authors=facts.authors or _people(best),
        sources=(*facts.sources, NAME),
    )


def _is(info: _Info, facts: LinkFacts) -> bool:
    if info.type not in _PUBLISHED or title_key(one_line(info.title).rstrip(".")) != title_key(facts.title or ""):
        return False
    mine, theirs = _surnames(facts.authors), _surnames(_people(info))
    return not mine or not theirs or bool(mine & theirs)


def _people(info: _Info) -> tuple[str, ...]:
    listed: Sequence[_Author] = info.authors.author if isinstance(info.authors.author, list) else [info.authors.author]
    return names(re.sub(r"\s+\d{4}$", "", each.text) for each in listed)  # the fourth Wei Wang is `Wei Wang 0004`


def _surnames(people: Iterable[str]) -> set[str]:
    return {fold(name).split()[-1] for name in people if fold(name).split()}
