"""READMEs in any case, and READMEs that only point elsewhere."""

import pytest

from bot.upstream.readme import find_readme, first_existing, is_readme, pointer_target


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["LICENSE", "ReadMe.MD"], "ReadMe.MD"),
        (["readme", "readme.txt", "README.markdown"], "README.markdown"),
        (["README.rst", "readme.yml"], "readme.yml"),
        (["README.rst", "README.pdf"], None),
        (["README_CN.md", "notreadme.md"], None),
        ([], None),
    ],
)
def test_the_readme_is_found_whatever_its_case(names: list[str], expected: str | None) -> None:
    assert find_readme(names) == expected


def test_a_path_is_judged_by_its_last_part() -> None:
    assert is_readme("docs/readme.md")
    assert not is_readme("README.md/list.md")


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        (b"docs/LIST.md\n", "README.md", "docs/LIST.md"),
        (b"../LIST.md", "docs/README.md", "LIST.md"),
        (b"../LIST.md", "README.md", None),
        (b"# List", "README.md", None),
        (b"see docs/LIST.md for more\nthan this", "README.md", None),
        (b"a.md" + b" " * 400, "README.md", None),
    ],
)
def test_a_file_of_nothing_but_a_path_points_there(data: bytes, path: str, expected: str | None) -> None:
    assert pointer_target(data, path) == expected


def test_the_exact_name_is_preferred_to_another_case() -> None:
    assert first_existing(["readme.md", "README.md"], "README.md") == "README.md"
    assert first_existing(["readme.md"], "README.md") == "readme.md"
    assert first_existing(["x"], "README.md") is None
