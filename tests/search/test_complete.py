"""Completion offers what is being typed, slips forgiven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.complete import NameCompleter
from bot.search.engine import SearchEngine
from bot.search.names import LOOKED_THROUGH
from bot.search.text import folded_words
from tests.search.library import TOGETHER


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("po", "POET"),
        ("mobilen", "MobileNetV2"),
        ("nn m", "nn-Meter"),
        ("ul", "μLayer"),
        ("on-device tr", "On-Device Training"),
        ("keyboard pre", "Federated learning"),
        ("quantizat", "μLayer"),
        ("efficeintn", "EfficientNet"),
        ("keybaord", "Federated learning"),
    ],
)
def test_an_entry_is_offered_before_it_is_typed_out(engine: SearchEngine, typed: str, title: str) -> None:
    assert any(found.entry.title.startswith(title) for found in engine.complete_entries(typed, 4))


def test_names_come_before_words_in_titles(engine: SearchEngine) -> None:
    assert engine.complete_entries("mobile", 3)[0].entry.name in ("MobileBERT", "MobileNetV2")


def test_venues_authors_and_sections_are_offered(engine: SearchEngine) -> None:
    assert engine.complete_venues("mob") == ("MobiSys", "MobiCom")
    assert engine.complete_venues("nerips")[0] == "NeurIPS"
    assert engine.complete_authors("xu") == ("Daliang Xu", "Mengwei Xu")
    assert engine.complete_authors("song h") == ("Song Han",)
    assert engine.complete_sections("collab") == (TOGETHER,)


@given(st.text(max_size=30), st.integers(-1, 10))
def test_any_text_is_completed_within_the_limit(engine: SearchEngine, text: str, limit: int) -> None:
    for found in (
        engine.complete_entries(text, limit),
        engine.complete_sections(text, limit),
        engine.complete_venues(text, limit),
        engine.complete_authors(text, limit),
    ):
        assert len(found) <= max(limit, 0)
        assert len(set(map(repr, found))) == len(found)


def test_of_very_many_names_one_is_still_found_with_a_slip_in_it() -> None:
    many = [f"{first}{number} {last}" for number in range(900) for first in ("An", "Bo", "Ce") for last in ("Ku", "Lo")]
    names = NameCompleter((folded_words(name), name) for name in (*many, "Ada Lovelace", "Grace Hopper"))
    assert len(many) > LOOKED_THROUGH
    assert names.complete("lovelcae", 3) == ("Ada Lovelace",)
    assert names.complete("grcae hopper", 3)[:1] == ("Grace Hopper",)
    assert names.complete("zzzz", 3) == ()
