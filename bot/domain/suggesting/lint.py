"""Lint: what is put right in a proposal before anybody is bothered with it, and what a person should look at.

In the manner of awesome-lint, but with the list's own habits as the rules.  Pure; whether links answer or repositories
are archived is asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entries import Entry
from bot.domain.suggesting.fixes import FIXES, HABIT
from bot.domain.suggesting.proposal import Proposal
from bot.domain.venues import VenueTable
from bot.i18n import gettext as _

_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.I)
_MEANT_TWICE = frozenset({"had", "that", "very", "bora", "pago"})
_LETTERS = re.compile(r"[^\W\d_]")


class Severity(StrEnum):
    """What has become of something that lint found."""

    FIXED = "fixed"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class LintNote:
    """One thing that lint found: the field that it is about, and a sentence."""

    field: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Linted:
    """A proposal as lint leaves it, and what there is to say about it."""

    proposal: Proposal
    notes: tuple[LintNote, ...]


def lint(proposal: Proposal, neighbours: Sequence[Entry], *, venues: VenueTable) -> Linted:
    """Put right what surely is wrong in a proposal and warn of the rest.

    *neighbours* are the entries whose habits are the rules: those of its section, or of the whole list.
    """
    notes: list[LintNote] = []
    for fix in FIXES:
        after, field, message = fix(proposal, neighbours, venues)
        if after != proposal:
            notes.append(LintNote(field, Severity.FIXED, message))
        proposal = after
    return Linted(proposal, (*notes, *_warnings(proposal, neighbours)))


def _warnings(proposal: Proposal, neighbours: Sequence[Entry]) -> Iterator[LintNote]:
    title, words = proposal.title, proposal.description or ""
    if not proposal.links and any(entry.links for entry in neighbours):
        yield _warning("links", _("There is no link; most readers will want one."))
    letters = _LETTERS.findall(title)
    if len(title.split()) >= 3 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters) > 10:
        yield _warning("title", _("The title is in capitals; write it as the work does."))
    lower = len(title.split()) >= 3 and title == title.lower() != title.upper()
    if lower and _share(neighbours, lambda entry: entry.title != entry.title.lower()) >= HABIT:
        yield _warning("title", _("The title has no capital letters; write it as the work does."))
    for field, text in (("title", title), ("description", words)):
        twice = next((each[1] for each in _TWICE.finditer(text) if each[1].casefold() not in _MEANT_TWICE), None)
        if twice:
            yield _warning(field, _("“{word}” stands there twice in a row.", word=twice))
    name = proposal.name or title
    if words and len(name) > 2 and words.casefold().startswith(f"{name} ".casefold()):
        yield _warning("description", _("The description repeats the name; start with what it is."))


def _warning(field: str, message: str) -> LintNote:
    return LintNote(field, Severity.WARNING, message)


def _share(neighbours: Sequence[Entry], has: Callable[[Entry], bool]) -> float:
    return sum(map(has, neighbours)) / len(neighbours) if neighbours else 0.0
