"""What the core asks of the world: Protocols named by capability, implemented above this layer.

Every time is an aware `datetime` in UTC.  Every method that touches the store may raise `StoreError`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList, HeldRevision
from bot.domain.catalog_delta import CatalogDelta
from bot.domain.changes import Change
from bot.domain.entries import Reading
from bot.domain.settling import LoggedChange


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a list's last accepted revision: its digest, and the memo that came with it.

    The memo is the source's own (ETag, present name …) and opaque to everyone else; `""` where there is none.
    """

    digest: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a list was found, which may be elsewhere than the settings say.

    - `name`: the source in the form that the settings use; `github:owner/repo` has the present name.
    - `renamed_from`: the name in the settings, where the list has moved; else None.
    - `homepage`: where people read the list, if anywhere.
    - `branch`, `path`: of a repository, as found; `files` holds every file read, the main one first.
    - `archived`: its repository is closed to changes.
    """

    name: str
    renamed_from: str | None = None
    homepage: str | None = None
    branch: str | None = None
    path: str | None = None
    files: tuple[str, ...] = ()
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A list as its source gave it: what was read, and a hexadecimal digest that changes when it would read otherwise.

    `revision_id` is the commit or ETag; `revised_at` is when that revision was made, where the source tells.
    """

    reading: Reading
    digest: str
    memo: str = ""
    revision_id: str | None = None
    revised_at: datetime | None = None
    whereabouts: Whereabouts | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The list is still what is known.  The memo may differ and is to be kept all the same."""

    memo: str = ""
    whereabouts: Whereabouts | None = None


class ListSource(Protocol):
    """Gives the present state of one list."""

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Fetch and read the list, or say that it is still what is *known* (never, where nothing is).

        Raises `SourceError` where it cannot be had or is not a list.
        """
        ...


@dataclass(frozen=True, slots=True)
class RevisionText:
    """One file of a list as one commit left it.

    `at` is when it was committed; `author` is who wrote it.  `origin` is true where the file began with this
    commit; a first revision without it is a baseline, whose entries may be older than its date.
    """

    commit: str
    at: datetime
    author: str
    path: str
    text: str
    origin: bool = False


class ListHistory(Protocol):
    """Gives the past of one list's files."""

    def history(self, since: str | None = None, path: str | None = None) -> AsyncIterator[RevisionText]:
        """Yield the revisions of a file (the main one by default), oldest first.

        With *since* (a commit, tag or branch) the first is the baseline that stood there.  Raises `SourceError`.
        """
        ...


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


class CatalogStore(Protocol):
    """Keeps lists, entries and the change log."""

    async def version(self) -> int:
        """Return a number that grows with all that changes what `load` gives of entries; 0 for an empty store."""
        ...

    async def load(self) -> Catalog:
        """Return everything that stands on the lists now."""
        ...

    async def load_since(self, version: int, most: int) -> CatalogDelta | None:
        """Return what changed on the lists since *version* was loaded; None where only `load` can tell.

        That is where more than *most* entries changed, or where the store has not come to that version yet (it is
        another one, or an older copy).
        """
        ...

    async def followed_lists(self) -> tuple[FollowedList, ...]:
        """Return the lists that are followed, by name, with how their last checks went; costs little."""
        ...

    async def find_list(self, list_name: str) -> FollowedList | None:
        """Return what is kept about a list, followed or not; None where there never was such a list."""
        ...

    async def known_entries(self, list_name: str) -> tuple[CatalogEntry, ...]:
        """Return every entry that the list ever had, removed ones included, present ones in document order."""
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


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One thing on a person's shelf."""

    ref: EntryRef
    note: str
    saved_at: datetime


class ShelfStore(Protocol):
    """Keeps what people saved, were shown, looked at and refused.  A person is a key such as `terminal:local`."""

    async def save(self, person: str, ref: EntryRef, note: str | None, at: datetime) -> bool:
        """Put an entry on the shelf; True if it is new there.  `None` keeps the note that it has."""
        ...

    async def unsave(self, person: str, ref: EntryRef) -> bool:
        """Take an entry off the shelf; False if it was not there."""
        ...

    async def saved(self, person: str) -> tuple[SavedItem, ...]:
        """Return the shelf, newest first."""
        ...

    async def mark_shown(self, person: str, refs: Collection[EntryRef], at: datetime) -> None:
        """Remember that these were recommended to the person."""
        ...

    async def shown(self, person: str) -> frozenset[EntryRef]:
        """Return everything that was ever recommended to the person and not forgotten."""
        ...

    async def forget_shown(self, person: str) -> None:
        """Forget what was recommended, so that the round can start again."""
        ...

    async def refuse(self, person: str, ref: EntryRef, at: datetime) -> bool:
        """Remember that the person does not want this recommended; False if that was known."""
        ...

    async def take_back_refusal(self, person: str, ref: EntryRef) -> bool:
        """Let it be recommended again; False if it was not refused."""
        ...

    async def refused(self, person: str) -> tuple[EntryRef, ...]:
        """Return what the person refused, newest first."""
        ...

    async def mark_opened(self, person: str, ref: EntryRef, at: datetime) -> None:
        """Remember that the person looked at an entry, and when last."""
        ...

    async def opened(self, person: str, limit: int) -> tuple[EntryRef, ...]:
        """Return at most *limit* entries that the person looked at, newest first."""
        ...

    async def saved_with(self, ref: EntryRef, least: int) -> dict[EntryRef, int]:
        """Return what at least so many people have on their shelves beside this entry, and how many they are."""
        ...

    async def forget(self, person: str) -> int:
        """Delete all that is kept about the person; return how many records that was."""
        ...
