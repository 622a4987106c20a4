"""Whether the links of a suggestion answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.domain.linkfacts import LinkCheck, LinkState
from bot.domain.suggestions import Suggestion
from bot.i18n import gettext as _
from bot.services.suggesting.findings import CheckKind, Finding, Weight
from bot.services.suggesting.office import Office

MOST_LINKS = 5
LINK_PATIENCE = 8.0
"""Seconds that all links of a suggestion have to answer."""


async def checked_links(office: Office, suggestion: Suggestion) -> list[Finding]:
    """Ask each link whether it answers.  One that refuses a program may well answer a person: that is no fault."""
    urls = list(dict.fromkeys(link.url for link in suggestion.proposal.links))[:MOST_LINKS]
    asked = [asyncio.create_task(office.lookup.check_link(url)) for url in urls]
    try:
        if asked:
            await asyncio.wait(asked, timeout=LINK_PATIENCE)
        answers = [task.result() if task.done() and not task.cancelled() else None for task in asked]
    finally:
        for task in asked:
            task.cancel()
    return [each for pair in zip(urls, answers, strict=True) for each in _link_findings(*pair)]


def _link_findings(url: str, check: LinkCheck | None) -> Iterator[Finding]:
    if check is None:
        yield Finding(CheckKind.LINK, Weight.NOTE, _("{url} has not answered yet.", url=url))
    elif check.state is LinkState.GONE:
        yield Finding(CheckKind.LINK, Weight.LOOK, check.reason or _("{url} does not answer.", url=url))
    elif check.state is LinkState.UNKNOWN:
        yield Finding(CheckKind.LINK, Weight.NOTE, check.reason or _("{url} could not be checked.", url=url))
    elif check.moved_to:
        yield Finding(CheckKind.LINK, Weight.NOTE, _("{url} has moved to {to}.", url=url, to=check.moved_to))
