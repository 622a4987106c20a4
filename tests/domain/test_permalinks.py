"""A permalink leads to the heading on GitHub, and to the page anywhere else."""

import pytest

from bot.domain.permalinks import heading_anchor, permalink

PAGE = "https://github.com/someone/awesome-things"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("1.1 Memory Efficient Learning", "11-memory-efficient-learning"),
        ("On-device NLP", "on-device-nlp"),
        ("Papers/Tutorial", "paperstutorial"),
        ("Understanding / Generalization", "understanding--generalization"),
        ("snake_case stays", "snake_case-stays"),
    ],
)
def test_anchors_are_those_that_github_makes(heading: str, anchor: str) -> None:
    assert heading_anchor(heading) == anchor


def test_the_innermost_heading_is_the_target() -> None:
    assert permalink(PAGE, ("Papers", "1. Learning on Devices")) == f"{PAGE}#1-learning-on-devices"


def test_other_pages_and_missing_ones_are_left_alone() -> None:
    assert permalink("https://example.org/list", ("Papers",)) == "https://example.org/list"
    assert permalink(PAGE, ()) == PAGE
    assert permalink(None, ("Papers",)) is None


def test_a_heading_in_another_script_is_percent_encoded() -> None:
    assert permalink(PAGE, ("端侧推理",)) == f"{PAGE}#%E7%AB%AF%E4%BE%A7%E6%8E%A8%E7%90%86"
