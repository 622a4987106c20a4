"""A digest as the bot posts it: what the default list gained in a week of May 2023, for a channel that asked for it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from bot.commands.desk import Desk
from bot.domain.catalog import CatalogEntry
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.destinations import Destination
from bot.domain.sending import Pace
from bot.domain.subscriptions import Subscription
from bot.ports import Messenger, RevisionWrite
from bot.replies.payload import from_payload
from bot.services.delivering import Sender
from bot.services.digesting import Digester
from bot.services.sending import Sending
from tests.fakes.clock import FixedClock
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.message import Message

MONDAY = datetime(2023, 5, 15, 7, tzinfo=UTC)
GAINED_CODE = "Eco-FL"
NEW = (
    "On-Device Training Under 256KB Memory",
    "Towards Ubiquitous Learning",
    "Model Parallelism Optimization",
    "DeepType",
    "Federated learning for mobile keyboard",
    "NCNN",
    "Pipeline Parallelism for PyTorch",
    "A Gpipe implementation",
)
"""How the titles begin of what was new."""


async def posted_digest(desk: Desk, discord: LoopbackDiscord, messenger: Messenger) -> Message:
    """Let the list change, and the bot post what a channel subscribed to."""
    await desk.store.write_revision(_week(desk))
    place = Destination("discord", str(discord.guild.id), str(discord.channel.id))
    key, week_ago = f"discord:{discord.manager.id}", MONDAY - timedelta(days=7)
    order = Subscription(
        "k7wd", place, key, week_ago, "weekly mon 09:00", "Europe/Berlin",
        cursor=0, covered=week_ago, due_at=MONDAY, most=4,
    )  # fmt: skip
    await desk.store.put_subscription(order)
    clock = FixedClock(MONDAY)
    await Digester(desk.store, clock, desk.settle, desk.composer, desk.library.refresh).digest_due()
    sending = Sending(desk.store, messenger, clock, random.Random(7), from_payload)
    sender = Sender(sending, "showcase", pace=Pace(0, 0))
    await sender.turn()
    await sender.arrived()
    (message,) = discord.messages(discord.channel)
    return message


def _week(desk: Desk) -> RevisionWrite:
    (followed,) = desk.library.catalog.lists
    changes = [_gained(desk), *(_added(desk, title) for title in NEW)]
    at = MONDAY - timedelta(days=3)
    return RevisionWrite(
        followed.name, followed.title, followed.source, followed.homepage, "may", at, 0, (), (), tuple(changes)
    )


def _gained(desk: Desk) -> Change:
    entry = _entry(desk, GAINED_CODE)
    (code,) = (link.url for link in entry.entry.links if link.kind.value == "code")
    return Change(ChangeKind.EDITED, entry.id, entry.entry.title, fields=(FieldChange("link:code", "", code),))


def _added(desk: Desk, title: str) -> Change:
    entry = _entry(desk, title)
    sections = tuple(placement.section for placement in entry.entry.placements)
    return Change(ChangeKind.ADDED, entry.id, entry.entry.title, after=sections)


def _entry(desk: Desk, title: str) -> CatalogEntry:
    (found,) = (each for each in desk.library.catalog.entries if each.entry.title.startswith(title))
    return found
