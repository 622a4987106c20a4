"""The query language: what a person typed, as words, phrases, exclusions and facets.

    free words   "a phrase"   -not   -"not this"   author:han   venue:mobisys   year:2022   year:2020..2023
    section:2.1   kind:paper   has:code   list:NAME   sort:year   -venue:arxiv   venue:"ACM MobiSys"
    like:poet,melon   unlike:sage   (also -like:sage)

Facets of one kind are alternatives (`venue:mobisys venue:mobicom`), but every `author:` and `has:` must
hold.  Nothing raises: what cannot be understood becomes a sentence in `problems`.  Facets in plain
language ("from mobisys 2022 with code") are recognised in `bot.search.plain`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entries import EntryKind, LinkKind
from bot.i18n import enumeration
from bot.i18n import gettext as _

MAX_QUERY = 500
"""Characters of a query that are read; a question is shorter, and what is pasted by accident is not a question."""

ANY_LINK = "link"
"""The value of `has:` that asks for a link of whatever kind."""


class Sort(StrEnum):
    """In which order results come."""

    RELEVANCE = "relevance"
    YEAR = "year"
    NEW = "new"


class Field(StrEnum):
    """What a facet is about."""

    AUTHOR = "author"
    VENUE = "venue"
    YEAR = "year"
    SECTION = "section"
    KIND = "kind"
    HAS = "has"
    LIST = "list"


ALL_MUST_HOLD = frozenset({Field.AUTHOR, Field.HAS})
"""Facets of which a work can meet several at once; of the others, one is enough."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One condition.  `years` is inclusive and only for `Field.YEAR`; `said` are the plain words it was read from."""

    field: Field
    value: str
    years: tuple[int, int] = (0, 9999)
    negated: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query, taken apart.

    `words` are the free words as typed, in order; `liked` and `unliked` name the entries of which more, or
    nothing of the kind, is wanted (see `bot.search.feedback`).
    """

    text: str
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    facets: tuple[Facet, ...] = ()
    sort: Sort = Sort.RELEVANCE
    problems: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    unliked: tuple[str, ...] = ()


_SPELLINGS = {
    "author": Field.AUTHOR, "authors": Field.AUTHOR, "by": Field.AUTHOR, "venue": Field.VENUE, "conf": Field.VENUE,
    "conference": Field.VENUE, "journal": Field.VENUE, "year": Field.YEAR, "date": Field.YEAR,
    "section": Field.SECTION, "in": Field.SECTION, "kind": Field.KIND, "type": Field.KIND, "has": Field.HAS,
    "with": Field.HAS, "list": Field.LIST,
}  # fmt: skip
_LINKS = {
    **{kind.value: kind.value for kind in LinkKind}, "pdf": "paper", "papers": "paper", "github": "code",
    "repo": "code", "source": "code", "slide": "slides", "videos": "video", "talk": "video", "dataset": "data",
    "datasets": "data", "models": "model", "weights": "model", "projects": "project", "website": "project",
    "blogs": "blog", "post": "blog", "link": ANY_LINK, "links": ANY_LINK, "any": ANY_LINK,
}  # fmt: skip
_KINDS = {spelling: kind.value for kind in EntryKind for spelling in (kind.value, f"{kind.value}s")}
_SORTS = {**{sort.value: sort for sort in Sort}, "newest": Sort.NEW, "latest": Sort.NEW, "added": Sort.NEW,
          "date": Sort.YEAR, "best": Sort.RELEVANCE}  # fmt: skip
_LIKES = {"like": True, "unlike": False, "not": False}
_ITEM = re.compile(
    r'(?P<not>(?<!\S)-)?(?:(?P<field>[A-Za-z]+):(?!//)\s*)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<word>[^\s"]+))', re.S
)
_QUOTES = str.maketrans("“”„«»＂：－", '"""""":-')


def parse_query(text: str) -> Query:
    """Take a query apart.  Never raises; reads the first `MAX_QUERY` characters."""
    reading = _Reading()
    for item in _ITEM.finditer(_readable(text)):
        reading.take(item)
    return Query(
        text=text,
        words=tuple(reading.words),
        phrases=tuple(reading.phrases),
        excluded=tuple(reading.excluded),
        facets=tuple(reading.facets),
        sort=reading.sort,
        problems=tuple(dict.fromkeys(reading.problems)),
        liked=tuple(dict.fromkeys(reading.likes[True])),
        unliked=tuple(dict.fromkeys(reading.likes[False])),
    )


def without_likes(text: str) -> str:
    """Return a query without what it says of entries (`like:`, `unlike:`), as it is read."""
    read = _readable(text)
    items = (item for item in _ITEM.finditer(read) if (item["field"] or "").lower() not in _LIKES)
    return " ".join(item[0].strip() for item in items)


def _readable(text: str) -> str:
    return " ".join(text[:MAX_QUERY].translate(_QUOTES).split())


def read_years(text: str) -> tuple[int, int] | None:
    """Read `2022`, `2020..2023`, `2020..`, `..2023`, `2020-2023`, `>=2020`, `<2020` as an inclusive range."""
    if match := re.fullmatch(r"(\d{4})?\s*(?:\.{2,3}|…|-|–|—)\s*(\d{4})?", text):
        if not (match[1] or match[2]):
            return None
        first, last = int(match[1] or 0), int(match[2] or 9999)
        return min(first, last), max(first, last)
    if match := re.fullmatch(r"([<>]=?)\s*(\d{4})", text):
        year = int(match[2]) + {">": 1, "<": -1}.get(match[1], 0)
        return (year, 9999) if match[1][0] == ">" else (0, year)
    return (int(text), int(text)) if re.fullmatch(r"\d{4}", text, re.ASCII) else None


class _Reading:
    """What has been read so far."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.phrases: list[str] = []
        self.excluded: list[str] = []
        self.facets: list[Facet] = []
        self.problems: list[str] = []
        self.sort = Sort.RELEVANCE
        self.likes: dict[bool, list[str]] = {True: [], False: []}

    def take(self, item: re.Match[str]) -> None:
        quoted = item["quoted"] is not None
        value = (item["quoted"] if quoted else item["word"]).strip()
        name = (item["field"] or "").lower()
        if name == "sort":
            self._sort(value)
        elif name in _LIKES:
            self._like(value, wanted=_LIKES[name] is not bool(item["not"]), whole=quoted)
        elif name in _SPELLINGS:
            self._facet(_SPELLINGS[name], value, negated=bool(item["not"]), whole=quoted)
        elif (ended := value.lower().removesuffix(":")) in _SPELLINGS and value.endswith(":"):
            self._facet(_SPELLINGS[ended], "", negated=False, whole=True)
        elif not any(letter.isalnum() for letter in value):
            pass  # lone signs ask for nothing
        elif item["not"]:
            self.excluded.append(value)
        elif quoted:
            self.phrases.append(value)
        else:
            self.words.append(f"{item['field']}:{value}" if name else value)

    def _facet(self, field: Field, value: str, *, negated: bool, whole: bool) -> None:
        for part in [value] if whole else value.split(","):
            facet, problem = _FACETS.get(field, _named)(field, part.strip())
            if facet:
                self.facets.append(Facet(field, facet.value, facet.years, negated))
            if problem:
                self.problems.append(problem)

    def _like(self, value: str, *, wanted: bool, whole: bool) -> None:
        parts = [value] if whole else value.split(",")
        self.likes[wanted] += [part.strip() for part in parts if any(letter.isalnum() for letter in part)]

    def _sort(self, value: str) -> None:
        if value.lower() in _SORTS:
            self.sort = _SORTS[value.lower()]
        else:
            self.problems.append(_("I cannot sort by {value}. Try sort:year, sort:new or sort:relevance.", value=value))


_Read = tuple[Facet | None, str | None]


def _named(field: Field, value: str) -> _Read:
    if any(letter.isalnum() for letter in value):
        return Facet(field, value), None
    return None, _("{field}: needs something after it.", field=field.value)


def _year(field: Field, value: str) -> _Read:
    years = read_years(value)
    if years:
        return Facet(field, value, years), None
    return None, _("I cannot read the year {value}. Try year:2022 or year:2020..2023.", value=value)


def _kind(field: Field, value: str) -> _Read:
    if value.lower() in _KINDS:
        return Facet(field, _KINDS[value.lower()]), None
    return None, _("There is no kind {value}. Try kind:paper, kind:project or kind:resource.", value=value)


def _has(field: Field, value: str) -> _Read:
    if value.lower() in _LINKS:
        return Facet(field, _LINKS[value.lower()]), None
    choices = enumeration(kind.value for kind in LinkKind)
    return None, _("I do not know links of the kind {value}. Try one of: {choices}.", value=value, choices=choices)


_FACETS = {Field.YEAR: _year, Field.KIND: _kind, Field.HAS: _has}
