"""An index README is told from a list, and its parts become one list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, Problem, Reading
from bot.domain.parts import merge_parts
from bot.domain.subfiles import LinkedFile, is_index, linked_files, target_file

INDEX = """# Awesome Boats

[中文](README_CN.md) · [Rules](CONTRIBUTING.md) · [Licence](LICENSE.md)

## Contents

- [Sailing](sailing.md)
- [Rowing](./lists/rowing.md#top) and again [here](lists/rowing.md)

## Motors

- [here](motors%20old.md) is the list
- [The site](https://boats.example/a.md)
- [Out](../../etc/passwd.md)
- [Same](README.md#contents)
- [Ours](https://github.com/me/boats/blob/main/steam.md), [theirs](https://github.com/you/boats/blob/main/steam2.md)
"""


def entry(title: str, *urls: str, section: tuple[str, ...] = (), **more: object) -> Entry:
    links = tuple(Link(LinkKind.PAPER, url) for url in urls)
    return Entry(title, EntryKind.PAPER, (Placement(section),), links=links, **more)  # type: ignore[arg-type]


def file(path: str, label: str = "", section: tuple[str, ...] = ()) -> LinkedFile:
    return LinkedFile(path, label, section, 1)


def test_the_files_of_the_list_are_found_and_nothing_else() -> None:
    """Translations, rules, other sites, other repositories, paths that lead out and the README itself stay out."""
    assert linked_files(INDEX, "README.md", ["Me/Boats"]) == (
        LinkedFile("sailing.md", "Sailing", (), 7),
        LinkedFile("lists/rowing.md", "Rowing", (), 8),
        LinkedFile("motors old.md", "", ("Motors",), 12),
        LinkedFile("steam.md", "Ours", ("Motors",), 16),
    )


def test_links_are_relative_to_the_file_they_stand_in() -> None:
    assert [each.path for each in linked_files("[a](b.md) [c](/d.md) [e](../f.md)", "docs/README.md")] == [
        "docs/b.md",
        "d.md",
        "f.md",
    ]


@given(st.text(), st.text())
def test_no_text_and_no_address_breaks_it(text: str, href: str) -> None:
    linked_files(text, "README.md")
    found = target_file(href, "docs/README.md", ())
    assert found is None or not found.startswith(("/", ".."))


FILES = (file("a.md"), file("b.md"))
POINTERS = (entry("A", "a.md"), entry("B", "b.md"))


@pytest.mark.parametrize(
    ("own", "files", "expected"),
    [
        (0, (), False),
        (0, FILES[:1], True),
        (1, FILES[:1], False),
        (2, FILES, True),
        (3, FILES, False),
    ],
)
def test_an_index_has_more_files_than_entries_of_its_own(
    own: int, files: tuple[LinkedFile, ...], expected: bool
) -> None:
    entries = tuple(entry(f"Own {i}", f"https://x.example/{i}") for i in range(own))
    assert is_index(Reading("T", entries + POINTERS[: len(files)]), files, "README.md") is expected


def test_parts_stand_below_the_place_that_links_to_them() -> None:
    index = Reading("Boats", (POINTERS[0], entry("Own", "https://x.example")), (Problem(3, "odd"),))
    files = (file("a.md", "Sailing", ("Papers",)), file("b.md"), file("c.md", "Gone"))
    parts = {
        "a.md": Reading("Sailing papers", (entry("S", section=("Sailing", "New")),), (Problem(9, "worse"),)),
        "b.md": Reading("Rowing", (entry("R", section=("Old",)),)),
    }
    merged = merge_parts(index, files, parts, "README.md")
    assert [(each.title, each.sections) for each in merged.entries] == [
        ("Own", ((),)),
        ("S", (("Papers", "Sailing", "New"),)),
        ("R", (("Rowing", "Old"),)),
    ]
    assert [each.placements[0].position for each in merged.entries] == [0, 1, 2]
    assert [each.message for each in merged.problems] == ["odd", "a.md: worse", "c.md is linked but not there."]
    assert merged.title == "Boats"


def test_a_work_in_two_parts_is_one_entry_with_two_placements() -> None:
    parts = {
        "a.md": Reading("A", (entry("On Oars", "https://arxiv.org/abs/2301.00001", year=2023),)),
        "b.md": Reading("B", (entry("On oars", "https://arxiv.org/pdf/2301.00001v2", "https://x.example"),)),
    }
    merged = merge_parts(Reading("T", ()), (file("a.md", "A"), file("b.md", "B")), parts, "README.md")
    assert len(merged.entries) == 1
    assert merged.entries[0].sections == (("A",), ("B",))
    assert [link.url for link in merged.entries[0].links] == ["https://arxiv.org/abs/2301.00001", "https://x.example"]


def test_equal_titles_with_different_links_stay_two_works() -> None:
    part = Reading("A", (entry("Survey", "https://x.example/1"), entry("Survey", "https://x.example/2")))
    assert len(merge_parts(Reading("T", ()), (file("a.md", "A"),), {"a.md": part}, "README.md").entries) == 2
