"""How far a corrected word is trusted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.search.engine import SearchEngine
from bot.shipped import synonym_table, venue_table


@pytest.fixture(scope="module")
def pipelines() -> SearchEngine:
    link = Link(LinkKind.CODE, "https://github.com/pytorch/PiPPy")
    entries = (
        Entry("Pipeline Parallelism for PyTorch", EntryKind.PROJECT, (Placement(()),), links=(link,)),
        *(Entry(f"Training on device {number}", EntryKind.PAPER, (Placement(()),)) for number in range(8)),
        Entry("Scheduling each instance on mobile devices", EntryKind.PAPER, (Placement(()),)),
        Entry("Privacy is different", EntryKind.PAPER, (Placement(()),)),
    )
    stored = (
        CatalogEntry(EntryRef("ours", str(number)), entry, datetime(2025, 1, 1, tzinfo=UTC))
        for number, entry in enumerate(entries)
    )
    catalog = Catalog(1, (FollowedList("ours", "Ours", "ours.md"),), tuple(stored))
    return SearchEngine(catalog, venue_table(), synonym_table())


@pytest.mark.parametrize("question", ["how to train a puppy", "home insurance"])
def test_a_word_of_its_own_is_not_taken_for_a_slip_in_some_other_word(pipelines: SearchEngine, question: str) -> None:
    assert not pipelines.search(question).hits


@pytest.mark.parametrize("slip", ["pipy", "pippyy", "pipyp", "paralelism", "scheduilng", "parallelizm"])
def test_slips_of_the_finger_are_still_forgiven(pipelines: SearchEngine, slip: str) -> None:
    assert pipelines.search(slip).hits


def test_what_a_doubtful_correction_makes_of_a_question_is_not_what_a_model_is_asked(pipelines: SearchEngine) -> None:
    read = pipelines._index.reader.read
    assert read(["parallelizm"]).text == "parallelism"
    assert read(["insurance"]).text == "insurance"


def test_words_of_a_known_phrase_are_not_corrected(pipelines: SearchEngine) -> None:
    assert not pipelines.search("data parallelism").corrections
    assert not pipelines.search("differential privacy").corrections
