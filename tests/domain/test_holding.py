"""A revision that takes most of the list away waits for a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.holding import Held, decide_hold


@pytest.mark.parametrize(
    ("present", "removed", "added", "held"),
    [
        (69, 0, 5, False),
        (69, 20, 0, False),
        (69, 21, 0, True),
        (69, 69, 0, True),
        (69, 69, 69, True),
        (5, 3, 0, False),
        (5, 4, 0, True),
        (3, 3, 0, True),
        (1, 1, 0, True),
        (1, 1, 1, False),
        (0, 0, 40, False),
    ],
)
def test_the_share_that_leaves_decides(present: int, removed: int, added: int, held: bool) -> None:
    assert decide_hold(present=present, removed=removed, added=added) == (
        Held(present, removed, added) if held else None
    )


def test_the_share_can_be_set() -> None:
    assert decide_hold(present=100, removed=31, added=0)
    assert not decide_hold(present=100, removed=31, added=0, share=0.5)


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0, 1))
def test_additions_alone_are_never_held(present: int, added: int, share: float) -> None:
    assert decide_hold(present=present, removed=0, added=added, share=share) is None


@given(st.integers(1, 500), st.floats(0, 1))
def test_an_emptied_list_is_always_held(present: int, share: float) -> None:
    assert decide_hold(present=present, removed=present, added=0, share=share)
