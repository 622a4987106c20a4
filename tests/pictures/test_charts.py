"""Which bars there are, and that whoever does not see them is told the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures.charts import LONGEST_ALT, MOST_COLUMNS, MOST_ROWS, alt_text, chart_of
from bot.replies.model import CountedBy, Statistics, Tally
from tests.replies.strategies import hostile

YEAR, SECTION, VENUE = CountedBy.YEAR, CountedBy.SECTION, CountedBy.VENUE
NONE: frozenset[CountedBy] = frozenset()

counts = st.integers(-3, 30_000)
tallies = st.lists(
    st.builds(
        Tally,
        hostile,
        st.lists(st.tuples(hostile | st.integers(1950, 2030).map(str), counts), max_size=60).map(tuple),
        st.sampled_from(CountedBy),
    ),
    max_size=3,
).map(tuple)
statistics = st.builds(Statistics, hostile, tallies)


def years(*counted: tuple[int, int]) -> Statistics:
    return Statistics("", (Tally("By year", tuple((str(year), count) for year, count in counted), YEAR),))


def sections(*counted: tuple[str, int]) -> Statistics:
    return Statistics("31 entries", (Tally("By section", counted, SECTION),))


def bars(reply: Statistics) -> list[tuple[str, int]]:
    chart = chart_of(reply)
    assert chart
    return [(bar.label, bar.count) for panel in chart.panels for bar in panel.bars]


@given(statistics)
@settings(max_examples=80, deadline=None)
def test_no_entry_is_lost_and_nothing_grows_without_bounds(reply: Statistics) -> None:
    chart = chart_of(reply)
    if chart is None:
        return
    assert len(chart.columns.bars if chart.columns else ()) <= MOST_COLUMNS
    assert len(chart.rows.bars if chart.rows else ()) <= MOST_ROWS
    for panel in chart.panels:
        of_kind = [sum(max(count, 0) for _label, count in each.rows) for each in reply.tallies if each.by is panel.by]
        assert sum(bar.count for bar in panel.bars) in of_kind
    for numbered in (NONE, frozenset(CountedBy)):
        assert 0 < len(alt_text(chart, numbered)) <= LONGEST_ALT


def test_a_year_without_entries_has_its_place() -> None:
    assert bars(years((2019, 4), (2022, 1))) == [("2019", 4), ("2020", 0), ("2021", 0), ("2022", 1)]


def test_years_far_apart_are_not_filled_up() -> None:
    assert bars(years((1843, 1), (2020, 3), (2021, 2))) == [("1843", 1), ("2020", 3), ("2021", 2)]


def test_the_oldest_of_too_many_years_are_one_count_without_a_bar() -> None:
    chart = chart_of(years(*((year, 10) for year in range(1950, 2027))))
    assert chart
    assert chart.columns
    oldest, *rest = chart.columns.bars
    assert (oldest.label, oldest.count, oldest.number) == ("…1987", 380, 0)
    assert len(rest) == MOST_COLUMNS - 1
    assert chart.columns.biggest == 10


def test_of_too_many_sections_the_largest_are_shown_in_the_lists_order() -> None:
    shown = bars(sections(*((f"s{place}", place) for place in range(1, 41))))
    assert [label for label, _count in shown] == [*(f"s{place}" for place in range(30, 41)), "29 more sections"]


def test_counts_by_venue_alone_make_no_picture() -> None:
    assert chart_of(Statistics("t", (Tally("By venue", (("MobiSys", 4),), VENUE),))) is None
    assert chart_of(years((2020, 0))) is None


def test_the_words_for_a_picture_have_every_figure() -> None:
    chart = chart_of(sections(("1. Learning on Devices", 8), ("2. Inference", 1_200)))
    assert chart
    assert alt_text(chart, NONE) == "31 entries\nBy section: 1. Learning on Devices 8, 2. Inference 1,200"
    numbered = alt_text(chart, frozenset({SECTION}))
    assert numbered.endswith("By section: #1 1. Learning on Devices 8, #2 2. Inference 1,200")


def test_labels_become_shorter_before_a_figure_is_left_out() -> None:
    chart = chart_of(sections(*((f"{place} {'word ' * 40}", place * 1_111) for place in range(1, 13))))
    assert chart
    text = alt_text(chart, NONE)
    assert all(f" {place * 1_111:,}" in text for place in range(1, 13))
