"""CSV opens in a spreadsheet with every row whole and no cell alive."""

import csv
import io
import re
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.services.export import ExportFormat, export_entries
from bot.services.export.table import COLUMNS, inert
from tests.services.export.samples import ALL, GNAT, VENUES, item, shelves


def rows(entries: Sequence[CatalogEntry], notes: Mapping[EntryRef, str] | None = None) -> list[dict[str, str]]:
    document = export_entries(entries, ExportFormat.CSV, title="Shelf", venues=VENUES, notes=notes)
    data = document.text.encode()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert table[0] == list(COLUMNS)
    assert {len(row) for row in table} == {len(COLUMNS)}
    return [dict(zip(COLUMNS, row, strict=True)) for row in table[1:]]


def test_every_fact_is_there() -> None:
    gnat = rows(ALL, {GNAT.ref: "50 % read"})[0]
    assert {column: cell for column, cell in gnat.items() if cell} == {
        "id": "gnat",
        "title": "Gnat: DNN Training in 256KB of μRAM for 50% & more with MobileThing_2",
        "name": "Gnat",
        "kind": "paper",
        "authors": "Patil et al.",
        "venue": "NIPS",
        "venue_known_as": "NeurIPS",
        "year": "2022",
        "sections": "Papers > 1. Training | Favourites",
        "paper": "https://doi.org/10.1145/3498361.3539765 | https://arxiv.org/abs/2206.15472",
        "code": "https://github.com/tiny/gnat",
        "description": "Small & fast",
        "added": "2022-11-08",
        "note": "50 % read",
        "list": "tiny",
    }


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://evil.example")', "+1", "-5 degrees", "@SUM(A1)", "\t=1", "\r\n=1", "＝1"]
)
def test_a_formula_becomes_text_and_stays_readable(title: str) -> None:
    cell = rows([item("x", title=title)])[0]["title"]
    assert cell == f"'{title.strip()}"


def test_a_description_that_the_title_holds_already_is_not_repeated() -> None:
    assert rows([item("x", title="Flea: Small and Fast", description="small and fast")])[0]["description"] == ""


def test_what_is_no_formula_is_left_alone() -> None:
    assert [inert(cell) for cell in ("a-b", "1-2", "'quoted'", "", "x=1")] == ["a-b", "1-2", "'quoted'", "", "x=1"]


@settings(max_examples=80, deadline=None)
@given(shelves, st.text(max_size=20))
def test_no_shelf_breaks_the_file(shelf: list[CatalogEntry], note: str) -> None:
    found = rows(shelf, {entry.ref: note for entry in shelf})
    assert len(found) == len(shelf)
    for row in found:
        assert not [cell for cell in row.values() if re.match(r"[\s=+\-@\x00-\x1f]", cell)]
