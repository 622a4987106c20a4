"""Cells are counted as terminals count them, and rows are folded without losing a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies.harmless import harmless
from bot.replies.spans import Role, Row, Span, row_text
from bot.replies.wrapping import cells, flow, fold, padded, row_cells
from tests.replies.strategies import hostile

_TEXTS = hostile.map(harmless)
_ROWS = st.lists(st.builds(Span, _TEXTS, st.sampled_from([Role.TEXT, Role.MARK, Role.META])), max_size=5)
_DOT = Span(" · ", Role.META)


@pytest.mark.parametrize(
    ("text", "width"), [("POET", 4), ("μLayer", 6), ("大模型", 6), ("🚀", 2), ("e\u0301", 1), ("█▌", 2)]
)
def test_cells(text: str, width: int) -> None:
    assert cells(text) == width
    assert cells(padded(text, 10)) == 10


@given(_ROWS, st.integers(10, 60), st.integers(0, 6))
@settings(deadline=None)
def test_folding_keeps_the_words_and_the_width(row: list[Span], width: int, indent: int) -> None:
    rows = fold(row, width, indent)
    assert all(row_cells(folded) <= width for folded in rows)
    assert "".join(map(row_text, rows)).replace(" ", "") == row_text(row).replace(" ", "")
    assert all(row_text(folded).startswith(" " * indent) for folded in rows[1:])


@given(_ROWS, st.integers(10, 60))
@settings(deadline=None)
def test_folding_keeps_each_letter_in_its_role(row: list[Span], width: int) -> None:
    def roles(rows: list[Row]) -> list[tuple[str, Role]]:
        return [(char, span.role) for row in rows for span in row for char in span.text if char != " "]

    assert roles(list(fold(row, width))) == roles([tuple(row)])


def test_a_link_is_never_broken_and_stays_by_its_label() -> None:
    row = [Span("paper ", Role.META), Span("https://example.org/" + "a" * 40, Role.LINK)]
    assert [row_text(folded) for folded in fold(row, 30, 2)] == ["paper https://example.org/" + "a" * 40]


def test_a_link_that_fits_on_a_line_of_its_own_gets_one() -> None:
    row = [Span("a few words and ", Role.META), Span("https://example.org/", Role.LINK)]
    assert [row_text(folded) for folded in fold(row, 25, 2)] == ["a few words and", "  https://example.org/"]


def test_items_break_between_each_other_and_leave_no_dot_behind() -> None:
    items = [(Span("Patil et al."),), (Span("ICML 2022"),), (Span("Memory Efficient Learning"),)]
    folded = flow(items, _DOT, 30, 2, (Span("> "),))
    assert [row_text(row) for row in folded] == ["> Patil et al. · ICML 2022", "  Memory Efficient Learning"]


def test_wide_characters_may_be_parted_anywhere_but_fill_the_line() -> None:
    assert [row_text(row) for row in fold([Span("端侧大模型推理")], 9)] == ["端侧大模", "型推理"]


def test_no_line_starts_with_closing_punctuation() -> None:
    assert [row_text(row) for row in fold([Span("系统综述：从模型")], 8)] == ["系统综", "述：从模", "型"]
