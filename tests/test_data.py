"""The data that ships with the bot is whole and sound."""

import re
from datetime import date

import ftfy
import pytest

from bot.domain.entries import EntryKind, Reading
from bot.domain.ids import mint_id
from bot.domain.yaml_format import read_yaml, write_yaml
from bot.shipped import data_folder, venue_table

VENUES_WITHOUT_ALIASES = {
    "ACL", "CVPR", "DATE", "ICPP", "Mobisys Workshop", "SEC", "TCAD", "TON", "TPDS",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Reading:
    return read_yaml((data_folder() / "catalog.yaml").read_text("utf-8"))


def test_the_catalog_has_31_entries_and_no_mistakes(catalog: Reading) -> None:
    assert (catalog.title, len(catalog.entries), catalog.problems) == ("Awesome On-device AI", 31, ())
    assert catalog.homepage == "https://github.com/ysyisyourbrother/awesome-on-device-AI"


def test_papers_and_projects_are_told_apart(catalog: Reading) -> None:
    kinds = [entry.kind for entry in catalog.entries]
    assert (kinds.count(EntryKind.PAPER), kinds.count(EntryKind.PROJECT)) == (22, 9)
    for entry in catalog.entries:
        root = "Papers" if entry.kind is EntryKind.PAPER else "Open Source Projects"
        assert [section[0] for section in entry.sections] == [root]


def test_papers_have_authors_venue_year_and_link_and_projects_their_code(catalog: Reading) -> None:
    for entry in catalog.entries:
        assert entry.authors
        assert entry.links
        assert bool(entry.venue) == bool(entry.year) == (entry.kind is EntryKind.PAPER)


def test_a_project_that_is_described_says_so_in_its_title_too(catalog: Reading) -> None:
    described = [entry for entry in catalog.entries if entry.description]
    assert len(described) == 7
    for entry in described:
        assert (entry.kind, entry.title) == (EntryKind.PROJECT, f"{entry.name}: {entry.description}")


def test_each_venue_is_known_or_a_known_exception(catalog: Reading) -> None:
    venues = {entry.venue for entry in catalog.entries if entry.venue}
    assert {venue for venue in venues if not venue_table().canonical(venue)} <= VENUES_WITHOUT_ALIASES


def test_no_text_is_mojibake(catalog: Reading) -> None:
    for entry in catalog.entries:
        for text in (entry.title, entry.name or "", entry.authors or "", *entry.sections[0]):
            assert ftfy.fix_encoding(text) == text
    assert any(entry.name == "μLayer" for entry in catalog.entries)


def test_each_name_starts_its_title_and_gives_an_id_without_a_number(catalog: Reading) -> None:
    taken: set[str] = set()
    for entry in catalog.entries:
        assert entry.title.startswith(entry.name or "")
        taken.add(mint_id(entry, taken))
    assert len(taken) == 31
    assert not [identifier for identifier in taken if re.search(r"-\d$", identifier)]


def test_each_entry_says_when_it_joined_the_list(catalog: Reading) -> None:
    days = [entry.added for entry in catalog.entries]
    assert {day: days.count(day) for day in set(days)} == {
        date(2022, 10, 27): 17,
        date(2022, 11, 8): 6,
        date(2023, 5, 11): 8,
    }


def test_the_catalog_is_written_as_the_bot_writes_it(catalog: Reading) -> None:
    text = (data_folder() / "catalog.yaml").read_text("utf-8")
    assert re.sub(r"(?m)^#.*\n", "", text) == write_yaml(catalog)
