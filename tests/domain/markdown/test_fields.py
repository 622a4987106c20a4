"""Whatever order and punctuation a list uses, title, authors, venue, year and links come out the same."""

import pytest

from bot.domain.entries import LinkKind
from tests.domain.markdown.lists import only, urls

POET = "POET: Training Neural Networks on Tiny Devices with Integrated Rematerialization and Paging"
PDF = "https://proceedings.mlr.press/v162/patil22b/patil22b.pdf"


@pytest.mark.parametrize(
    "item",
    [
        f"- [{POET}]({PDF}) by Patil et al., ICML 2022",
        f"- [ICML'22] {POET}. by Patil et al. [[paper]({PDF})]",
        f"* {POET}. by Patil et al., ICML 2022 [[paper]({PDF})]",
        f"1. [[ICML 2022] {POET}]({PDF}), Patil et al.",
        f"+ [ICML 2022] [{POET}]({PDF}) - Patil et al.",
        f"- **{POET}** (ICML 2022), Patil et al. [[pdf]]({PDF})",
        f"- **{POET}**. *Patil et al.* ICML 2022. [[pdf]({PDF})]",
        f"- **{POET}** <br> *Patil et al.* <br> ICML 2022 [[Paper]]({PDF})",
        f"- {POET} <br> Patil et al. <br> ICML 2022 [[Paper]]({PDF})",
        f"- {POET}\\\n  Patil et al.\\\n  *ICML 2022*\\\n  [paper]({PDF})",
        f"- (ICML 2022) {POET}, Patil et al. [[Paper]] ({PDF})",
        f"- `ICML 2022` **{POET}** by Patil et al. (paper)[{PDF}]",
        f"- **[ICML'22]** [{POET}]({PDF}) by Patil et al.",
        f"- {POET} | Patil et al. | ICML 2022 | [`[pdf]`]({PDF})",
        f"- {POET} [[Paper]]({PDF})\n  - Patil et al. (*ICML 2022*)",
        f"- {POET}\n  - Authors: Patil et al.\n  - Venue: ICML 2022\n  - Paper: {PDF}",
        f"- {POET}\n\n  Patil et al.\n\n  ICML 2022 [[Paper]]({PDF})",
        f"- [{POET}]({PDF}), Patil et al., [ICML 2022]({PDF})",
        f'- Patil et al. "{POET}". ICML 2022. [[pdf]({PDF})]',
        f"- Patil et al. [{POET}]({PDF}). ICML 2022.",
        f"- 2022-ICML-[{POET}]({PDF}) by Patil et al.",
        f"- ![](https://img.shields.io/badge/ICML-2022-blue) [{POET}]({PDF}) by Patil et al.",
        f"- ICML 2022: [{POET}]({PDF}), Patil et al.",
        f"**{POET}** \\\n*Patil et al.* \\\nICML 2022. [[Paper]({PDF})]",
        "| Title | Authors | Venue | Year | Links |\n|---|---|---|---|---|\n"
        f"| {POET} | Patil et al. | ICML | 2022 | [paper]({PDF}) |",
        f"Paper | Venue | Authors\n--- | --- | ---\n[{POET}]({PDF}) | ICML'22 | Patil et al. |",
    ],
)
def test_one_paper_in_many_styles(item: str) -> None:
    entry = only(item)
    assert entry.title == POET
    assert (entry.authors or "").rstrip(".") == "Patil et al"
    assert (entry.venue, entry.year) == ("ICML", 2022)
    assert urls(entry) == [PDF]
    assert entry.links[0].kind is LinkKind.PAPER
    assert entry.name == "POET"


