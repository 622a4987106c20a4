"""What is remembered between fetches, and when it must not be used."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import Known
from bot.upstream.memo import Memo, load_memo

MEMO = Memo("github:o/r", "1", "d1", '"etag"', "Mon", "github:p/r", "main", "R.md", ("R.md", "a.md"), True, "c0ffee", 3)
KNOWN = Known("d1", MEMO.dump())


def test_what_is_written_reads_back() -> None:
    assert load_memo(KNOWN, "github:o/r", b"1") == MEMO


@pytest.mark.parametrize(("digest", "reader"), [("held", b"1"), ("d1", b"2")])
def test_without_the_same_text_and_reader_no_condition_is_sent(digest: str, reader: bytes) -> None:
    """A held revision's ETag must not make the accepted one look current, nor an old reading look fresh."""
    memo = load_memo(Known(digest, MEMO.dump()), "github:o/r", reader)
    assert memo == replace(MEMO, etag="", last_modified="", revision="")


def test_another_source_starts_afresh() -> None:
    assert load_memo(KNOWN, "https://x.example", b"1") == Memo("https://x.example")
    assert load_memo(None, "github:o/r", b"1") == Memo("github:o/r")


@given(st.text() | st.sampled_from(["[]", '{"source": 1}', '{"source": "s", "files": [1]}', "[" * 9999]))
def test_a_damaged_memo_is_no_memo(text: str) -> None:
    assert load_memo(Known("d", text), "s", b"1") == Memo("s")
