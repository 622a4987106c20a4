"""A line is written as the list writes its others."""

from bot.domain.entries import EntryKind, Link, LinkKind
from tests.domain.suggesting.styles import (
    CODE,
    DESCRIBED,
    LINKED,
    PAPER,
    PAPERS,
    PREFIXED,
    add,
    line,
    paper,
    project,
    text_of,
)

TITLE = "Osprey: Catching Stragglers in Edge Clusters"
BOTH = (Link(LinkKind.PAPER, PAPER), Link(LinkKind.CODE, CODE))


def test_a_venue_in_brackets_before_the_title() -> None:
    assert line(PREFIXED, paper()) == f"- [MobiSys'24] {TITLE}. by Jane Doe et al. [[paper]({PAPER})]"


def test_several_links_each_with_the_label_that_the_list_gives_its_kind() -> None:
    found = line(PREFIXED, paper(links=BOTH))
    assert found == f"- [MobiSys'24] {TITLE}. by Jane Doe et al. [[paper]({PAPER})] [[code]({CODE})]"


def test_no_link_at_all_where_neighbours_have_none_either() -> None:
    assert line(PREFIXED, paper(links=())) == f"- [MobiSys'24] {TITLE}. by Jane Doe et al."


def test_a_place_for_what_is_missing_goes_together_with_its_punctuation() -> None:
    found = line(PREFIXED, paper(venue=None, year=None))
    assert found == f"- {TITLE}. by Jane Doe et al. [[paper]({PAPER})]"


def test_a_title_that_is_a_link() -> None:
    assert line(LINKED, paper(authors=None)) == f"- [MobiSys 2024] [{TITLE}]({PAPER})"


def test_a_link_of_a_kind_that_the_list_does_not_have_is_labelled_in_its_manner() -> None:
    body = "- Heron [[Paper]](https://arxiv.org/abs/2301.00001)\n- Stork [[Paper]](https://arxiv.org/abs/2201.00002)"
    proposal = paper(title="Osprey", links=BOTH, authors=None, venue=None, year=None)
    assert line(body, proposal) == f"- Osprey [[Paper]]({PAPER}) [[Code]]({CODE})"


def test_a_linked_name_with_a_description() -> None:
    found = line(DESCRIBED, project(section=PAPERS))
    assert found == f"* [Osprey]({CODE}) - Runs models on small boards."


def test_bold_titles_authors_in_italics_and_a_name_behind() -> None:
    body = """
        1. **Feathers for Language**. *Ada Bell, Max Kohl*. ACL 2019. [[pdf](https://a.example/1)] (**Plume**)
        2. **Wings over Words**. *Lin Wu, Ana Diaz*. EMNLP 2020. [[pdf](https://a.example/2)] (**Wing**)
        3. **Nests of Attention**. *Tom Reed*. ICLR 2021. [[pdf](https://a.example/3)]
    """
    named = paper(
        title="Catching Stragglers in Language", name="Osprey", authors="Jane Doe, Jo Roe", venue="ACL", year=2021
    )
    assert line(body, named) == (
        f"4. **Catching Stragglers in Language**. *Jane Doe, Jo Roe*. ACL 2021. [[pdf]({PAPER})] (**Osprey**)"
    )


def test_numbers_that_are_all_one_stay_so() -> None:
    body = "1. [Heron](https://a.example/heron) [CVPR'17]\n1. [Stork](https://a.example/stork) [ICCV'17]"
    assert line(body, paper(authors=None)).startswith("1. [Osprey")


def test_tabs_and_other_bullets() -> None:
    text = (
        "# L\n\n## Papers\n\n+ Edge\n\t+ [Heron](https://a.example/heron) - Is fast.\n"
        "\t+ [Stork](https://a.example/stork) - Is small.\n"
    )
    assert add(text, project(section=("Papers", "Edge"))).line == f"\t+ [Osprey]({CODE}) - Runs models on small boards."


