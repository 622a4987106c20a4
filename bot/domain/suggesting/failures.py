"""Failures: why a proposal could not be written, in a sentence for whoever made it."""

from __future__ import annotations

from bot.domain.entries import Entry, Reading
from bot.domain.keys import link_key
from bot.domain.suggesting.proposal import Proposal
from bot.domain.titles import SAME, title_key, title_similarity
from bot.errors import NoSafeLine, SuggestionError, SuggestionRefused
from bot.i18n import gettext as _


def no_such_section(wanted: Proposal) -> SuggestionRefused:
    """Return the refusal of a proposal for a section that the list has not."""
    name = " / ".join(wanted.section)
    return SuggestionRefused(
        _("The list has no section called {name}; choose one of its own.", name=name), field="section"
    )


def failure(wanted: Proposal, before: Reading) -> SuggestionError:
    """Return why no line read as the proposal, as far as that can be told: mostly, because the list has it already."""
    same = _same_work(wanted, before)
    if same is not None:
        return SuggestionRefused(
            _("“{title}” is on the list already, in line {line}.", title=same.title, line=same.line), field="title"
        )
    return NoSafeLine(
        _(
            "No line for “{title}” could be written that this list's readers would take for what it is. Simplify its "
            "title and description, or choose another section.",
            title=wanted.title,
        )
    )


def _same_work(wanted: Proposal, before: Reading) -> Entry | None:
    key = title_key(wanted.title)
    keys = {link_key(link.url) for link in wanted.links} - {None}
    for entry in before.entries:
        linked = keys & {link_key(link.url) for link in entry.links}
        if title_key(entry.title) == key or (linked and title_similarity(entry.title, wanted.title) >= SAME - 0.05):
            return entry
    return None
