"""BibTeX can be parsed again, says what the entry says, and survives every title."""

from collections.abc import Mapping, Sequence

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import Entry
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.services.export import ExportFormat, export_entries
from bot.services.export.latex import latex, latex_title
from tests.services.export.samples import ALL, GNAT, VENUES, item, shelves


def parsed(entries: Sequence[CatalogEntry], notes: Mapping[EntryRef, str] | None = None) -> Library:
    document = export_entries(entries, ExportFormat.BIBTEX, title="Shelf", venues=VENUES, notes=notes)
    library = parse_string(document.text)
    assert library.failed_blocks == []
    assert len(library.entries) == len(entries)
    assert len(library.blocks) == len(library.entries)
    return library


def fields(entry: Entry) -> dict[str, str]:
    return {field.key: field.value for field in entry.fields}


def test_every_fact_is_there() -> None:
    gnat, flea, mite, tick, link = parsed(ALL, {GNAT.ref: "50 % read"}).entries
    assert [(entry.entry_type, entry.key) for entry in (gnat, flea, mite, tick, link)] == [
        ("inproceedings", "gnat"),
        ("software", "flea"),
        ("article", "mite"),
        ("misc", "tick"),
        ("misc", "link"),
    ]
    assert fields(gnat) == {
        "title": (
            r"{Gnat}: {DNN} Training in {256KB} of {{\ensuremath{\mu}}RAM} for 50{\%} {\&} more with {MobileThing{\_}2}"
        ),
        "author": "Patil and others",
        "booktitle": "NeurIPS",
        "venue": "NIPS",
        "year": "2022",
        "url": "https://doi.org/10.1145/3498361.3539765",
        "doi": "10.1145/3498361.3539765",
        "eprint": "2206.15472",
        "archiveprefix": "arXiv",
        "abstract": r"Small {\&} fast",
        "keywords": "Training, Favourites",
        "note": r"50 {\%} read",
        "code": "https://github.com/tiny/gnat",
    }
    assert fields(flea) == {
        "title": "Flea",
        "author": "{Google}",
        "url": "https://example.org/flea_(x)%20y",
        "keywords": "Training",
    }
    assert (fields(mite)["author"], fields(mite)["journal"]) == ("Lin, Ji and Han, Song and others", "TPDS")
    assert (fields(tick)["author"], fields(tick)["howpublished"]) == ("Lin, Ji and Han, Song", "arXiv")
    assert fields(link)["url"] == "https://example.org/?a=1&b=%7B2%7D"


class TestKeys:
    def keys(self, *refs: tuple[str, str]) -> list[str]:
        return [entry.key for entry in parsed([item(entry_id, name) for entry_id, name in refs]).entries]

    def test_are_the_ids_whatever_else_is_exported(self) -> None:
        assert self.keys(("poet", "a"))[0] == self.keys(("x", "b"), ("poet", "a"))[1] == "poet"

    def test_name_the_list_where_two_lists_have_the_same_id(self) -> None:
        assert self.keys(("poet", "a"), ("poet", "b")) == ["poet-a", "poet-b"]
        assert self.keys(("poet", "b"), ("poet", "a")) == ["poet-b", "poet-a"]

    def test_are_unique_even_if_one_entry_comes_twice_or_case_alone_differs(self) -> None:
        assert self.keys(("poet", "a"), ("poet", "a"), ("Poet", "a")) == ["poet", "poet-2", "Poet-3"]


@pytest.mark.parametrize(
    ("title", "name", "written"),
    [
        ("Training on Tiny Devices", "", "Training on Tiny Devices"),
        ("nn-Meter: on-Device CPU-GPU Work", "nn-Meter", "{nn-Meter}: on-Device {CPU}-{GPU} Work"),
        ("MobileNetV2 (and C++)", "", "{MobileNetV2} (and {C++})"),
        ("Melon: a wall", "Melon", "{Melon}: a wall"),
        ("Melons are not Melon", "Melon", "Melons are not Melon"),
        ("Émile's IoT", "", r"{\'E}mile's {IoT}"),
    ],
)
def test_capitals_that_mean_something_are_protected(title: str, name: str, written: str) -> None:
    assert latex_title(title, name) == written


@pytest.mark.parametrize(
    "text", ["50% & $5 #1 a_b {x} ~y^2 \\z", "μ é ü ß Ł ñ ≤ α", "日本 😀", "a < b > c | d `e'", "}{", "\\"]
)
def test_latex_prints_the_text(text: str) -> None:
    encoded = latex(text)
    braced = encoded.replace(r"{\textbraceleft}", "⟨").replace(r"{\textbraceright}", "⟩")  # unknown to the decoder
    decoded = LatexNodes2Text(math_mode="text").latex_to_text(braced)
    assert decoded.translate(str.maketrans("’ˆ⟨⟩", "'^{}")) == text
    depth = 0
    for char in encoded:  # BibTeX counts every brace, escaped or not
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


@settings(max_examples=80, deadline=None)
@given(shelves, st.text(max_size=20))
def test_no_shelf_breaks_the_file(shelf: list[CatalogEntry], note: str) -> None:
    library = parsed(shelf, {entry.ref: note for entry in shelf})
    assert len({entry.key.casefold() for entry in library.entries}) == len(shelf)
    for entry in library.entries:
        assert entry.fields_dict["title"].value
