"""Each case is an edit that maintainers make, and what a careful reader would say happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.changes import ChangeKind, FieldChange
from bot.domain.entries import Entry, Link, LinkKind
from tests.domain.matching.lists import PAPERS, changes, paper, project, told

POET = paper(
    "POET: Training Neural Networks on Tiny Devices", "https://arxiv.org/abs/2207.07697", authors="Patil et al.",
    venue="ICML", year=2022,
)  # fmt: skip
SAGE = paper("Memory-efficient DNN Training on Mobile Devices", authors="Gim et al.", venue="MobiSys", year=2022)
MNN = project("MNN", "https://github.com/alibaba/MNN", description="A light inference engine")
ALL = [POET, SAGE, MNN]


def edited(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    found = changes([old, SAGE, MNN], [new, SAGE, MNN])
    assert {change.kind for change in found.log} <= {ChangeKind.EDITED}
    return found.log[0].fields if found.log else ()


@pytest.mark.parametrize(
    "after",
    [
        replace(POET, title="POET - training neural networks on tiny devices."),
        replace(POET, authors="by Patil, et al"),
        replace(POET, links=(Link(LinkKind.PAPER, "https://arxiv.org/pdf/2207.07697v2.pdf?utm_source=list", "pdf"),)),
        replace(POET, name="POET"),
        replace(POET, venue="icml'22"),
    ],
    ids=["title", "authors", "link", "name", "venue"],
)
def test_another_spelling_is_no_change_but_counts_as_reformatted(after: Entry) -> None:
    found = changes(ALL, [after, SAGE, MNN])
    assert told(found) == []
    assert found.unchanged == 3
    assert found.reformatted == (after.name is None)


def test_a_venue_by_its_other_name_is_no_change() -> None:
    assert edited(replace(POET, venue="NIPS"), replace(POET, venue="Neural Information Processing Systems")) == ()
    assert edited(POET, replace(POET, venue="NIPS")) == (FieldChange("venue", "ICML", "NIPS"),)


def test_stars_in_a_description_are_no_change() -> None:
    with_stars = replace(MNN, description="A light inference engine (⭐ 8.1k)")
    assert told(changes([MNN], [with_stars])) == []
    assert told(changes([with_stars], [replace(MNN, description="A light inference engine ★ 9,204")])) == []


def test_where_the_list_draws_the_line_between_name_and_description_is_no_change() -> None:
    assert told(changes([MNN], [replace(MNN, title="MNN: A light inference engine", description=None)])) == []


def test_where_the_list_draws_the_line_between_parts_is_no_change() -> None:
    loose = replace(POET, authors=None, venue=None, year=None, description="Patil et al., ICML 2022 :sparkles:")
    assert told(changes(ALL, [loose, SAGE, MNN])) == []
    assert told(changes([loose, SAGE, MNN], ALL)) == []


def test_each_kind_of_link_is_told_apart() -> None:
    code = Link(LinkKind.CODE, "https://github.com/shishirpatil/poet")
    doi = Link(LinkKind.PAPER, "https://doi.org/10.1145/1.2")
    assert edited(POET, replace(POET, links=(*POET.links, code))) == (FieldChange("link:code", "", code.url),)
    assert edited(POET, replace(POET, links=())) == (FieldChange("link:paper", POET.links[0].url, ""),)
    assert edited(POET, replace(POET, links=(doi,))) == (FieldChange("link:paper", POET.links[0].url, doi.url),)


def test_a_corrected_title_is_an_edit() -> None:
    sage = replace(SAGE, title=f"Sage: {SAGE.title}")
    found = changes(ALL, [POET, sage, MNN])
    assert found.log[0].fields == (FieldChange("title", SAGE.title, sage.title),)
    assert told(found) == [("edited", sage.title)]


def test_a_retitled_project_is_known_by_its_link_and_a_word_in_common() -> None:
    old = project("Deep Learning in a Single File — mxnet", "https://mxnet.apache.org/amalgamation/")
    new = project("MXNet Amalgamation", "https://mxnet.apache.org/amalgamation")
    assert told(changes([old], [new])) == [("edited", new.title)]


def test_a_project_that_says_its_version_now_is_still_itself() -> None:
    old, new = (project(name, "https://riverbank.example/pyqt") for name in ("PyQt", "PyQt6"))
    assert told(changes([old], [new])) == [("edited", "PyQt6")]


def test_an_entry_whose_link_was_wrong_is_still_itself() -> None:
    wrong = replace(SAGE, links=POET.links)
    right = replace(SAGE, links=(Link(LinkKind.PAPER, "https://doi.org/10.1145/3498361.3538932"),))
    assert told(changes([POET, wrong], [right, POET])) == [("edited", SAGE.title)]


def test_a_new_entry_with_a_link_copied_from_another_is_new() -> None:
    melon = paper("Melon: breaking the memory wall", POET.links[0].url, authors="Wang et al.")
    assert told(changes([POET], [POET, melon])) == [("added", melon.title)]
    assert told(changes([POET], [melon])) == [("added", melon.title), ("removed", POET.title)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (paper("MobileNetV2: Inverted Residuals"), paper("MobileNetV3: Inverted Residuals")),
        (paper("AutoDroid: Task Automation in Android"), paper("AutoDroid-V2: Task Automation in Android")),
        (paper("YOLOv3", "https://example.com/yolo"), paper("YOLOv4", "https://example.com/yolo")),
        (
            paper("DeepMon", "https://doi.org/10.1145/3081333.3081360", at=("Papers",)),
            project("DeepMon", "https://github.com/JC1DA/DeepMon", at=("General", "OpenCL")),
        ),
        (
            project("Documentation", "https://a.example.com/docs", at=("Ruby",)),
            paper("Documentation", "https://b.example.com/docs", at=("Perl",)),
        ),
        (
            paper("Flex: Fast, Accurate DNN Inference on Low-Cost Edges", authors="Ann Li"),
            paper("FLEX: Adaptive Batch Scheduling for Inference", authors="Bo Yu"),
        ),
        (
            project("Theano", "https://github.com/Theano/Theano", at=("Python",)),
            project(
                "Theano: A Python framework for fast computation", "https://example.com/theano.pdf", at=("Papers",)
            ),
        ),
        (
            project("Spark", "https://sparkmailapp.example", at=("Mail",), description="Shared inbox for teams"),
            project("Spark", "https://github.com/apache/spark", at=("Big data",), description="A unified engine"),
        ),
        (
            project("Baichuan-7B", "https://huggingface.co/baichuan-inc"),
            project("Baichuan2-7B", "https://huggingface.co/baichuan-inc"),
        ),
        (
            paper(
                "PCToolkit: A Prompt Compression Toolkit",
                "https://arxiv.org/abs/2403.17411",
                "https://github.com/x/pct",
            ),
            paper("A Study on Prompt Compression", "https://arxiv.org/abs/2505.00019", "https://github.com/x/pct"),
        ),
        (
            project("autobahn", "https://github.com/crossbario/autobahn"),
            replace(
                project("asyncio", "https://docs.python.org/3/library/asyncio.html"),
                links=(
                    Link(LinkKind.OTHER, "https://docs.python.org/3/library/asyncio.html"),
                    Link(LinkKind.CODE, "https://github.com/crossbario/autobahn"),
                ),
            ),
        ),
        (paper("Federated Learning for Mobile NLP"), paper("Federated Few-shot Learning for Mobile NLP")),
    ],
)
def test_near_equal_titles_of_different_works_are_not_one(one: Entry, other: Entry) -> None:
    assert told(changes([one], [other])) == [("added", other.title), ("removed", one.title)]
    assert told(changes([one], [other, one])) == [("added", other.title)]


def test_a_project_that_moved_and_changed_its_owner_is_still_itself() -> None:
    old = project("LlamaIndex", "https://github.com/jerryjliu/llama_index", at=("Tools",), description="Data framework")
    new = project("llama-index", "https://github.com/run-llama/llama_index", at=("RAG",), description="For agents")
    assert [str(change.kind) for change in changes([old, MNN], [new, MNN]).log] == ["moved", "edited"]


def test_a_project_described_after_its_name_in_other_words_is_still_itself() -> None:
    old, new = project("MACE: Mobile AI Compute Engine"), project("MACE: an inference framework for phones")
    assert told(changes([old], [new])) == [("edited", new.title)]


def test_the_closer_title_wins() -> None:
    old = [paper("A Survey of Efficient Inference"), paper("A Survey of Efficient Training")]
    new = [paper("A Survey on Efficient Training"), paper("A Survey on Efficient Inference")]
    found = changes(old, new)
    assert [change.kind for change in found.log] == ["edited", "edited"]
    assert {(one.before.title[12:], one.after.title[12:]) for one in found.pairings if one.before and one.after} == {
        ("Efficient Inference", "Efficient Inference"),
        ("Efficient Training", "Efficient Training"),
    }


def test_twins_are_told_apart_by_their_sections() -> None:
    old = [project("Documentation", at=("Ruby",)), project("Documentation", at=("Perl",))]
    assert told(changes(old, [replace(old[1], description="New"), old[0]])) == [("reworded", "Documentation")]


def test_other_words_about_a_work_are_not_an_edit_of_it() -> None:
    reworded = replace(MNN, description="A small and quick inference engine")
    assert told(changes([MNN], [reworded])) == [("reworded", "MNN")]
    assert told(changes([MNN], [replace(reworded, links=())])) == [("edited", "MNN")]


def test_a_venue_left_before_a_title_is_decoration_not_a_version() -> None:
    decorated = replace(POET, title=f"[ICML'22] {POET.title}", venue=None, year=None)
    assert [str(change.kind) for change in changes([decorated], [POET]).log] == ["edited"]


def test_a_second_placement_is_no_news() -> None:
    twice = paper(
        POET.title,
        POET.links[0].url,
        at=(PAPERS, ("Papers", "2. Surveys")),
        authors=POET.authors,
        venue=POET.venue,
        year=POET.year,
    )
    assert told(changes([POET], [twice])) == [("placement_added", POET.title)]
    assert told(changes([twice], [POET])) == [("placement_removed", POET.title)]


def test_order_and_numbering_are_no_change() -> None:
    moved_up = replace(POET, placements=paper("", at=("Papers", "1.2 Training on devices")).placements)
    assert told(changes(ALL, [MNN, SAGE, moved_up])) == []


def test_an_entry_in_another_section_has_moved() -> None:
    there = replace(POET, placements=paper("", at=("Papers", "2. Surveys")).placements)
    other = replace(SAGE, placements=paper("", at=("Papers", "2. Surveys")).placements)
    found = changes([POET, MNN, other, project("X")], [MNN, other, there, project("X")])
    assert told(found) == [("moved", POET.title)]
    assert found.log[0].before == (PAPERS,)
    assert found.log[0].after == (("Papers", "2. Surveys"),)


def test_everything_rewritten_after_years_is_still_everything() -> None:
    old = [
        paper(f"{name}: A Study of {name} on Phones", f"https://arxiv.org/abs/2001.{n:05}", authors=f"{name} Lee")
        for n, name in enumerate(NAMES)
    ]
    new = [
        paper(
            f"{name.upper()} - a study of {name} on phones", f"http://arxiv.org/pdf/2001.{n:05}v3.pdf",
            f"https://github.com/lee/{name}", at=("All the papers", f"{n % 3}"), authors=f"{name} Lee et al.",
        )
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    found = changes(old, reversed(new))
    assert {change.kind for change in found.log} <= {ChangeKind.EDITED, ChangeKind.MOVED, ChangeKind.SECTION_SPLIT}
    assert {field.field for change in found.of(ChangeKind.EDITED) for field in change.fields} == {"link:code"}


NAMES = ["Ada", "Bel", "Cor", "Dot", "Eve", "Fox", "Gil", "Hal", "Ivy"]
