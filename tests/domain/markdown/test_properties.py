"""Whatever the text, reading it neither raises nor makes anything up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.entries import Entry, Reading
from bot.domain.markdown import read_markdown
from bot.shipped import venue_table

PIECES = st.sampled_from(
    [
        *"#-*+>|`~_=[]()<>!:.,\\\n\t \"'&/0",
        *(
            "# ",
            "## ",
            "- ",
            "  - ",
            "\t* ",
            "1. ",
            "\n\n",
            "\r\n",
            "\r",
            "> ",
            "```\n",
            "---\n",
            "| ",
            " |\n",
            "|---|---|\n",
        ),
        *(
            "<br>",
            "<details>\n",
            "<summary>",
            "</summary>\n",
            "</details>\n",
            "<td>",
            "<tr>",
            "</table>",
            "<li>",
            "<!--",
        ),
        *(
            "-->",
            "<a href='https://a.example'>",
            "</a>",
            "<h2>",
            "<img src=x alt=",
            "[[",
            "]]",
            "](https://x.example/a)",
        ),
        *("] (http://y.example)", "](#top)", "[x]: https://z.example\n", "![", "**", "***", "ICML'22", "NeurIPS 2020"),
        *(
            "(2015)",
            " by ",
            "et al.",
            "J. Doe",
            "[paper]",
            "Papers",
            "Contributing",
            "Table of Contents",
            "POET: ",
            "：",
        ),
        *("Î¼", "\u202e", "\x00", "\ufeff", "@article{"),
    ]
)
PARTS = st.sampled_from(
    [
        *("**POET**", "**[POET]**", "*A Study of Things*", "`2020-03`", "[A Study](https://x.example)"),
        *("[[pdf]](https://p.example)", "[ICML 2022](https://x.example)", "<a href='https://h.example'>B</a>"),
        *(
            "[ICML'22]",
            "(NeurIPS 2020)",
            "(**ELMo**)",
            "[Deprecated]",
            ": Training Networks",
            "- A tool that does it.",
            ",",
        ),
        *("by J. Doe et al.", "Jane Doe, John Roe and Ann Poe.", "(Google)", "ICML 2022", "| ", "<br>"),
        *("\\\n  ", "\n  - ", "\n\n  "),
        *("[code] (https://c.example)", "(code)[https://d.example]", "https://e.example"),
        *("![](https://img.shields.io/badge/ICML-22-a)", "[![x](y)](https://b.example)", "[Top](#top)"),
        *("“Quoted Title,”", "2019", "Paper:", "🔥", ":star:", "et al", "Abstract: words."),
    ]
)
ITEMS = st.lists(st.lists(PARTS, max_size=7).map(" ".join), max_size=6).map("\n- ".join).map("## Papers\n- {}".format)
MARKDOWN = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)


def read(text: str) -> Reading:
    return read_markdown(text, venues=venue_table())


def is_sound(entry: Entry, last_line: int) -> bool:
    lines = [placement.line for placement in entry.placements]
    one_line = not any(mark in entry.title for mark in "\n\r\t\x00")
    return bool(entry.title.strip()) and one_line and bool(lines) and all(1 <= line <= last_line for line in lines)


@given(st.text(max_size=300) | MARKDOWN | ITEMS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_entry_is_sound(text: str) -> None:
    last_line = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    reading = read(text)
    assert all(is_sound(entry, last_line) for entry in reading.entries)
    assert all(1 <= problem.line <= last_line for problem in reading.problems)
    assert sorted(p.position for e in reading.entries for p in e.placements) == list(
        range(sum(len(e.placements) for e in reading.entries))
    )


@given(MARKDOWN.map(lambda text: text.replace("\r", "")))
@settings(max_examples=60, deadline=None)
def test_line_ends_make_no_difference(text: str) -> None:
    assert read(text.replace("\n", "\r\n")).entries == read(text).entries
