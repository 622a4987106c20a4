"""What `diff --format json` prints keeps its public shape."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given

from bot.domain.entries import Entry, Link, LinkKind
from bot.services.diff import changes_as_json
from tests.domain.matching.lists import changes, paper, project
from tests.domain.matching.strategies import lists

POET = paper("POET: Training on Tiny Devices", "https://arxiv.org/abs/2207.07697", at=("Papers", "Learning"))
SAGE = paper("Memory-efficient Training on Mobile Devices", at=("Papers", "Learning"))
MNN = project("MNN", "https://github.com/alibaba/MNN", description="An engine")


def test_every_kind_of_change_has_its_place() -> None:
    other = paper("Melon: breaking the memory wall", at=("Papers", "Training"))
    old = [POET, SAGE, MNN, project("TVM"), project("MACE"), paper("Gone for good", at=("Papers", "Surveys"))]
    new = [
        replace(POET, placements=other.placements),
        replace(SAGE, title=f"Sage: {SAGE.title}", placements=other.placements, links=(Link(LinkKind.CODE, "https://a.example"),)),
        replace(MNN, description="Another word for it"),
        project("TVM", at=("Compilers",)),
        project("MACE"),
        other,
    ]  # fmt: skip
    assert changes_as_json(changes(old, new)) == {
        "added": [{"title": other.title, "sections": [["Papers", "Training"]], "line": 20}],
        "removed": [{"title": "Gone for good"}],
        "moved": [{"title": "TVM", "from": ["Projects"], "to": ["Compilers"]}],
        "edited": [{"title": f"Sage: {SAGE.title}", "before_title": SAGE.title, "fields": ["title", "links"]}],
        "reworded": [{"title": "MNN"}],
        "renamed_sections": [{"from": ["Papers", "Learning"], "to": ["Papers", "Training"]}],
        "placements_added": [],
        "placements_removed": [],
        "unchanged": 2,
    }


@given(lists, lists)
def test_any_changes_can_be_written_as_json(old: list[Entry], new: list[Entry]) -> None:
    found = changes(old, new)
    written = json.loads(json.dumps(changes_as_json(found)))
    assert len(written["added"]) - len(written["removed"]) == len(new) - len(old)
    assert written["unchanged"] == found.unchanged