@pytest.mark.parametrize(
    ("item", "title", "authors", "venue", "year"),
    [
        ("[[ASPLOS 2025] Fast Inference on NPUs](https://a.ex)", "Fast Inference on NPUs", None, "ASPLOS", 2025),
        ("[A Study](https://a.ex) [arXiv '17, Google ]", "A Study", "Google", "arXiv", 2017),
        ("[A Study](https://a.ex) [ICLR'16 (oral)]", "A Study", None, "ICLR (oral)", 2016),
        ("[A Study](https://a.ex) [Internet of Things '21]", "A Study", None, "Internet of Things", 2021),
        ("[A Study](https://a.ex) [Journal of Things '21]", "A Study", None, "Journal of Things", 2021),
        ("[A Study](https://a.ex) [Journal JMLR '21]", "A Study", None, "JMLR", 2021),
        ("[MobiSys'21 Workshop] A Study of Things. by Doe, Roe et al.", "A Study of Things", "Doe, Roe et al.",
         "MobiSys Workshop", 2021),
        ("A Study of Things <br> ICML 2023 Workshop ES-FoMO [[p]](https://a.ex)", "A Study of Things", None,
         "ICML Workshop ES-FoMO", 2023),
        ("A Study of Things <br> TMLR (Featured 🌟) [[p]](https://a.ex)", "A Study of Things", None,
         "TMLR (Featured 🌟)", None),
        ("**A Study** (2012) J. Doe and Y. Roe [[pdf]](https://a.ex)", "A Study", "J. Doe and Y. Roe", None, 2012),
        ("**A Study**, C. Szegedy et al. *(Google)* [[pdf]](https://a.ex)", "A Study", "C. Szegedy et al. (Google)",
         None, None),
        ("Models(2017): A Tutorial, G. Neubig. [[pdf]](https://a.ex)", "Models: A Tutorial", "G. Neubig", None, 2017),
        ("Learn for AI (2014, C. Dong et al. [[pdf]](https://a.ex)", "Learn for AI", "C. Dong et al.", None, 2014),
        ("Deep Things (Book, Jan 2017), Michael Nielsen. [[html]](https://a.ex)", "Deep Things", "Michael Nielsen",
         None, 2017),
        ("A Parser for Us. Chen and Manning. [[pdf]](https://a.ex)", "A Parser for Us", "Chen and Manning", None, None),
        ("CS1, Networks for Vision, Stanford University [[web]](https://a.ex)", "CS1, Networks for Vision",
         "Stanford University", None, None),
        ("Deep School 2016, Stanford [[web]](https://a.ex)", "Deep School 2016", "Stanford", None, 2016),
        ("A. Graves, Generating Long Sequences of Text, arXiv:1308.0850 [[pdf]](https://a.ex)",
         "Generating Long Sequences of Text", "A. Graves", "arXiv", None),
        ("Mikolov et al. *Recurrent Language Models*, INTERSPEECH 2010", "Recurrent Language Models", "Mikolov et al.",
         "INTERSPEECH", 2010),
        ("Learning to learn by gradient descent (2016) [[pdf]](https://a.ex)", "Learning to learn by gradient descent",
         None, None, 2016),
        ("- [2023/10] **Streaming Models** | [paper](https://a.ex)", "Streaming Models", None, None, 2023),
        ("2023-05-17, **A Report**, Google, Paper: [Arxiv](https://a.ex)", "A Report", "Google", None, 2023),
    ],
)  # fmt: skip
def test_fields_are_told_apart(item: str, title: str, authors: str | None, venue: str | None, year: int | None) -> None:
    entry = only(f"- {item}")
    assert (entry.title, entry.authors, entry.venue, entry.year) == (title, authors, venue, year)


def test_what_stands_below_a_work_tells_about_it() -> None:
    entry = only(
        """
        - A Study of Many Things [[Paper]](https://a.example)
          - Ananthanarayanan, Rajagopal, et al. "
          - 2019 {USENIX} Conference on Operational Machine Learning (OpML 19). 2019.
          - Summary: This paper presents a study.
          - [Code](https://github.com/o/r)
        """
    )
    assert entry.authors == "Ananthanarayanan, Rajagopal, et al."
    assert (entry.venue, entry.year) == ("2019 {USENIX} Conference on Operational Machine Learning (OpML 19)", 2019)
    assert entry.description == "This paper presents a study."
    assert urls(entry) == ["https://a.example", "https://github.com/o/r"]


