"""Facts: what a proposal puts into a template's slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.entries import Link
from bot.domain.suggesting.parts import parts_of_title, parts_of_venue, repository_of, sort_of, title_says
from bot.domain.suggesting.proposal import Proposal
from bot.domain.suggesting.template import Slot, Sort, Template
from bot.domain.venues import VenueTable

_ALTERNATIVES: tuple[frozenset[Slot], ...] = (
    frozenset({Slot.TITLE, Slot.HEAD}),
    frozenset({Slot.AUTHORS}),
    frozenset({Slot.VENUE}),
    frozenset({Slot.YEAR, Slot.SHORT_YEAR}),
    frozenset({Slot.DESCRIPTION}),
    frozenset({Slot.NAME}),
)
"""Slots of which one says what all of them would."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a work, as texts for slots and as links.

    `implied` are the slots whose fact the section says already, so that a line may leave it out.
    """

    texts: Mapping[Slot, str]
    links: tuple[Link, ...]
    sort: Sort
    implied: frozenset[Slot] = frozenset()

    def text(self, slot: Slot, template: Template) -> str:
        """Return what goes into a slot; a venue's track stays with the venue where it has no place of its own."""
        if slot is Slot.VENUE and Slot.TRACK in self.texts and Slot.TRACK not in template.slots:
            return f"{self.texts[Slot.VENUE]} {self.texts[Slot.TRACK]}"
        return self.texts[slot]

    def missing(self, template: Template) -> frozenset[Slot]:
        """Return the slots of a template that there is nothing for."""
        return frozenset(slot for slot in template.slots if slot not in self.texts)

    def spare(self, template: Template) -> frozenset[Slot]:
        """Return the slots, one for each fact, that a template has no place for."""
        out = set()
        for slots in _ALTERNATIVES:
            known = slots & self.texts.keys()
            if known and not slots & template.slots and not slots <= self.implied:
                out.add(Slot.YEAR if Slot.YEAR in known else min(known, key=list(Slot).index))
        return frozenset(out)

    def labelled(self, template: Template) -> tuple[Link, ...]:
        """Return the links that are left for a row when the title has taken its own."""
        return self.links[1:] if Slot.LEAD in template.slots else self.links

    def fit(self, template: Template) -> bool:
        """Say whether a template has a place for everything, and nothing for each of its places."""
        rows = bool(self.labelled(template)) == template.has_links
        return rows and not self.missing(template) and not self.spare(template)


def facts_of(proposal: Proposal, *, year_of_section: int | None, venues: VenueTable) -> Facts:
    """Return what a proposal says."""
    texts = {Slot.TITLE: proposal.title}
    parts = parts_of_title(proposal.title)
    if parts:
        texts |= {Slot.HEAD: parts[0], Slot.TAIL: parts[1]}
    venue, rest = parts_of_venue(proposal.venue or "", venues)
    described = proposal.description and not title_says(proposal.title, proposal.description)
    for slot, text in (
        (Slot.NAME, proposal.own_name),
        (Slot.AUTHORS, proposal.authors),
        (Slot.VENUE, venue),
        (Slot.TRACK, rest),
        (Slot.DESCRIPTION, proposal.description if described else None),
        (Slot.LEAD, proposal.links[0].url if proposal.links else None),
        (Slot.REPOSITORY, next(filter(None, (repository_of(link.url) for link in proposal.links)), None)),
    ):
        if text:
            texts[slot] = text
    if proposal.year:
        texts |= {Slot.YEAR: str(proposal.year), Slot.SHORT_YEAR: f"{proposal.year % 100:02d}"}
    implied = frozenset({Slot.YEAR, Slot.SHORT_YEAR}) if proposal.year == year_of_section else frozenset()
    sort = sort_of(proposal.title, proposal.kind, proposal.venue, proposal.links, venues)
    return Facts(texts, proposal.links, sort, implied)
