"""Whatever stands in its fields, a proposal adds one entry that reads as what it says, or is refused in a sentence."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.entries import Link, LinkKind
from bot.domain.reading import read_list
from bot.domain.suggesting import Proposal, checked
from bot.domain.titles import normal_title
from bot.errors import SuggestionError, SuggestionRefused
from bot.shipped import venue_table
from tests.domain.suggesting.styles import CODE, DESCRIBED, LINKED, PAPERS, PREFIXED, add, paper, project, text_of

TABLE = "| Paper | Year |\n|---|---|\n| [Heron](https://a.example/h) | 2022 |\n| [Stork](https://a.example/s) | 2021 |"
LISTS = [text_of(PREFIXED), text_of(LINKED), text_of(DESCRIBED), text_of(TABLE)]

SIGNS = st.sampled_from(
    [
        *"[]()<>`*_|\\#!~&:;.,'\"-+=/@\n\r\t\x00\x1b\u202e\u200b\u2028 ",
        "](javascript:alert(1))",
        "](https://evil.example)",
        "<script>",
        "</td>",
        "<!--",
        "-->",
        "<a href='https://evil.example'>",
        "![x](https://evil.example/x.png)",
        "```",
        "\n\n## Owned\n\n- ",
        "\n| a | b |\n",
        "&lt;",
        "&#x3c;",
        "https://evil.example",
        "@everyone",
        "bird",
        "model ",
        "Edge",
        " 2019",
        "[1]: ",
        "1. ",
        "- ",
        "by ",
        "et al.",
        "ICML",
        "日本",
        "é",
    ]
)
TEXTS = st.lists(SIGNS, min_size=1, max_size=8).map("".join)


@given(
    st.sampled_from(LISTS),
    TEXTS,
    TEXTS | st.none(),
    TEXTS | st.none(),
    st.sampled_from([None, "ICML", "MobiSys"]),
    TEXTS | st.none(),
    TEXTS,
)
@settings(max_examples=40)
def test_one_entry_more_or_a_refusal(
    text: str, title: str, name: str | None, authors: str | None, venue: str | None, description: str | None, path: str
) -> None:
    link = Link(LinkKind.PAPER, f"https://a.example/{path}")
    before = read_list(text, "README.md", venues=venue_table())
    try:
        found = add(
            text,
            Proposal(
                title, PAPERS, (link,), name=name, authors=authors, venue=venue, year=2022, description=description
            ),
        )
    except SuggestionError:
        return
    after = read_list(found.text, "README.md", venues=venue_table())
    assert len(after.entries) == len(before.entries) + 1
    assert {(e.title, e.links) for e in before.entries} < {(e.title, e.links) for e in after.entries}
    assert normal_title(found.entry.title).startswith(normal_title(checked(Proposal(title, PAPERS)).title))
    assert len(found.lines) == 1
    assert not re.search(r"[\x00-\x1f\u202e\u2028]", found.line)


def test_a_title_cannot_lead_elsewhere() -> None:
    found = add(
        text_of(DESCRIBED), project(section=PAPERS, title="Osprey](/steal) [Bird", description="Is [a](b) bird.")
    )
    assert [link.url for link in found.entry.links] == [CODE]
    assert "](/steal" not in found.line.replace("\\](", "")


def test_html_becomes_words() -> None:
    found = add(text_of(DESCRIBED), project(section=PAPERS, title="Osprey <img src=x onerror=y>"))
    assert "\\<img" in found.line
    assert found.entry.title == "Osprey <img src=x onerror=y>"


def test_lines_and_marks_that_reorder_text_are_gone() -> None:
    found = add(text_of(DESCRIBED), project(section=PAPERS, title="Os\u202eprey\n\n## Owned\x00"))
    assert found.line.startswith("* [Osprey ## Owned](")


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": "x" * 10_000}, "title", "at most 300 characters"),
        ({"title": " \u200b\n"}, "title", "needs a title"),
        ({"title": "See https://a.example now"}, "title", "address in the field “title”"),
        ({"description": "More at www.a.example"}, "description", "address in the field “description”"),
        ({"year": 22}, "year", "not a year"),
        ({"links": (Link(LinkKind.PAPER, "javascript:alert(1)"),)}, "links", "must start with https"),
        ({"links": (Link(LinkKind.PAPER, "ftp://a.example/x"),)}, "links", "must start with https"),
        ({"links": (Link(LinkKind.PAPER, "https://me:secret@a.example/"),)}, "links", "user name"),
        ({"links": (Link(LinkKind.PAPER, "http://127.0.0.1/admin"),)}, "links", "no public site"),
        ({"links": (Link(LinkKind.PAPER, "http://[::1]/"),)}, "links", "no public site"),
        ({"links": (Link(LinkKind.PAPER, "http://localhost:8080/"),)}, "links", "no public site"),
        ({"links": (Link(LinkKind.PAPER, "http://printer.local/"),)}, "links", "no public site"),
        ({"links": (Link(LinkKind.PAPER, "https:///x"),)}, "links", "no public site"),
        ({"links": (Link(LinkKind.PAPER, "https://a.example/" + "x" * 2000),)}, "links", "too long"),
        ({"links": tuple(Link(LinkKind.PAPER, f"https://a.example/{n}") for n in range(20))}, "links", "at most 12"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(fields: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(SuggestionRefused, match=words) as refused:
        checked(paper(**fields))
    assert refused.value.field == field
    assert "secret" not in str(refused.value)


def test_signs_in_an_address_are_encoded() -> None:
    proposal = checked(paper(links=(Link(LinkKind.PAPER, "https://a.example/a b|c)<d>"),)))
    assert proposal.links[0].url == "https://a.example/a%20b%7Cc%29%3Cd%3E"


def test_a_year_typed_with_the_venue_is_taken_from_it() -> None:
    proposal = checked(paper(venue="MobiSys'23", year=None))
    assert (proposal.venue, proposal.year) == ("MobiSys", 2023)
