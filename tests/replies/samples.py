"""One telling reply of each kind, to be looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.subscriptions import Style
from bot.replies import model as m
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, filled
from bot.search.results import Reason, ReasonKind

_MEMORY = ("Papers", "1. Learning on Devices", "1.1 Memory Efficient Learning")


def _ref(entry_id: str) -> EntryRef:
    return EntryRef("mobile", entry_id)


POET = m.Line(
    _ref("poet"),
    "POET: Training Neural Networks on Tiny Devices with Integrated Rematerialization and Paging",
    EntryKind.PAPER,
    "/show poet",
    name="POET",
    authors="Patil et al.",
    venue="ICML",
    year=2022,
    section=_MEMORY,
    links=(
        Link(LinkKind.PAPER, "https://proceedings.mlr.press/v162/patil22b/patil22b.pdf", "paper"),
        Link(LinkKind.CODE, "https://github.com/ShishirPatil/poet", "code"),
    ),
    reasons=(Reason(ReasonKind.TITLE, ("training",)), Reason(ReasonKind.SECTION, ("memory", "efficient"))),
    marks=((6, 14),),
)
TINY = m.Line(
    _ref("256kb"),
    "On-Device Training Under 256KB Memory",
    EntryKind.PAPER,
    "/show 256kb",
    authors="Ji Lin et al.",
    venue="NIPS",
    year=2022,
    section=_MEMORY,
    links=(Link(LinkKind.PAPER, "https://arxiv.org/pdf/2206.15472.pdf"),),
    reasons=(Reason(ReasonKind.TITLE, ("training", "memory")),),
    marks=((10, 18), (31, 37)),
)
CHINESE = m.Line(
    _ref("survey"),
    "端侧大模型推理系统综述：从模型压缩到异构加速的全栈优化方法与未来展望 🚀",
    EntryKind.RESOURCE,
    "/show survey",
    name="LLM-on-Phone",
    authors="张三、李四",
    year=2024,
    section=("资源",),
    links=(Link(LinkKind.OTHER, "./docs/zh.md", "中文"),),
    reasons=(Reason(ReasonKind.TITLE, ("大模型",)),),
    marks=((2, 5),),
    note="read before Friday",
)
HOSTILE = m.Line(
    _ref("evil"),
    "\x1b]0;owned\x07\x1b[2J \u202egnp.exe\u202c \x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\ line\nbreak"
    " [bold]markup[/bold] " + "A" + "\u0301" * 30 + " x" * 2_500,
    EntryKind.PROJECT,
    "/show evil",
    authors="@everyone",
    section=("1. DL Framework on Mobile",),
    links=(Link(LinkKind.CODE, "javascript:alert(1)"), Link(LinkKind.PROJECT, "https://example.org/a b")),
)
NCNN = m.Line(
    _ref("ncnn"),
    "ncnn",
    EntryKind.PROJECT,
    "/show ncnn",
    name="ncnn",
    authors="Tencent",
    section=("Open Source Projects", "1. DL Framework on Mobile"),
    links=(Link(LinkKind.CODE, "https://github.com/Tencent/ncnn"),),
)
_CHOICES = (m.Choice(POET.title, "/show poet"), m.Choice(TINY.title, "/show 256kb"))
_EXAMPLES = (
    m.Choice("typos are welcome", "/search llm on a phone's npu"),
    m.Choice("with filters", "/search author:han year:2020..2023 has:code"),
    m.Choice("look around", "/browse"),
)

DIGEST = m.DigestPost(
    "k3f2a7",
    "4 new on Awesome On-device AI",
    datetime(2026, 11, 16, 8, tzinfo=UTC),
    datetime(2026, 11, 23, 8, tzinfo=UTC),
    "Europe/Berlin",
    "4 new · 1 gained code",
    (
        m.DigestGroup(
            "1. Learning on Devices / 1.1 Memory Efficient Learning",
            tuple(m.DigestEntry(replace(line, reasons=(), marks=(), section=())) for line in (POET, TINY)),
        ),
        m.DigestGroup("资源", (m.DigestEntry(replace(CHINESE, note=None)), m.DigestEntry(HOSTILE))),
        m.DigestGroup("Gained code", (m.DigestEntry(NCNN, "ncnn appeared at MobiSys 2024 (was arXiv 2023)."),)),
    ),
    (
        "Section *1. Learning on Devices* is now *1. Training on Devices* (8 entries).",
        "5 entries moved to *Surveys*: POET, Sage, Melon, CoDL, MNN",
    ),
    m.Choice("and 12 more", "/digest show k3f2a7"),
)

FORM = Form(
    "A suggestion",
    "/suggest edit s7k2",
    (
        FormField("title", "Title", "LiteTrain: Transformers on Phones", required=True, longest=300),
        FormField(
            "section",
            "Section",
            "memory",
            FieldKind.CHOICE,
            (("memory", "1.1 Memory Efficient Learning"), ("surveys", "Surveys"), ("大模型", "大模型 🚀")),
            help="where it belongs; the likeliest first",
        ),
        FormField("note", "Note for the moderators", kind=FieldKind.TEXT),
    ),
    ("arXiv could not be asked, so that nothing else is filled in.",),
    "send it",
    "/suggest open s7k2",
)


def _refinable(line: m.Line, query: str) -> m.Line:
    """Return a result with what may be said of it."""
    more = m.Choice("More like this", f"/search {query} like:{line.ref.id}", turns=True, sign="+")
    less = m.Choice("Not this", f"/search {query} unlike:{line.ref.id}", turns=True, sign="-")
    return replace(line, actions=(more, less))


_RANKED = tuple(
    replace(line, ref=_ref(f"{line.ref.id}{at}")) for at in range(2) for line in (POET, TINY, CHINESE, NCNN)
)

SAMPLES: dict[str, m.Reply] = {
    "refined search": m.EntryLines(
        "8 results for “training”",
        tuple(_refinable(line, "training unlike:sage") for line in _RANKED),
        8,
        notices=("Without “Sage”; what resembles it comes last.",),
        actions=(m.Choice("Start over", "/search training", turns=True),),
    ),
    "pick": m.EntryLines(
        "Worth reading",
        tuple(
            replace(
                line,
                reasons=(Reason(ReasonKind.LIKE, ("Sage",)), Reason(ReasonKind.SAME_SECTION, ("1.1 Memory",))),
                actions=(
                    m.Choice("For me", f"/rate pick:poet,256kb entry:{line.ref.id} verdict:yes", turns=True, sign="+"),
                    m.Choice(
                        "Not for me", f"/rate pick:poet,256kb entry:{line.ref.id} verdict:no", turns=True, sign="-"
                    ),
                    m.Choice("Save", f"/save {line.ref.id}", sign="*"),
                ),
            )
            for line in (POET, TINY)
        ),
        2,
        notices=("“Melon” is not recommended to you any more, and what is like it less.",),
        actions=(m.Choice("Undo", "/rate pick:poet,256kb,melon entry:melon verdict:clear", turns=True),),
    ),
    "few results": m.EntryLines(
        "2 results for “training memory”", (_refinable(POET, "training memory"), _refinable(TINY, "training memory")), 2
    ),
    "first page": m.EntryLines(
        "Results for memory efficent training",
        (POET, TINY, CHINESE, HOSTILE),
        23,
        notices=("Read “efficent” as “efficient”.",),
        more="/search memory efficent training page:2",
    ),
    "middle page": m.EntryLines(
        "Results for training",
        (NCNN, TINY, POET),
        1_023,
        first=9,
        more="/search training page:3",
        back="/search training",
    ),
    "one entry": m.EntryLines("A pick from the list", (NCNN,), 1),
    "newest": m.EntryLines(
        "Newest",
        (
            replace(POET, added_on=date(2026, 11, 20)),
            replace(TINY, ref=EntryRef("other", "x"), added_on=date(2022, 3, 1)),
        ),
        2,
    ),
    "empty": m.EntryLines("Your shelf", (), 0, notices=("Nothing is saved yet. Save an entry with /save poet.",)),
    "nothing found": m.NothingFound(
        "The list has nothing on chocolate cake recipe.",
        nearest=_CHOICES,
        section=m.Choice(_MEMORY[-1], "/browse 1.1 Memory Efficient Learning"),
    ),
    "card": m.EntryCard(
        POET.ref,
        POET.title,
        POET.kind,
        "Awesome On-device AI",
        name="POET",
        authors="Patil et al.",
        venue="ICML",
        venue_known_as="International Conference on Machine Learning",
        year=2022,
        description="Fits the fine-tuning of large networks into the memory of battery-powered devices.",
        links=POET.links,
        sections=(_MEMORY, ("Papers", "Surveys")),
        added_on=date(2026, 11, 1),
        first_seen=datetime(2026, 11, 2, tzinfo=UTC),
        permalink="https://github.com/x/y/blob/main/README.md#L22",
        note="for the reading group",
        saved=True,
        actions=(m.Choice("Similar", "/similar poet"), m.Choice("Take off the shelf", "/unsave poet")),
    ),
    "changes": m.ChangeLog(
        "What changed",
        (
            m.ChangeDay(date(2026, 11, 21), ("Sage gained code.", "New in *1.1 Memory Efficient Training*: POET")),
            m.ChangeDay(
                date(2026, 1, 29),
                ("Section *1. Learning on Devices* is now *1. Training on Devices* (8 entries).",),
            ),
        ),
        notices=("2 changes of the last hour are not told yet.",),
        more="/recent changes page:2",
    ),
    "digest": DIGEST,
    "compact digest": replace(DIGEST, style=Style.COMPACT, part=2, parts=3, more=None, sentences=()),
    "quiet digest": replace(
        DIGEST, title="Nothing new on Awesome On-device AI", counts="", groups=(), sentences=(), more=None, quiet=True
    ),
    "sparse card": m.EntryCard(
        NCNN.ref,
        NCNN.title,
        NCNN.kind,
        "Awesome On-device AI",
        first_seen=datetime(2026, 11, 21, tzinfo=UTC),
        saved=True,
    ),
    "tree": m.SectionTree(
        "Awesome On-device AI",
        (
            m.SectionNode("Papers", 0, 1_056, "/browse Papers"),
            m.SectionNode("1. Learning on Devices", 1, 23, "/browse Learning on Devices"),
            m.SectionNode("1.1 Memory Efficient Learning", 2, 8, "/browse Memory Efficient Learning"),
            m.SectionNode("大模型 🚀", 2, 3, "/browse 大模型"),
            m.SectionNode("Open Source Projects", 0, 13, "/browse Open Source Projects"),
        ),
        1_069,
    ),
    "statistics": m.Statistics(
        "Awesome On-device AI",
        (
            m.Tally("By year", (("2018", 0), ("2019", 1), ("2020", 7), ("2021", 22), ("2022", 27)), m.CountedBy.YEAR),
            m.Tally(
                "By venue",
                (
                    ("MobiSys", 1_400),
                    ("大模型会议", 500),
                    ("International Conference on Mobile Computing and Networking", 301),
                    ("SEC", 1),
                ),
                m.CountedBy.VENUE,
            ),
        ),
    ),
    "clarify": m.Clarify("Which one is “training”?", _CHOICES),
    "document": m.Document(
        "Your shelf as BibTeX",
        "shelf.bib",
        "application/x-bibtex",
        "@inproceedings{patil2022poet,\n  title = {{POET}: Training \x1b[31m},\n\tyear = 2022\n}\n\n\n@misc{ncnn}\n",
    ),
    "help": m.HelpIndex(
        "Ask the list",
        (
            m.CommandSummary("/search words", "find entries; filters such as year:2022 has:code"),
            m.CommandSummary("/browse [section]", "walk through the sections"),
            m.CommandSummary("/export what format", "BibTeX, RIS, CSL JSON, CSV, Markdown"),
        ),
        _EXAMPLES,
        "/help search explains one command.",
    ),
    "help page": m.HelpPage(
        "/search words [filters]",
        "Find entries by words, authors, venues and years.",
        (("words", 'free words, "phrases", -not'), ("page", "which page, from 1")),
        _EXAMPLES[:2],
    ),
    "facts": m.Facts(
        "Status",
        (
            m.FactGroup(
                "Awesome On-device AI",
                (
                    ("Entries", "69"),
                    ("Checked", datetime(2026, 11, 22, 10, tzinfo=UTC)),
                    ("Source", "https://github.com/ysyisyourbrother/awesome-mlsys-mobile"),
                ),
            ),
            m.FactGroup("", (("Version", "0.1.0"), ("Database", "/home/me/.local/share/awesome-bot/bot.sqlite3"))),
        ),
        ("One list could not be read last time.",),
    ),
    "cards": m.Facts(
        "Waiting to be decided",
        (
            m.FactGroup(
                "s7k2 · LiteTrain: Training Transformers on Phones",
                (
                    ("From", "Ada, of #papers"),
                    ("Offered", datetime(2026, 11, 21, 9, tzinfo=UTC)),
                    ("Link", "https://arxiv.org/abs/2601.01234"),
                ),
                (m.Choice("Approve", "/suggest approve s7k2"), m.Choice("Reject", "/suggest reject s7k2")),
                "@@ 1.1 Memory Efficient Learning @@\n"
                " - [POET](https://proceedings.mlr.press/v162/patil22b/patil22b.pdf), ICML'22\n"
                "+- [LiteTrain: Transformers on Phones](https://arxiv.org/abs/2601.01234), MobiSys'26\x1b[31m\n",
            ),
            m.FactGroup(
                "x9p4 · ``` @everyone",
                (("Link", "answers 404"),),
                (m.Choice("Ask", "/suggest ask x9p4"),),
                "+ ```\n\t+",
            ),
        ),
        ("Two people have to agree.",),
        more="/suggestions pending page:3",
        back="/suggestions pending",
    ),
    "done": m.Message("Saved POET.", m.Tone.DONE, (m.Choice("see all", "/saved"), m.Choice("undo", "/unsave poet"))),
    "warning": m.Message(
        "This deletes all that is kept about you: 3 saved items.", m.Tone.WARNING, (m.Choice("do it", "/forget yes"),)
    ),
    "form": FORM,
    "form errors": FormErrors(
        filled(FORM, {"title": "lite \x1b[2Jtrain", "note": "first line\nsecond line", "section": "surveys"}),
        (("title", "A title begins with a capital letter."), ("", "Three suggestions a day are enough.")),
    ),
    "failure": m.Failure(
        "unknown_command", "There is no command /serach.", (m.Choice("Did you mean", "/search memory"),)
    ),
    "failure with choices": m.Failure("unknown_section", "No section called training.", _CHOICES),
}