def test_blank_lines_between_entries_are_kept_up() -> None:
    body = (
        "- Heron <br> ICML 2022 [[Paper]](https://a.example/1)\n\n- Stork <br> ACL 2023 [[Paper]](https://a.example/2)"
    )
    found = add(text_of(body), paper(authors=None))
    assert found.lines == ("", f"- {TITLE} <br> MobiSys 2024 [[Paper]]({PAPER})")


def test_details_on_lines_below() -> None:
    body = """
        - **Heron: Fast Kernels for Phones** [[pdf](https://arxiv.org/abs/2301.00001)]
          - *Ada Bell, Max Kohl*
          - MobiCom 2023
        - **Stork: Small Models for Watches** [[pdf](https://arxiv.org/abs/2201.00002)]
          - *Lin Wu, Ana Diaz*
          - MobiSys 2022
    """
    found = add(text_of(body), paper(authors="Jane Doe, Jo Roe"))
    assert found.lines == (f"- **{TITLE}** [[pdf]({PAPER})]", "  - *Jane Doe, Jo Roe*", "  - MobiSys 2024")


def test_stars_are_counted_for_the_work_itself_and_other_pictures_are_not_taken_over() -> None:
    body = """
        - [Heron](https://github.com/lab/heron) ![Stars](https://img.shields.io/github/stars/lab/heron) - Is fast.
        - [Stork](https://github.com/lab/stork) ![Stars](https://img.shields.io/github/stars/lab/stork) - Is small.
        - 🔥 [Crane](https://github.com/lab/crane) ![Stars](https://img.shields.io/github/stars/lab/crane) - Is strong.
    """
    found = line(body, project(section=PAPERS))
    assert found == (
        f"- [Osprey]({CODE}) ![Stars](https://img.shields.io/github/stars/lab/osprey) - Runs models on small boards."
    )


def test_a_remark_about_a_neighbour_is_not_taken_over() -> None:
    body = "- [Heron](https://a.example/h) - Fast. **[Old]**\n- [Stork](https://a.example/s) - Small. **[Old]**"
    assert "Old" not in line(body, project(section=PAPERS))


def test_what_a_list_never_says_is_left_out_and_told() -> None:
    body = "\n".join(f"- [ICML 20{n}] [Bird Number {n}](https://a.example/{n})" for n in range(12, 22))
    found = add(text_of(body), paper())
    assert found.line == f"- [MobiSys 2024] [{TITLE}]({PAPER})"
    assert found.left_out == ("authors",)


def test_a_complete_line_says_it_all_the_same() -> None:
    body = "\n".join(f"- [ICML 20{n}] [Bird Number {n}](https://a.example/{n})" for n in range(12, 22))
    found = add(text_of(body), paper(), complete=True)
    assert found.entry.authors == "Jane Doe et al."
    assert found.left_out == ()


def test_a_row_of_a_table_fills_the_columns_it_has_facts_for() -> None:
    body = """
        | Date | Paper | Authors | Code |
        |------|-------|---------|------|
        | 2023 | [Heron: Fast Kernels for Phones](https://a.example/1) | Ada Bell | [code](https://a.example/h) |
        | 2022 | [Stork: Small Models for Watches](https://a.example/2) | Lin Wu | [code](https://a.example/s) |
    """
    found = line(body, paper(links=BOTH, venue=None))
    assert found == f"| 2024 | [{TITLE}]({PAPER}) | Jane Doe et al. | [code]({CODE}) |"
    bare = line(body, paper(venue=None))
    assert [cell.strip() for cell in bare.split("|")] == ["", "2024", f"[{TITLE}]({PAPER})", "Jane Doe et al.", "", ""]


def test_a_column_that_nothing_is_known_for_stays_as_empty_as_the_others() -> None:
    body = """
        | API | Description | Auth | CORS |
        |---|---|---|---|
        | [Heron](https://heron.example) | Counts birds | `apiKey` | Yes |
        | [Stork](https://stork.example) | Counts babies | No | Unknown |
        | [Crane](https://crane.example) | Counts cranes | `apiKey` | Unknown |
    """
    found = line(body, project(section=PAPERS, description="Counts ospreys"))
    assert [cell.strip() for cell in found.split("|")] == ["", f"[Osprey]({CODE})", "Counts ospreys", "", "Unknown", ""]


