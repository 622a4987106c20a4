"""Pairs on one problem: rare words in common, sections apart, no entry twice, and quick."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from benchmarks.titles import make_catalog
from bot.domain.catalog import Catalog
from bot.domain.entries import Entry
from bot.search.approaches import Approaches, Pair
from bot.search.engine import SearchEngine
from bot.search.index import CatalogIndex
from bot.search.kinship import Likeness, kin_reasons
from bot.search.lexicon import Lexicon
from bot.search.results import ReasonKind
from bot.shipped import synonym_table, venue_table
from tests.search.library import LANGUAGE, LATENCY, SMALL, TRAINING, catalog_of, default_entries, paper
from tests.search.meanings import HandMade


def index_of(*more: Entry) -> CatalogIndex:
    entries = [*default_entries(), *more]
    return CatalogIndex(catalog_of(entries), Lexicon(synonym_table()), venue_table())


def test_a_pair_shares_rare_words_and_stands_in_different_sections() -> None:
    index = index_of(
        paper("Pruning super-resolution networks", SMALL),
        paper("Predicting how long super-resolution takes", LATENCY),
        paper("Faster super-resolution", SMALL),
    )
    first, second, third = range(len(index.entries) - 3, len(index.entries))
    found = Approaches(index).of(first, 5)
    assert [pair.other for pair in found] == [second]
    hit = Approaches(index).hit(found[0])
    assert [(reason.kind, reason.words) for reason in hit.reasons] == [
        (ReasonKind.PROBLEM, ("super-resolution",)),
        (ReasonKind.APPROACH, (LATENCY[-1],)),
    ]
    assert third not in [pair.other for pair in found]


def test_the_words_of_a_heading_are_an_approach_and_no_problem() -> None:
    index = index_of(paper("Memory for keyboards", TRAINING), paper("Memory of pens", LANGUAGE))
    rows = len(index.entries) - 2, len(index.entries) - 1
    assert rows[1] not in [pair.other for pair in Approaches(index).of(rows[0], 9)]


def test_a_section_and_its_own_part_are_not_apart() -> None:
    index = index_of(paper("Zebra counting", SMALL[:2]), paper("Zebra counting again", SMALL))
    assert Approaches(index).of(len(index.entries) - 1, 5) == []


def test_no_entry_is_in_two_of_the_strongest_pairs_and_they_are_the_same_each_time(engine: SearchEngine) -> None:
    pairs = engine.approach_pairs()
    refs = [hit.entry.ref for pair in pairs for hit in pair]
    assert refs
    assert len(refs) == len(set(refs))
    assert [pair[0].score for pair in pairs] == sorted((pair[0].score for pair in pairs), reverse=True)
    assert all(one.entry.entry.sections[0] != other.entry.entry.sections[0] for one, other in pairs)
    assert engine.knows_pairs
    assert engine.approach_pairs() == pairs


@pytest.mark.parametrize("meant", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_strongest_are_found_without_comparing_what_is_weaker(
    seed: int, meant: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = make_catalog(600, seed)
    index = CatalogIndex(catalog, Lexicon(synonym_table()), venue_table())
    compared: list[int] = []
    found = []
    for most in (20, len(catalog.entries)):
        monkeypatch.setattr("bot.search.approaches._STRONGEST", most)
        approaches = _Counting(index, HandMade(catalog) if meant else None)
        found.append(approaches.strongest(5))
        compared.append(approaches.compared)
    assert found[0] == found[1] != []
    assert compared[0] < compared[1] * 0.9


class _Counting(Approaches):
    compared = 0

    def _pair(self, row: int, other: int, mine: Mapping[str, float]) -> Pair | None:
        self.compared += 1
        return super()._pair(row, other, mine)


def test_a_likeness_is_told_in_phrases_and_by_the_first_author() -> None:
    index = index_of(
        paper("Pipeline parallelism on phones", SMALL, authors="Ada Lovelace, Alan Turing"),
        paper("Edge clusters: pipeline parallelism at last", SMALL, authors="Ada Lovelace"),
        paper("Something else", LATENCY, authors="Alan Turing"),
    )
    row = len(index.entries) - 3
    keys = frozenset(index.document(row).topic) & set(index.document(row + 1).topic)
    ada = "Ada Lovelace"
    told = kin_reasons(index, Likeness(row + 1, 1.0, keys, (ada,), (SMALL[-1],), first_author=ada, together=3))
    assert [(reason.kind, reason.words) for reason in told] == [
        (ReasonKind.ABOUT, ("pipeline parallelism",)),
        (ReasonKind.SAME_FIRST_AUTHOR, ("Ada Lovelace",)),
        (ReasonKind.TOGETHER, ("3",)),
        (ReasonKind.SAME_SECTION, (SMALL[-1],)),
    ]
    (second,) = kin_reasons(index, Likeness(row + 2, 1.0, frozenset(), ("Alan Turing",), ()))
    assert second.kind is ReasonKind.SAME_AUTHOR


def test_closeness_in_meaning_supports_a_pair_says_so_and_doubts_a_coincidence() -> None:
    index = index_of(
        paper("Quokka paging for fast memory", SMALL),
        paper("A quokka of gigabytes in a hurry", LATENCY),
        paper("Quokka pictures", TRAINING),
    )
    first, second, third = range(len(index.entries) - 3, len(index.entries))
    meaning = HandMade(Catalog(1, (), tuple(index.entries)))
    alone, helped = Approaches(index), Approaches(index, meaning)
    assert {pair.other for pair in alone.of(first, 5)} >= {second, third}
    found = helped.of(first, 5)
    assert found[0].other == second
    assert third not in [pair.other for pair in found]
    assert found[0].score > next(pair.score for pair in alone.of(first, 5) if pair.other == second)
    assert ReasonKind.MEANING in [reason.kind for reason in helped.hit(found[0]).reasons]
