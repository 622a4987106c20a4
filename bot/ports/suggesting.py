"""What the core asks of the world about suggested links, and to send changes upstream."""

from __future__ import annotations

from typing import Protocol

from bot.domain.linkfacts import LinkCheck, LinkFacts
from bot.domain.proposals import Announced, PullState, PullText, SubmitOrder, Submitted, UpstreamFile


class LinkLookup(Protocol):
    """Finds out about links that people suggest, within seconds.  What goes wrong is in the answer."""

    async def look_up(self, url: str) -> LinkFacts:
        """Return what is known of the work at a link; where that is nothing, the reason.  Never raises."""
        ...

    async def check_link(self, url: str) -> LinkCheck:
        """Say whether anything answers at a link.  Never raises."""
        ...


class Proposer(Protocol):
    """Sends changes to one list's repository as pull requests.  Every method raises `SourceError`."""

    async def read(self, path: str | None = None) -> UpstreamFile:
        """Return a file of the list as it stands upstream now: the main one without *path*."""
        ...

    async def submit(self, order: SubmitOrder) -> Submitted:
        """Make the pull request what the order says, and say what became of each change."""
        ...

    async def announce(self, ids: tuple[str, ...], text: PullText) -> Announced:
        """Return the issue that announces these suggestions; opens it where there is none yet, and never twice."""
        ...

    async def state(self, number: int) -> PullState:
        """Return how a pull request stands."""
        ...
