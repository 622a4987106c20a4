"""Links in every form that lists use, broken ones included, and what each leads to."""

import pytest

from bot.domain.entries import EntryKind, LinkKind
from tests.domain.markdown.lists import only, urls

URL = "https://x.example/a_b/c(1).pdf"


@pytest.mark.parametrize(
    "item",
    [
        f"- A Title of Some Work [[pdf]]({URL})",
        f"- A Title of Some Work [[pdf]({URL})]",
        f"- A Title of Some Work [[pdf]] ({URL})",
        f"- A Title of Some Work ([pdf]({URL}))",
        f"- A Title of Some Work (pdf)[{URL}]",
        f"- A Title of Some Work [pdf] ({URL})",
        f"- A Title of Some Work [`[pdf]`]({URL})",
        f"- A Title of Some Work [`[pdf`]({URL})",
        f"- A Title of Some Work, pdf: {URL}.",
        f"- A Title of Some Work | [📄 pdf]( {URL} )",
        f"- A Title of Some Work <a href='{URL}'>pdf</a>",
        f"- A Title of Some Work [![pdf](https://img.shields.io/badge/paper-pdf-red)]({URL})",
        f"- A Title of Some Work [pdf][1]\n\n[1]: {URL}",
        f"- A Title of Some Work [[pdf]][1]\n\n[1]: {URL}",
        f"- A Title of Some Work\n  - [pdf]({URL})",
        f"- A Title of Some Work\n  - Pdf: [link]({URL})",
    ],
)
def test_a_labelled_link_is_read_in_every_form(item: str) -> None:
    entry = only(item)
    assert entry.title == "A Title of Some Work"
    assert urls(entry) == [URL]
    assert entry.links[0].kind is LinkKind.PAPER


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (f"- [A Title]({URL})", "A Title"),
        (f"- [[A Title]]({URL})", "A Title"),
        (f"- <a href='{URL}'><b>A Title</b></a>", "A Title"),
        (f"- **[A Title]({URL})**", "A Title"),
        (f"- [**A Title**]({URL})", "A Title"),
        (f"- :fire: [A Title]({URL}) :star:", "A Title"),
        (f"- [A Title][t]\n\n[t]: {URL}", "A Title"),
        (f"- MySQL - [awesome-mysql]({URL})", "MySQL - awesome-mysql"),
        (f"- Book: [A Title]({URL})", "A Title"),
        (f"- MacUpdate：[{URL}]({URL})", "MacUpdate"),
        (f"- [SoD<sup>2</sup>: A Title]({URL})", "SoD2: A Title"),
        (f"- [A | Title]({URL})", "A | Title"),
        (f"- [paper]({URL}) A Title of Some Work", "A Title of Some Work"),
    ],
)
def test_the_title_is_found_where_the_link_is(item: str, title: str) -> None:
    entry = only(item)
    assert entry.title == title
    assert urls(entry) == [URL]


def test_empty_links_and_forbidden_ones_are_words() -> None:
    assert urls(only("- [A Title of a Work]() (ICML 2020)")) == []
    assert urls(only("- [ICML 2020] [A Title of a Work](javascript:alert(1))")) == []


def test_a_link_within_the_list_is_kept_as_written() -> None:
    assert urls(only("- [A Title](./papers/a.pdf)")) == ["./papers/a.pdf"]


def test_a_title_is_one_whether_link_or_text_holds_its_name() -> None:
    entry = only("- [POET](https://arxiv.org/abs/2207.07697): Training Networks on Tiny Devices")
    assert (entry.title, entry.name) == ("POET: Training Networks on Tiny Devices", "POET")
    tagged = only("- **[POET]**: Training Networks on Tiny Devices [[pdf]](https://arxiv.org/abs/2207.07697)")
    assert (tagged.title, tagged.name) == ("POET: Training Networks on Tiny Devices", "POET")


