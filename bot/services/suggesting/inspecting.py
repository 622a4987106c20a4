"""Inspecting: everything that can be known of a suggestion before anybody is bothered with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.catalog import CatalogEntry
from bot.domain.suggesting import LintNote, Severity, lint
from bot.domain.suggestions import OPEN_STATES, Suggestion, SuggestionState
from bot.errors import SourceError, SuggestionError
from bot.i18n import N_, enumeration
from bot.i18n import gettext as _
from bot.ports import ListText
from bot.services.suggesting.findings import CheckKind, Finding, Inspection, Weight
from bot.services.suggesting.likeness import close_entries, linked_entries, same_entries, same_suggestions
from bot.services.suggesting.link_checks import checked_links
from bot.services.suggesting.office import Office
from bot.services.suggesting.writing import Written, neighbours, write_into

_COMPARED = (*OPEN_STATES, SuggestionState.REJECTED, SuggestionState.DECLINED)


_FIELDS = {
    "title": N_("title"),
    "name": N_("short name"),
    "authors": N_("authors"),
    "venue": N_("venue"),
    "year": N_("year"),
    "description": N_("description"),
    "links": N_("links"),
}


async def inspect(office: Office, suggestion: Suggestion, *, links: bool = False) -> Inspection:
    """Look at a suggestion from all sides; with *links* also whether its links answer, which takes some seconds.

    Raises only `StoreError`: what cannot be had is a finding.
    """
    known, others, checked, (written, line) = await asyncio.gather(
        office.store.known_entries(suggestion.list_name),
        office.store.suggestions(list_name=suggestion.list_name, states=_COMPARED),
        checked_links(office, suggestion) if links else _nothing(),
        _written(office, suggestion),
    )
    alike = await asyncio.to_thread(_compared, suggestion, known, others)
    findings = [*alike, *line, *checked]
    weights = list(Weight)
    return Inspection(tuple(sorted(findings, key=lambda each: weights.index(each.weight))), written)


def _compared(suggestion: Suggestion, known: Sequence[CatalogEntry], others: Sequence[Suggestion]) -> list[Finding]:
    """Compare a suggestion with all that is or was on the list, or was suggested."""
    present = [each for each in known if each.removed_at is None]
    same = same_entries(suggestion.proposal, present)
    findings = [_listed(each) for each in same]
    linked = [each for each in linked_entries(suggestion.proposal, present) if each not in same]
    findings += [_link_taken(each) for each in linked]
    close = close_entries(suggestion.proposal, present)
    findings += [_much_alike(each) for each in close if each not in same and each not in linked]
    gone = same_entries(suggestion.proposal, [each for each in known if each.removed_at is not None])
    if not same:
        findings += [_removed(each, each.removed_at) for each in gone if each.removed_at]
    findings += [_suggested(each) for each in same_suggestions(suggestion, others)]
    return findings


def _listed(entry: CatalogEntry) -> Finding:
    where = " / ".join(entry.entry.sections[0])
    sentence = _("It is on the list already: “{title}”, in {section}.", title=entry.entry.title, section=where)
    return Finding(CheckKind.LISTED, Weight.STOPS, sentence, entry.ref)


def _link_taken(entry: CatalogEntry) -> Finding:
    sentence = _("The list has one of its links at “{title}”. Is it the same work?", title=entry.entry.title)
    return Finding(CheckKind.LINK, Weight.LOOK, sentence, entry.ref)


def _much_alike(entry: CatalogEntry) -> Finding:
    sentence = _("The list has a work with nearly this title: “{title}”. Is it the same?", title=entry.entry.title)
    return Finding(CheckKind.ALIKE, Weight.LOOK, sentence, entry.ref)


def _removed(entry: CatalogEntry, at: datetime) -> Finding:
    sentence = _(
        "It was on the list and was removed on {day}: “{title}”.", title=entry.entry.title, day=at.date().isoformat()
    )
    return Finding(CheckKind.REMOVED, Weight.LOOK, sentence, entry.ref)


def _suggested(other: Suggestion) -> Finding:
    if other.state in OPEN_STATES:
        sentence = _("It is suggested already: “{title}” ({id}).", title=other.title, id=other.id)
        return Finding(CheckKind.SUGGESTED, Weight.STOPS, sentence, suggestion_id=other.id)
    day = other.changed_at.date().isoformat()
    if other.state is SuggestionState.REJECTED:
        sentence = _("It was suggested before, and rejected on {day}: {reason}", day=day, reason=other.reason)
    else:
        sentence = _("It was suggested before, and the list's maintainers declined it on {day}.", day=day)
    return Finding(CheckKind.BEFORE, Weight.LOOK, sentence, suggestion_id=other.id)


async def _written(office: Office, suggestion: Suggestion) -> tuple[Written | None, list[Finding]]:
    """Write the line, and say what was put right on the way or why there is none."""
    try:
        text = await office.text_of(suggestion.list_name)
        return await asyncio.to_thread(_write, office, suggestion, text)
    except SourceError as error:
        sentence = _("The list's text could not be had, so its line cannot be shown: {reason}", reason=error)
        return None, [Finding(CheckKind.LINE, Weight.LOOK, sentence)]
    except SuggestionError as error:
        return None, [Finding(CheckKind.LINE, Weight.STOPS, str(error))]


def _write(office: Office, suggestion: Suggestion, text: ListText) -> tuple[Written, list[Finding]]:
    written = write_into(text, suggestion.proposal, office.venues)
    here = replace(suggestion.proposal, section=written.proposal.section)
    linted = lint(here, neighbours(written.file, here.section), venues=office.venues)
    findings = list(_lint_findings(linted.notes))
    if text.archived:
        sentence = _("The list's repository is archived: it takes no more changes.")
        findings.append(Finding(CheckKind.LINE, Weight.LOOK, sentence))
    if written.addition.left_out:
        fields = enumeration(_(_FIELDS.get(name, name)) for name in written.addition.left_out)
        sentence = _("The list never writes this, so it is left out: {fields}.", fields=fields)
        findings.append(Finding(CheckKind.LINT, Weight.NOTE, sentence))
    return written, findings


def _lint_findings(notes: Sequence[LintNote]) -> Iterator[Finding]:
    for each in notes:
        fixed = each.severity is Severity.FIXED
        yield Finding(CheckKind.LINT, Weight.NOTE if fixed else Weight.LOOK, each.message)


async def _nothing() -> list[Finding]:
    return []
