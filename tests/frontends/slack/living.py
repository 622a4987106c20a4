"""A process that composes digests and sends them to the loopback Slack, and may die at any of its calls.

To die is to raise what nothing catches, and to do nothing more; see `tests.services.delivery.life`.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.destinations import Destination, person_destination
from bot.domain.outbox import Delivery, DeliveryState
from bot.domain.sending import Pace
from bot.domain.subscriptions import Subscription, Threading
from bot.frontends.slack.calling import Pace as SlackPace
from bot.frontends.slack.calling import opened_slack
from bot.frontends.slack.delivery import SlackMessenger
from bot.frontends.slack.installing import Installed, OneWorkspace
from bot.frontends.slack.people import PLATFORM, person_key
from bot.frontends.slack.render import fits_whole
from bot.frontends.slack.setting import Setting
from bot.ports import Store
from bot.replies.model import Reply
from bot.replies.payload import from_payload
from bot.services.delivering import Sender
from bot.services.queueing import Composer
from bot.services.sending import Sending
from bot.storage.store import open_store
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.world import Channel, Message
from tests.services.delivery.life import Clock, Life, Mortal, Process, working
from tests.services.delivery.scene import TITLES, composer, revision

UNSURE = "It is not sent twice."


@dataclass(frozen=True)
class Readers:
    """Where people subscribed: each place is written to by one subscription."""

    server: LoopbackSlack
    subscriptions: tuple[Subscription, ...]

    async def prepare(self, store: Store, at: datetime) -> None:
        """Let the list gain its works, and people subscribe."""
        works = range(len(TITLES))
        await store.write_revision(revision(works, works, at))
        for each in self.subscriptions:
            assert await store.put_subscription(each)

    def channel(self, order: Subscription) -> Channel:
        if order.destination.personal:
            return self.server.direct()
        return self.server.team.channels[order.destination.channel]

    def told(self, order: Subscription) -> list[Message]:
        channel = self.channel(order)
        return [each for each in self.server.messages if each.channel is channel]


def readers_on(server: LoopbackSlack, now: datetime) -> Readers:
    """Subscribe in a channel, in threads of another, and by direct message."""
    place = Destination(PLATFORM, server.team.id, server.channel.id)
    plain = Subscription(
        "s0", place, person_key(server.team.id, server.manager.id), now - timedelta(days=9), "daily 09:00",
        "Europe/Berlin", cursor=0, covered=now - timedelta(days=1), due_at=now - timedelta(hours=1), most=24,
    )  # fmt: skip
    threads = replace(place, channel=server.elsewhere.id)
    person = person_destination(person_key(server.team.id, server.user.id))
    return Readers(
        server,
        (
            plain,
            replace(plain, id="s1", destination=threads, threading=Threading.THREAD),
            replace(plain, id="s2", destination=person, most=3),
        ),
    )


def composer_for_slack() -> Composer:
    def fitting(reply: Reply) -> bool:
        return fits_whole(reply, Setting(datetime(2026, 1, 1, tzinfo=UTC), public=True))

    return replace(composer(), fits=lambda _platform: fitting)


def installed_on(server: LoopbackSlack) -> Installed:
    """Return the bot in the server's workspace."""
    return Installed(server.team.id, server.token, server.team.bot.id, server.team.bot_id)


@asynccontextmanager
async def process(
    where: str, installed: Installed, api: str, holder: str, *, calls: Life, rest: Life
) -> AsyncIterator[Process]:
    """Start a process: a store of its own, whose steps are those of *rest*; those of *calls* are Slack's."""

    async def at_once(_seconds: float) -> None:
        await asyncio.sleep(0)

    def over() -> None:
        for life in (calls, rest):
            life.end = min(life.steps, life.steps if life.end is None else life.end)

    calls.over = rest.over = over
    async with (
        open_store(where) as opened,
        opened_slack(OneWorkspace(installed), SlackPace(lambda: 0.0, at_once), api) as slack,
    ):
        store: Any = Mortal(opened, rest)
        mortal: Any = Mortal(slack, calls)
        clock = Clock()
        sending = Sending(store, SlackMessenger(mortal, clock.now), clock, random.Random(1), from_payload)
        async with working(opened, Sender(sending, holder, pace=Pace(0, 0)), store, composer_for_slack(), over) as one:
            yield one


async def assert_none_twice_none_lost(store: Store, readers: Readers, deaths: int = 0) -> list[Delivery]:
    """Return the deliveries that were given up.

    What is sent stands on Slack once.  What was given up stands there once at most, and its readers are told so: once,
    but for each of the *deaths* that may have come between telling them and writing down that they know.
    """
    deliveries = await store.deliveries(limit=1_000)
    assert {each.state for each in deliveries} <= {DeliveryState.SENT, DeliveryState.DROPPED}
    given_up = [each for each in deliveries if each.state is DeliveryState.DROPPED]
    for order in readers.subscriptions:
        messages = readers.told(order)
        own = [each for each in deliveries if each.subscription_id == order.id]
        unsure = [each for each in own if each in given_up]
        notices = [each for each in messages if UNSURE in each.words]
        posts = [each for each in messages if each not in notices]
        _assert_posted_once(own, posts)
        assert len(posts) <= len(own)
        assert len(unsure) <= len(notices) <= len(unsure) + deaths, "whoever may miss something is told so"
        told = Counter(number for post in posts for number in _works(post.words))
        assert not [number for number, times in told.items() if times > 1], "double"
        kept = {number for each in unsure for number in _works(each.payload)}
        assert set(told) | kept == set(range(min(order.most, len(TITLES)))), "lost"
    return given_up


def _assert_posted_once(own: list[Delivery], posts: list[Message]) -> None:
    stands = [each.ts for each in posts]
    for each in own:
        if each.state is DeliveryState.SENT:
            assert each.sent
            assert stands.count(each.sent.message_id) == 1
    sent = [each.sent.message_id for each in sorted(own, key=lambda each: each.part) if each.sent]
    assert sent == sorted(sent), "parts stand in their order"


def _works(text: str) -> set[int]:
    return {number for number in range(len(TITLES)) if f"Work number {number} on" in text}
