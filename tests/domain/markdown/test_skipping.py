"""What stands on a list and is no entry stays out; what looks like it and is one stays in."""

import pytest

from tests.domain.markdown.lists import read, titles

KEPT = "\n## Tools\n- [Alpha](https://github.com/o/alpha) - Does alpha things.\n"


@pytest.mark.parametrize(
    "text",
    [
        "## Contents\n- [Tools](#tools)\n  - [Fast](#fast) | [[Subpage]](FAST.md)\n- Groups\n  - [Slow](#slow)\n",
        "- [Tools](#tools): [2016](#2016) | [2017](#2017)\n- [Slow](#slow)\n",
        "## 目录\n- [工具](#tools)\n- [论文](#papers)\n",
        "## Contributing\n- Read the [rules](https://x.example/r) first.\n- [Open](https://x.example/p) a request.\n",
        "## How to contribute\n### Format\n- [Name](https://name.example) - Description.\n",
        "## License\n[![CC0](https://i.example/cc0.svg)](https://creativecommons.org/publicdomain/zero/1.0/)\n",
        "## Sponsors\n- [Acme](https://acme.example) - Gives us money.\n",
        "## 💖 Special Thanks\n- [Jane Doe](https://jane.example)\n",
        "## Citation\n```bibtex\n@article{a, title={B}, url={https://x.example}}\n```\n",
        "## Star History\n[![Chart](https://api.star-history.com/svg)](https://star-history.com/#a/b)\n",
        "## Awesome list criteria\n1. A list of **top 100 papers** since [2012](https://x.example).\n",
        "@inproceedings{a2020b,\n  title={On Things},\n  url={https://x.example}\n}\n",
        "<!--\n- [Hidden](https://hidden.example)\n\n- [Too](https://too.example)\n-->\n",
        "<!-- - [Hidden](https://hidden.example) -->\n",
        "```\n- [Example](https://example.example)\n```\n",
        "**[⬆ back to top](#contents)**\n",
        "| ▲ [Top](#things) |\n| --- |\n",
        "[![Build](https://img.shields.io/travis/a/b.svg)](https://travis.example/a/b)\n",
        "## News\n- [2024/05/01] We release [Beta](https://b.example)!\n- 🔥 2024-04-02: [Talk](https://t.example).\n",
        "## Legend\n- ![star](s.png) means [popular](https://popular.example)\n",
        "![Open][oss] means **open source**; click [it](https://oss.example).\\\n![Free][free] is free.\n",
        "Here is our [new list](https://list.example) on prompts, which is great.\n",
        "- For a list of books, go [here](https://books.example).\n",
        "- Other sites like [This](https://this.example), [That](https://that.example) are great resources.\n",
        "## Subpages\n- [Training](training.md#training)\n- [Serving](serving.md)\n",
        "<div align='center'>\n<a href='https://ad.example'>An advertisement, the best of all</a>\n</div>\n",
        "## Researchers\n- [Jane Doe](https://scholar.google.com/citations?user=abc), *University*\n",
        "## Conferences\n- OSDI\n- SOSP\n",
        "> Reference: [Source](https://source.example)\n",
        "*[ASGI](https://asgi.example)-compatible web servers.*\n",
    ],
)
def test_it_is_no_entry(text: str) -> None:
    assert titles(f"# Awesome\n\n{text}{KEPT}") == ["Alpha"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("## News\n| API | About |\n|---|---|\n| [Papers](https://p.example) | Newspapers |\n", ["Papers"]),
        ("## Books\n- [Contents of the Mind](https://c.example) - A book.\n", ["Contents of the Mind"]),
        ("## Tools\n- [npm](https://n.example) - Package manager.\n", ["npm"]),
        (
            "## Papers\n- Attention Is All You Need [[pdf]](https://arxiv.org/abs/1706.03762)\n",
            ["Attention Is All You Need"],
        ),
        (
            "## Talks\n- How to Have a Bad Career (I am a fan) [[Video]](https://v.example)\n",
            ["How to Have a Bad Career (I am a fan)"],
        ),
        ("## APIs\n- [adresse.example](https://adresse.example) - Addresses.\n", ["adresse.example"]),
    ],
)
def test_it_is_one(text: str, kept: list[str]) -> None:
    assert titles(f"# Awesome\n\n{text}") == kept


def test_a_comment_that_never_ends_hides_nothing() -> None:
    assert titles("# Awesome\n\n<!-- forgotten\n\n## Tools\n- [Alpha](https://a.example)\n") == ["Alpha"]


def test_a_fence_that_never_ends_is_a_problem_and_hides_nothing() -> None:
    reading = read("# Awesome\n\n```sh\npip install x\n\n## Tools\n- [Alpha](https://a.example)\n")
    assert [entry.title for entry in reading.entries] == ["Alpha"]
    assert [problem.line for problem in reading.problems] == [3]


def test_a_text_too_long_for_any_entry_is_a_problem() -> None:
    reading = read(f"# Awesome\n\n## Tools\n- {'x ' * 9000}\n- [Alpha](https://a.example)\n")
    assert [entry.title for entry in reading.entries] == ["Alpha"]
    assert [problem.line for problem in reading.problems] == [4]


def test_bare_titles_count_where_works_stand_around_them() -> None:
    works = "".join(f"- [MLSys 2024] A Paper on Kernels Number {n}\n" for n in "ABCDEF")
    bare = "- Generalizing Reuse Patterns for Efficient Networks\n"
    assert len(titles(f"# Awesome\n\n## Papers\n{works}{bare}")) == 7
    assert titles(f"# Awesome\n\n## Rules\n{bare}") == []


def test_an_abstract_or_a_record_folded_into_an_item_is_no_part_of_it() -> None:
    text = """
        # Awesome

        ## Papers

        <details>
        <summary><b>Surveys</b> (click to expand)</summary>

        - **A Title of Some Work**. ICLR 2021. [[PDF](https://a.example/b.pdf)]
          <details>
          <summary>Abstract</summary>
          We are first to show. See [our code](https://github.com/o/r).
          </details>
        - **A Title of Another Work**. ICLR 2021. [[PDF](https://a.example/c.pdf)]
          <details><summary>Links</summary>

          [[Code](https://github.com/o/c)]
          </details>

        </details>
    """
    one, other = read(text).entries
    assert [link.url for link in one.links] == ["https://a.example/b.pdf"]
    assert [link.url for link in other.links] == ["https://a.example/c.pdf", "https://github.com/o/c"]
    assert one.description is None
    assert one.sections == (("Papers", "Surveys"),)
