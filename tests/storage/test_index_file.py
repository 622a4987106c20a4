"""An index that is kept is what was written, or not there; whoever is killed or refused at writing does no harm."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.index_file import IndexFile, Part
from tests.storage.unprivileged import unprivileged_in

ROOT = Path(__file__).parents[2]
KEY, OTHER = b"k" * 32, b"o" * 32
PARTS: list[Part] = [("words", {"poet": 1, "μ": b"\1\0"}), ("rows", b"\0" * 40), ("paths", [("a", "b"), 2**80])]


def read(file: IndexFile, key: bytes) -> list[Part] | None:
    found = file.read(key)
    return None if found is None else list(found)


@pytest.fixture
def file(tmp_path: Path) -> IndexFile:
    return IndexFile(tmp_path / "bot.db.index")


def test_what_was_written_is_read_under_its_key_alone(file: IndexFile) -> None:
    assert read(file, KEY) is None
    assert file.write(KEY, PARTS)
    assert read(file, KEY) == PARTS
    assert read(file, OTHER) is None
    assert file.write(OTHER, [])
    assert (read(file, KEY), read(file, OTHER)) == (None, [])
    assert [each.name for each in file.path.parent.iterdir()] == [file.path.name]


def test_others_may_not_read_it(file: IndexFile) -> None:
    file.write(KEY, PARTS)
    assert file.path.stat().st_mode & 0o077 == 0


@settings(max_examples=60)
@given(st.data())
def test_whatever_was_cut_short_or_changed_is_not_there(data: st.DataObject) -> None:
    """Each is a line in the log, and none a crash."""
    file = IndexFile(Path(os.environ["PYTEST_SCRATCH"]) / "bot.index")
    file.write(KEY, PARTS)
    whole = file.path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        file.path.write_bytes(whole[:at])
    else:
        file.path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    assert read(file, KEY) is None


@pytest.fixture(autouse=True)
def _scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_SCRATCH", str(tmp_path))


def test_what_is_another_programs_is_told_of_and_replaced(file: IndexFile, caplog: pytest.LogCaptureFixture) -> None:
    file.path.write_bytes(b"SQLite format 3\0" * 100)
    assert read(file, KEY) is None
    assert [record.message for record in caplog.records] == ["index.unreadable"]
    assert file.write(KEY, PARTS)
    assert read(file, KEY) == PARTS


def test_who_is_killed_while_writing_leaves_the_old_one(file: IndexFile) -> None:
    file.write(KEY, PARTS)
    program = Path(__file__).parent / "programs" / "killed_keeper.py"
    killed = subprocess.run(
        [sys.executable, program, file.path], env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
    )
    assert killed.returncode < 0
    (left,) = file.path.parent.glob("*.partial")
    assert read(file, KEY) == PARTS
    assert file.write(KEY, PARTS)
    assert left.exists()  # it might be being written
    os.utime(left, (0, 0))
    assert file.write(KEY, PARTS)
    assert not left.exists()


def test_of_many_who_write_at_once_one_is_the_last(file: IndexFile) -> None:
    keys = [bytes([number]) * 32 for number in range(8)]
    writers = [threading.Thread(target=file.write, args=(key, [("key", key), *PARTS * 50])) for key in keys]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len([key for key in keys if read(file, key) == [("key", key), *PARTS * 50]]) == 1
    assert len(list(file.path.parent.iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_a_line_in_the_log(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = IndexFile(folder / "bot.db.index")
    with unprivileged_in(folder, 0o555):
        assert not file.write(KEY, PARTS)
        assert read(file, KEY) is None
    assert [record.message for record in caplog.records] == ["index.not_kept"]


def test_a_file_that_cannot_be_read_is_a_line_in_the_log(file: IndexFile, caplog: pytest.LogCaptureFixture) -> None:
    file.path.mkdir()
    assert read(file, KEY) is None
    assert not file.write(KEY, PARTS)
    assert [record.message for record in caplog.records] == ["index.unreadable", "index.not_kept"]
