"""Habits: what a list's entries say about themselves, and what they never do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.entries import Entry, EntryKind
from bot.domain.suggesting.neighbours import Neighbour
from bot.domain.suggesting.parts import parts_of_title, title_says
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggesting.source import Block

_ENOUGH = 8
_SELDOM = 0.03
_MOSTLY = 0.6
OPTIONAL = ("authors", "venue", "year", "description", "name")
"""Fields that a list may do without."""


def unusual_fields(proposal: Proposal, neighbours: Sequence[Neighbour]) -> tuple[str, ...]:
    """Return the fields of a proposal that its section never has, as neither its table nor the list has a place."""
    entries = [neighbour.entry for neighbour in neighbours]
    here = [neighbour.entry for neighbour in neighbours if neighbour.section == proposal.section]
    rows = bool(here) and all(
        neighbour.block is Block.ROW for neighbour in neighbours if neighbour.section == proposal.section
    )
    if len(entries) < _ENOUGH and not rows:
        return ()
    out = []
    for field in OPTIONAL:
        share = sum(has_field(entry, field) for entry in entries) / len(entries)
        given = proposal.own_name if field == "name" else getattr(proposal, field)
        if given and (rows or share < _SELDOM) and not any(has_field(entry, field) for entry in here):
            out.append(field)
    return tuple(out)


def shaped(proposal: Proposal, neighbours: Sequence[Neighbour]) -> Proposal:
    """Return a project with its description as its section has it: within the title (`Name: what it does`) or apart."""
    here = [neighbour.entry for neighbour in neighbours if neighbour.section == proposal.section]
    if proposal.kind is EntryKind.PAPER or not here:
        return proposal
    parts = parts_of_title(proposal.title)
    within = sum(bool(entry.description) and not has_field(entry, "description") for entry in here) / len(here)
    apart = sum(has_field(entry, "description") for entry in here) / len(here)
    if proposal.description and parts is None and within >= _MOSTLY:
        return replace(proposal, title=f"{proposal.title}: {proposal.description.rstrip('.')}", description=None)
    if parts and not proposal.description and apart >= _MOSTLY and within == 0:
        return replace(proposal, title=parts[0], description=parts[1])
    return proposal


def has_field(entry: Entry, field: str) -> bool:
    """Say whether an entry has a field of its own: a name that only starts its title is none."""
    if field == "name":
        return bool(entry.name) and not entry.title.startswith(entry.name or "")
    if field == "description" and entry.description and title_says(entry.title, entry.description):
        return False
    return bool(getattr(entry, field))
