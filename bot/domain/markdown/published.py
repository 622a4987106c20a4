"""Where and when: the venue, the year and the organisation that a short piece of text names.

Takes one piece (what a bracket holds, what stands between two full stops), not a line.  The venue is
given as written, without its year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.markdown.people import is_author, is_people
from bot.domain.markdown.text import clean, has_word, one_of, without_pictures
from bot.domain.venues import VenueTable, fold_venue

_YEAR = re.compile(r"(?<![\d/.-])(19[5-9]\d|20[0-4]\d)(?![\d/]|[.-]\d|s\b)")
_YEAR_MONTH = re.compile(r"(?<![\d.])(19[5-9]\d|20[0-4]\d)[./-](?:0?[1-9]|1[0-2])(?:[./-]\d{1,2})?(?![\d])")
_SHORT_YEAR = re.compile(r"\s*['’‘`´′]\s?(\d{2})(?!\d)")
_JOINED_YEAR = re.compile(r"(?<=[A-Z][A-Za-z])[- ]?(\d{2})(?=$|[\s,)\]])")
_BADGE_LABEL = re.compile(
    r"^(?i:conference|conf|venue|published|publish|accepted|journal|paper)\s+(?=[A-Z][\w&-]*[A-Z]|(?i:arxiv))"
)
"""A label before a venue that is an acronym; `Journal of Systems` is a name that begins so."""
_IN = re.compile(r"^(?:in|at|to appear in|accepted (?:by|to|at|in)|published (?:in|at)|under review at)\s+(?=\S)", re.I)
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter"
)
_DATE = re.compile(
    rf"(?:(?:published|updated|released|submitted|last|on|in|v\d)\s+|date:\s*)*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s./-]+)?(?:(?:{_MONTHS})\b\.?[\s,./-]*)?(?:\d{{1,2}}(?:st|nd|rd|th)?[\s,./-]+)?"
    rf"(?P<year>19[5-9]\d|20[0-4]\d)(?:\s*[-./年]\s*\d{{1,2}}(?:\s*[-./月]\s*\d{{1,2}}日?)?|年)?"
    rf"(?:\s*(?:{_MONTHS}))?(?:\s+\d{{1,2}})?",
    re.I,
)
_SENTENCE_END = re.compile(
    r"(?<=[\w)]{3})(?<!\bProc)(?<!\bConf)(?<!\bTrans)(?<!Comput)(?<!Intell)(?<!Commun)(?<!Mach)\.\s+(?=[^\W_])"
)
_ARXIV_NUMBER = re.compile(
    r"\b(arxiv)(?: preprint)?(?: arxiv)?\s*[:/]?\s*(?:abs/)?\d{4}\.\d{4,5}(?:v\d+)?(?: \[[\w.]+\])?", re.I
)
_PAGES = re.compile(
    r"[,;]?\s*(?:vol(?:ume)?\.?\s*\d+[,;]?\s*)?"
    r"(?:\d{1,4}\s*(?:\(\d+(?:\s*[-–]\s*\d+)?\))?\s*[:,]\s*|pp?\.\s*)(?:pp?\.\s*)?\d+\s*[-–]+\s*\d+"
    r"(?=[,;.]?\s*\(?(?:19|20)\d\d\)?$|$)"
)
"""Volume, number and pages at the end: `, 20(1): 61-80`, `, vol. 3, pp. 1-10`."""
_VENUE_WORD = re.compile(
    r"\b(?:conference|conf|workshops?|journal|proceedings|proc|transactions|trans|symposium|letters|magazine|summit"
    r"|preprint|findings|congress|colloquium|bulletin|annals)\b|学报|会议|期刊",
    re.I,
)
_ACRONYM = re.compile(r"\b(?:[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*|[A-Z]{2,})\b")
_QUALIFIER = one_of(
    r"""oral|spotlight|poster|highlight|best|award|honou?rable|mention|outstanding|demos?|tutorial|workshops?|track
    short|long|findings|main|industry|keynote|invited|finalist|notable|certification|top.?\d+ ?%|accepted|under review
    to appear|rejected|withdrawn|extended abstract""",
    whole=r".*\b{}\b.*",
)
_NO_VENUE = one_of(
    r"""e?-?books?|blog(?: ?post)?|papers?|survey|review|course|video|talk|slides|code|dataset|data|updated?|ongoing
    draft|free|new|article|report|website|repo|thesis|ph\.?d\.?|tutorial|guide|lecture|since|from|until|before|after|est
    version|released?|published|archived|deprecated|dead|inactive|chinese|english|part \w+|vol\.? ?\w+|.*\bedition
    spring|summer|fall|autumn|winter""",
    whole=r"{}[\s.:]*",
)
_AMBIGUOUS = """
nature science cell fast date micro sec mm vis dis cases codes patterns middleware archive archiv arrive hal rss log
sc tc cc nc cal ics ton icc neuralnetworks neuralcomputation neurocomputing computationallinguistics
medicalimageanalysis supercomputing preprints oakland internetofthings tinyml automl ieee acm
"""
_COMMON_WORDS = frozenset(_AMBIGUOUS.split())
"""Folded names of venues that mean something else as often: they count only as written in the table, and alone."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a piece of text says about a publication; `by` is an organisation or people named along with it."""

    venue: str | None = None
    year: int | None = None
    by: str | None = None

    def __bool__(self) -> bool:
        return bool(self.venue or self.year)


