"""Migrations: from nothing and from every real old database to the newest schema, and nothing lost on the way."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect
from sqlalchemy.engine import Connection

from bot.domain.catalog import EntryRef
from bot.domain.outbox import Fate, Outcome, SentMessage
from bot.domain.suggestions import SuggestionState
from bot.errors import StoreBusy, StoreReadOnly
from bot.ports import Queue, SavedItem
from bot.storage import migrate
from bot.storage.engine import create_migrating_engine, for_migrating
from bot.storage.migrate import HEAD, VERSION_TABLE, stored_revision
from bot.storage.place import find_place
from bot.storage.schema import metadata
from bot.storage.store import SqlStore, open_store
from bot.storage.upkeep import check_store
from tests.storage.holding import holding
from tests.storage.old_database import HELD, INSTALLATION, PAUSE, READING, VECTOR
from tests.storage.samples import HERE, NOON, digest, later, revision, stored, subscription
from tests.storage.suggested import PROPOSAL
from tests.storage.unprivileged import unprivileged_in

OLD = Path(__file__).with_name("old")
HISTORY = ScriptDirectory(str(migrate.STEPS))


async def test_the_tables_are_what_the_code_takes_them_for(store: SqlStore) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "version_table": VERSION_TABLE}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    assert await store._database.read(differences) == []


async def test_every_constraint_has_the_name_by_which_it_can_be_changed(store: SqlStore) -> None:
    def constraints(connection: Connection) -> dict[str, set[object]]:
        found = MetaData()
        found.reflect(connection)
        return {name: {c.name for c in table.constraints} for name, table in found.tables.items() if name in wanted}

    wanted = {name: {c.name for c in table.constraints} for name, table in metadata.tables.items()}
    assert await store._database.read(constraints) == wanted


def test_the_steps_are_numbered_one_by_one_up_to_the_head_that_the_code_knows() -> None:
    numbers = [step.revision for step in HISTORY.walk_revisions()][::-1]

    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    assert numbers[-1] == HEAD == HISTORY.get_current_head()


def test_every_step_has_an_old_database_that_was_made_with_it() -> None:
    assert {path.stem for path in OLD.glob("*.sql")} == {step.revision for step in HISTORY.walk_revisions()}


@pytest.mark.parametrize("old", sorted(OLD.glob("*.sql")), ids=lambda path: path.stem)
async def test_an_old_database_keeps_everything(tmp_path: Path, old: Path) -> None:
    path = restore(old, tmp_path / "x.db")

    async with open_store(path) as store:
        catalog = await store.load()
        known = await store.known_entries("main")
        mine = await store.saved("terminal:local")
        shown = await store.shown("discord:42")

    assert catalog.version == 4
    assert [followed.name for followed in catalog.lists] == ["main"]
    assert [entry.id for entry in catalog.entries] == ["poet", "mulayer"]
    assert [entry.id for entry in known] == ["poet", "mulayer", "gone"]
    mulayer = known[1].entry
    assert (mulayer.title, mulayer.venue, mulayer.year) == ("μLayer: low latency", "EuroSys", 2019)
    assert [link.url for link in mulayer.links] == ["https://example.org/mulayer.pdf"]
    assert known[2].removed_at == later(1)
    assert mine == (SavedItem(EntryRef("main", "gone"), 'a "note" with ünï', NOON),)
    assert shown == {EntryRef("main", "poet")}

    assert (await check_store(path)).is_sound


async def test_how_checks_went_comes_through_from_where_it_is_kept(tmp_path: Path) -> None:
    path = restore(OLD / "0002.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        followed = await store.find_list("main")
        poet, *_ = (await store.load()).entries
        log = await store.change_log()

    assert followed
    assert (followed.held, followed.memo) == (HELD, '{"etag": "x"}')
    assert (followed.failure, followed.failed_at) == ("The network is gone.", later(3))
    assert (poet.added_on, poet.added_by) == (date(2024, 5, 1), "Ada")
    assert [logged.change.entry_id for logged in log] == ["poet", "mulayer", "gone"]


async def test_suggestions_come_through_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    path = restore(OLD / "0004.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        found = await store.suggestion("ab2c3")
        waiting = await store.due_notices("discord", later(9), 9)
        queue, blocks = await store.queue_of("discord:1"), await store.blocks()

    assert found
    assert (found.state, found.version, found.votes, found.proposal) == (SuggestionState.APPROVED, 3, 1, PROPOSAL)
    assert [notice.version for notice in waiting] == [2, 3]
    assert (queue, [block.person for block in blocks]) == (Queue(HERE, "#moderators"), ["discord:13"])


async def test_a_list_that_was_not_followed_is_read_anew_when_it_comes_back(tmp_path: Path) -> None:
    path = restore(OLD / "0001.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        main, dropped = await store.find_list("main"), await store.find_list("dropped")

    assert (main and main.digest, dropped and dropped.digest) == ("b" * 64, None)


@pytest.mark.parametrize("old", ["0001", "0002"])
async def test_the_log_of_an_old_database_can_be_told_but_is_no_news_yet(tmp_path: Path, old: str) -> None:
    path = restore(OLD / f"{old}.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        log = await store.change_log()
        assert (await store.last_news(), await store.unsettled()) == (0, log)
        assert await store.settle(later(9), timedelta(hours=1)) == 3
        assert [each.news.change.entry_id for each in await store.news()] == ["poet", "mulayer", "gone"]


async def test_digests_come_through_from_where_they_are_kept(tmp_path: Path) -> None:
    path = restore(OLD / "0003.sql", tmp_path / "x.db")
    write = digest(subscription("early"), Outcome(1, EntryRef("main", "poet"), Fate.TOLD), parts=2)

    async with open_store(path) as store:
        assert await store.subscriptions() == (write.after, subscription("paused", pause=PAUSE))
        assert await store.digests() == (write.record,)
        first, second = await store.deliveries()
        assert (first.sent, first.attempts, second) == (
            SentMessage("99", None, "https://example.org/99"), 1, write.deliveries[1],
        )  # fmt: skip
        assert [logged.change.kind for logged in await store.unsettled()] == ["removed"]
        assert await store.last_news() == 3
        assert await store.take_lease("sending", "another", later(1), timedelta(hours=1))
        assert await store.zone_of("discord:42") == "Europe/Berlin"


async def test_installations_come_through_from_where_they_are_kept(tmp_path: Path) -> None:
    path = restore(OLD / "0005.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        assert await store.installation("slack", "T1") == INSTALLATION
        assert await store.consume_state("begun", NOON)
        assert await store.seen("slack:Ev1", NOON)


async def test_reading_lists_come_through_from_where_they_are_kept(tmp_path: Path) -> None:
    path = restore(OLD / "0007.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        assert await store.reading(["discord:1"]) == (READING,)


async def test_vectors_come_through_from_where_they_are_kept(tmp_path: Path) -> None:
    path = restore(OLD / "0011.sql", tmp_path / "x.db")

    async with open_store(path) as store:
        assert await store.vectors("a model") == (VECTOR,)


NEXT = f"{int(HEAD) + 1:04}"
GOOD_STEP = f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{NEXT}", "{HEAD}"
def upgrade():
    with op.batch_alter_table("lists", recreate="auto") as lists:
        lists.add_column(sa.Column("colour", sa.Text, nullable=False, server_default="blue"))
        lists.alter_column("problem_count", new_column_name="problems")
"""
BAD_STEP = (
    GOOD_STEP
    + """
    raise ZeroDivisionError
"""
)


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Return what turns this program into the next version of itself, with one step more."""
    steps = shutil.copytree(migrate.STEPS, tmp_path_factory.mktemp("100% new") / "migrations")

    def become(step: str) -> None:
        (steps / "versions" / f"{NEXT}_next.py").write_text(step)
        monkeypatch.setattr(migrate, "STEPS", steps)
        monkeypatch.setattr(migrate, "HEAD", NEXT)

    return become


def columns(connection: Connection) -> set[str]:
    return {str(column["name"]) for column in inspect(connection).get_columns("lists")}


async def test_a_step_changes_a_table_and_keeps_its_rows(where: str, next_version: Callable[[str], None]) -> None:
    """On SQLite the table is made anew, although entries refer to its rows."""
    async with open_store(where) as store:
        await store.write_revision(revision(stored("a")))
        before = await store.known_entries("main")

    next_version(GOOD_STEP)
    async with open_store(where) as store:
        assert await store._database.read(columns) >= {"colour", "problems"}
        assert await store.known_entries("main") == before


async def test_a_step_that_fails_is_undone_and_can_be_repeated(where: str, next_version: Callable[[str], None]) -> None:
    async with open_store(where) as store:
        await store.write_revision(revision(stored("a")))

    next_version(BAD_STEP)
    with pytest.raises(ZeroDivisionError):
        async with open_store(where):
            pass
    assert (await check_store(where)).revision == HEAD

    next_version(GOOD_STEP)
    async with open_store(where) as store:
        assert len(await store.known_entries("main")) == 1
    assert (await check_store(where)).revision == NEXT


async def test_a_file_is_copied_before_it_is_changed(tmp_path: Path, next_version: Callable[[str], None]) -> None:
    path = tmp_path / "x.db"
    async with open_store(path) as store:
        await store.save("me", EntryRef("main", "a"), "precious", NOON)
    assert names(tmp_path) == ["x.db"]  # a new database needs no copy

    next_version(GOOD_STEP)
    async with open_store(path) as store:
        await store.forget("me")
    assert names(tmp_path) == ["x.db", f"x.db.before-{NEXT}"]
    with closing(sqlite3.connect(tmp_path / f"x.db.before-{NEXT}")) as copy:
        assert copy.execute("SELECT version_num FROM awesome_bot_schema").fetchone() == (HEAD,)
        assert copy.execute("SELECT note FROM saved").fetchone() == ("precious",)


async def test_while_one_process_migrates_another_waits(where: str) -> None:
    engine = for_migrating(create_migrating_engine(find_place(where), 5), 5)
    async with holding(engine, lambda connection: stored_revision(connection, find_place(where))):
        with pytest.raises(StoreBusy):
            async with open_store(where, patience=0.1):
                pass

    async with open_store(where) as store:
        assert await store.version() == 0


async def test_an_old_database_that_cannot_be_written_is_left_alone(
    folder: Path, next_version: Callable[[str], None]
) -> None:
    path = folder / "x.db"
    async with open_store(path):
        pass
    before = path.read_bytes()

    next_version(GOOD_STEP)
    with unprivileged_in(folder, 0o555), pytest.raises(StoreReadOnly):
        async with open_store(path):
            pass

    assert (names(folder), path.read_bytes()) == (["x.db"], before)


async def test_nothing_is_loaded_that_is_not_needed(tmp_path: Path) -> None:
    """A database that is up to date opens without alembic, and SQLite without the driver for PostgreSQL."""
    async with open_store(tmp_path / "x.db"):
        pass

    script = f"""if True:
        import asyncio, sys
        from bot.storage.store import open_store
        async def main():
            async with open_store({str(tmp_path / "x.db")!r}) as store:
                await store.load()
        asyncio.run(main())
        print(*{{"alembic", "mako", "asyncpg", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql"}} & set(sys.modules))
    """
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: ASYNC221
    assert ran.stdout.split() == []


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def restore(dump: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return path
