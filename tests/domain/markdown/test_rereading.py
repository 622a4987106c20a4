"""A text that is read with the memory of an earlier one reads exactly as if it were read for the first time."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.markdown.memory import Memory
from bot.domain.markdown.reader import read_markdown
from bot.domain.markdown.rereading import reread_markdown
from bot.shipped import venue_table

VENUES = venue_table()

PLAIN = (
    "",
    "- [Seedling: Sparse Training on Watches](https://arxiv.org/abs/2101.00001) by A. Gardener et al., MobiSys 2021",
    "- [Pruner: Cutting Networks in Season](https://arxiv.org/abs/2101.00002), ICML 2022 [[code](https://github.com/g/p)]",
    "- **[Trowel](https://github.com/g/trowel)**: digs through models",
    "- A bare title with quite a few words",
    "- [Rake][rake]",
    "    - [slides](https://example.org/slides.pdf)",
    "**Greenhouses**",
    "## Soil",
    "### 2. Water",
    "#### 2021",
    "> ## Quoted",
)
ODD = (
    "# Awesome Gardens",
    "## Contents",
    "## License",
    "# [Home](https://example.org/garden)",
    "Soil again",
    "===",
    "---",
    "```",
    "~~~ text",
    "- ```",
    "<!--",
    "-->",
    "<!-- a note -->",
    "- <!-- hidden",
    "<pre>",
    "</pre>",
    "<details>",
    "<summary>More soil</summary>",
    "</details>",
    "<h2>Compost</h2>",
    "<table><tr><td>",
    "<ul><li><a href='https://example.org/l'>Listed work</a></li>",
    "| title | venue |",
    "|---|---|",
    "| [Hoe](https://example.org/hoe) | ACL 2020 |",
    "# a | b",
    "## [Spade: Digging Deep](https://arxiv.org/abs/2101.00003)",
    "*A. Gardener, B. Digger.* ICML 2021. [[paper](https://arxiv.org/abs/2101.00003)]",
    "[rake]: https://example.org/rake 'The rake'",
    "[rake]:",
    "https://example.org/other",
    "- a [rake] b",
    "![Logo of gardens](logo.png)",
    "#no heading",
    "  ## indented",
    "- " * 35 + "deep",
    "- " + "long " * 1_700,
)
LINES = st.lists(st.sampled_from(PLAIN + PLAIN + ODD), max_size=30)
EDITS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 3), st.lists(st.sampled_from(PLAIN + ODD), max_size=4)), max_size=3
)


@settings(max_examples=250, deadline=None)
@given(LINES, EDITS)
def test_whatever_is_edited_a_text_reads_as_if_for_the_first_time(
    lines: list[str], edits: list[tuple[int, int, list[str]]]
) -> None:
    memory = Memory()
    for at, removed, put in [(0, 0, []), *edits]:
        lines[at : at + removed] = put
        text = "\n".join(lines)
        memory = Memory(memory.used)
        assert reread_markdown(text, venues=VENUES, memory=memory) == read_markdown(text, venues=VENUES)


def test_a_changed_line_has_only_its_section_read_again() -> None:
    sections = [f"## Section {n}\n\n" + "\n".join(work(n, m) for m in range(4)) for n in range(20)]
    first = Memory()
    reread_markdown("# Garden\n\n" + "\n\n".join(sections), venues=VENUES, memory=first)
    sections[7] += "\n" + work(7, 9)
    again = Memory(first.used)
    text = "# Garden\n\n" + "\n\n".join(sections)
    assert len(reread_markdown(text, venues=VENUES, memory=again).entries) == 81
    assert len(again.used.keys() - first.used.keys()) == 2  # what the section says of the whole, and its entries
    assert again.is_news
    unchanged = Memory(again.used)
    reread_markdown(text, venues=VENUES, memory=unchanged)
    assert not unchanged.is_news


def test_what_is_defined_for_the_whole_text_is_looked_up_again_where_it_changes() -> None:
    text = "# Garden\n## A\n- [Rake][r]\n## B\n[r]: https://example.org/{}\n"
    memory = Memory()
    reread_markdown(text.format("old"), venues=VENUES, memory=memory)
    (entry,) = reread_markdown(text.format("new"), venues=VENUES, memory=Memory(memory.used)).entries
    assert [link.url for link in entry.links] == ["https://example.org/new"]


def test_works_that_come_before_make_a_bare_title_below_likely() -> None:
    head = "# Garden\n## A\n" + "\n".join(work(0, m) for m in range(4))
    tail = "\n## B\n- A bare title with quite a few words\n"
    memory = Memory()
    assert len(reread_markdown(head + tail, venues=VENUES, memory=memory).entries) == 4
    more = f"{head}\n{work(0, 4)}{tail}"
    assert len(reread_markdown(more, venues=VENUES, memory=Memory(memory.used)).entries) == 6


def work(section: int, number: int) -> str:
    return f"- [Plant{section}x{number}: Growing in Rows](https://arxiv.org/abs/21{section:02}.{number:05}), ICML 2021"
