"""What is written is what was read, and a person can read it too."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement, Reading, SectionPath
from bot.domain.yaml_format import read_yaml, write_yaml
from bot.domain.yaml_format.placing import section_order
from bot.domain.yaml_format.text import is_visible, one_line


def placed(*sections: SectionPath, at: int = 0) -> tuple[Placement, ...]:
    return tuple(Placement(section, at + index) for index, section in enumerate(sections))


def without_lines(reading: Reading) -> Reading:
    entries = (
        replace(entry, placements=tuple(replace(place, line=0, position=0) for place in entry.placements))
        for entry in reading.entries
    )
    return replace(reading, entries=tuple(entries), problems=())


def test_the_form_is_the_documented_one() -> None:
    entries = (
        Entry(
            title="Gnat: Training in a Thimble",
            kind=EntryKind.PAPER,
            placements=placed(("Papers", "1. Training"), ("Favourites",)),
            name="Gnat",
            authors="Ada Nimble et al.",
            venue="NO",
            year=2022,
            links=(Link(LinkKind.PAPER, "x/gnat.pdf"), Link(LinkKind.CODE, "https://example.org/", "μ: code")),
            description="# not a comment",
            added=date(2022, 11, 8),
        ),
        Entry(title="2022", kind=EntryKind.RESOURCE, placements=placed((), at=2)),
    )
    written = write_yaml(Reading("Tiny", entries, homepage="https://example.org/tiny"))
    assert (
        written
        == """\
format: 1
title: Tiny
homepage: https://example.org/tiny
sections:
  - [Papers, 1. Training]
  - [Favourites]
  - []
entries:
  - title: 'Gnat: Training in a Thimble'
    kind: paper
    name: Gnat
    authors: Ada Nimble et al.
    venue: 'NO'
    year: 2022
    sections:
      - [Papers, 1. Training]
      - [Favourites]
    links:
      - {kind: paper, url: x/gnat.pdf}
      - {kind: code, url: 'https://example.org/', label: 'μ: code'}
    description: '# not a comment'
    added: 2022-11-08
  - title: '2022'
    kind: resource
"""
    )


def test_a_list_without_entries_can_be_read_again() -> None:
    assert read_yaml(write_yaml(Reading("Empty", ()))) == Reading("Empty", ())


HOSTILE = [
    *["NO", "null", "~", "1e3", "0o17", "2022-11-08", "=", "<<", "-", "- a", "? b", ": c", "a: b", "a #b", "#c", "@d"],
    *["`e`", "%f", "&g", "*h", "!i", "|", ">", "{j}", "[k]", "'l'", '"m"', "\\n", "o\\", "'", '"', "---", "...", "é"],
    *[
        "μLayer",
        "日本：語",
        "👩‍🚀🇩🇪",
        "\u202eright to left",
        "a\xa0b",
        "x" * 5_000,
        "a\ue000b",
        "\U0010ffff",
        "entries:",
    ],
    *[
        "\u200b.",
        "a\tb\nc\r\nd",
        "\x00a\x1bb\x7f",
        "a\x85b\u2028c\u2029",
        "\ud800a",
        "  in  between ",
        "\ufeffa",
        "a\ufffeb",
    ],
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_in_every_field(text: str) -> None:
    entry = Entry(
        title=text,
        kind=EntryKind.PROJECT,
        placements=placed((text, text), (text,)),
        name=text,
        authors=text,
        venue=text,
        links=(Link(LinkKind.BLOG, "https://example.org/", text),),
        description=text,
    )
    clean = one_line(text)
    reading = read_yaml(write_yaml(Reading(text, (entry,))))
    assert reading.problems == ()
    assert without_lines(reading) == without_lines(
        Reading(
            clean,
            (
                Entry(
                    title=clean,
                    kind=EntryKind.PROJECT,
                    placements=placed((clean, clean), (clean,)),
                    name=clean,
                    authors=clean,
                    venue=clean,
                    links=(Link(LinkKind.BLOG, "https://example.org/", clean),),
                    description=clean,
                ),
            ),
        )
    )


texts = (st.text(min_size=1, max_size=20) | st.sampled_from(HOSTILE)).map(one_line).filter(is_visible)
optional = st.none() | texts
urls = st.sampled_from(
    [
        "https://example.org/a?b=c&d=[e]#f",
        "http://[::1]/",
        "../x.pdf",
        "#here",
        "www.a.org",
        "mailto:a@b.c",
        "'",
        "{}",
        "//a",
    ]
)
some_links = st.builds(Link, st.sampled_from(LinkKind), urls, st.just("") | texts)
paths = st.lists(texts, max_size=3).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a list whose headings are all different: sections with their entries, some of them listed before."""
    bare = draw(
        st.lists(
            st.builds(
                Entry,
                title=texts,
                kind=st.sampled_from(EntryKind),
                placements=st.just(()),
                name=optional,
                authors=optional,
                venue=optional,
                year=st.none() | st.integers(1000, 9999),
                links=st.lists(some_links, max_size=2).map(tuple),
                description=optional,
                added=st.none() | st.dates(min_value=date(1000, 1, 1)),
            ),
            max_size=5,
        )
    )
    sections = draw(st.lists(paths, min_size=1, max_size=4, unique=True))
    homes = sorted(draw(st.lists(st.integers(0, len(sections) - 1), min_size=len(bare), max_size=len(bare))))
    again = [draw(st.sets(st.integers(home + 1, len(sections)), max_size=2)) - {len(sections)} for home in homes]
    rows = [(home, 0, index) for index, home in enumerate(homes)]
    rows += [(home, 1, index) for index, more in enumerate(again) for home in more]
    places: list[list[Placement]] = [[] for _ in bare]
    for position, (home, _late, index) in enumerate(sorted(rows)):
        places[index].append(Placement(sections[home], position))
    entries = (replace(entry, placements=tuple(place)) for entry, place in zip(bare, places, strict=True))
    return Reading(draw(texts), tuple(entries), homepage=draw(st.none() | st.just("https://example.org/")))


@settings(max_examples=200, deadline=None)
@given(readings())
def test_reading_what_was_written_gives_the_same_list(reading: Reading) -> None:
    again = read_yaml(write_yaml(reading))
    assert all("url" in problem.message for problem in again.problems)
    assert without_lines(again) == without_lines(reading)
    assert section_order(again.entries) == section_order(reading.entries)


@settings(max_examples=50, deadline=None)
@given(readings())
def test_positions_survive_where_second_placements_end_their_sections(reading: Reading) -> None:
    again = read_yaml(write_yaml(reading))
    assert [[place.position for place in entry.placements] for entry in again.entries] == [
        [place.position for place in entry.placements] for entry in reading.entries
    ]


@settings(max_examples=50, deadline=None)
@given(readings())
def test_writing_again_changes_nothing(reading: Reading) -> None:
    written = write_yaml(reading)
    assert write_yaml(read_yaml(written)) == written
