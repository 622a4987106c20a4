"""A list in memory, and what syncs it: what a test is about is spelled out, the rest is the same everywhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.entries import Entry, EntryKind, Placement, Problem, Reading
from bot.domain.reading import read_list
from bot.domain.venues import VenueTable
from bot.errors import SourceError
from bot.ports import Fetched, Known, RevisionText, Store, Unchanged, Whereabouts
from bot.services.sync import FollowOrder, Synced, SyncPolicy, sync_list
from bot.services.taking_in import USUAL_POLICY
from tests.fakes.clock import FixedClock

NOW = datetime(2026, 1, 1, tzinfo=UTC)
NO_VENUES = VenueTable({})


@dataclass
class FakeSource:
    """A list that gives what it holds, and remembers how often it was asked, with what."""

    titles: Sequence[str] = ()
    broken: SourceError | None = None
    problems: tuple[Problem, ...] = ()
    where: Whereabouts | None = None
    homepage: str | None = None
    asked: list[Known | None] = field(default_factory=list)

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        self.asked.append(known)
        if self.broken:
            raise self.broken
        memo = f"memo {len(self.asked)}"
        digest = "|".join(self.titles)
        if known and digest == known.digest:
            return Unchanged(memo, self.where)
        entries = tuple(
            Entry(title, EntryKind.PAPER, (Placement(("Papers",), rank, rank + 1),))
            for rank, title in enumerate(self.titles)
        )
        reading = Reading("A list", entries, self.problems, self.homepage)
        return Fetched(reading, digest, memo, revision_id="abc", revised_at=NOW, whereabouts=self.where)


@dataclass(frozen=True)
class TextSource:
    """A list in Markdown that is what a test writes."""

    text: str

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        if known and known.digest == self.text:
            return Unchanged("")
        return Fetched(read_list(self.text, "README.md", venues=NO_VENUES), self.text, "")


async def list_becomes(store: Store, text: str, clock: FixedClock, name: str = "garden") -> None:
    """Let a list in Markdown change, and the bot see it at once."""
    order = FollowOrder(name, f"fake:{name}", TextSource(text))
    before = await store.find_list(name)
    outcome = await sync_list(order, store=store, clock=clock, venues=NO_VENUES, before=before)
    assert (outcome.error, outcome.held) == (None, None)


@dataclass
class FakeHistory:
    """A list's past: what is given for each file, the main one under None."""

    files: dict[str | None, list[RevisionText]]
    broken_after: int | None = None
    closed: int = 0

    async def history(self, since: str | None = None, path: str | None = None) -> AsyncIterator[RevisionText]:
        try:
            for number, revision in enumerate(self.files.get(path, [])):
                if number == self.broken_after:
                    raise SourceError("The network is gone.")
                yield revision
        finally:
            self.closed += 1


async def sync(
    store: Store,
    source: FakeSource,
    clock: FixedClock | None = None,
    *,
    name: str = "main",
    source_name: str = "fake:main",
    policy: SyncPolicy = USUAL_POLICY,
    history: FakeHistory | None = None,
) -> Synced:
    """Sync one list as whoever polls it does, with what is stored of it."""
    followed = {each.name: each for each in await store.followed_lists()}
    return await sync_list(
        FollowOrder(name, source_name, source, history),
        store=store,
        clock=clock or FixedClock(NOW),
        venues=NO_VENUES,
        policy=policy,
        before=followed.get(name),
    )


async def titles(store: Store) -> list[str]:
    return [entry.entry.title for entry in (await store.load()).entries]


async def ids(store: Store) -> dict[str, str]:
    return {entry.entry.title: entry.id for entry in (await store.load()).entries}
