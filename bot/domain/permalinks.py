"""Point at the place upstream where an entry stands."""

from __future__ import annotations

import re
from urllib.parse import quote

from bot.domain.entries import SectionPath

_GITHUB = re.compile(r"https://github\.com/[^/\s]+/[^/\s#?]+/?")


def permalink(homepage: str | None, section: SectionPath) -> str | None:
    """Return the list's page, at the section's heading where the page is a GitHub repository; None without a page."""
    if not homepage or not section or not _GITHUB.fullmatch(homepage):
        return homepage
    return f"{homepage.rstrip('/')}#{quote(heading_anchor(section[-1]))}"


def heading_anchor(heading: str) -> str:
    """Return GitHub's anchor for a heading: small letters, punctuation dropped, each space a hyphen."""
    return re.sub(r"[^\w\- ]", "", heading.strip().casefold()).replace(" ", "-")
