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
