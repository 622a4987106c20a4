"""Replies of every type, filled with whatever text a test asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.subscriptions import Style
from bot.replies import model as m
from bot.replies.forms import MOST_FIELDS, FieldKind, Form, FormErrors, FormField
from bot.search.results import Reason, ReasonKind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

_HOSTILE_BITS = st.sampled_from(
    [
        "\x1b]0;owned\x07",
        "\x1b[2J",
        "\x1b]8;;http://evil.example\x1b\\",
        "\x9b31m",
        "\x00",
        "\r",
        "\n",
        "\u2028",
        "\u202e",
        "\u2066",
        "\u200b",
        "\ufeff",
        "\U000e0041",
        "\ufe0f\ufe0e",
        "\u0301" * 40,
        "\ud800",
        "[bold]",
        "@everyone",
        "端侧：",
        "🚀👩\u200d💻",
        "می\u200cخواهم",
        "क्\u200dष",
        "POET: Tiny ",
        "x" * 90,
        " ",
        "\t",
    ]
)
hostile = st.lists(_HOSTILE_BITS | st.text(max_size=8), max_size=6).map("".join)
"""Text that nobody means well with."""

foreign = st.text("αβγδжшю漢字かな0123456789 ", min_size=1, max_size=12)
"""Text without a single English letter."""

urls = st.sampled_from(
    [
        "https://arxiv.org/abs/2207.07697",
        "http://例え.jp/あ?q=1",
        "mailto:list@example.org",
        "https://example.org/" + "a" * 300,
        "javascript:alert(1)",
        "./docs/a.md",
        "https://a\x1b]8;;b",
        "https://[::1",
        "",
    ]
)


_COMMANDS = st.sampled_from(["/", "/δώσε ", "/端侧 "])
_NAMES = st.sampled_from(["τίτλος", "έτος", "τμήμα", "σημείωμα", "名前", "リンク"])
"""Names of fields that are no English words: see `foreign`."""


def forms(text: st.SearchStrategy[str]) -> st.SearchStrategy[Form]:
    """Return forms with one to five fields."""
    choices = st.lists(st.tuples(text, text), max_size=40).map(tuple)
    fields = st.lists(
        st.builds(
            FormField,
            _NAMES,
            text,
            text,
            st.sampled_from(FieldKind),
            choices,
            st.booleans(),
            text,
            st.integers(-1, 5_000),
        ),
        min_size=1,
        max_size=MOST_FIELDS,
        unique_by=lambda field: field.name,
    ).map(tuple)
    commands = st.builds(lambda start, rest: start + rest[:8], _COMMANDS, text)
    texts = st.lists(text, max_size=3).map(tuple)
    return st.builds(Form, text, commands, fields, texts, text, text)


def replies(text: st.SearchStrategy[str], url: st.SearchStrategy[str] = urls) -> st.SearchStrategy[m.Reply]:
    """Return replies of any type; all that is not ours in them comes from *text* and *url*."""
    return st.one_of(*replies_by_type(text, url).values())


def replies_by_type(
    text: st.SearchStrategy[str], url: st.SearchStrategy[str] = urls
) -> dict[type[m.Reply], st.SearchStrategy[m.Reply]]:
    """Return a strategy for each type of reply."""
    texts = st.lists(text, max_size=2).map(tuple)
    maybe = st.none() | text
    counts = st.integers(-3, 20_000)
    years = st.none() | st.integers(1900, 2100)
    days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)) | st.dates(date(2026, 11, 1), NOW.date())
    refs = st.builds(EntryRef, text, text)
    kinds = st.sampled_from(EntryKind)
    links = st.lists(st.builds(Link, st.sampled_from(LinkKind), url, text), max_size=3).map(tuple)
    reasons = st.lists(st.builds(Reason, st.sampled_from(ReasonKind), texts), max_size=3).map(tuple)
    marks = st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 40)), max_size=3).map(tuple)
    choices = st.lists(st.builds(m.Choice, text, text, st.booleans(), st.sampled_from(["", "+", "-"])), max_size=3).map(
        tuple
    )
    lines = st.lists(
        st.builds(
            m.Line,
            refs,
            text,
            kinds,
            text,
            maybe,
            maybe,
            maybe,
            years,
            texts,
            links,
            reasons,
            marks,
            note=maybe,
            remark=maybe,
            added_on=days,
            actions=choices,
        ),
        max_size=3,
    ).map(tuple)
    nodes = st.lists(st.builds(m.SectionNode, text, st.integers(0, 9), counts, text), max_size=4).map(tuple)
    tallies = st.lists(
        st.builds(
            m.Tally, text, st.lists(st.tuples(text, counts), max_size=4).map(tuple), st.sampled_from(m.CountedBy)
        ),
        max_size=2,
    ).map(tuple)
    pairs = st.lists(st.tuples(text, text), max_size=3).map(tuple)
    one = st.none() | st.builds(m.Choice, text, text)
    summaries = st.lists(st.builds(m.CommandSummary, text, text), max_size=3).map(tuple)
    moments = st.timedeltas(timedelta(days=-9_000), timedelta(days=900)).map(lambda away: NOW + away)
    people = st.sampled_from(("discord:42", "slack:T1.U1", "operator")) | text
    named = st.builds(m.Named, text, people, text)
    facts = st.lists(st.tuples(text, text | moments | named), max_size=3).map(tuple)
    code = st.just("") | st.lists(text, max_size=4).map("\n".join)
    groups = st.lists(st.builds(m.FactGroup, text, facts, choices, code), max_size=3).map(tuple)
    day = st.dates(date(1990, 1, 1), date(2030, 1, 1)) | st.dates(date(2026, 11, 1), NOW.date())
    changed = st.lists(st.builds(m.ChangeDay, day, texts), max_size=2).map(tuple)
    moments = st.integers(-90_000, 90_000).map(lambda hours: NOW + timedelta(hours=hours))
    parts = st.integers(1, 12)
    return {
        m.EntryLines: st.builds(m.EntryLines, text, lines, counts, st.integers(1, 2_000), texts, maybe, maybe, choices),
        m.NothingFound: st.builds(m.NothingFound, text, texts, choices, one)
        | st.builds(m.NothingFound, text, texts, choices.filter(bool), one, text),
        m.EntryCard: st.builds(
            m.EntryCard,
            refs,
            text,
            kinds,
            text,
            maybe,
            maybe,
            maybe,
            maybe,
            years,
            maybe,
            links,
            st.lists(texts, max_size=2).map(tuple),
            days,
            st.none() | st.just(NOW),
            st.none() | url,
            maybe,
            st.booleans(),
            choices,
            changed,
            maybe,
        ),
        m.ChangeLog: st.builds(m.ChangeLog, text, changed, texts, maybe, maybe),
        m.DigestPost: st.builds(
            m.DigestPost,
            text,
            text,
            moments,
            moments,
            st.sampled_from(["UTC", "Europe/Berlin", "Nowhere/At all", "../etc", ""]),
            text,
            st.lists(
                st.builds(
                    m.DigestGroup,
                    text,
                    lines.map(lambda every: tuple(m.DigestEntry(each, each.note or "") for each in every)),
                ),
                max_size=3,
            ).map(tuple),
            texts,
            st.none() | st.builds(m.Choice, text, text),
            parts,
            parts,
            st.sampled_from(Style),
            st.booleans(),
        ),
        m.SectionTree: st.builds(m.SectionTree, text, nodes, counts),
        m.Statistics: st.builds(m.Statistics, text, tallies),
        m.Clarify: st.builds(m.Clarify, text, choices),
        m.Document: st.builds(m.Document, text, text, text, text),
        m.HelpIndex: st.builds(m.HelpIndex, text, summaries, choices, text),
        m.HelpPage: st.builds(m.HelpPage, text, text, pairs, choices),
        m.Facts: st.builds(m.Facts, text, groups, texts, maybe, maybe),
        m.Message: st.builds(m.Message, text, st.sampled_from(m.Tone), choices),
        Form: forms(text),
        FormErrors: st.builds(FormErrors, forms(text), st.lists(st.tuples(_NAMES | text, text), max_size=6).map(tuple)),
        m.Failure: st.builds(m.Failure, text, text, choices),
    }
