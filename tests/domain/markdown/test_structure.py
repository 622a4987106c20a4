"""Where an entry stands: headings, bold lines, folds and bullets that head other bullets."""

import pytest

from tests.domain.markdown.lists import read

A = "[Alpha](https://github.com/o/alpha)"
B = "[Beta](https://github.com/o/beta)"


def sections(text: str) -> dict[str, tuple[str, ...]]:
    return {entry.title: entry.sections[0] for entry in read(text).entries}


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("## 1. Learning on Devices", "1. Learning on Devices"),
        ("## 🚀 Engines :rocket:", "Engines"),
        ("## Engines ##", "Engines"),
        ("## [Engines](#engines)", "Engines"),
        ("## [Engines](https://engines.example)", "Engines"),
        ("## <a name='e'></a>Engines [⬆](#contents)", "Engines"),
        ("## Engines [back to top](#top)", "Engines"),
        ("## **Engines:**", "Engines"),
        ("## <ins>**Engines**</ins>", "Engines"),
        ("## Engines ![badge](https://img.shields.io/badge/x-y-z)", "Engines"),
        ("Engines\n---", "Engines"),
        ("<h2 align='center'>Engines</h2>", "Engines"),
        ("<h2>\n  Engines\n</h2>", "Engines"),
        ("**Engines**", "Engines"),
        ("**Engines:**", "Engines"),
        ("<details>\n<summary>Engines</summary>\n", "Engines"),
        ("<details><summary><b>Engines</b></summary>\n", "Engines"),
    ],
)
def test_a_heading_is_read_however_it_is_decorated(heading: str, title: str) -> None:
    assert sections(f"# Awesome\n\n{heading}\n\n- {A}\n") == {"Alpha": (title,)}


def test_levels_that_are_skipped_nest_all_the_same() -> None:
    text = f"# Awesome\n\n## C\n#### Vision\n- {A}\n## Go\n### Vision\n- {B}\n"
    assert sections(text) == {"Alpha": ("C", "Vision"), "Beta": ("Go", "Vision")}


def test_a_bold_line_above_a_deeper_heading_heads_it_and_its_siblings() -> None:
    text = f"# Awesome\n\n## Projects\n\n**AI**\n\n### Agents\n- {A}\n\n**Web**\n\n### Servers\n- {B}\n"
    assert sections(text) == {"Alpha": ("Projects", "AI", "Agents"), "Beta": ("Projects", "Web", "Servers")}


def test_a_bold_slogan_heads_nothing() -> None:
    text = (
        f"# Awesome\n\n**Contributions are welcome!**\n\n## Tools\n- {A}\n\n**Note.** Some words.\n\n## More\n- {B}\n"
    )
    assert sections(text) == {"Alpha": ("Tools",), "Beta": ("More",)}


def test_bullets_without_link_head_the_bullets_below() -> None:
    text = f"# Awesome\n\n## Tools\n- Plotting\n  - {A} - Draws.\n- **Testing**\n\t- {B}\n"
    assert sections(text) == {"Alpha": ("Tools", "Plotting"), "Beta": ("Tools", "Testing")}


def test_a_linked_bullet_is_an_entry_and_heads_the_works_below() -> None:
    text = f"# Awesome\n\n## Platforms\n- {A}\n    - {B} - For Alpha.\n"
    assert sections(text) == {"Alpha": ("Platforms",), "Beta": ("Platforms", "Alpha")}


def test_a_fold_ends_where_it_closes_or_where_the_next_section_begins() -> None:
    closed = f"# Awesome\n\n## Models\n<details>\n<summary>Big</summary>\n\n- {A}\n</details>\n\n- {B}\n"
    forgotten = f"# Awesome\n\n## Models\n<details>\n<summary>Big</summary>\n\n- {A}\n\n## Data\n- {B}\n"
    assert sections(closed) == {"Alpha": ("Models", "Big"), "Beta": ("Models",)}
    assert sections(forgotten) == {"Alpha": ("Models", "Big"), "Beta": ("Data",)}


