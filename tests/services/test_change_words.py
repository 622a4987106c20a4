"""Changes are told in people's language, each once, and many alike in one sentence."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import Entry, Link, LinkKind, SectionPath
from bot.services.change_words import change_log, headline, tell, tell_all
from tests.domain.matching.lists import changes, paper, project
from tests.domain.matching.strategies import lists

SAGE = "Sage: Memory-efficient DNN Training on Mobile Devices"


def edit(*fields: tuple[str, str, str], title: str = SAGE) -> Change:
    return Change(ChangeKind.EDITED, "sage", title, fields=tuple(FieldChange(*field) for field in fields))


def move(kind: ChangeKind, *, before: SectionPath | None = None, after: SectionPath | None = None) -> Change:
    return Change(kind, "sage", SAGE, () if before is None else (before,), () if after is None else (after,))


def regroup(kind: ChangeKind, before: list[SectionPath], after: list[SectionPath], count: int) -> Change:
    return Change(kind, None, "", tuple(before), tuple(after), (FieldChange("entries", "1", str(count)),))


A, B = "https://a.example", "https://b.example"
TRAINING, SURVEYS = ("Papers", "1. Training"), ("Papers", "2. Surveys")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (edit(("link:code", "", A)), "Sage gained code."),
        (edit(("link:paper", A, "")), "Sage no longer links to a paper."),
        (edit(("link:paper", A, B)), f"Sage links to a paper at a new address: {B}"),
        (edit(("venue", "arXiv", "MobiSys")), "Sage appeared at MobiSys (was arXiv)."),
        (
            edit(("venue", "arXiv", "MobiSys"), ("year", "2021", "2022")),
            "Sage appeared at MobiSys 2022 (was arXiv 2021).",
        ),
        (
            edit(("authors", "XiaoMe", "XiaoMi"), ("year", "2018", "")),
            "Sage is now by XiaoMi (was by XiaoMe). Sage no longer names a year (was 2018).",
        ),
        (edit(("title", SAGE[6:], SAGE)), f"{SAGE[6:]} is now called *{SAGE}*."),
        (edit(("description", "", "A compiler")), "Sage is now described: A compiler"),
        (move(ChangeKind.MOVED, before=TRAINING, after=SURVEYS), "Sage moved from *1. Training* to *2. Surveys*."),
        (move(ChangeKind.ADDED, after=TRAINING), f"New in *Papers / 1. Training*: {SAGE}"),
        (move(ChangeKind.RESTORED, after=("Papers",)), f"Back in *Papers*: {SAGE}"),
        (move(ChangeKind.REMOVED, before=("Papers",)), f"No longer on the list: {SAGE}"),
        (move(ChangeKind.PLACEMENT_ADDED, after=("Papers",)), "Sage now also stands in *Papers*."),
        (
            move(ChangeKind.PLACEMENT_REMOVED, before=()),
            "Sage no longer stands in *the top of the list* as well.",
        ),
        (
            regroup(ChangeKind.SECTION_RENAMED, [("Papers", "Learning")], [("Papers", "Training")], 8),
            "Section *Learning* is now *Training* (8 entries).",
        ),
        (
            regroup(ChangeKind.SECTION_RENAMED, [("A",), ("B",)], [("Media", "A"), ("Media", "B")], 1),
            "2 sections moved from *the top of the list* to *Media* (1 entry): A, B",
        ),
        (
            regroup(ChangeKind.SECTION_SPLIT, [("Tutorials",)], [("Tutorials", "CPU"), ("Tutorials", "GPU")], 9),
            "Section *Tutorials* was split into *Tutorials / CPU, Tutorials / GPU* (9 entries).",
        ),
        (
            regroup(ChangeKind.SECTION_MERGED, [("Speech",), ("Audio",)], [("Audio",)], 9),
            "Sections *Speech, Audio* are now one: *Audio* (9 entries).",
        ),
    ],
)
def test_a_change_is_a_sentence(change: Change, sentence: str) -> None:
    assert tell(change) == sentence


def test_many_edits_of_one_sort_are_one_sentence() -> None:
    old = [project(name, f"https://{name}.example") for name in ("ada", "bel", "cor", "dot", "eve", "fox", "gil")]
    new = [replace(one, links=(Link(LinkKind.CODE, f"https://github.com/x/{one.title}"),)) for one in old]
    assert tell_all(changes(old, new).log) == (
        "7 entries link to code at new addresses: ada, bel, cor, dot, eve and 2 more",
    )


def test_many_links_that_came_for_others_are_one_sentence() -> None:
    old = [paper(name, f"https://{name}.example") for name in ("ada", "bel", "cor", "dot")]
    new = [replace(one, links=(Link(LinkKind.CODE, f"https://github.com/x/{one.title}"),)) for one in old]
    assert tell_all(changes(old, new).log) == ("The links of 4 entries changed: ada, bel, cor, dot",)


def test_many_moves_to_one_section_are_one_sentence() -> None:
    old = [paper(f"Work {n}", at=(f"Section {n % 2}",)) for n in range(12)]
    new = [paper(f"Work {n}", at=("Caches",)) if n < 4 else one for n, one in enumerate(old)]
    assert tell_all(changes(old, new).log) == ("4 entries moved to *Caches*: Work 0, Work 1, Work 2, Work 3",)


def test_moves_that_a_split_explains_are_not_told() -> None:
    old = [paper(f"Work {n}", at=("Tutorial",)) for n in range(6)]
    new = [paper(f"Work {n}", at=("Tutorials", "CPU" if n % 2 else "GPU")) for n in range(6)]
    assert tell_all(changes(old, new).log) == (
        "Section *Tutorial* was split into *Tutorials / GPU, Tutorials / CPU* (6 entries).",
    )


def test_a_change_log_starts_with_counts_and_ends_with_what_has_gone() -> None:
    old = [paper("POET: Training"), paper("Gone: A Paper"), paper("Third work")]
    new = [replace(old[0], links=(Link(LinkKind.CODE, "https://a.example"),)), old[2], paper("Melon: Memory")]
    assert change_log(changes(old, new)) == (
        "1 new, 1 edited, 1 gone; 1 unchanged.\n"
        "- New in *Papers / 1. Training on Devices*: Melon: Memory\n"
        "- POET gained code.\n"
        "- No longer on the list: Gone: A Paper\n"
    )
    assert headline(changes(old, old)) == "Nothing changed; 3 unchanged."


ARABIC_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
"""Format characters that have a shape, such as the number sign."""


@given(lists, lists)
def test_whatever_the_titles_a_log_is_lines_of_harmless_text(old: list[Entry], new: list[Entry]) -> None:
    found = changes(old, new)
    text = change_log(found)
    unseen = [char for char in text.replace("\n", "") if unicodedata.category(char) in ("Cc", "Cf")]
    assert set(unseen) <= set(ARABIC_SIGNS)
    assert len(tell_all(found.log)) <= len(found.log)
    assert all(line == line.strip() for line in tell_all(found.log))
