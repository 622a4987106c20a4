"""What became of the sections is told in as few changes as possible, and entries under them have not moved."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.entries import Entry, SectionPath
from bot.domain.matching.sections import section_key
from tests.domain.matching.lists import changes, paper, told


def standing(*paths: SectionPath, each: int = 4, first: int = 0) -> list[Entry]:
    """Return some papers in each of the sections; the n-th paper is the same whatever the sections."""
    places = [path for path in paths for _ in range(each)]
    return [paper(f"Work number {n}", at=path) for n, path in enumerate(places, first)]


def sections(old: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[ChangeKind, object, object]]:
    found = changes(old, new)
    assert len(found.of(ChangeKind.ADDED, ChangeKind.REMOVED)) == 0
    return [(one.kind, list(one.before), list(one.after)) for one in found.log if one.entry_id is None]


def only(old: Sequence[Entry], new: Sequence[Entry]) -> Change:
    (change,) = changes(old, new).log
    return change


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1. Learning on Devices", "Learning on devices"),
        ("1.1 Memory", "2.3. Memory"),
        ("b. Mobile Cluster", "c. Mobile Cluster"),
        ("(iv) Audio", "Audio"),
        ("📝 Research Papers", "Research papers"),
        ("3 Models", "4 Models"),
    ],
)
def test_numbers_and_decoration_are_no_part_of_a_section(one: str, other: str) -> None:
    assert section_key((one,)) == section_key((other,))


@pytest.mark.parametrize(("one", "other"), [("2024", "2025"), ("2D vision", "3D vision"), ("MLSys 2024", "MLSys 2025")])
def test_years_and_dimensions_are_part_of_a_section(one: str, other: str) -> None:
    assert section_key((one,)) != section_key((other,))


def test_a_renamed_section_is_one_change_and_nothing_moved() -> None:
    old = standing(("Papers", "Learning"), ("Papers", "Inference"))
    change = only(old, standing(("Papers", "Training"), ("Papers", "Inference")))
    assert change == Change(
        ChangeKind.SECTION_RENAMED, None, "", (("Papers", "Learning"),), (("Papers", "Training"),),
        (FieldChange("entries", "4", "4"),),
    )  # fmt: skip


def test_a_renamed_branch_is_one_change_for_all_its_leaves() -> None:
    old = standing(("Papers", "Learning"), ("Papers", "Inference"), ("Projects",))
    change = only(old, standing(("Papers/Tutorials", "Learning"), ("Papers/Tutorials", "Inference"), ("Projects",)))
    assert (change.before, change.after) == ((("Papers",),), (("Papers/Tutorials",),))
    assert change.fields == (FieldChange("entries", "8", "8"),)


def test_sections_put_under_a_new_heading_are_one_change_in_step() -> None:
    old = standing(("Learning",), ("Inference",), ("Projects",))
    change = only(old, standing(("Papers", "Learning"), ("Papers", "Inference"), ("Projects",)))
    assert change.before == (("Learning",), ("Inference",))
    assert change.after == (("Papers", "Learning"), ("Papers", "Inference"))


def test_branches_put_under_a_new_heading_are_one_change_in_step_too() -> None:
    old = standing(("Learning", "Memory"), ("Learning", "Speed"), ("Inference",))
    new = standing(("Papers", "Learning", "Memory"), ("Papers", "Learning", "Speed"), ("Papers", "Inference"))
    assert len(only(old, new).before) == 3


def test_a_renamed_branch_with_a_renamed_leaf_is_two_changes() -> None:
    old = standing(("Learning", "Memory"), ("Learning", "Speed"), ("Projects",))
    new = standing(("Training", "Memory"), ("Training", "Acceleration"), ("Projects",))
    assert sections(old, new) == [
        (ChangeKind.SECTION_RENAMED, [("Learning",)], [("Training",)]),
        (ChangeKind.SECTION_RENAMED, [("Learning", "Speed")], [("Training", "Acceleration")]),
    ]


def test_several_leaves_that_go_the_same_way_are_one_change_in_step() -> None:
    old = standing(("Categories", "Audio"), ("Categories", "Video"), ("Categories", "Text"), ("Categories", "Web"))
    new = standing(("Media", "Audio"), ("Media", "Video"), ("Writing", "Text"), ("Internet", "Web"))
    assert sections(old, new) == [
        (
            ChangeKind.SECTION_RENAMED,
            [old[0].sections[0], old[4].sections[0]],
            [("Media", "Audio"), ("Media", "Video")],
        ),
        (ChangeKind.SECTION_RENAMED, [("Categories", "Text")], [("Writing", "Text")]),
        (ChangeKind.SECTION_RENAMED, [("Categories", "Web")], [("Internet", "Web")]),
    ]


def test_one_entry_does_not_make_a_rename_of_headings_that_do_not_look_alike() -> None:
    old, new = standing(("Others",), each=1), standing(("Web",), each=1)
    assert [str(change.kind) for change in changes(old, new).log] == ["moved"]
    old, new = standing(("Course",), each=1), standing(("Courses",), each=1)
    assert [str(change.kind) for change in changes(old, new).log] == ["section_renamed"]


def test_a_leaf_that_goes_to_another_branch_is_told_by_itself() -> None:
    old = standing(("Papers", "Audio"), ("Papers", "Inference"))
    change = only(old, standing(("Applications", "Audio"), ("Papers", "Inference")))
    assert (change.before, change.after) == ((("Papers", "Audio"),), (("Applications", "Audio"),))


def test_a_renamed_section_may_lose_and_gain_a_few() -> None:
    old = standing(("Learning",), ("Inference",), each=6)
    new = standing(("Training",), ("Inference",), each=6)
    new[0] = paper(old[0].title, at=("Inference",))
    new[7] = paper(old[7].title, at=("Training",))
    found = changes(old, new)
    assert told(found) == [("section_renamed", ""), ("moved", old[0].title), ("moved", old[7].title)]


def test_a_split_is_one_change_beside_the_moves() -> None:
    old = standing(("Tutorial",), each=6)
    new = standing(("Tutorials", "General"), ("Tutorials", "OpenCL"), each=3)
    assert sections(old, new) == [
        (ChangeKind.SECTION_SPLIT, [("Tutorial",)], [("Tutorials", "General"), ("Tutorials", "OpenCL")])
    ]
    assert len(changes(old, new).of(ChangeKind.MOVED)) == 6


def test_sections_that_end_in_one_were_merged() -> None:
    old = standing(("Speech",), ("Audio",), ("Vision",))
    assert sections(old, standing(("Audio",), ("Audio",), ("Vision",))) == [
        (ChangeKind.SECTION_MERGED, [("Speech",), ("Audio",)], [("Audio",)])
    ]
    assert sections(old, standing(("Sound",), ("Sound",), ("Vision",))) == [
        (ChangeKind.SECTION_MERGED, [("Speech",), ("Audio",)], [("Sound",)])
    ]


def test_a_new_section_filled_from_several_is_only_moves() -> None:
    old = standing(("Quantization",), ("Pruning",), ("Other",), each=5)
    new = [paper(one.title, at=("KV cache",)) if n % 5 == 0 else one for n, one in enumerate(old)]
    found = changes(old, new)
    assert {change.kind for change in found.log} == {ChangeKind.MOVED}
    assert len(found.log) == 3


def test_a_section_that_took_in_as_much_as_it_had_was_not_renamed() -> None:
    old = standing(("More than Top 100",), ("New papers",), ("Old papers",), each=6)
    new = standing(("Appendix",), ("Appendix",), ("Old papers",), each=6)
    new[-1] = paper(old[-1].title, at=("New papers",))
    assert [kind for kind, _, _ in sections(old, new) if kind is ChangeKind.SECTION_RENAMED] == []
    assert len(changes(old, new).of(ChangeKind.MOVED)) == 13


def test_entries_that_go_and_come_do_not_hide_a_rename() -> None:
    old = standing(("Hardware-aware Quantization",), each=8)
    newcomer = paper("Brand new sparse thing", at=("Quantization/Sparsity",))
    new = [*standing(("Quantization/Sparsity",), each=8)[3:], newcomer]
    found = changes(old, new)
    assert [str(change.kind) for change in found.log] == ["section_renamed", "added", "removed", "removed", "removed"]
