"""A line stands where its section orders things, and nothing else in the file changes."""

import subprocess
from pathlib import Path

import pytest

from bot.domain.entries import Link, LinkKind
from bot.domain.suggesting import Proposal
from bot.domain.suggesting.ordering import Order, order_of, place_for
from bot.errors import SuggestionRefused
from tests.domain.suggesting.styles import CODE, DESCRIBED, LINKED, PAPERS, PREFIXED, add, paper, project, text_of


def place(body: str, proposal: Proposal | None = None) -> int:
    """Return how many entries stand before the new one."""
    text = text_of(body)
    found = add(text, proposal or project(section=PAPERS))
    return [entry for entry in found.text.splitlines() if entry.startswith(("-", "*"))].index(found.line)


def test_alphabetical_sections_stay_so() -> None:
    assert place(DESCRIBED) == 2
    assert place(DESCRIBED, project(section=PAPERS, title="aardvark")) == 0
    assert place(DESCRIBED, project(section=PAPERS, title="Zebra")) == 4


def test_newest_first_and_beside_its_venue() -> None:
    years = [("MobiSys", 2025), ("ICML", 2024), ("MobiSys", 2024), ("ACL", 2024), ("ICML", 2022), ("ICML", 2021)]
    body = "\n".join(
        f"- [{venue} {year}] [{title} of Birds](https://a.example/{title})"
        for (venue, year), title in zip(years, ("Ruff", "Crow", "Wren", "Kite", "Erne", "Teal"), strict=True)
    )
    assert place(body, paper(authors=None)) == 3
    assert place(body, paper(authors=None, year=2026)) == 0
    assert place(body, paper(authors=None, year=2020)) == 6


def test_without_an_order_it_stands_last() -> None:
    body = "\n".join(f"- [{name}](https://a.example/{name}) - Is a bird." for name in ("Ruff", "Crow", "Wren", "Kite"))
    assert place(body) == 4


def test_a_short_section_is_ordered_as_the_others_are() -> None:
    text = text_of(DESCRIBED) + "\n## Tools\n\n* [Rook](https://github.com/lab/rook) - Plays chess.\n"
    found = add(text, project())
    assert found.text.index("Osprey") < found.text.index("Rook")


def test_too_few_entries_show_no_order() -> None:
    assert order_of([("a", 2001, None), ("b", 2002, None)], []) is None


def test_a_section_that_is_nearly_in_order_takes_a_new_one_where_least_is_wrong() -> None:
    years = [("same", year, None) for _n, year in enumerate((2024, 2023, 2023, 2020, 2022, 2019, 2018))]
    assert order_of(years, []) is Order.NEWEST_FIRST
    assert place_for(("new", 2021, None), years, Order.NEWEST_FIRST) == 5


def test_a_group_of_years_takes_a_work_into_its_own() -> None:
    text = (
        "# L\n\n## Papers\n\n### 2024\n\n- [Heron](https://a.example/h)\n\n### 2023\n\n- [Stork](https://a.example/s)\n"
    )
    found = add(text, paper(authors=None, venue=None, title="Osprey at Work"))
    assert found.entry.sections == (("Papers", "2024"),)
    assert found.line.endswith("[Osprey at Work](https://arxiv.org/abs/2501.01234)")


def test_an_entry_with_others_below_it_keeps_them() -> None:
    text = "# L\n\n## Tools\n\n- [Rook](https://a.example/r)\n  - [Rook Lite](https://a.example/l)\n\n## More\n\n- [Kite](https://a.example/k)\n"
    found = add(text, project(description=None))
    assert found.text.index("Rook Lite") < found.text.index("Osprey") < found.text.index("## More")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_other_byte_stays(end: str, tail: str, mark: str) -> None:
    text = mark + (text_of(LINKED).rstrip("\n") + tail).replace("\n", end)
    found = add(text, paper(authors=None))
    at = found.text.index(found.line)
    with_end = found.text[:at] + found.text[at + len(found.line) + len(end) :]
    with_start = found.text[: at - len(end)] + found.text[at + len(found.line) :]
    assert text in (with_end, with_start)
    assert found.text.startswith(mark)
    assert found.text.splitlines()[found.line_number - 1] == found.line


@pytest.mark.parametrize(
    "text",
    [
        text_of(PREFIXED),
        text_of(LINKED).rstrip("\n"),
        text_of(LINKED).replace("\n", "\r\n"),
        text_of(DESCRIBED) + "\n## More\n\n" + "Words.\n" * 9,
    ],
)
def test_the_diff_is_one_that_git_applies(tmp_path: Path, text: str) -> None:
    found = add(text, paper(authors=None) if "2301" in text else project(section=PAPERS))
    file = tmp_path / "README.md"
    file.write_bytes(text.encode())
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=tmp_path, input=found.diff.encode(), check=True)
    assert file.read_bytes().decode() == found.text


def test_a_section_without_entries_takes_its_first() -> None:
    text = text_of(DESCRIBED) + "\n## Tools\n\nWhat we use.\n\n## License\n\nCC0.\n"
    found = add(text, project())
    assert found.lines == ("", f"* [Osprey]({CODE}) - Runs models on small boards.")
    assert found.entry.sections == (("Tools",),)
    assert "What we use.\n\n* [Osprey]" in found.text
    assert ")boards.\n\n## License" in found.text.replace(" - Runs models on small ", "")


def test_a_group_without_entries_takes_its_first() -> None:
    text = "# L\n\n## Tools\n\n- Boards\n- Phones\n  - [Rook](https://a.example/r) - Plays chess.\n"
    found = add(text, project(section=("Tools", "Boards")))
    assert found.lines == (f"  - [Osprey]({CODE}) - Runs models on small boards.",)


def test_a_section_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(SuggestionRefused, match="no section called Birds / Owls") as refused:
        add(text_of(LINKED), paper(section=("Birds", "Owls")))
    assert refused.value.field == "section"


def test_a_work_that_is_there_already_is_refused_with_its_line() -> None:
    link = Link(LinkKind.PAPER, "https://arxiv.org/pdf/2201.00002v3")
    listed = paper(title="Stork: Small Models for Watches", links=(link,), authors=None, year=2022)
    with pytest.raises(SuggestionRefused, match="in line 6"):
        add(text_of(LINKED), listed)
