"""Markdown reads as an awesome list, and people's words in it are only words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.services.export import ExportFormat, export_entries
from tests.services.export.samples import ALL, GNAT, VENUES, item, shelves


def written(entries: Sequence[CatalogEntry], notes: Mapping[EntryRef, str] | None = None, title: str = "Shelf") -> str:
    return export_entries(entries, ExportFormat.MARKDOWN, title=title, venues=VENUES, notes=notes).text


def tokens(text: str) -> list[Token]:
    flat = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        flat += [token, *(token.children or ())]
    return flat


def test_it_is_a_list_in_awesome_style() -> None:
    assert (
        written(ALL, {GNAT.ref: "50 % read"}, title="My shelf")
        == """\
# My shelf

- [Reading list](https://example.org/?a=1&b=%7B2%7D)

## Papers

### 1. Training

- [Gnat: DNN Training in 256KB of μRAM for 50% \\& more with MobileThing\\_2](https://doi.org/10.1145/3498361.3539765) \
by Patil et al., NIPS 2022 [[code](https://github.com/tiny/gnat)] [[paper](https://arxiv.org/abs/2206.15472)] \
- Small \\& fast
  > 50 % read
- [Flea](https://example.org/flea_%28x%29%20y) by Google
- Mite by Ji Lin, Song Han et al., TPDS 2020
- Tick by Lin, Ji and Han, Song, Arrive 2018
"""
    )


def test_an_entry_of_a_section_stands_under_its_heading_even_after_those_of_its_parts() -> None:
    text = written([item("a", title="A", sections=[("P", "1")]), item("b", title="B", sections=[("P",)])])
    assert text == "# Shelf\n\n## P\n\n### 1\n\n- A\n\n## P\n\n- B\n"


MARKUP = [
    *[
        "# x",
        "1. x",
        "12) x",
        "- x",
        "+ x",
        "> x",
        "* x",
        "| a | b |",
        "---",
        "===",
        "```",
        "~~~",
        "#",
        "x #",
        "a\\",
        "$x$",
    ],
    *[
        "<b>x</b>",
        "[x](http://e)",
        "![x](http://e)",
        "[ ] x",
        "&lt;x",
        "**b**",
        "_c_",
        "`d`",
        "[x]: http://e",
        "<!-- x",
    ],
    "http://e.example",
]


@pytest.mark.parametrize("title", MARKUP)
def test_markup_in_a_title_is_shown_as_written(title: str) -> None:
    found = tokens(written([item("x", title=title, sections=[(title,)])], {item("x").ref: title}, title=title))
    shown = ["".join(child.content for child in token.children or ()) for token in found if token.type == "inline"]
    assert shown == [title] * 4


@settings(max_examples=80, deadline=None)
@given(shelves, st.text(max_size=20))
def test_no_shelf_breaks_the_file(shelf: list[CatalogEntry], note: str) -> None:
    found = tokens(written(shelf, {entry.ref: note for entry in shelf}))
    assert len([token for token in found if token.type == "list_item_open"]) == len(shelf)
    allowed = {
        "heading",
        "bullet_list",
        "list_item",
        "paragraph",
        "inline",
        "text",
        "link",
        "blockquote",
        "softbreak",
        "text_special",
    }
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in found} <= allowed
    for token in found:
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(("http://", "https://", "mailto:"))
