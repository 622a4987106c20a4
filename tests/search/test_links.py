"""A link leads to the entries that have it, whatever else shares its digest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.catalog import CatalogEntry
from bot.domain.entries import Link, LinkKind
from bot.search import links
from bot.search.links import LinkIndex
from tests.storage.samples import stored

POET, EXO, GONE = "https://arxiv.org/abs/2207.07697", "https://github.com/exo-explore/exo", "https://example.org/gone"


def linked(id_: str, *urls: str) -> CatalogEntry:
    plain = stored(id_)
    return replace(plain, entry=replace(plain.entry, links=tuple(Link(LinkKind.OTHER, url) for url in urls)))


def index_of(entries: list[CatalogEntry]) -> LinkIndex:
    index = LinkIndex(entries)
    for row in range(len(entries)):
        index.enter(row)
    index.settle()
    return index


def test_a_link_leads_to_every_entry_that_has_it_in_order() -> None:
    index = index_of([linked("a", POET, POET), linked("b", EXO), linked("c", EXO, POET)])
    assert index.rows("arxiv:2207.07697v2") == [0, 2]
    assert index.rows("exo-explore/exo") == [1, 2]
    assert index.rows(GONE) == index.rows("exo") == []


def test_links_that_share_a_digest_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_mark", lambda _key, row: row)
    assert index_of([linked("a", POET), linked("b", EXO)]).rows(EXO) == [1]


def test_what_entered_later_is_found_and_what_left_is_not() -> None:
    entries = [linked("a", POET), linked("b", EXO)]
    index = index_of(entries)
    index.leave(0)
    entries[0] = linked("a", EXO, GONE)
    index.enter(0)
    assert (index.rows(POET), index.rows(EXO), index.rows(GONE)) == ([], [0, 1], [0])
