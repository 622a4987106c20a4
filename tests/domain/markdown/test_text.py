"""Encodings, line ends and hostile characters: the words come out clean and the lines are those of the file."""

import pytest

from bot.domain.entries import Entry
from bot.domain.markdown.text import clean
from tests.domain.markdown.lists import only, read


def lines(text: str) -> list[int]:
    return [entry.line for entry in read(text).entries]


TEXT = (
    "\n# Awesome\n\n## Papers\n- [A](https://a.example)\n\n- [B](https://b.example),\n  or\n1. [C](https://c.example)\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(end: str) -> None:
    assert lines(TEXT.replace("\n", end)) == [5, 7, 9]


def test_a_byte_order_mark_and_front_matter_move_nothing() -> None:
    assert lines(f"\ufeff{TEXT}") == [5, 7, 9]
    assert lines(f"---\ntitle: Things\n---\n{TEXT}") == [8, 10, 12]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Î¼Layer: Low Latency", "μLayer: Low Latency"),
        ("Caf\u00c3\u00a9 â€“ a place", "Café – a place"),
        ("São Tomé, naïve Ångström", "São Tomé, naïve Ångström"),
        ("ConvReLU++ α and β", "ConvReLU++ α and β"),
        ("μLayer", "μLayer"),
        ("日本語の題名：概要", "日本語の題名：概要"),
        ("a\u00a0b\tc\u200bd\u202ee\x07f", "a b cdef"),
        ("👩‍💻 works", "👩‍💻 works"),
        ("\ud800", ""),
    ],
)
def test_only_what_is_broken_is_repaired(written: str, meant: str) -> None:
    assert clean(written) == meant


def test_hostile_titles_become_one_harmless_line() -> None:
    entry = only("- [\u202eevil\x00\x1b @everyone " + "x" * 4000 + "](https://e.example)")
    assert len(entry.title) <= 4100
    assert entry.title.isprintable()


@pytest.mark.parametrize(
    ("item", "title", "description"),
    [
        ("- [工具](https://t.example)：一个很好的工具", "工具", "一个很好的工具"),
        ("- [ツール](https://t.example) - 便利な道具。", "ツール", "便利な道具。"),
        ("- 【ICML 2020】[题目](https://t.example)", "题目", None),
    ],
)
def test_other_scripts_and_full_width_marks_are_read(item: str, title: str, description: str | None) -> None:
    entry = only(f"# 清单\n\n## 工具\n{item}")
    assert (entry.title, entry.description) == (title, description)


BULLETS = ("-", "*", "+", "1.", "1)", "•")


@pytest.mark.parametrize("bullet", BULLETS)
def test_any_bullet_with_any_spacing_gives_the_same(bullet: str) -> None:
    def read_with(mark: str, gap: str, between: str) -> list[Entry]:
        items = ("[A](https://a.example) - First.", "**Beta Study** (ICML 2020), Doe et al. [[pdf]](https://b.example)")
        return list(read("# Awesome\n\n## Papers\n" + between.join(f"{mark}{gap}{item}" for item in items)).entries)

    def without_lines(entries: list[Entry]) -> list[tuple[object, ...]]:
        return [(e.title, e.authors, e.venue, e.year, e.links, e.description, e.sections) for e in entries]

    expected = without_lines(read_with("-", " ", "\n"))
    assert len(expected) == 2
    for gap in (" ", "   "):
        for between in ("\n", "\n\n", "\n\n\n"):
            assert without_lines(read_with(bullet, gap, between)) == expected


def test_nesting_is_nesting_by_tab_or_by_spaces() -> None:
    for indent in ("  ", "    ", "\t", "      "):
        text = f"# Awesome\n\n## Tools\n- Group\n{indent}- [A](https://a.example)\n{indent}- [B](https://b.example)\n"
        assert [entry.sections[0] for entry in read(text).entries] == [("Tools", "Group")] * 2