def test_the_cells_of_an_aligned_table_are_padded() -> None:
    body = """
        | Name      | Venue        |
        |-----------|--------------|
        | [Heron](https://a.example/heron) | ICML 2022    |
        | [Stork](https://a.example/stork) | ACL 2021     |
    """
    assert line(body, paper(title="Osprey", authors=None)).endswith("| MobiSys 2024 |")
    assert line(body, paper(title="Osprey", authors=None, venue="ACL")).endswith("| ACL 2024     |")


def test_a_bar_in_a_title_does_not_end_its_cell() -> None:
    body = (
        "| Paper | Year |\n|---|---|\n| [Heron](https://a.example/h) | 2022 |\n| [Stork](https://a.example/s) | 2021 |"
    )
    found = add(text_of(body), paper(title="Osprey 7|13|70B", authors=None, venue=None))
    assert found.entry.title == "Osprey 7|13|70B"
    assert found.line == f"| [Osprey 7\\|13\\|70B]({PAPER}) | 2024 |"


def test_the_venues_track_stands_where_the_list_puts_it() -> None:
    body = """
        - Heron <br> ICML 2022 Workshop [[Paper]](https://a.example/1)
        - Stork <br> ACL 2023 Findings [[Paper]](https://a.example/2)
        - Crane <br> ICML 2023 [[Paper]](https://a.example/3)
    """
    found = line(body, paper(authors=None, venue="NeurIPS Workshop"))
    assert found == f"- {TITLE} <br> NeurIPS 2024 Workshop [[Paper]]({PAPER})"


def test_paragraphs_of_their_own() -> None:
    body = (
        "**Heron: Fast Kernels** [[pdf](https://a.example/h)]\n\n**Stork: Small Models** [[pdf](https://a.example/s)]"
    )
    found = add(text_of(body), paper(authors=None, venue=None, year=None))
    assert found.lines == ("", f"**{TITLE}** [[pdf]({PAPER})]")


def test_what_a_project_does_stands_in_its_title_or_apart_as_the_section_has_it() -> None:
    names = ("Rook", "Finch", "Robin")
    within = "\n".join(f"- {name}: Plays chess. by Lab. [[code](https://github.com/lab/{name})]" for name in names)
    text = f"# L\n\n## Tools\n\n{within}\n"
    assert add(text, project(authors="Lab")).line == f"- Osprey: Runs models on small boards. by Lab. [[code]({CODE})]"
    told = project(section=PAPERS, title="Osprey: Runs models.", description=None)
    assert line(DESCRIBED, told) == f"* [Osprey]({CODE}) - Runs models."


def test_a_section_with_one_style_of_its_own_is_not_overruled_by_the_list() -> None:
    text = (
        text_of(PREFIXED)
        + "\n## Tools\n\n"
        + "\n".join(f"- {name}: A tool. by Lab. [[code](https://github.com/lab/{name})]" for name in ("Rook", "Finch"))
    )
    assert add(text, project(authors="Lab", title="Osprey: A runner", description=None)).line == (
        f"- Osprey: A runner. by Lab. [[code]({CODE})]"
    )


def test_a_section_too_small_for_a_style_of_its_own_follows_the_list() -> None:
    text = text_of(PREFIXED) + "\n## Other\n\n- [ICML 2020] Rook: A Game. by Al Fox [[paper](https://a.example/r)]\n"
    found = add(text, paper(section=("Other",)))
    assert found.line == f"- [MobiSys'24] {TITLE}. by Jane Doe et al. [[paper]({PAPER})]"


def test_a_work_of_another_kind_finds_its_style_in_other_sections() -> None:
    text = text_of(PREFIXED) + "\n## Tools\n\n- [Rook](https://github.com/lab/rook) - Plays chess.\n"
    found = add(text, paper(section=("Tools",), kind=EntryKind.PAPER))
    assert found.line == f"- [MobiSys'24] {TITLE}. by Jane Doe et al. [[paper]({PAPER})]"
