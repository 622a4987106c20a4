"""RIS records open with TY, close with ER and hold one value a line."""

import re
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.services.export import ExportFormat, export_entries
from tests.services.export.samples import ALL, GNAT, VENUES, shelves


def records(
    entries: Sequence[CatalogEntry], notes: Mapping[EntryRef, str] | None = None
) -> list[list[tuple[str, str]]]:
    """Parse the file as strictly as the format can be read."""
    text = export_entries(entries, ExportFormat.RIS, title="Shelf", venues=VENUES, notes=notes).text
    found: list[list[tuple[str, str]]] = []
    assert not text or text.endswith("\r\n")
    for line in text.split("\r\n")[:-1]:
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\x00-\x1f\x7f-\x9f\u2028\u2029]*)", line)
        assert match, line
        if match[1] == "TY":
            found.append([])
        found[-1].append((match[1], match[2]))
    for record in found:
        assert [record[0][0], record[-1]] == ["TY", ("ER", "")]
        assert [tag for tag, _ in record].count("ER") == 1
    return found


def test_every_fact_is_there() -> None:
    gnat, flea, mite, tick, link = records(ALL, {GNAT.ref: "50 % read"})
    assert gnat == [
        ("TY", "CONF"),
        ("ID", "gnat"),
        ("TI", "Gnat: DNN Training in 256KB of μRAM for 50% & more with MobileThing_2"),
        ("AU", "Patil"),
        ("T2", "NeurIPS"),
        ("J2", "NIPS"),
        ("PY", "2022"),
        ("UR", "https://doi.org/10.1145/3498361.3539765"),
        ("DO", "10.1145/3498361.3539765"),
        ("AN", "arXiv:2206.15472"),
        ("AB", "Small & fast"),
        ("N1", "50 % read"),
        ("N1", "Authors: Patil et al."),
        ("KW", "Training"),
        ("KW", "Favourites"),
        ("LK", "https://github.com/tiny/gnat"),
        ("L1", "https://arxiv.org/abs/2206.15472"),
        ("ER", ""),
    ]
    assert [record[0][1] for record in (flea, mite, tick, link)] == ["COMP", "JOUR", "UNPB", "ELEC"]
    assert ("AU", "Google") in flea
    assert [value for tag, value in tick if tag == "AU"] == ["Lin, Ji", "Han, Song"]


@settings(max_examples=80, deadline=None)
@given(shelves, st.text(max_size=20))
def test_no_shelf_breaks_the_file(shelf: list[CatalogEntry], note: str) -> None:
    assert len(records(shelf, {entry.ref: note for entry in shelf})) == len(shelf)
