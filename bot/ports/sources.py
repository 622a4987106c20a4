"""Where lists come from: what a source gives of the present, and a history of the past.

Every time is an aware `datetime` in UTC.  What went wrong on the way is a `SourceError`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.entries import Reading


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
