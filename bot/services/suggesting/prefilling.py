"""Prefilling: a proposal from what is known of a link, and the sections that it most likely belongs to."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import EntryKind, Link, LinkKind, SectionPath
from bot.domain.keys import link_key
from bot.domain.linkfacts import LinkFacts
from bot.domain.suggesting.proposal import LONGEST, Proposal
from bot.i18n import gettext as _
from bot.search.placing import guess_sections
from bot.services.suggesting.office import Office

MOST_SECTIONS = 25
"""What a platform's menu holds; the best guesses are first."""

_NAMED = 2
"""So many authors are named; of more only the first."""

_URL = re.compile(r"https?://\S+", re.I)
_CODE_HOSTS = ("github", "gist")


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What a form begins with.

    - `sections`: of the list, likeliest first.  `note`: what could not be found out, for the person.
    - `listed`: entries that the link leads to already.
    """

    proposal: Proposal
    sections: tuple[SectionPath, ...]
    note: str = ""
    listed: tuple[CatalogEntry, ...] = ()


def link_in(text: str) -> str | None:
    """Return the first link in what somebody typed; an arXiv id or DOI counts."""
    found = _URL.search(text)
    if found:
        return found[0].rstrip(".,;:!?'*_~>")
    spelled = re.search(r"\b(?:arxiv|doi):\s*\S+", text, re.I)
    return spelled[0] if spelled and link_key(spelled[0]) else None


async def prefill(office: Office, text: str, list_name: str) -> Prefilled:
    """Find out what can be known within a moment of a link, or take the words for a title.

    What takes longer goes on in the background, and is there when it is asked for again.
    """
    link = link_in(text)
    if link is None:
        proposal = Proposal(" ".join(text.split())[: LONGEST["title"]], ())
        return Prefilled(proposal, await likely_sections(office, proposal, list_name))
    listed = tuple(each for each in office.library.engine.linked(link) if each.ref.list_name == list_name)
    if listed:
        return Prefilled(Proposal("", (), (link_of(link),)), (), listed=listed)
    facts = await _known_soon(office, link)
    if facts is None:
        note = _("Nothing was found out about the link in time; fill the form in yourself.")
        facts = LinkFacts(link)
    else:
        note = facts.reason or ""
    proposal = proposal_of(facts)
    about = replace(proposal, description=" ".join([facts.description or "", facts.abstract or "", *facts.topics]))
    return Prefilled(proposal, await likely_sections(office, about, list_name), note)


async def _known_soon(office: Office, link: str) -> LinkFacts | None:
    asking = asyncio.create_task(office.lookup.look_up(link), name="look-up")
    done, _pending = await asyncio.wait([asking], timeout=office.patience)
    return asking.result() if done else None


def proposal_of(facts: LinkFacts) -> Proposal:
    """Return a proposal without a section from what is known of a link."""
    links = facts.links or (link_of(facts.url),)
    return Proposal(
        title=facts.title or "",
        section=(),
        links=links,
        kind=facts.kind or (EntryKind.PROJECT if links[0].kind is LinkKind.CODE else EntryKind.PAPER),
        authors=_authors(facts.authors),
        venue=facts.venue,
        year=facts.year,
        description=facts.description,
    )


async def likely_sections(office: Office, proposal: Proposal, list_name: str) -> tuple[SectionPath, ...]:
    """Return the sections of a list, those first that a proposal most likely belongs to."""
    entries = [each.entry for each in office.library.catalog.entries if each.ref.list_name == list_name]
    guesses = await asyncio.to_thread(guess_sections, proposal, entries, office.lexicon, k=MOST_SECTIONS)
    return tuple(guess.section for guess in guesses)


def _authors(names: tuple[str, ...]) -> str | None:
    if len(names) <= _NAMED:
        return " and ".join(names) or None
    return f"{names[0]} et al."


def link_of(url: str, kind: EntryKind = EntryKind.PAPER) -> Link:
    """Return a link with what its address, or else the *kind* of work, says that it leads to."""
    key = link_key(url)
    if key is None or key.scheme == "url":
        return Link(LinkKind.PAPER if kind is EntryKind.PAPER else LinkKind.PROJECT, url)
    if key.scheme in _CODE_HOSTS:
        return Link(LinkKind.CODE, url)
    return Link(LinkKind.VIDEO if key.scheme == "youtube" else LinkKind.PAPER, url)
