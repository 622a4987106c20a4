"""Ids of buttons and menus: short, ASCII, and the same after any restart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.presses import (
    ANY_BUTTON,
    ANY_MENU,
    LONGEST,
    Action,
    Press,
    Words,
    decode_press,
    decode_words,
    encode_press,
    encode_words,
)

words = st.builds(
    Words, st.text(st.characters(exclude_categories=["Cs"]), max_size=120), st.none() | st.integers(0, 99)
)
presses = st.builds(Press, st.sampled_from(Action), words)


@given(presses, st.integers(0, 99))
def test_what_is_written_into_an_id_is_read_from_it(press: Press, place: int) -> None:
    custom_id = encode_press(press, place)
    if custom_id is not None:
        assert decode_press(custom_id) == press
        assert len(custom_id) <= LONGEST
        assert custom_id.isascii()
        assert custom_id.isprintable()
        assert not set("&<>") & set(custom_id)


@given(presses)
def test_each_id_is_a_buttons_or_a_menus_and_never_both(press: Press) -> None:
    custom_id = encode_press(press)
    if custom_id is not None:
        is_menu = re.fullmatch(ANY_MENU, custom_id) is not None
        assert is_menu is (press.action is Action.PICK)
        assert (re.fullmatch(ANY_BUTTON, custom_id) is not None) is not is_menu


@given(words)
def test_what_is_written_into_an_option_is_read_from_it(said: Words) -> None:
    value = encode_words(said)
    assert value is None or (decode_words(value) == said and len(value) <= LONGEST)


def test_everyday_commands_fit_and_can_be_read_by_people() -> None:
    assert encode_press(Press(Action.OPEN, Words("/show poet")), 3) == "ab1o3:=/show poet"
    assert encode_press(Press(Action.TURN, Words(" page:3", note=0))) == "ab1t0:#0= page:3"
    assert encode_press(Press(Action.OPEN, Words("/search 端侧大模型推理"))) is not None


def test_a_command_that_does_not_fit_is_refused_and_not_cut() -> None:
    assert encode_press(Press(Action.OPEN, Words("x" * 200))) is None


def test_a_platform_with_more_room_gets_the_whole_command() -> None:
    press = Press(Action.OPEN, Words("端侧" * 100))
    custom_id = encode_press(press, longest=2_000)
    assert custom_id is not None
    assert decode_press(custom_id) == press


def test_a_platform_that_escapes_signs_gives_the_command_back_as_it_was() -> None:
    assert encode_press(Press(Action.OPEN, Words("/search AT&T"))) == "ab1o0:~L3NlYXJjaCBBVCZU"


@pytest.mark.parametrize(
    "custom_id",
    ["", "save:poet", "ab2o0:=/show poet", "ab1x0:=/show poet", "ab1o0:~%%%", "ab1o0:~gA", "ab1o0:?", "ab99999999o:="],
)
def test_ids_of_another_version_or_of_nobody_are_none(custom_id: str) -> None:
    assert decode_press(custom_id) is None


@given(st.text(max_size=110))
def test_no_text_breaks_the_reader(text: str) -> None:
    decode_press(text)
    decode_press(f"ab1o0:{text}")
    decode_words(text)


def test_words_on_a_note_are_whole_only_with_the_note() -> None:
    said = Words(" page:2", note=1)
    assert said.whole({1: "/search npu"}) == "/search npu page:2"
    assert said.whole({}) is None