@pytest.mark.parametrize(
    ("label", "url", "kind"),
    [
        ("paper", "https://x.example", LinkKind.PAPER),
        ("Thesis", "https://x.example", LinkKind.PAPER),
        ("code", "https://www.tensorflow.org/lite", LinkKind.CODE),
        ("Official Code", "https://x.example", LinkKind.CODE),
        ("code & model", "https://x.example", LinkKind.CODE),
        ("GitHub Page", "https://github.com/o/r", LinkKind.CODE),
        ("Code (Intel® Neural Compressor)", "https://github.com/o/r", LinkKind.CODE),
        ("web", "https://x.example", LinkKind.PROJECT),
        ("web", "https://github.com/o/r", LinkKind.CODE),
        ("html", "https://x.example", LinkKind.PAPER),
        ("slides", "https://x.example/a.pdf", LinkKind.SLIDES),
        ("presentation", "https://youtu.be/abc", LinkKind.VIDEO),
        ("video", "https://x.example", LinkKind.VIDEO),
        ("Amazon Blog", "https://x.example", LinkKind.BLOG),
        ("Medium article", "https://towardsdatascience.com/x", LinkKind.BLOG),
        ("dataset", "https://github.com/o/r", LinkKind.DATA),
        ("Model", "https://huggingface.co/o", LinkKind.MODEL),
        ("Tutorial", "https://x.example", LinkKind.PROJECT),
        ("demo", "https://huggingface.co/spaces/o/r", LinkKind.PROJECT),
    ],
)
def test_a_label_says_what_its_link_is(label: str, url: str, kind: LinkKind) -> None:
    entry = only(f"- A Title of Some Work, ICML 2020 [[{label}]]({url})")
    assert [link.kind for link in entry.links] == [kind]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://arxiv.org/abs/1706.03762", LinkKind.PAPER),
        ("https://dl.acm.org/doi/10.1145/1", LinkKind.PAPER),
        ("https://x.example/paper.pdf", LinkKind.PAPER),
        ("https://github.com/o/r", LinkKind.CODE),
        ("https://github.com/o/r/blob/main/paper.pdf", LinkKind.PAPER),
        ("https://gitlab.com/o/r", LinkKind.CODE),
        ("https://www.youtube.com/watch?v=1", LinkKind.VIDEO),
        ("https://docs.google.com/presentation/d/1", LinkKind.SLIDES),
        ("https://medium.com/@a/b", LinkKind.BLOG),
        ("https://huggingface.co/datasets/o/d", LinkKind.DATA),
        ("https://huggingface.co/o/m", LinkKind.MODEL),
        ("https://tool.example", LinkKind.PROJECT),
        ("http://[::1", LinkKind.PROJECT),
    ],
)
def test_without_a_label_the_address_says_it(url: str, kind: LinkKind) -> None:
    assert [link.kind for link in only(f"# A\n\n## Things\n- [A Thing]({url})").links] == [kind]


def test_the_title_link_of_a_paper_is_the_paper() -> None:
    assert only("- [A Study](https://research.example/study) [HPCA'19]").links[0].kind is LinkKind.PAPER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("## Papers\n- [A Study](https://x.example)", EntryKind.PAPER),
        ("## Tools\n- [A Tool](https://github.com/o/r) - Does it.", EntryKind.PROJECT),
        ("## Courses\n- [A Course](https://x.example)", EntryKind.RESOURCE),
        ("## Related\n- [Awesome Tools](https://github.com/o/awesome-tools)", EntryKind.RESOURCE),
        ("## Libraries\n- [A Tool](https://x.example) [ICML 2020]", EntryKind.PAPER),
        ("## Audio and Video Tools\n- [A Tool](https://x.example)", EntryKind.PROJECT),
    ],
)
def test_an_entry_is_a_paper_a_project_or_a_resource(text: str, kind: EntryKind) -> None:
    assert only(f"# Awesome\n\n{text}").kind is kind


@pytest.mark.parametrize(
    ("badge", "found"),
    [
        ("[![Star](https://img.shields.io/github/stars/o/r.svg?style=social)](https://github.com/o/r)", True),
        ("[![Star](https://img.shields.io/github/stars/o/r)](https://github.com/o/r/stargazers)", False),
        ("[![CI](https://github.com/o/r/actions/workflows/ci.yml/badge.svg)](https://github.com/o/r/actions)", False),
        ("[![build badge](https://api.travis-ci.org/o/r.svg)](https://travis-ci.org/o/r)", False),
    ],
)
def test_a_badge_that_counts_or_checks_is_no_link_unless_it_alone_leads_to_the_code(badge: str, found: bool) -> None:
    entry = only(f"- [A Title of Some Work](https://arxiv.org/abs/1234.56789) {badge}")
    assert urls(entry)[1:] == (["https://github.com/o/r"] if found else [])
    assert urls(only(f"- [o/r](https://github.com/o/r) - Some tool. {badge}")) == ["https://github.com/o/r"]


@pytest.mark.parametrize(
    "attribute",
    [
        "Paper: [A Quite Different Title of the Paper](https://arxiv.org/abs/1234.56789)",
        "Website: https://site.example",
        "[Docs](https://docs.example)",
        "[Lectures](https://lectures.example)",
        "地址：https://addr.example",
    ],
)
def test_bullets_that_name_what_a_work_has_are_no_works(attribute: str) -> None:
    assert len(urls(only(f"- [Alpha](https://github.com/o/alpha)\n  - {attribute}\n"))) == 2


def test_what_a_work_has_says_who_and_where() -> None:
    entry = only(
        "- [A Title of Some Work](https://a.example)\n  * Institution: Google, MIT\n  * Year: 2019\n"
        "  * Publisher: Foundations of Something\n  * 简介：说明文字\n"
    )
    assert (entry.authors, entry.year, entry.venue) == ("Google, MIT", 2019, "Foundations of Something")
    assert entry.description == "说明文字"