@pytest.mark.parametrize("summary", ["Click to expand", "models", "Show more", "点击展开"])
def test_a_summary_that_says_nothing_new_is_no_section(summary: str) -> None:
    text = f"# Awesome\n\n## Models\n<details><summary>{summary}</summary>\n\n- {A}\n</details>\n"
    assert sections(text) == {"Alpha": ("Models",)}


def test_contents_with_headings_below_them_are_left_out_of_every_path() -> None:
    text = f"# Awesome\n\n# Contents\n- [Papers](#papers)\n- [Tools](#tools)\n\n## Papers\n- {A}\n"
    assert sections(text) == {"Alpha": ("Papers",)}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Awesome Things [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)\n", "Awesome Things"),
        ("<div align='center'>\n  <h1>Awesome Things</h1>\n</div>\n", "Awesome Things"),
        ("Awesome Things\n===\n", "Awesome Things"),
        ("# Welcome to Awesome Things\n", "Awesome Things"),
        ("# Welcome to the Awesome Things\n", "Awesome Things"),
        (f"## Things\n> Are great.\n\n## Papers\n- {A}\n", "Things"),
        (f"![Awesome Things](logo.svg)\n\n- {A}\n", "Awesome Things"),
        (f"# Sponsored by Acme\n\n# Awesome Things\n\n## Papers\n- {A}\n", "Awesome Things"),
        ("", ""),
    ],
)
def test_the_list_is_called_what_it_calls_itself(text: str, title: str) -> None:
    assert read(text).title == title


def test_a_title_that_is_a_link_says_where_home_is() -> None:
    assert read("# [Awesome Things](https://things.example/)\n").homepage == "https://things.example/"
    assert read("# Awesome Things\n").homepage is None


def test_a_year_of_the_section_serves_where_the_entry_has_none() -> None:
    reading = read(f"# Awesome\n\n## 2016\n- {A}\n- {B} (2015)\n\n**2017**\n- [Gamma](https://x.example)\n")
    assert [(entry.year, entry.sections[0]) for entry in reading.entries] == [
        (2016, ("2016",)),
        (2015, ("2016",)),
        (2017, ("2017",)),
    ]


@pytest.mark.parametrize(
    "back", ["**[`^ back to top ^`](#awesome)**", "**[⬆ Back to Index](#index)**", "**Back to top**"]
)
def test_a_bold_way_back_to_the_top_heads_nothing(back: str) -> None:
    assert sections(f"# Awesome\n\n## Engines\n\n{back}\n\n- {A}\n") == {"Alpha": ("Engines",)}


@pytest.mark.parametrize(
    "group",
    [
        "Plotting\n\n  See also [Some Gallery](https://gallery.example)\n",
        "Plotting [[plot](https://crates.io/keywords/plot)]",
    ],
)
def test_a_bullet_that_only_points_to_more_heads_the_bullets_below(group: str) -> None:
    assert sections(f"# Awesome\n\n## Tools\n- {group}\n  - {A} - Draws.\n") == {"Alpha": ("Tools", "Plotting")}


def test_a_described_work_heads_the_works_below_by_its_title_alone() -> None:
    text = f"# Awesome\n\n## Tools\n- {A} 🗺 - Draws maps (see [more](https://m.example)).\n  - {B} - Clusters.\n"
    assert sections(text) == {"Alpha": ("Tools",), "Beta": ("Tools", "Alpha")}


@pytest.mark.parametrize("title", ["List of Licenses", "Anti-features"])
def test_a_key_to_tags_holds_no_entries(title: str) -> None:
    text = f"# Awesome\n\n## Tools\n- {A}\n\n## {title}\n- `MIT` - [MIT License](https://mit.example)\n"
    assert list(sections(text)) == ["Alpha"]
