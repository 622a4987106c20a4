"""What others wrote is text on Discord: no markup, no mention, no live link."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.discord.markup import code, code_block, escaped, masked_link, stamp, unescaped, web_url
from bot.replies.harmless import harmless
from tests.replies.strategies import hostile, urls


@given(hostile | st.text(max_size=40))
def test_nothing_in_escaped_text_acts(text: str) -> None:
    shown = escaped(text)
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "", shown)
    assert not re.search(r"[*_~`|<>\[\]#]", bare)
    assert not re.search(r"@(everyone|here)", shown)
    assert not re.search(r"<(@|#|:|a:|t:|/)", bare)
    assert "https://" not in shown
    assert not re.match(r"\s*(-|\+|\d+\.)", shown)


@given(hostile | st.text(max_size=40) | st.text(r"\*_~`|<>[]()#@:/-+1. a", max_size=30))
def test_escaped_text_can_be_read_back(text: str) -> None:
    assert unescaped(escaped(text)) == harmless(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone", "@\u200beveryone"),
        ("<@123>", "\\<@\u200b123\\>"),
        ("1. Learning", "1\\. Learning"),
        ("- item", "\\- item"),
        ("a_b*c", "a\\_b\\*c"),
        ("https://evil.example", "https\\://evil.example"),
        ("# big", "\\# big"),
    ],
)
def test_by_example(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(urls | hostile)
def test_only_web_addresses_become_links_and_none_ends_early(url: str) -> None:
    target = web_url(url)
    link = masked_link("paper", url)
    assert (target is None) is (link is None)
    if target:
        assert target.startswith(("http://", "https://"))
        assert not set("()<> *") & set(target)
        assert len(target) <= 512


def test_moments_are_left_to_the_readers_client() -> None:
    assert stamp(datetime(2026, 11, 22, 12, tzinfo=UTC), "R") == "<t:1795348800:R>"
    assert stamp(date(2026, 11, 22), "D") == "<t:1795348800:D>"


def test_code_stays_code() -> None:
    assert code("a`b") == "`aˋb`"
    assert code_block("x ``` @everyone").count("```") == 2