@pytest.mark.parametrize(
    ("item", "description"),
    [
        ("[Tool](https://t.example) - Does it by Alibaba.", "Does it by Alibaba."),
        ("[Tool](https://t.example) – *Does* it, see [this](https://x.example).", "Does it, see this."),
        ("[Tool](https://t.example): Does it.", "Does it."),
        ("[Tool](https://t.example) Does it in four words", "Does it in four words"),
        (
            "[Tool](https://t.example) - Does it. ([Demo](https://x.example), [Source](https://y.example)) `MIT`",
            "Does it. MIT",
        ),
        ("Tool: Does it for you [[code]](https://github.com/o/r)", "Does it for you"),
    ],
)
def test_a_tool_is_described_in_the_words_of_the_list(item: str, description: str) -> None:
    entry = only(f"# Awesome\n\n## Tools\n- {item}")
    assert (entry.description, entry.authors, entry.venue) == (description, None, None)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("POET: Training Networks", "POET"),
        ("Agent-X: Full Pipeline Acceleration", "Agent-X"),
        ("MobileVLM : A Fast Assistant", "MobileVLM"),
        ("Once for All: Train One Network", None),
        ("Deep Learning: A Review", None),
        ("Benchmarking Systems: Challenges", None),
        ("A Study Without Any Colon", None),
    ],
)
def test_a_name_is_what_stands_before_the_colon_if_it_looks_like_one(title: str, name: str | None) -> None:
    assert only(f"- [ICML'22] {title}").name == name


def test_tags_set_as_code_are_nobody() -> None:
    entry = only(
        "- [n8n](https://n8n.example) - Automates work. ([Demo](https://d.example)) `Sustainable Use` `Nodejs`"
    )
    assert entry.authors is None


@pytest.mark.parametrize(
    "item",
    [
        "Turing, A. M., & Gödel, K. (2017). Deciding Things: Methods and Uses. *Annals of Deciding*.",
        "Turing A, Gödel K, et al. Deciding Things: Methods and Uses[J]. Annals of Deciding, 2017, 20(1): 61-80.",
        "Turing, A. M. et al. Deciding Things: Methods and Uses. Annals of Deciding, vol. 3, pp. 1-9, 2017.",
    ],
)
def test_reference_styles_of_journals_are_read(item: str) -> None:
    entry = only(f"- {item} [[pdf](https://a.example/b.pdf)]")
    assert entry.title == "Deciding Things: Methods and Uses"
    assert (entry.venue, entry.year) == ("Annals of Deciding", 2017)
    assert entry.authors is not None
    assert entry.authors.startswith("Turing")


def test_a_name_in_front_is_not_said_twice() -> None:
    entry = only("- **[LINE]** LINE: A Title of Some Work. **WWW 2015** [[pdf](https://a.example/b.pdf)]")
    assert (entry.title, entry.name) == ("LINE: A Title of Some Work", "LINE")


def test_an_account_behind_the_title_is_the_author() -> None:
    entry = only("- [**Zero**] A Title of Some Work(@Microsoft) [[pdf](https://a.example/b.pdf)]")
    assert (entry.title, entry.authors) == ("Zero: A Title of Some Work", "@Microsoft")


def test_chinese_punctuation_separates_as_any_other() -> None:
    entry = only("- 【2023】Smooth：一种方法的研究，张三 等，ICML 2023。[[论文]](https://a.example/b.pdf)")
    assert (entry.title, entry.authors, entry.venue, entry.year) == ("Smooth：一种方法的研究", "张三 等", "ICML", 2023)


def test_a_book_in_chinese_marks_is_its_title() -> None:
    entry = only("- 书名：《深度学习》 作者：伊恩·古德费洛 [链接](https://a.example)")
    assert (entry.title, entry.authors) == ("深度学习", "伊恩·古德费洛")