NOTHING = Published()


@lru_cache(maxsize=4096)
def read_published(text: str, venues: VenueTable, *, framed: bool) -> Published:
    """Read a venue and year from a piece of text; falsy if it is about something else.

    `framed` says that brackets, a line of its own or a column set the piece apart: with a year in it,
    anything short then counts as a venue.
    """
    text = clean(text).strip(" .,;:|*-–—·")
    if not text or len(text) > 160 or not has_word(text):
        return NOTHING
    if dated := _DATE.fullmatch(text):
        return Published(year=int(dated["year"]))
    text = _PAGES.sub("", text)
    if any(not _DATE.fullmatch(text[end.end() :]) for end in _SENTENCE_END.finditer(text)):
        return NOTHING
    text = _ARXIV_NUMBER.sub(r"\1", text)
    found = _whole(text, venues, framed=framed)
    if found or not re.search(r"[,;|，；]", text):
        return found
    return _by_parts(
        [part.strip() for part in re.split(r"\s*[,;|，；]\s*", text) if part.strip()], venues, framed=framed
    )


def names_venue(text: str) -> bool:
    """Say whether a text has a word in it that only venues have: conference, journal, workshop."""
    return bool(_VENUE_WORD.search(text))


def year_in(text: str) -> int | None:
    """Return the last four-digit year in a text."""
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None


def _whole(text: str, venues: VenueTable, *, framed: bool) -> Published:
    """Read a piece without commas, or one whose commas belong to the venue's own name."""
    if re.search(r"[,;|，；]", text):
        known = venues.canonical(text)
        if not known and not re.match(r"(?:\d{4}\s|proceedings|proc\.|in proceedings)", text, re.I):
            return NOTHING
    name, year = _without_year(text, venues)
    name = _IN.sub("", _BADGE_LABEL.sub("", name)).strip(" .,;:|*-–—·")
    if not name:
        return Published(year=year)
    if _is_venue(name, venues, year=year, framed=framed):
        return Published(venue=name, year=year)
    if year and framed and (_NO_VENUE.fullmatch(name) or _only_months(name)):
        return Published(year=year)
    return NOTHING


