"""CSL JSON keeps to the rules of the CSL-data schema, version 1.0.2."""

import json
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.services.export import ExportFormat, export_entries
from tests.services.export.samples import ALL, GNAT, VENUES, shelves

TYPES = {"paper-conference", "article-journal", "article", "software", "webpage", "document"}
STRINGS = {
    "title",
    "title-short",
    "container-title",
    "publisher",
    "URL",
    "DOI",
    "number",
    "abstract",
    "keyword",
    "note",
}
NAME_PARTS = {"family", "given", "suffix", "literal"}


def items(entries: Sequence[CatalogEntry], notes: Mapping[EntryRef, str] | None = None) -> list[dict[str, object]]:
    """Parse the file and check each item against the part of the schema that the bot uses."""
    found = json.loads(export_entries(entries, ExportFormat.CSL, title="Shelf", venues=VENUES, notes=notes).text)
    assert isinstance(found, list)
    for item in found:
        assert {"id", "type", "title"} <= set(item) <= {"id", "type", "author", "issued", "custom"} | STRINGS
        assert isinstance(item["id"], str)
        assert item["type"] in TYPES
        assert all(isinstance(item[key], str) and item[key] for key in STRINGS & set(item))
        for name in item.get("author", []):
            assert name
            assert set(name) <= NAME_PARTS
            assert all(isinstance(part, str) and part for part in name.values())
            assert ("literal" in name) != ("family" in name)
        if "issued" in item:
            [[year]] = item["issued"]["date-parts"]
            assert set(item["issued"]) == {"date-parts"}
            assert isinstance(year, int)
        assert isinstance(item.get("custom", {}), dict)
    assert len({item["id"] for item in found}) == len(found)
    return found


def test_every_fact_is_there() -> None:
    gnat, flea, mite, tick, link = items(ALL, {GNAT.ref: "50 % read"})
    assert gnat == {
        "id": "gnat",
        "type": "paper-conference",
        "title": "Gnat: DNN Training in 256KB of μRAM for 50% & more with MobileThing_2",
        "title-short": "Gnat",
        "author": [{"family": "Patil"}, {"literal": "others"}],
        "container-title": "NeurIPS",
        "issued": {"date-parts": [[2022]]},
        "URL": "https://doi.org/10.1145/3498361.3539765",
        "DOI": "10.1145/3498361.3539765",
        "number": "arXiv:2206.15472",
        "abstract": "Small & fast",
        "keyword": "Training, Favourites",
        "note": "50 % read",
        "custom": {
            "venue": "NIPS",
            "code": "https://github.com/tiny/gnat",
            "paper": "https://arxiv.org/abs/2206.15472",
        },
    }
    assert flea["author"] == [{"literal": "Google"}]
    assert [item["type"] for item in (flea, mite, tick, link)] == ["software", "article-journal", "article", "webpage"]
    assert tick["publisher"] == "arXiv"
    assert tick["author"] == [{"family": "Lin", "given": "Ji"}, {"family": "Han", "given": "Song"}]


@settings(max_examples=80, deadline=None)
@given(shelves, st.text(max_size=20))
def test_no_shelf_breaks_the_file(shelf: list[CatalogEntry], note: str) -> None:
    assert len(items(shelf, {entry.ref: note for entry in shelf})) == len(shelf)
