"""Say where a database is: a SQLite file or a PostgreSQL server.  Opens nothing.

Whatever is shown of a place (`str`, `repr`, an error's sentence) has no password in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import StoreError
from bot.i18n import enumeration
from bot.i18n import gettext as _

_POSTGRES = {"postgres", "postgresql", "postgresql+asyncpg"}
_SQLITE = {"sqlite", "sqlite+aiosqlite"}
_POSTGRES_OPTIONS = {"host", "port", "ssl", "sslmode"}


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """A database in one file."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A database on a PostgreSQL server.  The URL's own `repr` masks the password."""

    url: URL

    def __str__(self) -> str:
        host = self.url.host or self.url.query.get("host") or "localhost"
        port = f":{self.url.port}" if self.url.port else ""
        return f"{host}{port}/{self.url.database or ''}"


Place: TypeAlias = SqliteFile | PostgresServer


def find_place(where: str | Path) -> Place:
    """Read a path (with `~`), a `sqlite:///` URL or a `postgresql://` URL.

    Raises `StoreError` for any other URL; its sentence does not repeat the URL, which may hold a password.
    """
    if isinstance(where, Path) or "://" not in where:
        return SqliteFile(Path(where).expanduser().absolute())
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise _unknown_url() from None  # the original repeats the URL
    if url.drivername in _SQLITE and url.database and not url.host:
        return SqliteFile(Path(url.database).expanduser().absolute())
    if "@" in f"{url.host}{url.database}":  # then a part of the password was taken for the host, and would be shown
        raise StoreError(
            _("The password in the database URL holds a character that means something else there. Write @ as %40.")
        )
    if url.drivername in _POSTGRES:
        return PostgresServer(_for_asyncpg(url))
    raise _unknown_url()


def _for_asyncpg(url: URL) -> URL:
    unknown = sorted(set(url.query) - _POSTGRES_OPTIONS)
    if unknown:
        raise StoreError(
            _(
                "The database URL has an option that is not known: {option}. Leave it out; known are {known}.",
                option=unknown[0],
                known=enumeration(sorted(_POSTGRES_OPTIONS)),
            )
        )
    query = dict(url.query)
    if "sslmode" in query:  # libpq's word for what asyncpg calls `ssl`; hosting companies hand out such URLs
        query["ssl"] = query.pop("sslmode")
    return url.set(drivername="postgresql+asyncpg", query=query)


def _unknown_url() -> StoreError:
    return StoreError(
        _(
            "The database URL is not understood. Give the path of a file, or a URL such as "
            "sqlite:///folder/awesome.db or postgresql://user@host:5432/name."
        )
    )
