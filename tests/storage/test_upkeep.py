"""The operator's tools look and copy, and change nothing."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreCorrupt, StoreError, StoreReadOnly
from bot.storage.migrate import HEAD
from bot.storage.store import open_store
from bot.storage.upkeep import backup_store, check_store
from tests.storage.samples import revision, stored
from tests.storage.unprivileged import unprivileged_in


async def fill(where: str | Path) -> None:
    async with open_store(where) as store:
        await store.write_revision(revision(*(stored(f"e{n}", n) for n in range(50))))


async def test_a_sound_database_is_said_to_be_sound(where: str) -> None:
    await fill(where)

    check = await check_store(where)

    assert (check.revision, check.newest, check.problems, check.is_sound) == (HEAD, HEAD, (), True)


async def test_damage_inside_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    await fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'ix_changes_revision_id'")
        connection.execute(
            "INSERT INTO changes (id, revision_id, list_name, kind, entry_id, title, sections_before, sections_after,"
            " fields, recorded_at) VALUES (1, 77, 'main', 'added', 'a', 'A', '[]', '[]', '[]', '')"
        )
        connection.commit()

    check = await check_store(path)

    assert not check.is_sound
    assert any("never used" in problem for problem in check.problems)
    assert "changes row 1: no such revisions" in check.problems


async def test_checking_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no database at .*x\.db"):
        await check_store(tmp_path / "x.db")

    assert not list_names(tmp_path)


async def test_checking_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("text")

    assert (await check_store(tmp_path / "empty.db")).revision == ""
    with pytest.raises(StoreCorrupt):
        await check_store(tmp_path / "text.db")

    assert list_names(tmp_path) == ["empty.db", "text.db"]
    assert (tmp_path / "empty.db").stat().st_size == 0


async def test_a_backup_of_a_database_in_use_is_complete_and_as_private(tmp_path: Path) -> None:
    path, copy = tmp_path / "x.db", tmp_path / "copy.db"
    async with open_store(path) as store:
        await store.write_revision(revision(stored("a")))
        path.chmod(0o600)
        await backup_store(path, copy)
        await store.write_revision(revision(stored("b")))

    assert list_names(tmp_path) == ["copy.db", "x.db"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    async with open_store(copy) as restored:
        assert [entry.id for entry in (await restored.load()).entries] == ["a"]


async def test_a_backup_overwrites_nothing(tmp_path: Path) -> None:
    await fill(tmp_path / "x.db")
    (tmp_path / "precious").write_text("data")

    with pytest.raises(StoreError, match="exists already"):
        await backup_store(tmp_path / "x.db", tmp_path / "precious")

    assert (tmp_path / "precious").read_text() == "data"


async def test_a_backup_needs_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database"):
        await backup_store(tmp_path / "x.db", tmp_path / "copy.db")

    assert not list_names(tmp_path)


async def test_a_backup_that_cannot_be_written_names_its_target(tmp_path: Path) -> None:
    await fill(tmp_path / "x.db")

    with pytest.raises(StoreError, match=r"nowhere/copy\.db"):
        await backup_store(tmp_path / "x.db", tmp_path / "nowhere" / "copy.db")


async def test_a_backup_into_a_folder_without_rights_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    await fill(folder / "x.db")

    with unprivileged_in(folder, 0o555), pytest.raises(StoreReadOnly, match=r"copy\.db"):
        await backup_store(folder / "x.db", folder / "copy.db")

    assert list_names(folder) == ["x.db"]


@pytest.mark.postgres
async def test_a_server_is_backed_up_with_its_own_tools(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        await backup_store(postgres_url, tmp_path / "copy.db")


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
