"""A list with news, people who subscribed on the loopback Discord in every manner, and what they must have got."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import Change, ChangeKind
from bot.domain.destinations import Destination, person_destination
from bot.domain.digesting import Digest
from bot.domain.entries import Entry, EntryKind, Placement
from bot.domain.outbox import Delivery, DeliveryState, DigestRecord
from bot.domain.subscriptions import Subscription, Threading
from bot.frontends.discord.calling import mark_of
from bot.frontends.discord.render import fits_whole
from bot.frontends.discord.setting import Setting
from bot.ports import RevisionWrite, Store
from bot.replies.model import DigestPost, Reply
from bot.services.queueing import Composer
from bot.storage.store import open_store
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.message import Message
from tests.servers.discord.world import DIRECT

TITLES = tuple(f"Work number {number} on pruning hedges {'very ' * 100}well" for number in range(24))
OPEN = (DeliveryState.QUEUED, DeliveryState.SENDING)


@dataclass(frozen=True)
class Scene:
    """Where people subscribed: each place is written to by one subscription."""

    server: LoopbackDiscord
    subscriptions: tuple[Subscription, ...]


def scene_on(server: LoopbackDiscord, now: datetime, schedule: str = "daily 09:00") -> Scene:
    """Subscribe in a channel, with threads, in a forum that demands a tag, with crossposts, and by direct message."""
    server.forum.tags, server.forum.demands_tag = {71: "News"}, True
    threads = server.world.add_channel(server.guild, "threads")
    place = Destination("discord", str(server.guild.id), "")
    usual = Subscription(
        "s0", replace(place, channel=str(server.channel.id)), f"discord:{server.manager.id}", now - timedelta(days=9),
        schedule, "Europe/Berlin", cursor=0, covered=now - timedelta(days=1), due_at=now - timedelta(hours=1), most=20,
    )  # fmt: skip
    if schedule == "on change":
        usual = replace(usual, due_at=None)
    return Scene(
        server,
        (
            usual,
            replace(
                usual,
                id="s1",
                destination=replace(place, channel=str(threads.id)),
                threading=Threading.THREAD,
                mention="4",
            ),
            replace(
                usual, id="s2", destination=replace(place, channel=str(server.forum.id)), threading=Threading.FORUM
            ),
            replace(
                usual, id="s3", destination=replace(place, channel=str(server.announcements.id)), crosspost=True, most=2
            ),
            replace(usual, id="s4", destination=person_destination(f"discord:{server.user.id}"), most=3),
        ),
    )


def entry(number: int) -> CatalogEntry:
    title = TITLES[number] if number < len(TITLES) else f"Work number {number}"
    work = Entry(title, EntryKind.PAPER, (Placement(("Papers",), number),))
    return CatalogEntry(EntryRef("garden", f"w{number}"), work, first_seen=datetime(2026, 1, 1, tzinfo=UTC))


def revision(numbers: Sequence[int], new: Sequence[int], at: datetime) -> RevisionWrite:
    """Make a revision of the list in which some works are new."""
    made = [entry(number) for number in numbers]
    changes = tuple(
        Change(ChangeKind.ADDED, entry(number).id, entry(number).entry.title, after=(("Papers",),)) for number in new
    )
    return RevisionWrite(
        "garden", "Garden", "garden.md", None, f"{at.timestamp():064.0f}", at, 0, tuple(made), (), changes
    )


async def prepare(store: Store, scene: Scene, at: datetime, works: int = len(TITLES)) -> None:
    """Let the list gain its works, and people subscribe."""
    await store.write_revision(revision(range(works), range(works), at))
    for each in scene.subscriptions:
        assert await store.put_subscription(each)


async def prepared(where: Path, empty: Path, server: LoopbackDiscord, now: datetime) -> Scene:
    """Make a database file in which everything is prepared for a digest that was due two hours ago."""
    scene = scene_on(server, now)
    async with open_store(shutil.copy(empty, where)) as store:
        await prepare(store, scene, now - timedelta(hours=2))
    return scene


def present(digest: Digest, subscription: Subscription, record: DigestRecord) -> DigestPost:
    """Word a digest, as plainly as can be."""
    told = [item.entry.title for group in digest.groups for item in group.items]
    return DigestPost(
        record.id, f"{len(told)} new works", record.since, record.until, sentences=tuple(told), quiet=digest.is_empty
    )


def fits(_platform: str) -> object:
    def fitting(reply: Reply) -> bool:
        return fits_whole(reply, Setting(datetime(2026, 1, 1, tzinfo=UTC)))

    return fitting


def composer(entries: Mapping[EntryRef, CatalogEntry] | None = None) -> Composer:
    known = entries if entries is not None else {entry(number).ref: entry(number) for number in range(200)}
    return Composer(known.get, lambda _query, _entry: True, present, fits)  # type: ignore[arg-type]


async def refresh() -> None:
    """Look for no later catalog: what the composer knows never changes."""


async def assert_each_once(store: Store, scene: Scene) -> None:
    """Check that every message of the outbox stands on Discord exactly once, and nothing else does."""
    deliveries = await store.deliveries(limit=10_000)
    assert deliveries
    assert {each.state for each in deliveries} == {DeliveryState.SENT}
    posted = Counter(mark for mark in map(_mark, scene.server.stored.values()) if mark)
    wanted = Counter(mark_of(each) for each in deliveries)
    assert posted == wanted, f"lost {wanted - posted}, double {posted - wanted}"
    for each in deliveries:
        assert each.sent
        assert _mark(scene.server.stored[int(each.sent.message_id)]) == mark_of(each)
    _assert_in_order(deliveries, scene)


def _assert_in_order(deliveries: Sequence[Delivery], scene: Scene) -> None:
    """Check that parts stand in their order, and every work is told once to everybody who gets them all."""
    for subscription in scene.subscriptions:
        own = [each for each in deliveries if each.subscription_id == subscription.id]
        by_digest: dict[str, list[Delivery]] = {}
        for each in own:
            by_digest.setdefault(each.digest_id, []).append(each)
        for parts in by_digest.values():
            ids = [int(each.sent.message_id) for each in sorted(parts, key=lambda each: each.part) if each.sent]
            assert ids == sorted(ids)
        texts = "\n".join(scene.server.stored[int(each.sent.message_id)].text for each in own if each.sent)
        for number in range(min(subscription.most, len(TITLES))):
            assert texts.count(f"Work number {number} on") == 1, (subscription.id, number)
        channels = {scene.server.stored[int(each.sent.message_id)].channel for each in own if each.sent}
        if subscription.threading is Threading.THREAD:
            assert len(channels) == 1 + len(by_digest)
        if subscription.destination.personal:
            assert {channel.kind for channel in channels} == {DIRECT}


def _mark(message: Message) -> int:
    outer = [each["id"] for each in message.components if each["type"] == 17]
    return outer[0] if outer and outer[0] >= 1 << 30 else 0
