"""Fixes: what in a proposal surely is a slip, and what the list has a habit for, put right one thing at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.domain.entries import Entry
from bot.domain.markdown.text import clean
from bot.domain.suggesting.parts import title_says
from bot.domain.suggesting.proposal import Proposal
from bot.domain.titles import normal_title
from bot.domain.urls import without_tracking
from bot.domain.venues import VenueTable
from bot.i18n import gettext as _

HABIT = 0.8
"""The share of a list's entries from which on something is its habit."""

_ENOUGH = 4
_ABBREVIATION = re.compile(r"(?:\.\.|\b[A-Z]\.|\b(?:Inc|Jr|Ltd|etc|al)\.)$")

Fixed = tuple[Proposal, str, str]
"""The proposal after a fix, the field that it changed, and what was done to it."""


def _spaces(proposal: Proposal, _neighbours: Sequence[Entry], _venues: VenueTable) -> Fixed:
    def tidy(text: str | None) -> str | None:
        return clean(text) or None if text else text

    after = replace(
        proposal,
        title=clean(proposal.title),
        name=tidy(proposal.name),
        authors=tidy(proposal.authors),
        venue=tidy(proposal.venue),
        description=tidy(proposal.description),
    )
    return after, "title", _("Superfluous spaces and invisible characters are gone.")


def _tracking(proposal: Proposal, _neighbours: Sequence[Entry], _venues: VenueTable) -> Fixed:
    links = tuple(replace(link, url=without_tracking(link.url)) for link in proposal.links)
    return replace(proposal, links=links), "links", _("What only tracks readers was taken off the links.")


def _title_stop(proposal: Proposal, _neighbours: Sequence[Entry], _venues: VenueTable) -> Fixed:
    title = proposal.title.rstrip(" ,;:")
    if title.endswith(".") and not _ABBREVIATION.search(title):
        title = title[:-1]
    return replace(proposal, title=title), "title", _("The title lost the sign at its end.")


def _description_repeats(proposal: Proposal, _neighbours: Sequence[Entry], _venues: VenueTable) -> Fixed:
    words = proposal.description
    same = bool(words) and (
        title_says(proposal.title, words or "") or normal_title(words or "") == normal_title(proposal.title)
    )
    message = _("The description said no more than the title; it is left out.")
    return (replace(proposal, description=None) if same else proposal), "description", message


def _venue(proposal: Proposal, neighbours: Sequence[Entry], venues: VenueTable) -> Fixed:
    """Spell a venue as the list does, or as the table does where the list does not have it."""
    known = venues.canonical(proposal.venue or "")
    if known is None or proposal.venue is None:
        return proposal, "venue", ""
    spelt = Counter(entry.venue for entry in neighbours if entry.venue and venues.canonical(entry.venue) == known)
    usual = spelt.most_common(1)[0][0] if spelt else None
    own_case = known if known.casefold() == proposal.venue.casefold() else proposal.venue
    better = usual if usual and not spelt[proposal.venue] else proposal.venue if usual else own_case
    message = _("{venue} is spelt {better} here.", venue=proposal.venue, better=better)
    return replace(proposal, venue=better), "venue", message


def _description_stop(proposal: Proposal, neighbours: Sequence[Entry], _venues: VenueTable) -> Fixed:
    words = proposal.description
    ends = _habit(neighbours, lambda description: description.endswith((".", "!", "?", "。")))
    if words and ends and words[-1].isalnum():
        return replace(proposal, description=f"{words}."), "description", _("The description got its full stop.")
    if words and ends is False and words.endswith(".") and not _ABBREVIATION.search(words):
        after = replace(proposal, description=words[:-1])
        return after, "description", _("The description lost its full stop, as this list writes none.")
    return proposal, "description", ""


def _description_start(proposal: Proposal, neighbours: Sequence[Entry], _venues: VenueTable) -> Fixed:
    words = proposal.description
    capital = _habit(neighbours, lambda description: not description[0].islower())
    first = words.split()[0] if words else ""
    if words and capital and first.isalpha() and first.islower():
        after = replace(proposal, description=words[0].upper() + words[1:])
        return after, "description", _("The description starts with a capital letter now.")
    return proposal, "description", ""


def _habit(neighbours: Sequence[Entry], has: Callable[[str], bool]) -> bool | None:
    """Return what nearly all descriptions do; None where they differ or are too few."""
    found = [has(entry.description) for entry in neighbours if entry.description]
    if len(found) < _ENOUGH:
        return None
    share = sum(found) / len(found)
    return True if share >= HABIT else False if share <= 1 - HABIT else None


FIXES: tuple[Callable[[Proposal, Sequence[Entry], VenueTable], Fixed], ...] = (
    _spaces,
    _tracking,
    _title_stop,
    _description_repeats,
    _venue,
    _description_stop,
    _description_start,
)
"""All fixes, in the order in which they are made."""
