"""Venues compare by meaning, not by spelling."""

import pytest

from bot.domain.venues import VenueTable
from bot.shipped import venue_table


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NeruIPS", "NeurIPS"),
        ("NIPS 2022", "NeurIPS"),
        ("NeurIPS'24", "NeurIPS"),
        ("InfoCom", "INFOCOM"),
        ("Ubicomp", "UbiComp"),
        ("ｉｃｍｌ", "ICML"),
    ],
)
def test_the_shipped_table_knows_the_spellings_that_lists_use(written: str, meant: str) -> None:
    assert venue_table().canonical(written) == meant


def test_an_unknown_venue_has_no_canonical_name() -> None:
    assert venue_table().canonical("Chocolate Cake Quarterly") is None


def test_spellings_start_with_the_canonical_name() -> None:
    assert VenueTable({"A": ["b"]}).spellings("A") == ("A", "b")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("EMNLP Findings, long paper", "EMNLP"),
        ("MobiSys'21 Workshop", "MobiSys"),
        ("USENIX ATC 2024", "ATC"),
        ("A Study of ICML", None),
        ("", None),
    ],
)
def test_a_venue_is_known_by_how_a_text_begins(written: str, meant: str | None) -> None:
    assert venue_table().leading(written) == meant


def test_a_long_name_is_known_without_its_publisher_and_a_short_one_is_not() -> None:
    table = VenueTable({"TMC": ["IEEE Transactions on Mobile Computing"]})
    assert table.canonical("Transactions on Mobile Computing") == "TMC"
    assert VenueTable({"X": ["IEEE Micro Letters"]}).canonical("Micro Letters") is None
