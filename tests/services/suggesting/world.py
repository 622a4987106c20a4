"""A community that suggests for a list of garden robots, with its people, its list and its platform in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot import shipped
from bot.bootstrap import engine_for
from bot.domain.destinations import Destination
from bot.domain.entries import Link, LinkKind
from bot.domain.suggesting import Proposal
from bot.domain.suggestion_rules import SuggestionRules
from bot.domain.suggestions import Suggestion
from bot.ports import Queue, Store
from bot.replies.model import Facts, Reply
from bot.search.lexicon import Lexicon
from bot.services.library import Library
from bot.services.suggesting.keeping import Keeper
from bot.services.suggesting.offering import draft, hand_in
from bot.services.suggesting.office import Guest, Office
from bot.services.suggesting.telling import Teller
from bot.services.sync import FollowOrder, SyncPolicy, sync_list
from tests.fakes.clock import FixedClock
from tests.fakes.noticing import FakeMessenger
from tests.fakes.upstream import FakeUpstream
from tests.services.garden import AGAIN
from tests.services.suggesting.burdock import LINK, TITLE

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
THREAD = Destination("discord", "1", "10")
MODERATORS = Destination("discord", "1", "11")
ADA = Guest("discord:42", THREAD, "en")
BEN = Guest("discord:43", THREAD)
EVE = Guest("discord:7", MODERATORS, manages=True)
DAN = Guest("discord:8", MODERATORS, manages=True)
ABROAD = Guest("discord:9", Destination("discord", "2", "20"), manages=True)
LIST = "garden"
SECTION = ("Papers", "1. Weeding", "1.1 Finding Weeds")
BURDOCK = Proposal(
    title=TITLE,
    section=SECTION,
    links=(Link(LinkKind.PAPER, LINK),),
    authors="Ida Moss et al.",
    venue="GardenSys",
    year=2024,
)
SORREL = replace(
    BURDOCK,
    title="Sorrel: A Weed Map of Every Row",
    links=(Link(LinkKind.PAPER, "https://arxiv.org/abs/2402.00002"),),
    authors="Joe Fern",
)


@dataclass
class World:
    """Everything at once; `office` is what is under test."""

    store: Store
    upstream: FakeUpstream
    office: Office
    clock: FixedClock
    messenger: FakeMessenger = field(default_factory=FakeMessenger)

    async def sync(self) -> None:
        order = FollowOrder(LIST, "github:owner/garden", self.upstream)
        before = await self.store.find_list(LIST)
        policy = SyncPolicy(hold_share=1.0)
        done = await sync_list(
            order, store=self.store, clock=self.clock, venues=self.office.venues, policy=policy, before=before
        )
        assert done.error is None
        await self.office.library.refresh()

    async def offer(self, guest: Guest = ADA, proposal: Proposal = BURDOCK) -> Suggestion:
        """Suggest something and hand it in."""
        self.wait(minutes=5)
        return (await hand_in(self.office, guest, await draft(self.office, guest, LIST, proposal))).suggestion

    async def again(self, suggestion: Suggestion) -> Suggestion:
        return await self.office.find(suggestion.id)

    async def keep(self) -> None:
        """Let the keeper look once, as after a restart."""
        await Keeper(self.office, [LIST], "a process", Random(1)).turn()

    async def tell(self) -> None:
        """Let the teller tell all that is due, as after a restart."""
        await Teller(self.office, {"discord": self.messenger}).turn()

    def wait(self, **span: float) -> None:
        self.clock.passes(timedelta(**span))

    def heard(self, person: str) -> list[str]:
        """What somebody was told directly."""
        return [said(reply) for who, reply in self.messenger.told if who == person]

    def read_in(self, place: Destination) -> list[str]:
        """What was posted at a place."""
        return [said(reply) for where, reply in self.messenger.posted.values() if where == place.key]


def said(reply: Reply) -> str:
    assert isinstance(reply, Facts)
    return reply.title


async def make_world(store: Store, rules: SuggestionRules | None = None) -> World:
    venues, clock = shipped.venue_table(), FixedClock(NOW)
    upstream = FakeUpstream(AGAIN, venues)
    office = Office(
        store=store,
        library=Library(store, engine_for),
        clock=clock,
        venues=venues,
        lexicon=Lexicon(shipped.synonym_table()),
        rng=Random(3),
        lookup=upstream,
        texts=upstream,
        proposers={LIST: upstream},
        rules=rules or SuggestionRules(),
    )
    world = World(store, upstream, office, clock)
    await world.sync()
    await store.put_queue(THREAD.workspace_key, Queue(MODERATORS, "#moderators"))
    return world