def test_a_chinese_sentence_is_nobody_and_no_part_of_a_title() -> None:
    entry = only("- **知乎文章**：[量化入门](https://zhuanlan.zhihu.com/p/1)：介绍量化、剪枝等。")
    assert (entry.title, entry.authors, entry.description) == ("量化入门", None, "介绍量化、剪枝等。")


def test_a_name_above_the_works_citation_heads_nothing() -> None:
    entry = only(
        "- SCAFFOLD\n  - Turing, A. M. et al. SCAFFOLD: A Title. ICML 2020. [[Paper](https://a.example/b.pdf)]\n"
    )
    assert entry.sections == (("Papers",),)
    assert entry.title == "SCAFFOLD: A Title"


@pytest.mark.parametrize(
    "item", ["[A Book](https://a.example) by Ada Lovelace and Alan Turing", "A Book by Ada Lovelace and Alan Turing"]
)
def test_a_publisher_in_brackets_does_not_displace_the_authors(item: str) -> None:
    entry = only(f"## Books\n\n- {item} (MIT Press, 2016) [site](https://s.example)")
    assert (entry.title, entry.authors, entry.year) == ("A Book", "Ada Lovelace and Alan Turing", 2016)


def test_links_to_the_authors_are_not_the_works() -> None:
    entry = only(
        "- [A Title](https://a.example) by [Ada Lovelace](https://x.com/ada) and [Alan Turing](https://t.example)"
    )
    assert entry.authors == "Ada Lovelace and Alan Turing"
    assert urls(entry) == ["https://a.example"]


def test_a_name_then_its_title_then_authors_and_venue() -> None:
    entry = only("🔥 **[Whisper](https://a.example)**: Robust Recognition of Speech. *Lovelace et al.* (ICML 2023)\n")
    assert entry.title == "Whisper: Robust Recognition of Speech"
    assert (entry.name, entry.authors, entry.venue, entry.year) == ("Whisper", "Lovelace et al.", "ICML", 2023)


def test_italic_names_before_a_bold_title_are_the_authors() -> None:
    entry = only("- *Ada Lovelace, Alan Turing.* **A Title of Some Work.** ICML 2023. [[pdf](https://a.example/b.pdf)]")
    assert (entry.title, entry.authors) == ("A Title of Some Work", "Ada Lovelace, Alan Turing")


def test_a_preprint_link_does_not_displace_the_venue() -> None:
    entry = only(
        "- A Title of Some Work, A. Lovelace et al., *ICML 2021*, [arXiv:2106.07597](https://arxiv.org/abs/2106.07597)"
    )
    assert (entry.venue, entry.year) == ("ICML", 2021)


def test_a_speaker_with_the_event_in_brackets_is_no_description() -> None:
    entry = only("## Talks\n\n- [Simplicity](https://youtu.be/1) - Ada Lovelace (dotGo 2015)")
    assert (entry.authors, entry.venue, entry.year, entry.description) == ("Ada Lovelace", "dotGo", 2015, None)


def test_a_count_of_stars_is_no_part_of_the_title() -> None:
    assert only("- [elements ★22000](https://github.com/o/elements) - Some toolkit.").title == "elements"


def test_links_between_bars_end_a_title_whatever_they_say() -> None:
    entry = only(
        "## Books\n\n- Designing Things - Ada Lovelace, Alan Turing - [Amazon](https://a.example) | [Website](https://w.example)"
    )
    assert (entry.title, entry.authors) == ("Designing Things", "Ada Lovelace, Alan Turing")
    assert urls(entry) == ["https://a.example", "https://w.example"]


def test_a_paragraph_may_open_with_an_html_link_and_what_it_is() -> None:
    entry = only('<a href="https://github.com/o/r">Some Tool</a> - Toolkit and benchmark.')
    assert (entry.title, entry.description) == ("Some Tool", "Toolkit and benchmark.")
