"""A large list is read whole once; then only what changed of it, by this process or the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap import remembering
from bot.bootstrap.remembering import RememberingReader
from bot.domain.markdown import rereading
from bot.domain.markdown.reader import SectionReader
from bot.domain.reading import read_list
from bot.shipped import venue_table

SECTIONS = [
    f"## Bed {n}\n" + "\n".join(f"- [Plant{n}x{m}: In Rows](https://example.org/{n}/{m})" for m in range(5))
    for n in range(30)
]


def text(*more: str) -> str:
    return "# Awesome Garden\n\n" + "\n\n".join([*SECTIONS, *more])


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "WORTH_KEEPING", 1_000)


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the sections that are read."""
    read: list[int] = []

    class Counting(SectionReader):
        def read(self, *blocks):  # type: ignore[no-untyped-def]
            found = super().read(*blocks)
            read.append(len(found))
            return found

    monkeypatch.setattr(rereading, "SectionReader", Counting)
    return read


def test_the_next_process_reads_only_what_changed(tmp_path: Path, sections: list[int]) -> None:
    RememberingReader("garden", tmp_path / "bot.db.index").read(text(), "README.md")
    assert sum(sections) == 150
    sections.clear()
    changed = text("## New bed\n- [Fresh: Just Planted](https://example.org/fresh)")
    reading = RememberingReader("garden", tmp_path / "bot.db.index").read(changed, "README.md")
    assert reading == read_list(changed, "README.md", venues=venue_table())
    assert sum(sections) == 6  # the new one, and the one before it, which is followed by another heading now
    assert len(list(tmp_path.iterdir())) == 1


def test_each_list_has_its_own(tmp_path: Path, sections: list[int]) -> None:
    RememberingReader("garden", tmp_path / "bot.db.index").read(text(), "README.md")
    RememberingReader("orchard", tmp_path / "bot.db.index").read(text(), "README.md")
    assert sum(sections) == 300
    assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_file_costs_a_whole_reading(tmp_path: Path, sections: list[int]) -> None:
    reader = RememberingReader("garden", tmp_path / "bot.db.index")
    reader.read(text(), "README.md")
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    assert reader.read(text(), "README.md") == read_list(text(), "README.md", venues=venue_table())
    assert sum(sections) == 300


def test_a_small_list_leaves_no_file(tmp_path: Path) -> None:
    RememberingReader("garden", tmp_path / "bot.db.index").read("# G\n- [A](https://example.org/a)\n", "README.md")
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_lists_are_read_all_the_same(tmp_path: Path) -> None:
    nowhere = tmp_path / "absent" / "bot.db.index"
    assert len(RememberingReader("garden", nowhere).read(text(), "README.md").entries) == 150
