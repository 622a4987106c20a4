"""What the world says about a link that somebody suggests: data only, found by `bot.upstream.metadata`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entries import EntryKind, Link, LinkKind


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What was found out about a link; every field may be empty, and all text is one harmless line.

    - `url`: the address that a list should carry, such as arXiv's page instead of its PDF.
    - `authors`: full names in order, a hundred at most.
    - `venue`: where the work was published, short where that is known; `arXiv` for a bare preprint.
    - `abstract`, `topics`: what the work is about, for guessing its section.
    - `owner`: the account that a repository belongs to.
    - `links`: everywhere it can be found, `url` first.
    - `archived`: its repository is closed to changes.
    - `sources`: who said so, such as `("arXiv", "DBLP")`, the first one first.
    - `reason`: a sentence for the person, where no title could be found; None otherwise.
    """

    url: str
    kind: EntryKind | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    year: int | None = None
    description: str | None = None
    abstract: str | None = None
    topics: tuple[str, ...] = ()
    owner: str | None = None
    links: tuple[Link, ...] = ()
    archived: bool = False
    sources: tuple[str, ...] = ()
    reason: str | None = None

    @property
    def code_url(self) -> str | None:
        """The first link to its code, if any."""
        return next((link.url for link in self.links if link.kind is LinkKind.CODE), None)


class LinkState(StrEnum):
    """Whether anything answers at a link.  What refuses, or has trouble, may well answer a person."""

    ALIVE = "alive"
    GONE = "gone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What a link answered: `reason` is a sentence for the person unless it is alive.

    - `status`: of HTTP, None where no answer came.
    - `moved_to`: where permanent redirects lead.
    """

    state: LinkState
    status: int | None = None
    moved_to: str | None = None
    reason: str | None = None
