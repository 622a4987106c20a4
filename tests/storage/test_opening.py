"""Opening: what is there is respected, what is missing is made, what cannot be used is named."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from bot.errors import StoreBusy, StoreCorrupt, StoreError, StoreNewer, StoreReadOnly
from bot.storage.store import open_store
from tests.storage.samples import NOON, later, revision, stored
from tests.storage.unprivileged import unprivileged_in


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def filled(path: Path) -> Path:
    async with open_store(path) as store:
        await store.write_revision(revision(stored("a")))
    return path


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


async def test_missing_folders_are_made_and_are_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state" / "awesome.db"

    await filled(path)

    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?mode=memory.db", "#1.db", "ünï.db", ":memory:"])
async def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    await filled(tmp_path / name)

    assert list(contents(tmp_path)) == [name]


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").touch()

    await filled(tmp_path / "x.db")


async def test_what_was_written_is_there_when_it_is_opened_again(where: str) -> None:
    async with open_store(where) as store:
        await store.write_revision(revision(stored("a")))
        written = await store.load()

    async with open_store(where) as store:
        assert await store.load() == written


async def test_after_closing_one_file_is_left_and_it_has_a_write_ahead_log(tmp_path: Path) -> None:
    path = await filled(tmp_path / "x.db")

    assert list(contents(tmp_path)) == ["x.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_what_a_person_wrote_is_gone_from_the_file_after_they_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    async with open_store(path) as store:
        await store.save("me", stored("a").ref, "my very private note", NOON)
    assert b"private note" in path.read_bytes()

    async with open_store(path) as store:
        await store.forget("me")
    assert b"private note" not in path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"hi",
        b"# Awesome list\n\n- [A paper](https://example.org)\n" * 100,
        b"SQLite format 3\0" + b"\xff" * 5000,
    ],
)
async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)

    with pytest.raises(StoreCorrupt, match=r"notes\.db .*Nothing was overwritten"):
        async with open_store(path):
            pass

    assert contents(tmp_path) == {"notes.db": content}


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    run(path, "CREATE TABLE alembic_version (version_num TEXT)")
    before = path.read_bytes()

    with pytest.raises(StoreCorrupt):
        async with open_store(path):
            pass

    assert path.read_bytes() == before


async def test_a_damaged_database_is_left_alone(tmp_path: Path) -> None:
    path = await filled(tmp_path / "x.db")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(StoreCorrupt):
        async with open_store(path) as store:
            await store.load()

    assert path.read_bytes() == whole[: len(whole) // 2]


async def test_damage_that_shows_only_later_is_named_then(tmp_path: Path) -> None:
    path = await filled(tmp_path / "x.db")
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\xaa" * size
    path.write_bytes(content)

    async with open_store(path) as store:
        with pytest.raises(StoreCorrupt):
            await store.load()


async def test_a_database_of_a_newer_version_is_left_alone(where: str, tmp_path: Path) -> None:
    async with open_store(where) as store:
        await store.write_revision(revision(stored("a")))
        await store._database.write(
            lambda connection: connection.exec_driver_sql("UPDATE awesome_bot_schema SET version_num = '0999'").close()
        )
    before = contents(tmp_path)

    with pytest.raises(StoreNewer, match=r"0999.*Update awesome-bot"):
        async with open_store(where):
            pass

    assert contents(tmp_path) == before


async def test_a_database_that_another_process_holds_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy):
            async with open_store(path, patience=0.1):
                pass


async def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"{tmp_path} cannot be opened"):
        async with open_store(tmp_path):
            pass


async def test_a_file_in_place_of_its_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be opened"):
        async with open_store(tmp_path / "file" / "x.db"):
            pass


@pytest.mark.parametrize("name", ["x.db", "deeper/x.db"])
async def test_a_folder_that_cannot_be_written_is_named(folder: Path, name: str) -> None:
    with (
        unprivileged_in(folder, 0o555),
        pytest.raises(StoreReadOnly, match=r"x\.db cannot be written.* choose another"),
    ):
        async with open_store(folder / name):
            pass

    assert contents(folder) == {}


@pytest.mark.parametrize("folder_mode", [0o555, 0o777])
async def test_a_database_that_cannot_be_written_still_answers(folder: Path, folder_mode: int) -> None:
    path = await filled(folder / "x.db")
    path.chmod(0o444)

    with unprivileged_in(folder, folder_mode):
        async with open_store(path) as store:
            assert [entry.id for entry in (await store.load()).entries] == ["a"]
            with pytest.raises(StoreReadOnly, match="Nothing was changed"):
                await store.write_revision(revision(stored("b"), at=later(1)))
            with pytest.raises(StoreReadOnly):
                await store.save("me", stored("a").ref, None, NOON)
            assert await store.version() == 1


async def test_a_database_that_cannot_be_written_is_read_anew_for_each_question(folder: Path) -> None:
    """Somebody else may write it all the same."""
    path = await filled(folder / "x.db")

    async with AsyncExitStack() as stack:
        with unprivileged_in(folder, 0o555):
            store = await stack.enter_async_context(open_store(path))
            assert await store.version() == 1
        run(path, "UPDATE meta SET value = 2")

        assert await store.version() == 2


async def test_a_database_that_cannot_even_be_read_is_named(folder: Path) -> None:
    path = await filled(folder / "x.db")
    path.chmod(0)

    with unprivileged_in(folder, 0o555), pytest.raises(StoreError, match="this user"):
        async with open_store(path):
            pass
