"""Likeness: which entries and suggestions are the same work as a proposal.  Pure.

By the rules by which a list's own entries are recognised, so that what is refused as listed is what would be
recognised once it is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Entry, Placement
from bot.domain.matching import same_work, traits
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggestions import Suggestion
from bot.domain.titles import normal_title, title_similarity

_CLOSE = 70
"""Titles less alike than this, of 100, are not even compared."""

_NEAR = 0.85
"""Titles as like as this are those of one work, or of two that people mix up."""

_MOST = 20


def entry_of(proposal: Proposal) -> Entry:
    """Return a proposal as the entry that it would be."""
    return Entry(
        title=proposal.title or "?",
        kind=proposal.kind,
        placements=(Placement(proposal.section),),
        name=proposal.name,
        authors=proposal.authors,
        venue=proposal.venue,
        year=proposal.year,
        links=proposal.links,
        description=proposal.description,
    )


def same_entries(proposal: Proposal, entries: Sequence[CatalogEntry]) -> tuple[CatalogEntry, ...]:
    """Return the entries that are the same work as a proposal, in their order."""
    wanted = entry_of(proposal)
    candidates = _candidates(wanted, [each.entry for each in entries])
    return tuple(entries[at] for at in candidates if same_work(entries[at].entry, wanted))


def close_entries(proposal: Proposal, entries: Sequence[CatalogEntry]) -> tuple[CatalogEntry, ...]:
    """Return the entries whose titles are so near to a proposal's that somebody should look."""
    title = proposal.title
    candidates = _candidates(entry_of(proposal), [each.entry for each in entries])
    return tuple(entries[at] for at in candidates if title_similarity(entries[at].entry.title, title) >= _NEAR)


def linked_entries(proposal: Proposal, entries: Iterable[CatalogEntry]) -> tuple[CatalogEntry, ...]:
    """Return the entries that share an identifying link with a proposal, whatever they are called."""
    wanted = traits(entry_of(Proposal("", (), proposal.links)))
    return tuple(each for each in entries if wanted & traits(each.entry))


def same_suggestions(suggestion: Suggestion, others: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the other suggestions for the same list that are the same work."""
    wanted = entry_of(suggestion.proposal)
    return tuple(
        other
        for other in others
        if other.id != suggestion.id
        and other.list_name == suggestion.list_name
        and same_work(entry_of(other.proposal), wanted)
    )


def _candidates(wanted: Entry, entries: Sequence[Entry]) -> Iterator[int]:
    """Yield the ranks of the entries that are worth a closer look: comparing all would take a second for 10,000."""
    telling = traits(wanted)
    linked = {at for at, each in enumerate(entries) if telling & traits(each)}
    titles = [normal_title(each.title) for each in entries]
    title = normal_title(wanted.title)
    close = process.extract(title, titles, scorer=fuzz.token_set_ratio, score_cutoff=_CLOSE, limit=_MOST)
    yield from sorted(linked | {at for _title, _score, at in close})
