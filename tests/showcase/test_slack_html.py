"""A message drawn as Slack shows it says what its blocks say, whatever is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.mrkdwn import unescaped
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.pictures.stats import picture_of
from bot.replies import model as m
from tests.frontends.slack.checking import parts
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW, hostile, replies
from tests.showcase.reading import Seen, letters
from tests.showcase.slack_html import SlackShown, draw, slack_page
from tests.showcase.slack_mrkdwn import SlackReader, mrkdwn, told
from tests.showcase.slack_scenes import SLACK_SCENES, play_slack

READER = SlackReader(NOW, {"U012AB": "ada"})
FILTERS = (m.Choice("has: code", " has:code"),)


def drawn(reply: m.Reply) -> SlackMessage:
    return render(reply, Setting(NOW, "/search memory", FILTERS, shareable=True, picture=picture_of(reply)))


def seen(message: SlackMessage) -> Seen:
    return Seen(draw(message.blocks, READER))


def said(message: SlackMessage) -> Iterator[str]:
    """Yield every text that somebody sees at once: not the options of menus, nor targets and times."""
    for block in message.blocks:
        hidden = {id(part) for menu in parts(block) for each in menu.get("options", []) for part in parts(each)}
        for part in parts(block):
            if isinstance(part.get("text"), str) and id(part) not in hidden:
                yield unescaped(re.sub(r"<!date[^>]*>|<https?://[^|>]*\|", " ", part["text"]).replace(">", " "))


def assert_says_all(reply: m.Reply) -> None:
    message = drawn(reply)
    words = letters("".join(seen(message).words).replace("\u2060", ""))
    for text in said(message):
        for run in re.split(r"[\W_]+", text):
            assert letters(run) in words, run


@given(replies(hostile))
@settings(max_examples=60, deadline=None)
def test_whatever_a_payload_says_is_in_the_drawing(reply: m.Reply) -> None:
    assert_says_all(reply)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_drawn_with_all_its_texts(name: str) -> None:
    assert_says_all(SAMPLES[name])


@given(replies(hostile))
@settings(max_examples=40, deadline=None)
def test_nothing_that_others_wrote_becomes_an_element(reply: m.Reply) -> None:
    page = seen(drawn(reply))
    assert page.tags <= {"div", "span", "p", "a", "h3", "strong", "em", "s", "code", "pre", "br", "hr"}
    assert page.attributes <= {"class"}


def test_every_type_of_block_that_the_bot_sends_is_drawn() -> None:
    kinds = {block["type"] for reply in SAMPLES.values() for block in drawn(reply).blocks}
    assert kinds >= {"header", "section", "context", "actions"}
    with pytest.raises(KeyError):
        draw([{"type": "video"}], READER)


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("*a _b_ c*", "<p><strong>a <em>b</em> c</strong></p>"),
        ("&lt;b&gt; &amp;amp;", "<p>&lt;b&gt; &amp;amp;</p>"),
        ("*<https://a.example/?a&amp;b|paper &amp; more>*", "<p><strong><a>paper &amp; more</a></strong></p>"),
        ("`/show *x*`", "<p><code>/show *x*</code></p>"),
        ("snake_case_name 2*3*4 ~no~", "<p>snake_case_name 2*3*4 <s>no</s></p>"),
        ("one\n\ntwo", "<p>one</p><p><br></p><p>two</p>"),
        ("by <@U012AB>", '<p>by <span class="mention">@ada</span></p>'),
        ("*open", "<p>*open</p>"),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(content: str, html: str) -> None:
    assert mrkdwn(content, READER) == html


def test_times_are_told_as_a_reader_sees_them() -> None:
    at = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    assert told(at, "{date_short_pretty}, {time}", NOW) == "Yesterday, 10:30"
    assert told(at - timedelta(days=400), "{date_short}", NOW) == "17 Oct 2025"
    assert "Yesterday" in mrkdwn(f"<!date^{int(at.timestamp())}^{{date_short_pretty}}|x>", READER)


async def test_the_scenes_play_and_are_drawn() -> None:
    played = await play_slack()
    assert list(played) == [scene.name for scene in SLACK_SCENES]
    for name, scene in played.items():
        page = slack_page(scene, READER)
        assert scene.asked in "".join(Seen(page).words), name
        assert "://" not in re.sub(r">[^<]*<", "><", page), "the page would load something"
    assert "Read “memry” as “memory”." in slack_page(played["slack-search"], READER)


def test_a_private_answer_says_so() -> None:
    blocks = drawn(SAMPLES["done"]).blocks
    assert "Only visible to you" in slack_page(SlackShown("bot", "now", blocks, private=True), READER)
    assert "Only visible to you" not in slack_page(SlackShown("bot", "now", blocks), READER)
