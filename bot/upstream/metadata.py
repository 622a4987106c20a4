"""Find out about a link for a form that somebody waits for: ask who knows best, then who may know more.

| link | asked, in this order |
|---|---|
| arXiv, in any form | arXiv; its page where the API fails; DBLP for where it was published |
| a DOI | Crossref; the page where that fails; DBLP |
| a repository's front page on GitHub | GitHub; its name where that fails |
| anything else | the page itself; DBLP, where it is a paper |

Does not decide what a suggestion is made of: people see all of this before it counts.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TypeAlias

from bot.domain.entries import EntryKind
from bot.domain.keys import LinkKey, link_key
from bot.domain.linkfacts import LinkCheck, LinkFacts
from bot.domain.venues import VenueTable
from bot.errors import NotAList, SourceBusy, SourceError, SourceUnreachable
from bot.i18n import gettext as _
from bot.replies.harmless import harmless
from bot.upstream import metadata_arxiv, metadata_crossref, metadata_dblp, metadata_github, metadata_page
from bot.upstream.addresses import shown
from bot.upstream.github_api import GitHubApi, Quota, Secret
from bot.upstream.headers import content_type
from bot.upstream.hosts import GITHUB, METADATA, GitHubHosts, MetadataHosts
from bot.upstream.link_check import LinkChecker
from bot.upstream.metadata_asking import Service, kind_of, told
from bot.upstream.metadata_memory import Memory
from bot.upstream.metadata_text import web_address
from bot.upstream.transport import Limits, Request, Transport

_log = logging.getLogger(__name__)

Step: TypeAlias = Callable[[LinkFacts], Awaitable[LinkFacts | None]]
"""Asks one source: returns better facts, or None where it has none to add."""

_PAGES = frozenset({"text/html", "application/xhtml+xml", ""})
_ARXIV_PACE = timedelta(seconds=3)  # https://info.arxiv.org/help/api/tou.html


@dataclass(frozen=True, slots=True)
class LookupOptions:
    """How long a form may wait, and what is remembered.

    - `seconds`: for one link, whatever is asked on the way; `step_seconds`: for one source of it.
    - `keep`, `keep_failures`: how long answers are remembered; `remembered`: how many.
    - `mailto`: an address that Crossref may write to, for its polite pool; sent nowhere else.
    """

    seconds: float = 5.0
    step_seconds: float = 3.0
    keep: timedelta = timedelta(hours=6)
    keep_failures: timedelta = timedelta(minutes=2)
    remembered: int = 1_000
    mailto: str | None = None
    hosts: MetadataHosts = METADATA


class WebLookup:
    """Looks links up on the web; see `bot.ports.LinkLookup`."""

    def __init__(
        self,
        transport: Transport,
        quota: Quota,
        venues: VenueTable,
        *,
        token: Secret | None = None,
        options: LookupOptions = LookupOptions(),
        github_hosts: GitHubHosts = GITHUB,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        seconds = options.step_seconds
        limits = Limits(connect=seconds, read=seconds, total=seconds, size=metadata_page.LARGEST, attempts=1)
        self._transport = transport.limited(limits)
        self._quota = quota
        self._token = token
        self._venues = venues
        self._options = options
        self._github_hosts = github_hosts
        self._arxiv_api = Service(metadata_arxiv.NAME, self._transport, sleep, _ARXIV_PACE)
        self._crossref_api = Service(metadata_crossref.NAME, self._transport, sleep)
        self._dblp_api = Service(metadata_dblp.NAME, self._transport, sleep)
        self._memory: Memory[LinkKey, LinkFacts] = Memory(transport.now, options.remembered)

    async def look_up(self, url: str) -> LinkFacts:
        """Return what is known of the work at a link.  Never raises `SourceError`."""
        key = link_key(url)
        address = web_address(_spelled_out(url, key))
        if key is None or address is None:
            sentence = _("{link} is no address on the web.", link=_named(url))
            return LinkFacts(harmless(url, 200), reason=sentence)
        known = self._memory.get(key)
        if known is None:
            known = await self._asked(LinkFacts(address), self._steps(key))
            lasting = self._options.keep_failures if known.reason else self._options.keep
            self._memory.put(key, known, lasting)
        return known

    async def check_link(self, url: str) -> LinkCheck:
        """Say whether anything answers at a link.  Never raises `SourceError`."""
        return await LinkChecker(self._transport).check(url)

    async def _asked(self, facts: LinkFacts, steps: Sequence[Step]) -> LinkFacts:
        deadline = asyncio.get_running_loop().time() + self._options.seconds
        reason: str | None = None
        for step in steps:
            try:
                async with asyncio.timeout_at(deadline):
                    facts = await step(facts) or facts
            except TimeoutError:
                reason = reason or told(_named(facts.url), SourceUnreachable)
                break
            except SourceError as error:
                _log.info("upstream.lookup_failed", extra={"code": error.code, **error.fields})
                reason = reason or told(str(error.fields.get("source", _named(facts.url))), type(error))
        if facts.title:
            return facts
        return replace(facts, reason=reason or told(_named(facts.url), NotAList))

    def _steps(self, key: LinkKey) -> Sequence[Step]:
        if key.scheme == "arxiv":
            return (lambda _facts: self._arxiv(key.value), self._page, self._dblp)
        if key.scheme == "doi":
            return (lambda _facts: self._crossref(key.value), self._page, self._dblp)
        if _is_repository(key):
            return (self._github,)
        return (self._page, self._dblp)

    async def _arxiv(self, identifier: str) -> LinkFacts | None:
        url = metadata_arxiv.question(self._options.hosts.arxiv, identifier)
        answer = await self._arxiv_api.ask(url, "application/atom+xml")
        try:
            return metadata_arxiv.facts(answer.body, identifier, self._venues)
        except ValueError as error:
            raise self._arxiv_api.garbled() from error

    async def _crossref(self, doi: str) -> LinkFacts | None:
        url = metadata_crossref.question(self._options.hosts.crossref, doi, self._options.mailto)
        answer = await self._crossref_api.ask(url, "application/json")
        work = self._crossref_api.shaped(metadata_crossref.shape(), answer.body)
        return metadata_crossref.facts(work, doi, self._venues)

    async def _dblp(self, facts: LinkFacts) -> LinkFacts | None:
        url = metadata_dblp.question(self._options.hosts.dblp, facts.title or "")
        if url is None or facts.kind is not EntryKind.PAPER:
            return None
        answer = await self._dblp_api.ask(url, "application/json")
        found = self._dblp_api.shaped(metadata_dblp.shape(), answer.body)
        return metadata_dblp.improved(facts, found, self._venues)

    async def _github(self, facts: LinkFacts) -> LinkFacts:
        hosts, name = self._github_hosts, facts.url.partition("github.com/")[2]
        api = GitHubApi(self._transport, self._quota, self._token, hosts.api, metadata_github.NAME)
        try:
            about = await api.get(f"/repos/{name}", metadata_github.shape())
        except (SourceBusy, SourceUnreachable) as error:
            _log.info("upstream.lookup_failed", extra={"code": error.code, **error.fields})
            return metadata_github.facts_of_name(name, hosts.web)
        return metadata_github.facts(about, hosts.web)

    async def _page(self, facts: LinkFacts) -> LinkFacts | None:
        if facts.title:
            return None
        name = _named(facts.url)
        headers = {"Accept": "text/html,application/xhtml+xml;q=0.9"}
        request = Request(facts.url, name, headers, allow_http=True, enough=metadata_page.LARGEST)
        answer = await self._transport.send(request)
        kind = kind_of(answer.status)
        media_type, charset = content_type(answer.headers)
        if kind is None and media_type not in _PAGES:
            kind = NotAList
        if kind is not None:
            raise kind(told(name, kind), source=name, status=answer.status)
        return metadata_page.facts(answer.body, charset, facts.url, self._venues)


def _named(url: str) -> str:
    """Return an address as sentences name it."""
    return harmless(shown(url), 100)


def _is_repository(key: LinkKey) -> bool:
    return key.scheme == "github" and key.value.count("/") == 1


def _spelled_out(url: str, key: LinkKey | None) -> str:
    """Return an address that can be asked for a link in any of its forms."""
    if key is None:
        return url
    if key.scheme == "arxiv":
        return metadata_arxiv.page_of(key.value)
    if _is_repository(key):
        written = re.search(re.escape(key.value), url, re.IGNORECASE)
        return f"https://github.com/{written[0] if written else key.value}"
    text = url.strip().strip("<>\"'").strip()
    if key.scheme == "doi" and not text.casefold().startswith("http"):
        return f"https://doi.org/{key.value}"
    return text if "://" in text else f"https://{text}"
