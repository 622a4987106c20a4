"""Every reply, laid out: harmless, within its width, in one language, the same for every renderer."""

import re
import unicodedata
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.i18n import use_translations
from bot.replies.layout import lay_out
from bot.replies.model import Document, FactGroup, Facts, Reply
from bot.replies.plain import to_plain
from bot.replies.spans import Role, row_text
from bot.replies.wrapping import row_cells
from tests.replies.pseudo import Pseudo
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW, foreign, hostile, replies, replies_by_type

WIDTHS = st.none() | st.integers(1, 120)
ENCODINGS = st.sampled_from(["utf-8", "ascii", "latin-1", "gbk"])


@given(replies(hostile), WIDTHS, st.booleans(), ENCODINGS)
@settings(max_examples=100, deadline=None)
def test_nothing_in_any_reply_can_act_on_a_terminal(
    reply: Reply, width: int | None, full_urls: bool, encoding: str
) -> None:
    """No control, format or surrogate character is left (a file keeps its tabs), and the stream can take it all."""
    text = to_plain(lay_out(reply, now=NOW, width=width, full_urls=full_urls, encoding=encoding))
    text.encode(encoding)
    allowed = "\n\t" if isinstance(reply, Document) else "\n"
    joiners = "\u200c\u200d"  # which are let through only where a script needs them; see test_harmless
    for char in set(text) - set(allowed) - set(joiners):
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or "\u0600" <= char <= "\u08e2"


@given(replies(hostile), st.integers(20, 120), st.booleans())
@settings(max_examples=100, deadline=None)
def test_no_row_is_wider_than_asked_unless_it_is_there_to_be_copied(reply: Reply, width: int, full_urls: bool) -> None:
    if isinstance(reply, Document):
        return
    for row in lay_out(reply, now=NOW, width=width, full_urls=full_urls).rows:
        if not any(span.role in (Role.LINK, Role.CODE) for span in row):
            assert row_cells(row) <= width, row_text(row)


@given(replies(hostile), st.integers(20, 120))
@settings(max_examples=60, deadline=None)
def test_only_http_and_mail_addresses_become_links(reply: Reply, width: int) -> None:
    for row in lay_out(reply, now=NOW, width=width).rows:
        for span in row:
            if span.url is not None:
                assert re.fullmatch(r"(?:https?|mailto):[!-~]+", span.url)


@given(replies(hostile), st.integers(20, 120))
@settings(max_examples=60, deadline=None)
def test_rows_hold_no_trailing_spaces_and_no_double_blank_lines(reply: Reply, width: int) -> None:
    if isinstance(reply, Document):
        return
    rows = [row_text(row) for row in lay_out(reply, now=NOW, width=width).rows]
    assert all(row == row.rstrip(" ") for row in rows)
    assert all(first or second for first, second in pairwise(rows))
    assert not rows or (rows[0] and rows[-1])


@pytest.mark.parametrize("kind", get_args(Reply))
@given(st.data(), st.none() | st.integers(40, 120), st.booleans())
@settings(max_examples=25, deadline=None)
def test_every_word_of_ours_can_be_translated(
    kind: type[Reply], data: st.DataObject, width: int | None, full_urls: bool
) -> None:
    """With every message wrapped in ⟦…⟧, no English letter is left outside, in any reply of any type."""
    reply = data.draw(replies_by_type(foreign, st.just("https://例え.jp/1"))[kind])
    with use_translations(Pseudo()):
        text = to_plain(lay_out(reply, now=NOW, width=width, full_urls=full_urls))
    text = re.sub(r"https?://\S+", "", text)
    while "⟦" in text:
        text, shrunk = re.sub(r"⟦[^⟦⟧]*⟧", "", text), text
        assert text != shrunk
    assert not re.search("[A-Za-z]", text), text


def test_the_samples_hold_every_type_of_reply() -> None:
    assert {type(reply) for reply in SAMPLES.values()} == set(get_args(Reply))


def test_what_may_be_done_is_numbered_through_all_groups() -> None:
    """A prompt takes the number for the action; the first group has two, so that the second begins at three."""
    shown = to_plain(lay_out(SAMPLES["cards"], now=NOW, width=80)).splitlines()
    numbered = [line for line in shown if re.match(r" \d\. ", line)]
    assert numbered == [
        " 1. Approve · /suggest approve s7k2",
        " 2. Reject · /suggest reject s7k2",
        " 3. Ask · /suggest ask x9p4",
    ]


def test_code_stands_as_it_is_however_narrow_the_screen() -> None:
    code = "+  - [a long line](https://example.org/paper.pdf), with more\n\n \x1b[2Jcontext"
    reply = Facts("t", (FactGroup("g", (), (), code),))
    shown = to_plain(lay_out(reply, now=NOW, width=20)).splitlines()
    assert shown[-3:] == ["+  - [a long line](https://example.org/paper.pdf), with more", "", " [2Jcontext"]


@pytest.mark.parametrize("width", [100, 60, 24])
@pytest.mark.parametrize("name", SAMPLES)
def test_how_each_reply_looks(name: str, width: int, snapshot: SnapshotAssertion) -> None:
    """A person has looked at these; a change to them is to be looked at too."""
    assert to_plain(lay_out(SAMPLES[name], now=NOW, width=width)) == snapshot


@pytest.mark.parametrize("name", SAMPLES)
def test_how_each_reply_looks_in_ascii_without_folding(name: str, snapshot: SnapshotAssertion) -> None:
    assert to_plain(lay_out(SAMPLES[name], now=NOW, encoding="ascii")) == snapshot
