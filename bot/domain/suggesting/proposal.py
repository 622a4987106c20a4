"""Proposals: what somebody offers for a list, and what of it can be used at all.

Refuses or neutralises what is hostile or hopeless in a field.  Knows neither lists nor their styles; taste is a
matter of `lint`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.domain.entries import EntryKind, Link, SectionPath
from bot.domain.markdown.text import clean, has_word
from bot.domain.suggesting.addresses import checked_links
from bot.errors import SuggestionRefused
from bot.i18n import N_
from bot.i18n import gettext as _

LONGEST = {"title": 300, "name": 60, "authors": 600, "venue": 120, "description": 800}
"""Characters that each field may have."""

YEARS = range(1950, 2050)
"""Years that a reader of lists takes for one."""

_ADDRESS = re.compile(r"\w://|\bwww\.\w|\bjavascript\s*:", re.I)
_YEAR_AT_END = re.compile(r"[\s,(]*(?:\b((?:19|20)\d\d)|['’](\d\d))\)?$")
_WORDS = {
    "title": N_("title"),
    "name": N_("short name"),
    "authors": N_("authors"),
    "venue": N_("venue"),
    "description": N_("description"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One work as a form holds it.

    `links` come most important first (a title that is a link leads to the first one); their labels are not used, as
    every list has its own.  `section` is a path of the list.
    """

    title: str
    section: SectionPath
    links: tuple[Link, ...] = ()
    kind: EntryKind = EntryKind.PAPER
    name: str | None = None
    authors: str | None = None
    venue: str | None = None
    year: int | None = None
    description: str | None = None

    @property
    def own_name(self) -> str | None:
        """The short name, where the title does not start with it anyway."""
        return None if not self.name or self.title.casefold().startswith(self.name.casefold()) else self.name


def checked(proposal: Proposal) -> Proposal:
    """Return the proposal with each field on one line, free of control characters and marks that reorder text.

    Raises `SuggestionRefused` for what cannot stand in any list: no title, endless text, an address in a text,
    a year that is none, a link that leads nowhere or somewhere it must not.
    """
    title = _text("title", proposal.title)
    if not title:
        raise SuggestionRefused(_("A suggestion needs a title."), field="title")
    venue, year = _published(_text("venue", proposal.venue), proposal.year)
    return replace(
        proposal,
        title=title,
        links=checked_links(proposal.links),
        name=_text("name", proposal.name),
        authors=_text("authors", proposal.authors),
        venue=venue,
        year=year,
        description=_text("description", proposal.description),
    )


def _text(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    limit = LONGEST[field]
    if len(value) > 4 * limit or len(text := clean(value)) > limit:
        raise SuggestionRefused(
            _("The field “{field}” is too long: at most {limit} characters fit.", field=_(_WORDS[field]), limit=limit),
            field=field,
        )
    if _ADDRESS.search(text):
        raise SuggestionRefused(
            _("There is an address in the field “{field}”; give it as a link instead.", field=_(_WORDS[field])),
            field=field,
        )
    return text if has_word(text) else None


def _published(venue: str | None, year: int | None) -> tuple[str | None, int | None]:
    """Part a venue from a year that was typed with it: `MobiSys'24`, `ICML 2022`."""
    found = _YEAR_AT_END.search(venue or "")
    if venue and found:
        short = int(found[2] or 0)
        year = year or int(found[1] or (2000 + short if short < 50 else 1900 + short))
        venue = venue[: found.start()] or None
    if year is not None and year not in YEARS:
        raise SuggestionRefused(
            _("{year} is not a year between {first} and {last}.", year=year, first=YEARS[0], last=YEARS[-1]),
            field="year",
        )
    return venue, year
