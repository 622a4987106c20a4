"""What the store keeps of lists: entries, revisions and the change log.

Every time is an aware `datetime` in UTC.  Every method may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.catalog import Catalog, CatalogEntry, FollowedList, HeldRevision
from bot.domain.catalog_delta import CatalogDelta
from bot.domain.changes import Change
from bot.domain.settling import LoggedChange
from bot.ports.sources import Whereabouts


@dataclass(frozen=True, slots=True)
class RevisionWrite:
    """All that one new revision changes, written in one transaction or not at all.

    - `put` holds the entries that are new, differ from what is stored, or come back; `removed` the ids of
      those that left.  Entries that are in neither stay as they are.
    - `memo`, `revision_id`, `revised_at`, `moved_to` and `archived` are what the source said, as in `Fetched`.
    - `based_on` is the catalog's version of which the decision was made; None for one that rests on nothing.
    """

    list_name: str
    title: str
    source: str
    homepage: str | None
    digest: str
    fetched_at: datetime
    problem_count: int
    put: tuple[CatalogEntry, ...]
    removed: tuple[str, ...]
    changes: tuple[Change, ...]
    memo: str = ""
    revision_id: str | None = None
    revised_at: datetime | None = None
    moved_to: str | None = None
    archived: bool = False
    based_on: int | None = None


class CatalogLoader(Protocol):
    """Gives what stands on the lists now."""

    async def version(self) -> int:
        """Return a number that grows with all that changes what `load` gives of entries; 0 for an empty store."""
        ...

    async def load(self, known: Catalog | None = None) -> Catalog:
        """Return everything that stands on the lists now.

        What has not changed since *known* was loaded here is the same object: most of a catalog need not be read then,
        nor held twice.
        """
        ...

    async def load_since(self, version: int, most: int) -> CatalogDelta | None:
        """Return what changed on the lists since *version* was loaded; None where only `load` can tell.

        That is where more than *most* entries changed, or where the store has not come to that version yet (it is
        another one, or an older copy).
        """
        ...


class CatalogStore(CatalogLoader, Protocol):
    """Keeps lists, entries and the change log."""

    async def followed_lists(self) -> tuple[FollowedList, ...]:
        """Return the lists that are followed, by name, with how their last checks went; costs little."""
        ...

    async def find_list(self, list_name: str) -> FollowedList | None:
        """Return what is kept about a list, followed or not; None where there never was such a list."""
        ...

    async def known_entries(self, list_name: str, at_hand: Catalog | None = None) -> tuple[CatalogEntry, ...]:
        """Return every entry that the list ever had, removed ones included, present ones in document order.

        *at_hand* is what `load` gave, and `load_since` after it: where it is still all there is, only what it has not
        is read.
        """
        ...

    async def write_revision(self, write: RevisionWrite) -> None:
        """Record a revision, its entries and its changes in one transaction; grows `version` by one.

        Nothing is held, and nothing has failed, afterwards.  Raises `StoreOutdated` and writes nothing where the
        list has changed since the version that `write` is based on; other lists may have.
        """
        ...

    async def record_check(
        self,
        list_name: str,
        at: datetime,
        memo: str = "",
        *,
        where: Whereabouts | None = None,
        still_held: bool = False,
    ) -> None:
        """Note that the list was looked at and had not changed; unknown names are ignored.

        The last failure is forgotten, and the held revision with it unless the source is *still_held* at that one:
        then the accepted text is back.  *where* replaces what is known of the source's place; None leaves it.
        """
        ...

    async def record_failure(self, list_name: str, at: datetime, sentence: str) -> None:
        """Note that the list could not be had, and why; unknown names are ignored.  It was not checked."""
        ...

    async def hold_revision(self, list_name: str, held: HeldRevision, memo: str) -> None:
        """Note that a revision was fetched and not believed; unknown names are ignored.  The catalog stays."""
        ...

    async def change_log(
        self,
        *,
        list_name: str | None = None,
        entry_id: str | None = None,
        since: datetime | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> tuple[LoggedChange, ...]:
        """Return what was recorded, by number: of one list, or of all that are followed; of one entry, or of all.

        *since* is the earliest moment of recording, *after* the last number that is not wanted.  Of more than
        *limit* changes the earliest are returned, so that the last number is the next *after*.
        """
        ...

    async def date_entries(self, list_name: str, dates: Mapping[str, tuple[date, str | None]]) -> None:
        """Say when entries joined the list, and by whom; those that say so already, and unknown ids, stay as they are.

        Grows `version` by one if anything changed.
        """
        ...

    async def drop_lists_except(self, names: Collection[str]) -> tuple[str, ...]:
        """Stop serving lists that are no longer followed; return their names.

        Their entries stay in the store, so that ids and people's saved items survive a mistaken setting.
        """
        ...
