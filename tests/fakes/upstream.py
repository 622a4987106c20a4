"""An upstream in memory: one list's text, what is known of links, and pull requests that really change the text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.entries import Reading
from bot.domain.linkfacts import LinkCheck, LinkFacts, LinkState
from bot.domain.proposal_plans import plan_commits
from bot.domain.proposals import (
    Announced,
    Fate,
    MaintainerWords,
    PullPhase,
    PullState,
    PullText,
    SubmitOrder,
    Submitted,
    UpstreamFile,
)
from bot.domain.reading import read_list
from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.ports import Fetched, Known, ListFile, ListText, Unchanged

PATH = "README.md"
PAGE = "https://github.com/owner/garden"


@dataclass
class FakePull:
    """One pull request: the branch, what it holds, and the text that it would make of the list."""

    number: int
    branch: str
    ids: tuple[str, ...]
    text: str
    words: PullText
    phase: PullPhase = PullPhase.OPEN
    said: MaintainerWords | None = None
    closed_at: datetime | None = None


@dataclass
class FakeUpstream:
    """A list's repository, as `ListSource`, `ListTexts`, `Proposer` and `LinkLookup` at once."""

    text: str
    venues: VenueTable
    facts: dict[str, LinkFacts] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    broken: SourceError | None = None
    pulls: list[FakePull] = field(default_factory=list)
    issues: dict[tuple[str, ...], bool] = field(default_factory=dict)
    orders: list[SubmitOrder] = field(default_factory=list)
    cut_off: bool = False

    def reading(self) -> Reading:
        return read_list(self.text, PATH, venues=self.venues)

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        self._check()
        return Fetched(self.reading(), self.text)

    async def text_of(self, list_name: str) -> ListText:
        self._check()
        return ListText((ListFile(PATH, self.text, self.reading()),), PAGE, "main")

    async def look_up(self, url: str) -> LinkFacts:
        return self.facts.get(url, LinkFacts(url, reason="Nobody knows this link."))

    async def check_link(self, url: str) -> LinkCheck:
        return (
            LinkCheck(LinkState.GONE, 404, reason=f"{url} is gone.") if url in self.gone else LinkCheck(LinkState.ALIVE)
        )

    async def read(self, path: str | None = None) -> UpstreamFile:
        return UpstreamFile("owner/garden", "main", "c" * 40, path or PATH, self.text)

    async def announce(self, ids: tuple[str, ...], text: PullText) -> Announced:
        return Announced(1, f"{PAGE}/issues/{'-'.join(ids)}", open=self.issues.setdefault(ids, True))

    async def submit(self, order: SubmitOrder) -> Submitted:
        """Make the pull request; with `cut_off` whoever asked does not hear of it."""
        self._check()
        self.orders.append(order)
        settled = {
            each: Fate.MERGED if pull.phase is PullPhase.MERGED else Fate.DECLINED
            for pull in self.pulls
            if pull.branch == order.branch and pull.phase is not PullPhase.OPEN
            for each in pull.ids
        }
        plan = plan_commits(order.changes, {PATH: self.text}, settled=settled)
        ids = tuple(commit.change.id for commit in plan.commits)
        pull = next((p for p in self.pulls if p.branch == order.branch and p.phase is PullPhase.OPEN), None)
        if ids:
            text = plan.commits[-1].text
            if pull is None:
                pull = FakePull(len(self.pulls) + 1, order.branch, ids, text, order.describe(ids))
                self.pulls.append(pull)
            pull.ids, pull.text, pull.words = ids, text, order.describe(ids)
        elif pull is not None:
            pull.phase, pull.ids = PullPhase.CLOSED, ()
            pull = None
        if self.cut_off:
            raise SourceError("The connection ended.")
        by = {each: p.number for p in self.pulls for each in p.ids if each in settled}
        if pull is None:
            return Submitted(plan.fates, by, "b" * 40)
        return Submitted(plan.fates, by, "b" * 40, pull.number, self._url(pull))

    async def state(self, number: int) -> PullState:
        self._check()
        pull = self.pulls[number - 1]
        merged = "d" * 40 if pull.phase is PullPhase.MERGED else None
        return PullState(
            number, self._url(pull), pull.phase, "h" * 40, pull.ids, merged, True, pull.closed_at, pull.said
        )

    def merge(self, at: datetime, old: str = "", new: str = "") -> None:
        """Merge the last pull request as its maintainer words it."""
        pull = self.pulls[-1]
        pull.phase, pull.closed_at = PullPhase.MERGED, at
        self.text = pull.text.replace(old, new) if old else pull.text

    def close(self, at: datetime, words: str) -> None:
        """Close the last pull request with a comment."""
        pull = self.pulls[-1]
        pull.phase, pull.closed_at = PullPhase.CLOSED, at
        pull.said = MaintainerWords("maintainer", words, f"{self._url(pull)}#issuecomment-1", at)

    def knows(self, url: str, **facts: object) -> None:
        """Let something be known of a link."""
        self.facts[url] = replace(LinkFacts(url), **facts)  # type: ignore[arg-type]

    @staticmethod
    def _url(pull: FakePull) -> str:
        return f"{PAGE}/pull/{pull.number}"

    def _check(self) -> None:
        if self.broken:
            raise self.broken
