"""What others wrote stays text in Slack's mrkdwn."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.slack.mrkdwn import code, day_stamp, escaped, link, stamp, unescaped
from bot.replies.clipping import units
from bot.replies.harmless import harmless
from tests.frontends.slack.checking import assert_harmless
from tests.replies.strategies import hostile


@given(hostile | st.text(st.sampled_from("&<>@!#:|*_~`ax ")), st.integers(10, 200))
def test_escaped_text_is_within_its_limit_and_acts_in_no_way(text: str, limit: int) -> None:
    assert units(escaped(text, limit)) <= limit
    assert_harmless(escaped(text, limit))
    assert_harmless(code(text))


@given(st.text(st.sampled_from("&<>@!#:*_~`ax "), max_size=40))
def test_what_was_escaped_can_be_read_again(text: str) -> None:
    assert unescaped(escaped(text)) == harmless(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("AT&T <!channel>", "AT&amp;T &lt;!channel&gt;"),
        ("<@U012AB> <#C012AB>", "&lt;@\u2060U012AB&gt; &lt;#C012AB&gt;"),
        ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
        ("*bold* _it_ ~gone~ `code`", "∗bold∗ ˍitˍ ∼gone∼ ˋcodeˋ"),
        ("snake_case 2*3 a~b", "snake_case 2*3 a~b"),
        ("> quoted", "› quoted"),
        (":tada: at 10:30", ":\u2060tada: at 10:30"),
        ("@channel and me@home", "@\u2060channel and me@\u2060home"),
    ],
)
def test_signs_that_act_are_escaped_or_replaced(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_link_leads_to_the_web_and_nowhere_else() -> None:
    assert link("a &amp; b | c", "https://example.org/?a=1&b=2") == "<https://example.org/?a=1&amp;b=2|a &amp; b ¦ c>"
    assert link("x", "https://example.org/a|b>c") == "<https://example.org/a%7Cb%3Ec|x>"
    for url in ("javascript:alert(1)", "slack://user?id=U1", "mailto:a@example.org", "!channel", "https://a b", ""):
        assert link("x", url) is None
    assert link("", "https://example.org") is None


def test_days_and_moments_are_the_readers_own_with_words_for_clients_that_cannot() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert stamp(at) == f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|Nov 22, 2026 23:30 UTC>"
    assert day_stamp(at) == f"<!date^{int(at.timestamp())}^{{date_short}}|Nov 22, 2026>"
    assert stamp(date(2026, 11, 22)) == "<!date^1795348800^{date_short}|Nov 22, 2026>"
    for each in (stamp(at), day_stamp(at)):
        assert_harmless(each)
