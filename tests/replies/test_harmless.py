"""Hostile text made harmless."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies.harmless import ELLIPSIS, harmless, harmless_characters, harmless_lines, safe_url
from tests.replies.strategies import hostile


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]0;owned\x07title", "]0;ownedtitle"),
        ("\x1b[2J\x9b31mred", "[2J31mred"),
        ("a\x00b\x7fc", "abc"),
        ("two\nlines\r\nand\u2028more\x85\u2029", "two lines and more"),
        ("\u202egnp.exe\u202c \u2066x\u2069", "gnp.exe x"),
        ("in\u200bvis\u2060ib\ufeffle\u00ad", "invisible"),
        ("tag\U000e0067\U000e007f", "tag"),
        ("blank\u3164\u115f", "blank"),
        ("  much \t space\u3000 ", "much space"),
        ("half\ud800", "half\ufffd"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 4),
        ("❤\ufe0f\ufe0e\ufe0f", "❤\ufe0f"),
        ("\u0301alone", "alone"),
        (" \u0301\u0302 a \u0301b", "a b"),
        ("👩\u200d💻", "👩💻"),
    ],
)
def test_what_acts_or_hides_is_gone(hostile: str, shown: str) -> None:
    assert harmless(hostile) == shown


@pytest.mark.parametrize(
    "text",
    [
        "μLayer: 端侧（推理）",
        "می\u200cخواهم",
        "क्\u200dष",
        "עברית",
        "naïve café 🚀",
        "[bold]x[/bold] @everyone",
        "a\ufe0f",
    ],
)
def test_honest_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(hostile, st.integers(1, 60))
@settings(deadline=None)
def test_the_result_is_short_one_line_and_harmless_again(text: str, limit: int) -> None:
    shown = harmless(text, limit)
    assert len(shown) <= limit
    assert shown == harmless(shown, limit)
    assert "\n" not in shown
    assert shown == shown.strip()


@given(hostile, st.integers(1, 60))
@settings(deadline=None)
def test_every_character_says_where_it_stood(text: str, limit: int) -> None:
    for index, char in harmless_characters(text, limit):
        assert char in (" ", ELLIPSIS, "\ufffd") or text[index] == char


def test_a_long_title_is_cut_at_a_word_and_says_so() -> None:
    assert harmless("memory efficient training on phones", 30) == "memory efficient training on…"
    assert harmless("x" * 5_000, 10) == "x" * 9 + ELLIPSIS


def test_a_cut_never_parts_a_letter_from_its_marks() -> None:
    assert harmless("abcde\u0301\u0302xyz", 7) == "abcd" + ELLIPSIS
    assert harmless("می\u200cخواهم", 4) == "می" + ELLIPSIS


@given(st.lists(hostile, max_size=3))
@settings(deadline=None)
def test_a_file_keeps_its_lines_tabs_and_spaces(texts: list[str]) -> None:
    lines = harmless_lines("\n".join(["  a\t b  ", *texts]))
    assert lines[0] == "  a\t b  "
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for line in lines for char in line if char != "\t")


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://arxiv.org/abs/1?x=%20#f", "https://arxiv.org/abs/1?x=%20#f"),
        ("HTTP://a.example:8080/ü", "http://a.example:8080/%C3%BC"),
        ("http://例え.jp:8080/あ", "http://xn--r8jz45g.jp:8080/%E3%81%82"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ('https://a.example/"<>\\', "https://a.example/%22%3C%3E%5C"),
    ],
)
def test_web_and_mail_addresses_are_links_in_plain_ascii(url: str, safe: str) -> None:
    assert safe_url(url) == safe


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "./docs/a.md",
        "",
        "https://",
        "https://[::1",
        "https://a.example:port/",
        "https://a.example/\x1b]8;;b",
        "https://a.example/a b",
        "https://a.example/\u202eb",
        "http://" + "ü" * 80 + ".example",
        "https://a.example/" + "x" * 2_000,
    ],
)
def test_anything_else_is_no_link(url: str) -> None:
    assert safe_url(url) is None
