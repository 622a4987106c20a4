"""Keep a database of today's schema for tomorrow's tests: `python -m tests.storage.old_database`.

Run it once after adding a step to `bot/storage/migrations`, and commit what it writes.  What it wrote for older steps
stays as it is: those files are the proof that real old databases come through.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot.domain.catalog import EntryRef, HeldRevision
from bot.domain.changes import Change, ChangeKind
from bot.domain.entries import Link, LinkKind
from bot.domain.outbox import Fate, Outcome, SentMessage
from bot.domain.reading_lists import ReadingItem
from bot.domain.subscriptions import Pause
from bot.domain.suggestions import SuggestionAction
from bot.ports import Block, Installation, Queue, Vector
from bot.storage.migrate import HEAD
from bot.storage.store import SqlStore, open_store
from tests.storage.samples import HERE, NOON, added, digest, later, revision, stored, subscription
from tests.storage.suggested import offered, stepped, suggestion

PAUSE = Pause("asked", "A person asked for it.", NOON, later(24))
INSTALLATION = Installation("slack", "T1", "Readers", "xoxb-old", "UBOT", "BBOT", "commands", "U1", NOON)
READING = ReadingItem("discord:1", EntryRef("main", "poet"), "discord:42", "Ada", "start here", NOON)
VECTOR = Vector(EntryRef("main", "poet"), -5, bytes(range(0, 256, 15)))
HELD = HeldRevision("c" * 64, later(2), present=2, removed=2, added=1)


async def fill(path: Path) -> None:
    """Write a little of everything."""
    plain = stored("mulayer", 1, title="μLayer: low latency")
    links = (Link(LinkKind.PAPER, "https://example.org/mulayer.pdf", "PDF"),)
    mulayer = replace(plain, entry=replace(plain.entry, venue="EuroSys", year=2019, links=links))
    poet = replace(stored("poet", 0), added_on=date(2024, 5, 1), added_by="Ada")
    first = (poet, mulayer, stored("gone", 2))
    async with open_store(path) as store:
        await store.write_revision(revision(*first, changes=tuple(added(entry) for entry in first)))
        left = Change(ChangeKind.REMOVED, "gone", "The gone paper", before=(("Papers",),))
        await store.write_revision(revision(removed=("gone",), changes=(left,), at=later(1), digest="b" * 64))
        await store.write_revision(revision(stored("other"), list_name="dropped"))
        await store.drop_lists_except(["main"])
        await store.hold_revision("main", HELD, '{"etag": "x"}')
        await store.record_failure("main", later(3), "The network is gone.")
        await store.save("terminal:local", EntryRef("main", "gone"), 'a "note" with ünï', NOON)
        await store.mark_shown("discord:42", [EntryRef("main", "poet")], NOON)
        await store.refuse("discord:42", EntryRef("main", "mulayer"), NOON)
        await store.mark_opened("discord:42", EntryRef("main", "poet"), NOON)
        await store.want("discord:42", EntryRef("main", "poet"), NOON)
        await store.choose_sections("discord:42", [("Papers", "大模型")], NOON)
        await fill_digests(store)
        await fill_suggestions(store)
        await store.put_installation(INSTALLATION)
        await store.issue_state("begun", later(1))
        await store.seen("slack:Ev1", NOON)
        await store.add_reading(READING)
        await store.put_vectors("a model", [VECTOR])


async def fill_digests(store: SqlStore) -> None:
    """Settle the first revision but not the second, tell of it in two messages, and send the first."""
    await store.settle(later(1), timedelta(hours=1))
    await store.put_zone("discord:42", "Europe/Berlin")
    await store.put_subscription(subscription("early"))
    await store.put_subscription(subscription("paused", pause=PAUSE))
    told = Outcome(1, EntryRef("main", "poet"), Fate.TOLD)
    await store.write_digests([digest(subscription("early"), told, parts=2)])
    lease = await store.take_lease("sending", "a process", NOON, timedelta(hours=1))
    first, _second = await store.deliveries(subscription_id="early")
    assert lease
    await store.begin_sending(first, lease, NOON)
    await store.finish_sending(first, lease, SentMessage("99", None, "https://example.org/99"), later(1))


async def fill_suggestions(store: SqlStore) -> None:
    """Suggest one work, approve it, vote for it, tell its author; block somebody, and say where moderators sit."""
    draft = suggestion("ab2c3")
    assert await store.write_suggestion(offered(draft))
    for action in (SuggestionAction.HAND_IN, SuggestionAction.APPROVE):
        draft = (write := stepped(draft, action, told=True)).suggestion
        assert await store.write_suggestion(write)
    await store.vote("ab2c3", "slack:U1", later(1))
    await store.put_block(Block("discord:13", "discord:7", "spam", NOON))
    await store.put_queue("discord:1", Queue(HERE, "#moderators"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "x.db"
        asyncio.run(fill(made))
        with closing(sqlite3.connect(made)) as connection:
            dump = "\n".join(connection.iterdump()) + "\n"
    Path(__file__).with_name("old").joinpath(f"{HEAD}.sql").write_text(dump, encoding="utf-8")
