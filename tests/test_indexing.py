"""A large index is built by one process and taken from its file by the next, for as long as it is the catalog's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import indexing
from bot.bootstrap.indexing import EngineMaker
from bot.domain.catalog import Catalog
from bot.search.engine import SearchEngine
from bot.search.index import CatalogIndex
from bot.storage.index_file import IndexFile
from tests.search.library import catalog_of, default_entries

CATALOG = catalog_of(default_entries())


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IndexFile:
    monkeypatch.setattr(indexing, "WORTH_KEEPING", 10)
    return IndexFile(tmp_path / "bot.db.index")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often an index is built from texts."""
    built: list[int] = []
    build = CatalogIndex._take_in

    def counted(index: CatalogIndex) -> object:
        built.append(len(index.entries))
        return build(index)

    monkeypatch.setattr(CatalogIndex, "_take_in", counted)
    return built


def answers(engine: SearchEngine) -> object:
    return [engine.search(text) for text in ("memory efficient training", "by song han", "poet", "lerning")]


def test_the_next_process_does_not_build_it(file: IndexFile, builds: list[int]) -> None:
    first = EngineMaker(file=file).make(CATALOG)
    second = EngineMaker(file=file).make(CATALOG)
    assert len(builds) == 1
    assert answers(first) == answers(second)
    assert second.version == CATALOG.version


def _at(version: int) -> Callable[[Catalog], Catalog]:
    return lambda catalog: replace(catalog, version=version)


def renamed(catalog: Catalog) -> Catalog:
    first, *others = catalog.entries
    return replace(catalog, entries=(replace(first, ref=first.ref._replace(id="other")), *others))


@pytest.mark.parametrize(
    "other",
    [
        _at(CATALOG.version + 1),
        renamed,
        lambda catalog: replace(catalog, lists=tuple(replace(each, digest="other") for each in catalog.lists)),
        lambda catalog: replace(
            catalog, lists=tuple(replace(each, changed_at=datetime(2020, 1, 1, tzinfo=UTC)) for each in catalog.lists)
        ),
        lambda catalog: replace(catalog, entries=catalog.entries[1:]),
    ],
)  # fmt: skip
def test_what_is_of_another_catalog_is_built_anew(
    other: Callable[[Catalog], Catalog], file: IndexFile, builds: list[int]
) -> None:
    EngineMaker(file=file).make(CATALOG)
    EngineMaker(file=file).make(other(CATALOG))
    assert len(builds) == 2


def test_what_another_version_of_the_program_wrote_is_built_anew(
    file: IndexFile, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    EngineMaker(file=file).make(CATALOG)
    monkeypatch.setattr(indexing, "_program", lambda: ("another",))
    EngineMaker(file=file).make(CATALOG)
    assert len(builds) == 2


def test_of_a_small_catalog_nothing_is_kept(tmp_path: Path) -> None:
    EngineMaker(file=IndexFile(tmp_path / "index")).make(CATALOG)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_replaced(file: IndexFile, builds: list[int]) -> None:
    EngineMaker(file=file).make(CATALOG)
    file.path.write_bytes(file.path.read_bytes()[:-1])
    for _ in range(2):
        EngineMaker(file=file).make(CATALOG)
    assert len(builds) == 2
