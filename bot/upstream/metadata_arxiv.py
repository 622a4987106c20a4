"""What arXiv's API says of a preprint.

https://info.arxiv.org/help/api/user-manual.html: an Atom feed, with the authors' own comment ("Accepted by …")
and journal reference, where they gave one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.keys import link_key
from bot.domain.linkfacts import LinkFacts
from bot.domain.venues import VenueTable
from bot.upstream.metadata_text import TEXT_LIMIT, names, one_line, web_address, year_in
from bot.upstream.metadata_venue import venue_in_comment
from bot.upstream.metadata_xml import atom_entries

NAME = "arXiv"
PREPRINT = "arXiv"


def question(host: str, identifier: str) -> str:
    """Return the address that tells of one paper; *identifier* is without a version."""
    return f"{host}/api/query?id_list={quote(identifier)}&max_results=1"


def page_of(identifier: str) -> str:
    """Return the page of a paper."""
    return f"https://arxiv.org/abs/{identifier}"


def facts(body: bytes, identifier: str, venues: VenueTable) -> LinkFacts | None:
    """Understand the answer; None where arXiv has no such paper.  Raises `ValueError`."""
    found = next(iter(atom_entries(body)), {})
    title = one_line(_one(found, "title"))
    if not title or "api/errors" in _one(found, "id"):
        return None
    comment = f"{one_line(_one(found, 'comment'), TEXT_LIMIT)}; {one_line(_one(found, 'journal_ref'))}"
    abstract = one_line(_one(found, "summary"), TEXT_LIMIT)
    accepted = venue_in_comment(comment, venues)
    year = year_in(_one(found, "published"))
    page = page_of(identifier)
    code = _code_in(f"{comment} {abstract}")
    return LinkFacts(
        page,
        EntryKind.PAPER,
        title,
        names(found.get("author/name", ())),
        accepted.venue if accepted else PREPRINT,
        (accepted.year if accepted else None) or year,
        abstract=abstract or None,
        links=(Link(LinkKind.PAPER, page), *([Link(LinkKind.CODE, code)] if code else [])),
        sources=(NAME,),
    )


def _one(found: Mapping[str, tuple[str, ...]], path: str) -> str:
    return next(iter(found.get(path, ())), "")


def _code_in(text: str) -> str | None:
    """Return the first repository that the authors name."""
    for shown in re.findall(r"(?:https?://)?github\.com/[\w./-]{3,150}", text):
        key = link_key(shown)
        if key and key.scheme == "github" and key.value.count("/") == 1:
            owner, repo = re.sub(r"^(?:https?://)?github\.com/", "", shown).split("/")[:2]
            return web_address(f"https://github.com/{owner}/{repo.removesuffix('.git').rstrip('.')}")
    return None
