"""Tables: columns in any order under any header, stray bars, rows that are none."""

import pytest

from bot.domain.entries import LinkKind
from tests.domain.markdown.lists import only, read, titles, urls


@pytest.mark.parametrize(
    "table",
    [
        "| Title | Authors | Venue | Year | Paper | Code |\n|---|---|---|---|---|---|\n"
        "| POET: Tiny Training | Patil et al. | ICML | 2022 | [pdf](https://p.example) | [o](https://github.com/o/r) |",
        "| Date | Paper | Publication | Institute | Code |\n|:--|:-:|:-:|:-:|--:|\n"
        "| 2022-07 | [POET: Tiny Training](https://p.example) | ICML | Patil et al. | [link](https://github.com/o/r) |",
        "Venue | Name | Author | Links\n--- | --- | --- | ---\n"
        "ICML'22 | POET: Tiny Training | Patil et al. | [Paper](https://p.example) / [Code](https://github.com/o/r)",
        "| # | 论文 | 作者 | 会议 | 年份 | 链接 |\n|-|-|-|-|-|-|\n"
        "| 1 | POET: Tiny Training | Patil et al. | ICML | 2022 "
        "| [论文](https://p.example) [代码](https://github.com/o/r) |",
        "<table>\n<tr><th>Title</th><th>Authors</th><th>Venue</th><th>Links</th></tr>\n<tr>\n"
        "<td>POET: Tiny Training</td>\n<td>Patil et al.</td><td>ICML 2022</td>\n"
        "<td><a href='https://p.example'>paper</a> <a href='https://github.com/o/r'>code</a></td>\n</tr>\n</table>",
    ],
)
def test_columns_are_known_by_their_headers(table: str) -> None:
    entry = only(f"# Awesome\n\n## Papers\n\n{table}\n")
    assert (entry.title, entry.venue, entry.year) == ("POET: Tiny Training", "ICML", 2022)
    assert (entry.authors or "").rstrip(".") == "Patil et al"
    assert urls(entry) == ["https://p.example", "https://github.com/o/r"]
    assert [link.kind for link in entry.links] == [LinkKind.PAPER, LinkKind.CODE]


@pytest.mark.parametrize(
    "rows",
    [
        "API | About | Auth | HTTPS\n|:---|:---|:---|:---|\n| [Cats](https://c.example) | Cat facts | `key` | Yes |\n",
        "API | About | Auth | HTTPS |\n|:---|:---|:---|\n| [Cats](https://c.example) | Cat facts | No | Yes | |\n",
        "| API | About |\n|:---|:---|:---|\n| [Cats](https://c.example) | Cat facts | No |\n",
        "| API | About |\n|---|---|\n| [Cats](https://c.example) | Cat facts\n",
        "| API | About |\n|---|---|\n\n| [Cats](https://c.example) | Cat facts |\n",
        "| [Cats](https://c.example) | Cat facts |\n",
    ],
)
def test_stray_and_missing_bars_do_no_harm(rows: str) -> None:
    entry = only(f"# Awesome\n\n## Animals\n{rows}")
    assert (entry.title, entry.description, urls(entry)) == ("Cats", "Cat facts", ["https://c.example"])


def test_a_bar_inside_a_link_separates_nothing() -> None:
    entry = only("# A\n\n## B\n| Name | About |\n|---|---|\n| [Qwen-1.8B|7B](https://q.example) | A \\| B |\n")
    assert (entry.title, entry.description) == ("Qwen-1.8B|7B", "A | B")


def test_rows_know_their_lines() -> None:
    text = (
        "# A\n\n## B\n| Name | About |\n|---|---|\n| [One](https://1.example) | x |\n| [Two](https://2.example) | y |\n"
    )
    assert [entry.line for entry in read(text).entries] == [6, 7]


def test_a_row_of_one_cell_heads_the_rows_below() -> None:
    text = "# A\n\n## B\n| Name | About |\n|---|---|\n| **2020** | |\n| [One](https://1.example) | x |\n"
    assert [entry.sections[0] for entry in read(text).entries] == [("B", "2020")]


def test_a_short_name_has_a_column_of_its_own() -> None:
    rows = "| POET | Training Tiny Networks | [pdf](https://p.example) |\n"
    text = f"# A\n\n## Papers\n| Method | Title | Link |\n|---|---|---|\n{rows}"
    entry = only(text)
    assert (entry.name, entry.title) == ("POET", "Training Tiny Networks")


def test_a_table_of_contents_has_no_entries() -> None:
    assert titles("# A\n\n| Section | Count |\n|---|---|\n| [Tools](#tools) | 3 |\n| [More](#more) | 4 |\n") == []


def test_a_header_may_say_more_in_brackets() -> None:
    text = """
        # Awesome

        ## Papers

        | Date | Keywords | Institute (first) | Paper |
        |---|---|---|---|
        | 2022-03 | Following | OpenAI | [A Title of Some Work](https://arxiv.org/abs/1234.56789) |
    """
    (entry,) = read(text).entries
    assert (entry.title, entry.authors, entry.year) == ("A Title of Some Work", "OpenAI", 2022)


def test_a_nameless_column_of_numbers_titles_nothing() -> None:
    text = """
        # Awesome

        ## Papers

        | | Paper | Where | When |
        |-|-|-|-|
        | 1 | A Title of Some Work [[arXiv](https://arxiv.org/abs/1234.56789)] | ICLR | 2021 |
        | 2 | Short [[arXiv](https://arxiv.org/abs/1234.56780)] | - | 2022 |
    """
    assert titles(text) == ["A Title of Some Work", "Short"]


def test_badges_above_a_title_in_its_cell_tell_the_venue() -> None:
    star = "[![Star](https://img.shields.io/github/stars/o/r.svg)](https://github.com/o/r)"
    published = "[![Publish](https://img.shields.io/badge/Conference-NeurIPS'23-blue)]()"
    text = (
        "# Awesome\n\n## Papers\n\n| Title | Links |\n|--|--|\n"
        f"| {star} {published}<br> [A Title](https://arxiv.org/abs/1) <br> Ada Lovelace, Alan Turing | |\n"
    )
    (entry,) = read(text).entries
    assert (entry.title, entry.venue, entry.year) == ("A Title", "NeurIPS", 2023)
    assert entry.authors == "Ada Lovelace, Alan Turing"
