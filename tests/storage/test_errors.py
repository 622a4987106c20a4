"""The drivers' real exceptions, each turned into the sentence that fits; bugs stay bugs."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.util import await_

from bot.errors import StoreBusy, StoreCorrupt, StoreError, StoreFull, StoreReadOnly
from bot.storage.errors import translated
from bot.storage.place import SqliteFile, find_place
from bot.storage.store import open_store
from tests.storage.samples import NOON, revision, stored

HERE = SqliteFile(Path("/srv/awesome.db"))
SERVER = find_place("postgresql://bot:hunter2@db.example:6000/awesome")


def query_only(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")


def at_most_two_pages(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count = 2")


@pytest.mark.parametrize(
    ("prepare", "kind", "words"),
    [
        (query_only, StoreReadOnly, "cannot be written"),
        (at_most_two_pages, StoreFull, "no space left"),
    ],
)
def test_a_refused_write_of_sqlite_is_named(prepare: object, kind: type[StoreError], words: str) -> None:
    assert callable(prepare)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (x)")
        prepare(connection)
        with pytest.raises(kind, match=f"/srv/awesome.db.*{words}|{words}.*/srv/awesome.db"), translated(HERE):
            connection.execute("INSERT INTO t VALUES (zeroblob(100000))")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_PERM, StoreReadOnly),
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, StoreBusy),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreReadOnly),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreError),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreCorrupt),
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_CANTOPEN, StoreError),
        (sqlite3.SQLITE_NOTADB, StoreCorrupt),
    ],
)
def test_every_result_code_of_sqlite_has_its_kind(code: int, kind: type[StoreError]) -> None:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code

    with pytest.raises(StoreError) as caught, translated(HERE):
        raise OperationalError(None, None, error)

    assert type(caught.value) is kind
    assert caught.value.fields == {"place": "/srv/awesome.db", "reason": "what SQLite says"}


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, StoreReadOnly),
        (errno.EROFS, StoreReadOnly),
        (errno.ENOSPC, StoreFull),
        (errno.ENOTDIR, StoreError),
    ],
)
def test_every_error_of_the_system_has_its_kind(number: int, kind: type[StoreError]) -> None:
    with pytest.raises(StoreError) as caught, translated(HERE):
        raise OSError(number, "what the system says")

    assert type(caught.value) is kind


@pytest.mark.parametrize(
    ("state", "kind", "words"),
    [
        ("08006", StoreError, "cannot be reached"),
        ("57P03", StoreError, "cannot be reached"),
        ("28P01", StoreError, "refuses the user or the password"),
        ("28000", StoreError, "refuses the user or the password"),
        ("3D000", StoreError, "createdb"),
        ("25006", StoreReadOnly, "cannot be written"),
        ("42501", StoreReadOnly, "cannot be written"),
        ("40001", StoreBusy, "try again"),
        ("40P01", StoreBusy, "try again"),
        ("55P03", StoreBusy, "try again"),
        ("53300", StoreBusy, "try again"),
        ("53100", StoreFull, "no space left"),
        ("58030", StoreError, "disk failed"),
        ("XX001", StoreCorrupt, "damaged"),
    ],
)
def test_every_sqlstate_has_its_kind(state: str, kind: type[StoreError], words: str) -> None:
    error = Exception("what PostgreSQL says")
    error.sqlstate = state  # type: ignore[attr-defined]

    with pytest.raises(StoreError, match=words) as caught, translated(SERVER):
        raise OperationalError(None, None, error)

    assert type(caught.value) is kind
    assert "db.example:6000/awesome" in str(caught.value)


def test_readers_that_use_every_connection_are_busy() -> None:
    with pytest.raises(StoreBusy), translated(SERVER):
        raise PoolTimeout


async def test_a_missing_driver_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)

    with pytest.raises(StoreError, match=r"pip install \"awesome-list-bot\[postgres\]\""):
        async with open_store("postgresql://bot:hunter2@127.0.0.1:1/awesome"):
            pass


def violation() -> IntegrityError:
    error = sqlite3.IntegrityError("UNIQUE constraint failed")
    error.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_UNIQUE
    return IntegrityError("INSERT", {}, error)


@pytest.mark.parametrize("bug", [violation(), KeyError("x"), ModuleNotFoundError("no nonsense", name="nonsense")])
def test_a_bug_is_not_dressed_up(bug: Exception) -> None:
    with pytest.raises(type(bug)), translated(HERE):
        raise bug


def test_a_sentence_is_put_into_the_language_of_the_moment() -> None:
    from gettext import NullTranslations

    from bot.i18n import use_translations

    class Backwards(NullTranslations):
        def gettext(self, message: str) -> str:
            return f"¡{message}"

    with use_translations(Backwards()), pytest.raises(StoreBusy, match=r"^¡"), translated(HERE):
        raise PoolTimeout


async def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    async with open_store(path) as store:
        await store.write_revision(revision(stored("a")))
        engine = store._database.engine
        pages = await store._database.read(
            lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        )
        event.listen(engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}"))

        with pytest.raises(StoreFull, match=r"no space left.*Nothing was lost"):
            await store.write_revision(revision(*(stored(f"e{n}") for n in range(500))))

        assert [entry.id for entry in (await store.load()).entries] == ["a"]
        assert await store.version() == 1
        await store.record_check("main", NOON)


async def test_a_value_that_is_being_written_is_not_in_the_traceback(where: str) -> None:
    """What people write stays out of the operator's log, also when something goes wrong."""
    async with open_store(where) as store:
        with pytest.raises(Exception, match="hide_parameters") as caught:
            await store.save("me", stored("a").ref, "private", None)  # type: ignore[arg-type]

    assert "private" not in str(caught.value)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "hunter2"}, "refuses the user or the password"),
        ({"username": "nobody", "password": "hunter2"}, "refuses the user or the password"),
        ({"database": "nowhere"}, "There is no database .*/nowhere"),
        ({"port": 1}, "cannot be reached"),
        ({"query": {"sslmode": "require"}}, "cannot be reached"),
    ],
)
async def test_a_server_that_does_not_let_us_in_is_named_without_its_password(
    postgres_url: str, change: dict[str, object], words: str
) -> None:
    url = make_url(postgres_url).set(**change)  # type: ignore[arg-type]

    with pytest.raises(StoreError, match=words) as caught:
        async with open_store(url.render_as_string(hide_password=False)):
            pass

    assert str(url.password) not in f"{caught.value!r} {caught.value.fields} {caught.value.__cause__!r}"


@pytest.mark.postgres
@pytest.mark.parametrize("noticed", [False, True])
async def test_a_server_that_goes_away_is_named_and_found_again(postgres_url: str, noticed: bool) -> None:
    """Whether the loss shows in the answer to a statement or was noticed before it was sent."""
    async with open_store(postgres_url) as store, open_store(postgres_url) as other:

        def lose_the_connection(connection: Connection) -> None:
            pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            driver = connection.connection.driver_connection
            assert isinstance(driver, asyncpg.Connection)
            await_(other._database.read(lambda c: c.exec_driver_sql(f"SELECT pg_terminate_backend({pid})").close()))
            while noticed and not driver.is_closed():
                await_(asyncio.sleep(0))
            connection.exec_driver_sql("SELECT 1")

        with pytest.raises(StoreError, match="cannot be reached"):
            await store._database.read(lose_the_connection)

        assert await store.version() == 0
