"""A digest that was delivered is put right in place within a day, where the platform allows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import EntryKind
from bot.domain.outbox import Fate, Outcome, SentMessage
from bot.errors import DeliveryLater, DeliveryRefused
from bot.ports import DigestWrite, RevisionWrite, Store
from bot.replies.model import DigestEntry, DigestGroup, DigestPost, Line, Message
from bot.replies.payload import from_payload, to_payload
from bot.services.correcting import Corrector, corrected
from tests.fakes.clock import FixedClock
from tests.fakes.messenger import FakeMessenger
from tests.storage.samples import NOON, digest, stored, subscription

REF = EntryRef("main", "a")
HOUR = timedelta(hours=1)


def post(*refs: EntryRef) -> DigestPost:
    lines = (Line(ref, f"The {ref.id} papr", EntryKind.PAPER, f"/show {ref.id}") for ref in refs)
    return DigestPost("d1", "New", NOON, NOON, groups=(DigestGroup("Papers", tuple(map(DigestEntry, lines))),))


@dataclass
class Case:
    store: Store
    messenger: FakeMessenger = field(default_factory=FakeMessenger)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    entries: dict[EntryRef, CatalogEntry] = field(default_factory=lambda: {REF: stored("a")})

    def corrector(self) -> Corrector:
        return Corrector(self.store, self.messenger, self.clock, self.entries.get, from_payload)

    async def payload(self) -> object:
        (kept,) = await self.store.deliveries()
        return from_payload(kept.payload)


@pytest.fixture
async def case(store: Store) -> Case:
    """A digest that told of an entry, sent at noon; the entry's title is corrected a little later."""
    subscribed = subscription()
    await store.put_subscription(subscribed)
    write = digest(subscribed, Outcome(1, REF, Fate.TOLD))
    delivery = replace(write.deliveries[0], payload=to_payload(post(REF, EntryRef("main", "b"))))
    await store.write_digests([DigestWrite(write.before, write.after, write.record, (delivery,))])
    lease = await store.take_lease("x", "us", NOON, HOUR)
    assert lease
    await store.finish_sending(delivery, lease, SentMessage("900", None, "https://example.org/900"), NOON)
    change = Change(ChangeKind.EDITED, "a", "The a paper", fields=(FieldChange("title", "The a papr", "The a paper"),))
    await store.write_revision(
        RevisionWrite("main", "Main", "main.md", None, "b" * 64, NOON, 0, (stored("a"),), (), (change,))
    )
    await store.settle(NOON + HOUR, HOUR)
    return Case(store, clock=FixedClock(NOON + 2 * HOUR))


async def test_what_was_corrected_is_edited_once_and_kept(case: Case) -> None:
    corrector = case.corrector()
    assert await corrector.correct() == 1
    assert await corrector.correct() == 0
    assert await case.corrector().correct() == 0  # a process that starts later finds nothing to put right
    (edited,) = case.messenger.edited
    assert isinstance(edited.reply, DigestPost)
    titles = [each.line.title for each in edited.reply.groups[0].entries]
    assert titles == ["The a paper", "The b papr"]
    assert await case.payload() == edited.reply


async def test_after_a_day_it_stays_as_it_was(case: Case) -> None:
    case.clock.passes(timedelta(days=1))
    assert await case.corrector().correct() == 0


async def test_a_message_that_is_gone_is_let_go(case: Case) -> None:
    corrector = case.corrector()
    case.messenger.troubles.append(DeliveryRefused("That place is gone.", "channel_gone"))
    assert await corrector.correct() == 0
    assert await corrector.correct() == 0
    assert not case.messenger.edited


async def test_a_platform_that_asks_to_wait_is_asked_again(case: Case) -> None:
    corrector = case.corrector()
    case.messenger.troubles.append(DeliveryLater("Discord asks us to wait."))
    assert await corrector.correct() == 0
    assert await corrector.correct() == 1


async def test_messages_of_other_platforms_are_left_alone(case: Case) -> None:
    case.messenger.platform = "slack"
    assert await case.corrector().correct() == 0


def test_only_the_entries_that_were_corrected_change() -> None:
    told = post(REF, EntryRef("main", "b"))
    both = {EntryRef("main", id_): stored(id_) for id_ in "ab"}
    reply = corrected(told, {REF}, both.get)
    assert isinstance(reply, DigestPost)
    assert [each.line.title for each in reply.groups[0].entries] == ["The a paper", "The b papr"]
    assert corrected(told, {EntryRef("main", "z")}, both.get) is None
    assert corrected(told, {REF}, lambda _ref: None) is None
    assert corrected(Message("New"), {REF}, both.get) is None