def _by_parts(parts: list[str], venues: VenueTable, *, framed: bool) -> Published:
    venue: str | None = None
    year: int | None = None
    others: list[str] = []
    for part in parts:
        found = _whole(part, venues, framed=framed) if not _DATE.fullmatch(part) else Published(year=year_in(part))
        if found.venue and (venue is None or _better(found.venue, venue, venues)):
            if venue is not None:
                others.append(venue)
            venue, year = found.venue, found.year or year
        elif found.year and not found.venue:
            year = year or found.year
        else:
            others.append(part)
    if venue is None and year is None:
        return NOTHING
    others = [part for part in others if not _NO_VENUE.fullmatch(part)]
    qualifiers = [part for part in others if _QUALIFIER.fullmatch(part)]
    organisations = [part for part in others if part not in qualifiers and len(part.split()) <= 8]
    if venue and qualifiers:
        venue = ", ".join([venue, *qualifiers])
    if not framed and (len(others) > len(qualifiers) + len(organisations) or not all(map(is_author, organisations))):
        return NOTHING
    return Published(venue, year, re.sub(r"^by\s+", "", ", ".join(organisations), flags=re.I) or None)


def _better(one: str, other: str, venues: VenueTable) -> bool:
    return venues.leading(one) is not None and venues.leading(other) is None


def _without_year(text: str, venues: VenueTable) -> tuple[str, int | None]:
    """Split a text into what is left without its last year, and that year."""
    if dated := _YEAR_MONTH.search(text):
        return _spliced(text, dated.start(), dated.end()), int(dated[1])
    if years := list(_YEAR.finditer(text)):
        last = years[-1]
        return _spliced(text, last.start(), last.end()), int(last[0])
    if short := _SHORT_YEAR.search(text):
        return _spliced(text, short.start(), short.end()), _full_year(short[1])
    joined = _JOINED_YEAR.search(text)
    if joined and venues.leading(text[: joined.start()]):
        return _spliced(text, joined.start(), joined.end()), _full_year(joined[1])
    return text, None


def _spliced(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip(" .,-–—/@:"), text[end:].lstrip(" .,-–—/:")
    return re.sub(r"\(\s*\)|\[\s*\]", "", f"{before} {after}").strip()


def _full_year(digits: str) -> int:
    return 2000 + int(digits) if int(digits) <= 49 else 1900 + int(digits)


def _is_venue(name: str, venues: VenueTable, *, year: int | None, framed: bool) -> bool:
    bare = without_pictures(name)
    if (
        _NO_VENUE.fullmatch(bare)
        or _only_months(bare)
        or len(bare.split()) > 16
        or re.search(r"\bet al\b|[\[\]]", bare)
    ):
        return False
    if year and framed:
        return bool(re.search(r"[^\W\d]{2}", bare)) and len(bare.split()) <= 14
    if _is_known(bare, venues, alone=year is None, framed=framed):
        return len(bare.split()) <= 12 and not (year is None and _sentence(bare))
    if year and not _VENUE_WORD.search(bare):
        return len(bare.split()) <= 8 and bool(_ACRONYM.search(bare)) and not is_people(bare)
    return bool(_VENUE_WORD.search(bare)) and 2 <= len(bare.split()) <= 14 and not _sentence(bare)


def _is_known(name: str, venues: VenueTable, *, alone: bool, framed: bool) -> bool:
    """Say whether a known venue leads the name; one that is also a word must stand alone and as it is spelled."""
    known = venues.leading(name)
    if known is None:
        return False
    if not alone:
        return True
    first = re.split(r"[\s,(]", name)[0]
    if first.casefold().replace("-", "") in _COMMON_WORDS and venues.canonical(name) is None:
        return False
    if fold_venue(known) in _COMMON_WORDS or fold_venue(name) in _COMMON_WORDS:
        return framed and name in venues.spellings(known)
    rest = name[len(first) :].strip()
    return not name.islower() or name == "preprint" if not rest else not first.islower()


def _only_months(name: str) -> bool:
    return bool(re.fullmatch(rf"(?:\d{{1,2}}\W*)?(?:{_MONTHS})\b\W*(?:\d{{1,2}})?", name, re.I))


def _sentence(name: str) -> bool:
    """Say whether running prose betrays itself."""
    return bool(re.search(r"\b(?:is|are|was|were|that|which|this|these|you|your|we|our|it|how|can|will)\b", name, re.I))
