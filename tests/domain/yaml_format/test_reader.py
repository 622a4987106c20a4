"""A YAML list is read with every mistake named, and nothing right in it is lost."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, Problem, Reading
from bot.domain.yaml_format import read_yaml

FULL = """\
format: 1
title: Awesome Tiny Things
homepage: https://example.org/tiny
entries:
  - title: "Gnat: Training in a Thimble"
    kind: paper
    name: Gnat
    authors: Ada Nimble et al.
    venue: MICRO-LEARN
    year: 2022
    sections:
      - [Papers, 1. Training]
      - [Favourites]
    links:
      - {kind: paper, url: https://example.org/gnat.pdf}
      - kind: code
        url: https://example.org/gnat
        label: source
    description: one line
    added: 2022-11-08
  - title: Flea
"""


def read_one(fields: str) -> tuple[Entry, list[str]]:
    """Read a list with one entry, given as flow pairs."""
    reading = read_yaml(f"format: 1\ntitle: T\nentries:\n  - {{{fields}}}\n")
    return reading.entries[0], [problem.message for problem in reading.problems]


def complaints(text: str) -> list[str]:
    return [problem.message for problem in read_yaml(text).problems]


def test_every_field_is_read() -> None:
    assert read_yaml(FULL) == Reading(
        title="Awesome Tiny Things",
        homepage="https://example.org/tiny",
        entries=(
            Entry(
                title="Gnat: Training in a Thimble",
                kind=EntryKind.PAPER,
                placements=(
                    Placement(("Papers", "1. Training"), position=0, line=5),
                    Placement(("Favourites",), position=2, line=5),
                ),
                name="Gnat",
                authors="Ada Nimble et al.",
                venue="MICRO-LEARN",
                year=2022,
                links=(
                    Link(LinkKind.PAPER, "https://example.org/gnat.pdf"),
                    Link(LinkKind.CODE, "https://example.org/gnat", "source"),
                ),
                description="one line",
                added=date(2022, 11, 8),
            ),
            Entry(title="Flea", kind=EntryKind.RESOURCE, placements=(Placement((), position=1, line=21),)),
        ),
    )


@pytest.mark.parametrize("title", ["NO", "yes", "2022", "1e3", "null", "~", "0x1F", "2022-11-08", "12:30:45", ".inf"])
def test_a_title_is_text_whatever_yaml_would_make_of_it(title: str) -> None:
    entry, problems = read_one(f"title: {title}, name: {title}x")
    assert (entry.title, entry.name, problems) == (title, f"{title}x", [])


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_an_optional_field_may_be_null(nothing: str) -> None:
    fields = ("kind", "name", "authors", "venue", "year", "sections", "links", "description", "added")
    entry, problems = read_one("title: T, " + ", ".join(f"{field}: {nothing}" for field in fields))
    assert entry == Entry("T", EntryKind.RESOURCE, (Placement((), line=4),))
    assert problems == []


def test_all_mistakes_are_told_at_once_with_line_and_entry() -> None:
    reading = read_yaml(
        """\
format: 1
titel: Awesome
homepage: javascript:alert(1)
entries:
  - title: Gnat
    year: twenty
    kind: book
    venu: MICRO
  - authors: nobody
  - just text
  - title: "Flea: A Long Story about Very Small Animals"
    links: https://example.org
    links:
      - {kind: pdf, url: https://example.org/a}
      - {kind: paper}
      - [paper]
    sections: [Papers, Insects]
    added: 2022-02-30
  - title: Mite
"""
    )
    assert [entry.title for entry in reading.entries] == [
        "Gnat",
        "Flea: A Long Story about Very Small Animals",
        "Mite",
    ]
    assert [(problem.line, problem.message) for problem in reading.problems] == [
        (1, "the list has no title; add “title: …” at the top"),
        (2, "“titel” is not known; did you mean “title”?"),
        (3, "homepage “javascript:alert(1)” does not lead to a page; it must start with https://"),
        (6, "entry 1 (“Gnat”): year must be a number such as 2022, not “twenty”"),
        (7, "entry 1 (“Gnat”): kind must be one of paper, project, resource, not “book”"),
        (8, "entry 1 (“Gnat”): “venu” is not known; did you mean “venue”?"),
        (9, "entry 2: the title is missing"),
        (10, "entry 3: an entry must look like “- title: …”, with its other keys below"),
        (
            12,
            "entry 4 (“Flea: A Long Story about Very Small Ani…”): "
            "links must be a list, such as {kind: paper, url: https://…}",
        ),
        (13, "entry 4 (“Flea: A Long Story about Very Small Ani…”): “links” is given twice; the first one counts"),
        (
            17,
            "entry 4 (“Flea: A Long Story about Very Small Ani…”): "
            "each of the sections must be a list of headings, such as [[Papers, 1. Learning on Devices]]",
        ),
        (
            17,
            "entry 4 (“Flea: A Long Story about Very Small Ani…”): "
            "each of the sections must be a list of headings, such as [[Papers, 1. Learning on Devices]]",
        ),
        (
            18,
            "entry 4 (“Flea: A Long Story about Very Small Ani…”): "
            "added must be a day such as 2022-11-08, not “2022-02-30”",
        ),
    ]


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ("title: T, links: [{kind: pdf, url: https://example.org/}]", "kind must be one of paper, code"),
        ("title: T, links: [{kind: paper}]", "a link has no url"),
        ("title: T, links: [https://example.org]", "each of the links must look like {kind: paper, url: https://…}"),
        ("title: T, links: [{url: 'https://'}]", "url “https://” names no site"),
        ("title: T, links: [{url: 'http://[::1'}]", "url “http://[::1” is not a valid address"),
        ("title: T, links: [{url: 'https://a b'}]", "url “https://a b” has spaces in it; write them as %20"),
        ("title: T, links: [{url: ''}]", "url “” is empty"),
        ("title: T, links: [{url: 'data:text/html,x'}]", "does not lead to a page"),
        ("title: T, authors: [A, B]", "authors must be one value, not a list"),
        ("title: T, year: 22", "year must be a number such as 2022, not “22”"),
        ("title: T, year: ２０２２", "year must be a number such as 2022, not “２０２２”"),
        ("title: T, name: ''", "name is empty"),
        ("title: T, [a]: b", "a key must be a word, not a list"),
        ("title: T, sections: [[]]", ""),
    ],
)
def test_a_mistake_in_one_field_costs_that_field_only(fields: str, complaint: str) -> None:
    entry, problems = read_one(fields)
    assert entry.title == "T"
    assert all(complaint in problem for problem in problems)
    assert bool(problems) == bool(complaint)


@pytest.mark.parametrize("title", ["''", '"\\u200b"', '" \\0 "', "[a, b]", "{a: b}", ""])
def test_an_entry_without_a_visible_title_is_left_out(title: str) -> None:
    reading = read_yaml(f"format: 1\ntitle: L\nentries:\n  - title: {title}\n    name: x\n  - title: Good\n")
    assert [entry.title for entry in reading.entries] == ["Good"]
    assert [problem.line for problem in reading.problems] == [4]
    assert "entry 1: title" in reading.problems[0].message


def test_values_lose_control_characters_and_line_breaks() -> None:
    entry, problems = read_one(r'title: " a\0b\n c\tᐟ\u2028d "')
    assert (entry.title, problems) == ("ab c ᐟ d", [])


def test_a_url_that_leads_nowhere_is_told_and_kept_and_one_that_acts_is_not() -> None:
    urls = ["https://", "http://[::1", "https://a b", "JavaScript:x"]
    entry, problems = read_one(f"title: T, links: [{', '.join(f'{{url: {url!r}}}' for url in urls)}]")
    assert [link.url for link in entry.links] == urls[:3]
    assert len(problems) == 4


def test_a_kind_is_guessed_from_what_is_known() -> None:
    guesses = {
        "venue: V": EntryKind.PAPER,
        "year: 2020": EntryKind.PAPER,
        "links: [{kind: paper, url: x}]": EntryKind.PAPER,
        "links: [{kind: code, url: x}]": EntryKind.PROJECT,
        "links: [{kind: blog, url: x}]": EntryKind.RESOURCE,
    }
    assert {fields: read_one(f"title: T, {fields}")[0].kind for fields in guesses} == guesses


class TestAWholeFileThatIsWrong:
    @pytest.mark.parametrize("text", ["", "\ufeff", "\n\n# only a comment\n", "just a sentence", "- a\n- b\n", "42"])
    def test_is_reported_once_or_twice_and_gives_nothing(self, text: str) -> None:
        reading = read_yaml(text)
        assert reading.entries == ()
        assert 1 <= len(reading.problems) <= 2

    def test_another_format_is_not_guessed_at(self) -> None:
        reading = read_yaml("format: 2\ntitle: T\nentries: [{title: A}]\n")
        assert reading.entries == ()
        assert reading.problems == (Problem(1, "format must be 1, not “2”; none of the entries was read"),)

    def test_a_missing_format_is_told_but_the_entries_are_read(self) -> None:
        reading = read_yaml("title: T\nentries: [{title: A}]\n")
        assert [entry.title for entry in reading.entries] == ["A"]
        assert reading.problems == (Problem(1, "the list does not say its format; add “format: 1” at the top"),)

    def test_json_is_yaml(self) -> None:
        reading = read_yaml('{"format": 1, "title": "T", "entries": [{"title": "A", "year": 2020}]}')
        assert (reading.entries[0].year, reading.problems) == (2020, ())

    def test_line_endings_and_a_byte_order_mark_make_no_difference(self) -> None:
        assert read_yaml("\ufeff" + FULL.replace("\n", "\r\n")) == read_yaml(FULL)

    def test_a_second_document_is_reported(self) -> None:
        reading = read_yaml(FULL + "---\ntitle: other\n")
        assert reading.entries == read_yaml(FULL).entries
        assert [problem.line for problem in reading.problems] == [22]


class TestBrokenSyntax:
    def test_costs_only_the_entries_that_have_it(self) -> None:
        reading = read_yaml(
            """\
format: 1
title: T
entries:
  - title: A
  - title: B: with a colon
  - title: "C is never closed
    year: 2020
  - title: D
\t  year: 2020
  - title: @E
  - title: F
    authors: 'O'Neill'
  - title: G
    year: 2021
homepage: https://example.org
"""
        )
        assert [entry.title for entry in reading.entries] == ["A", "G"]
        assert (reading.title, reading.homepage) == ("T", "https://example.org")
        assert [(problem.line, problem.message) for problem in reading.problems] == [
            (
                5,
                "entry 2: a colon followed by a space looks like a key here; "
                "put the value in quotes, or check the indentation",
            ),
            (6, "entry 3: a quotation mark is opened here and never closed"),
            (9, "entry 4: a tab stands where only spaces may; indent with spaces"),
            (10, "entry 5: a value cannot start with “@”; put it in quotes"),
            (12, "entry 6: the indentation, a bracket or a quotation mark is not right here or just above"),
        ]

    def test_everywhere_is_told_in_part(self) -> None:
        reading = read_yaml("format: 1\ntitle: T\nentries:\n" + "- title: @\n" * 50_000)
        assert len(reading.problems) == 501

    def test_far_down_leaves_what_stands_above_it(self) -> None:
        text = "format: 1\ntitle: T\nentries:\n" + "- title: A\n" * 10_000 + '- title: "B\n- title: C\n'
        reading = read_yaml(text)
        assert (len(reading.entries), len(reading.problems)) == (10_001, 1)

    def test_outside_the_entries_does_not_cost_the_entries(self) -> None:
        reading = read_yaml('title: "T\nformat: 1\nentries:\n- title: A\n- title: B\n')
        assert [entry.title for entry in reading.entries] == ["A", "B"]
        assert reading.problems[0] == Problem(1, "a quotation mark is opened here and never closed")

    def test_is_reported_even_if_each_entry_is_sound_by_itself(self) -> None:
        reading = read_yaml("format: 1\ntitle: T\nentries:\n    - title: A\n  - title: B\n")
        assert reading.problems

    def test_in_one_line_gives_its_line(self) -> None:
        reading = read_yaml('format: 1\ntitle: T\nentries: [{title: "A"}, {title: "B}]\n')
        assert [problem.line for problem in reading.problems] == [3]

    def test_characters_that_yaml_forbids_are_left_out_and_reported(self) -> None:
        reading = read_yaml("format: 1\ntitle: T\nentries:\n- title: A\x00B\x1b\n- title: C\ud800\n- title: D\n")
        assert [entry.title for entry in reading.entries] == ["AB", "C", "D"]
        assert [(problem.line, problem.message) for problem in reading.problems] == [
            (4, "a character that no text should hold (U+0000) was left out"),
            (5, "a character that no text should hold (U+D800) was left out"),
        ]


class TestAnAttack:
    def test_by_aliases_is_refused_without_following_them(self) -> None:
        levels = "".join(f"  - &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))
        reading = read_yaml(
            f"format: 1\ntitle: T\nentries:\n  - &a0 {{title: lol}}\n{levels}  - title: Good\n  - *a0\n"
        )
        assert [entry.title for entry in reading.entries] == ["lol", "Good"]
        assert reading.problems[-1].message == ("entry 32: “*a0” refers to another place; write the value out instead")

    def test_by_an_alias_to_itself_is_refused(self) -> None:
        assert "“*a”" in complaints("format: 1\ntitle: T\nentries: &a [*a]\n")[0]

    @pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
    def test_by_depth_is_refused(self, bracket: str) -> None:
        assert complaints(f"format: 1\ntitle: T\nentries:\n  - title: A\n    links: {bracket * 50_000}\n")

    def test_by_closed_depth_costs_only_its_entry(self) -> None:
        deep = f"{'[' * 500}{']' * 500}"
        reading = read_yaml(f"format: 1\ntitle: T\nentries:\n  - title: A\n    links: {deep}\n  - title: B\n")
        assert [entry.title for entry in reading.entries] == ["B"]
        assert reading.problems == (Problem(5, "entry 1: brackets or indentation are nested too deeply here"),)

    def test_by_tags_constructs_nothing(self) -> None:
        entry, problems = read_one("title: T, name: !!python/name:os.system x, year: !!int 2020")
        assert (entry.name, entry.year) == (None, 2020)
        assert problems == [
            "entry 1 (“T”): the tag “tag:yaml.org,2002:python/name:os.system” means nothing in a list; remove it"
        ]

    def test_by_size_costs_only_the_field(self) -> None:
        entry, problems = read_one(f"title: T, description: {'x' * 1_000_000}")
        assert entry.description is None
        assert problems == ["entry 1 (“T”): description is longer than 20,000 characters and was left out"]

    def test_by_many_mistakes_is_told_in_part(self) -> None:
        told = complaints("format: 1\ntitle: T\nentries:\n" + "- title: A\n  yaer: 1\n" * 10_000)
        assert len(told) == 501
        assert told[-1] == "9500 more mistakes are not shown."


_WORDS = ["format: 1\n", "title: ", "entries:\n", "---\n", "...\n", "%YAML 1.1\n", "year: ", "links: ", "|\n", "!!x "]
_SIGNS = [*"\n\t'\"[]{}>#\\\x00\ufeff\ud800\x85é", "  - ", "- ", ": ", "? ", "&a ", "*a "]
_PIECES = st.sampled_from(_WORDS + _SIGNS) | st.text(max_size=5)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_no_text_whatsoever_raises(text: str) -> None:
    reading = read_yaml(text)
    assert all(entry.title for entry in reading.entries)
    assert reading.entries or reading.problems


def _mappings(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.dictionaries(st.sampled_from(["title", "links", "url", "kind", "sections", "year"]), values)


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.text(max_size=5) | st.integers() | st.none(), lambda some: st.lists(some) | _mappings(some)))
def test_no_shape_of_an_entry_raises(entry: object) -> None:
    read_yaml(json.dumps({"format": 1, "title": "T", "entries": [entry], "sections": entry}))


def test_a_megabyte_is_read_whole() -> None:
    block = FULL.split("entries:\n")[1]
    text = FULL + block * (1_000_000 // len(block))
    reading = read_yaml(text)
    assert len(reading.entries) > 4_000
    assert reading.problems == ()
