"""`SqlStore`: everything that is kept, behind the protocol of `bot.ports`.

Each method is one transaction.  What it does is in the aggregate's own file; this one, like those whose methods
`SqlStore` has as well, only says whether it reads or writes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList, HeldRevision
from bot.domain.catalog_delta import CatalogDelta
from bot.domain.entries import SectionPath
from bot.domain.settling import LoggedChange
from bot.ports import RevisionWrite, SavedItem, Store, Whereabouts
from bot.storage import catalog, changelog, lists, people, shelf
from bot.storage.opening import open_database
from bot.storage.place import find_place
from bot.storage.reading import SqlReading
from bot.storage.sql_digests import SqlDigests
from bot.storage.sql_installations import SqlInstallations
from bot.storage.sql_outbox import SqlOutbox
from bot.storage.sql_suggestions import SqlSuggestions
from bot.storage.sql_vectors import SqlVectors


class SqlStore(SqlDigests, SqlOutbox, SqlSuggestions, SqlInstallations, SqlReading, SqlVectors, Store):
    """The store in a SQL database.  Every method may raise `StoreError`."""

    async def version(self) -> int:
        """Return a number that grows with every revision written or list dropped."""
        return await self._database.read(catalog.read_version)

    async def load(self, known: Catalog | None = None) -> Catalog:
        """Return everything that stands on the lists now."""
        return await self._database.read(lambda connection: catalog.load_catalog(connection, known))

    async def load_since(self, version: int, most: int) -> CatalogDelta | None:
        """Return what changed since a version; None where it is too much, or cannot be told."""
        return await self._database.read(lambda connection: catalog.load_delta(connection, version, most))

    async def followed_lists(self) -> tuple[FollowedList, ...]:
        """Return the lists that are followed, by name."""
        return await self._database.read(lists.followed_lists)

    async def find_list(self, list_name: str) -> FollowedList | None:
        """Return what is kept about a list, followed or not."""
        return await self._database.read(lambda connection: lists.find_list(connection, list_name))

    async def known_entries(self, list_name: str, at_hand: Catalog | None = None) -> tuple[CatalogEntry, ...]:
        """Return every entry that the list ever had: those that stand on it first, in document order."""
        return await self._database.read(lambda connection: catalog.known_entries(connection, list_name, at_hand))

    async def write_revision(self, write: RevisionWrite) -> None:
        """Record a revision, its entries and its changes, all or nothing."""
        await self._database.write(lambda connection: catalog.write_revision(connection, write))

    async def record_check(
        self,
        list_name: str,
        at: datetime,
        memo: str = "",
        *,
        where: Whereabouts | None = None,
        still_held: bool = False,
    ) -> None:
        """Note that the list was looked at and had not changed."""
        await self._database.write(
            lambda connection: lists.record_check(connection, list_name, at, memo, where=where, still_held=still_held)
        )

    async def record_failure(self, list_name: str, at: datetime, sentence: str) -> None:
        """Note that the list could not be had, and why."""
        await self._database.write(lambda connection: lists.record_failure(connection, list_name, at, sentence))

    async def hold_revision(self, list_name: str, held: HeldRevision, memo: str) -> None:
        """Note that a revision was fetched and not believed."""
        await self._database.write(lambda connection: lists.hold_revision(connection, list_name, held, memo))

    async def change_log(
        self,
        *,
        list_name: str | None = None,
        entry_id: str | None = None,
        since: datetime | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[LoggedChange, ...]:
        """Return what was recorded, by number."""
        return await self._database.read(
            lambda connection: changelog.read_log(
                connection, list_name=list_name, entry_id=entry_id, since=since, after=after, limit=limit
            )
        )

    async def date_entries(self, list_name: str, dates: Mapping[str, tuple[date, str | None]]) -> None:
        """Say when entries joined the list, and by whom."""
        await self._database.write(lambda connection: catalog.date_entries(connection, list_name, dates))

    async def drop_lists_except(self, names: Collection[str]) -> tuple[str, ...]:
        """Stop serving all other lists; return their names."""
        return await self._database.write(lambda connection: catalog.drop_lists_except(connection, names))

    async def save(self, person: str, ref: EntryRef, note: str | None, at: datetime) -> bool:
        """Put an entry on the shelf; True if it is new there."""
        return await self._database.write(lambda connection: shelf.save(connection, person, ref, note, at))

    async def unsave(self, person: str, ref: EntryRef) -> bool:
        """Take an entry off the shelf; False if it was not there."""
        return await self._database.write(lambda connection: shelf.unsave(connection, person, ref))

    async def saved(self, person: str) -> tuple[SavedItem, ...]:
        """Return the shelf, newest first."""
        return await self._database.read(lambda connection: shelf.read_saved(connection, person))

    async def mark_shown(self, person: str, refs: Collection[EntryRef], at: datetime) -> None:
        """Remember that these were recommended to the person."""
        await self._database.write(lambda connection: shelf.mark_shown(connection, person, refs, at))

    async def shown(self, person: str) -> frozenset[EntryRef]:
        """Return everything that was recommended to the person and not forgotten."""
        return await self._database.read(lambda connection: shelf.read_shown(connection, person))

    async def forget_shown(self, person: str) -> None:
        """Forget what was recommended."""
        await self._database.write(lambda connection: shelf.forget_shown(connection, person))

    async def refuse(self, person: str, ref: EntryRef, at: datetime) -> bool:
        """Remember that the person does not want this recommended; False if that was known."""
        return await self._database.write(lambda connection: shelf.refuse(connection, person, ref, at))

    async def take_back_refusal(self, person: str, ref: EntryRef) -> bool:
        """Let it be recommended again; False if it was not refused."""
        return await self._database.write(lambda connection: shelf.take_back_refusal(connection, person, ref))

    async def refused(self, person: str) -> tuple[EntryRef, ...]:
        """Return what the person refused, newest first."""
        return await self._database.read(lambda connection: shelf.read_refused(connection, person))

    async def want(self, person: str, ref: EntryRef, at: datetime) -> bool:
        """Remember that the person wants more like this; False if that was known."""
        return await self._database.write(lambda connection: shelf.want(connection, person, ref, at))

    async def take_back_wish(self, person: str, ref: EntryRef) -> bool:
        """Forget that more like this is wanted; False if it was not."""
        return await self._database.write(lambda connection: shelf.take_back_wish(connection, person, ref))

    async def wanted(self, person: str) -> tuple[EntryRef, ...]:
        """Return what the person wants more of, newest first."""
        return await self._database.read(lambda connection: shelf.read_wanted(connection, person))

    async def choose_sections(self, person: str, sections: Collection[SectionPath], at: datetime) -> None:
        """Remember these sections, and no others, as what the person wants to read about."""
        await self._database.write(lambda connection: shelf.choose_sections(connection, person, sections, at))

    async def chosen_sections(self, person: str) -> tuple[SectionPath, ...]:
        """Return the sections that the person chose, newest first."""
        return await self._database.read(lambda connection: shelf.read_sections(connection, person))

    async def mark_opened(self, person: str, ref: EntryRef, at: datetime) -> None:
        """Remember that the person looked at an entry, and when last."""
        await self._database.write(lambda connection: shelf.mark_opened(connection, person, ref, at))

    async def opened(self, person: str, limit: int) -> tuple[EntryRef, ...]:
        """Return at most *limit* entries that the person looked at, newest first."""
        return await self._database.read(lambda connection: shelf.read_opened(connection, person, limit))

    async def saved_with(self, ref: EntryRef, least: int) -> dict[EntryRef, int]:
        """Return what at least so many people have on their shelves beside this entry, and how many they are."""
        return await self._database.read(lambda connection: shelf.read_saved_with(connection, ref, least))

    async def forget(self, person: str) -> int:
        """Delete all that is kept about the person; return how many records that was."""
        return await self._database.write(lambda connection: people.forget(connection, person))


@asynccontextmanager
async def open_store(where: str | Path, *, patience: float = 5.0) -> AsyncIterator[SqlStore]:
    """Open the database, bring its schema up to date, and close it at the end.

    *where* is a path, a `sqlite:///` URL or a `postgresql://` URL.  A file and its folder are created where they are
    missing.  *patience* is how many seconds a writer waits for others.  Raises `StoreError` with nothing changed where
    the database is not ours, damaged, from a newer version, or out of reach.  One that cannot be written but is
    up to date opens, and only writing raises `StoreReadOnly`.
    """
    database = await open_database(find_place(where), patience)
    try:
        yield SqlStore(database)
    finally:
        await database.close()
