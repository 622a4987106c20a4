"""A small catalog of real works, and engines over it."""

from __future__ import annotations

import pytest

from bot.domain.catalog import Catalog
from bot.search.engine import SearchEngine
from tests.search.library import catalog_of, default_entries, engine_over


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return catalog_of(default_entries())


@pytest.fixture(scope="session")
def engine(catalog: Catalog) -> SearchEngine:
    return engine_over(catalog)
