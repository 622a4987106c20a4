"""A big list is kept whole, and a small change of it writes little."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import event

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Link, LinkKind, Placement
from bot.storage.store import SqlStore
from tests.storage.samples import added, later, revision, stored


def big(n: int) -> CatalogEntry:
    plain = stored(f"entry-{n}", n, title=f"Learning to compress model number {n} for tiny devices")
    links = (Link(LinkKind.PAPER, f"https://arxiv.org/abs/{n}"), Link(LinkKind.CODE, f"https://github.com/a/{n}"))
    placements = (Placement(("Papers", f"{n // 100}. Section"), n, n + 10),)
    entry = replace(plain.entry, authors="Someone et al.", venue="MobiSys", year=2020, links=links)
    return replace(plain, entry=replace(entry, placements=placements, description="some words " * 10))


async def test_five_thousand_entries_come_back_as_they_were(store: SqlStore) -> None:
    entries = [big(n) for n in range(5000)]
    await store.write_revision(revision(*entries, changes=tuple(added(entry) for entry in entries)))
    assert (await store.load()).entries == tuple(entries)


async def test_a_small_change_of_a_big_list_writes_few_rows(store: SqlStore) -> None:
    await store.write_revision(revision(*(big(n) for n in range(1000))))
    written = 0

    def count(_connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        nonlocal written
        if not statement.startswith("SELECT"):
            written += len(parameters) if isinstance(parameters, list) else 1

    event.listen(store._database.engine, "after_cursor_execute", count)
    await store.write_revision(revision(big(7), changes=(added(big(7)),), at=later(1), digest="b" * 64))

    assert written <= 8  # the transaction, the version, the list, the revision, the entry, the change
