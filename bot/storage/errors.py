"""The wall where the drivers' exceptions end: each becomes one sentence of `bot.errors`, or stays what it is, a bug.

Sentences name the database, say that nothing was lost, and what to do.  They never hold a password, nor what was
being written.
"""

from __future__ import annotations

import errno
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull, StoreNewer, StoreReadOnly
from bot.i18n import N_
from bot.i18n import gettext as _
from bot.storage.place import Place, PostgresServer, SqliteFile

_Known = tuple[type[StoreError], str]

_BUSY: _Known = (
    StoreBusy,
    N_("Another process is using the database {place} and did not finish in time. Nothing was lost; try again."),
)
_READ_ONLY: _Known = (
    StoreReadOnly,
    N_(
        "The database {place} cannot be written. Nothing was changed. Let this user write the file and its "
        "folder, or choose another place for it."
    ),
)
_CORRUPT: _Known = (
    StoreCorrupt,
    N_(
        "{place} is damaged, or not a database of awesome-bot. Nothing was overwritten. Put a backup in its place, "
        "or move it away to begin a new one."
    ),
)
_FULL: _Known = (
    StoreFull,
    N_("There is no space left for the database {place}. Nothing was lost; free some space and try again."),
)
_CANNOT_OPEN: _Known = (
    StoreError,
    N_("The database {place} cannot be opened. Check that it is a file, and that this user may use it and its folder."),
)
_DISK_FAILED: _Known = (
    StoreError,
    N_("The disk failed while the database {place} was used. Check the disk; then check the database."),
)
_UNREACHABLE: _Known = (
    StoreError,
    N_("The PostgreSQL server of {place} cannot be reached. Check that it runs, and its host, port and SSL."),
)
_REFUSED: _Known = (
    StoreError,
    N_("The PostgreSQL server of {place} refuses the user or the password. Check both in the database URL."),
)
_NO_DATABASE: _Known = (
    StoreError,
    N_("There is no database {place} on the PostgreSQL server. Create it (createdb), or correct its name."),
)

# SQLite's primary result codes (https://www.sqlite.org/rescode.html).
_SQLITE = {
    3: _READ_ONLY,  # SQLITE_PERM
    5: _BUSY,
    6: _BUSY,  # SQLITE_LOCKED
    8: _READ_ONLY,
    10: _DISK_FAILED,  # SQLITE_IOERR
    11: _CORRUPT,
    13: _FULL,
    14: _CANNOT_OPEN,
    26: _CORRUPT,  # SQLITE_NOTADB
}

# SQLSTATEs of PostgreSQL, whole or the two letters of their class
# (https://www.postgresql.org/docs/current/errcodes-appendix.html).
_POSTGRES = {
    "08": _UNREACHABLE,
    "25006": _READ_ONLY,
    "28": _REFUSED,
    "3D000": _NO_DATABASE,
    "40": _BUSY,  # deadlock, serialisation failure: the other side won
    "42501": _READ_ONLY,
    "53": _BUSY,  # too many connections
    "53100": _FULL,
    "55P03": _BUSY,  # lock_timeout
    "57P": _UNREACHABLE,  # starting up, or shutting down
    "58": _DISK_FAILED,
    "XX001": _CORRUPT,
    "XX002": _CORRUPT,
}

_OS = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}


@contextmanager
def translated(place: Place) -> Iterator[None]:
    """Turn what the driver, the pool or the operating system raises inside into a `StoreError`, where it is one."""
    try:
        yield
    except (DBAPIError, OSError, PoolTimeout, ModuleNotFoundError, sqlite3.Error) as error:
        known = _explain(error, place)
        if known is None:
            raise
        raise known from error


def busy(place: Place) -> StoreBusy:
    """Say that another writer did not finish in time."""
    return StoreBusy(_(_BUSY[1], place=place), place=str(place))


def corrupt(place: Place) -> StoreCorrupt:
    """Say that the database is damaged or belongs to another program."""
    return StoreCorrupt(_(_CORRUPT[1], place=place), place=str(place))


def missing(place: Place) -> StoreError:
    """Say that there is no database."""
    return StoreError(_("There is no database at {place}. Check the path.", place=place), place=str(place))


def newer(place: Place, *, stored: str, known: str) -> StoreNewer:
    """Say that the database was written by a newer version."""
    sentence = _(
        "The database {place} was written by a newer awesome-bot (schema {stored}; this one knows {known}). "
        "Nothing was changed. Update awesome-bot, or put the copy made before the update in its place.",
        place=place,
        stored=stored,
        known=known,
    )
    return StoreNewer(sentence, place=str(place), stored=stored, known=known)


def _explain(error: Exception, place: Place) -> StoreError | None:
    if isinstance(error, ModuleNotFoundError):
        return _missing_driver(error)
    if isinstance(error, PoolTimeout):
        return busy(place)
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    known = _look_up(cause, place)
    if known is None and isinstance(error, DBAPIError) and error.connection_invalidated:
        known = _UNREACHABLE  # the connection was lost between two statements, which has no code of its own
    if known is None:
        return None
    kind, sentence = known
    return kind(_(sentence, place=place), place=str(place), reason=str(cause))


def _look_up(error: BaseException, place: Place) -> _Known | None:
    """Find the entry for an exception of sqlite3, asyncpg or the operating system."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        known = _SQLITE.get(code & 0xFF)  # the low byte is the primary code
        return _why_it_cannot_be_opened(place) if known is _CANNOT_OPEN else known
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return next((_POSTGRES[state[:n]] for n in (5, 3, 2) if state[:n] in _POSTGRES), None)
    if not isinstance(error, OSError):
        return None
    return _UNREACHABLE if isinstance(place, PostgresServer) else _OS.get(error.errno or 0, _CANNOT_OPEN)


def _why_it_cannot_be_opened(place: Place) -> _Known:
    """Ask the operating system, because SQLite has one answer for a wrong path, a missing right and a full disk."""
    try:
        if isinstance(place, SqliteFile):
            tempfile.TemporaryFile(dir=place.path.parent).close()
    except OSError as error:
        return _OS.get(error.errno or 0, _CANNOT_OPEN)
    return _CANNOT_OPEN


def _missing_driver(error: ModuleNotFoundError) -> StoreError | None:
    if error.name != "asyncpg":
        return None
    return StoreError(
        _('PostgreSQL needs one more package. Install it with: pip install "awesome-list-bot[postgres]".')
    )
