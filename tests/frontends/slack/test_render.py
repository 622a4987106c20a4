"""Every reply is drawn within Slack's limits, harms nobody, and says what it has to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.entries import Link, LinkKind
from bot.frontends.slack.mrkdwn import web_url
from bot.frontends.slack.pad import read_press
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.pictures.stats import Picture, picture_of
from bot.replies import model as m
from bot.replies.forms import Form, FormErrors
from bot.replies.harmless import harmless
from bot.replies.presses import Action
from bot.replies.words import reason_phrase
from bot.search.results import Reason
from tests.frontends.slack.checking import assert_message_within_limits, commands, labels, parts, said
from tests.replies.samples import HOSTILE, POET, SAMPLES
from tests.replies.strategies import NOW, hostile, replies, replies_by_type

FILTERS = tuple(m.Choice(f"has: {each}", f" has:{each}") for each in ("code", "paper", "slides"))
PICTURE = Picture("p.png", b"\x89PNG", "words", frozenset({m.CountedBy.YEAR, m.CountedBy.SECTION}), frozenset())
SETTING = Setting(NOW, "/search memory", FILTERS, shareable=True)
LONG_QUERY = "/search " + "端侧 memory-efficient training on phones " * 8

slackish = st.lists(
    st.sampled_from(
        [
            *("<!channel>", "<!here|x>", "<@U012AB>", "<#C012AB|papers>", "@channel", ":tada:"),
            *("&amp;", "&", "<", ">", "|", "<https://evil.example|click>", "\n> quote"),
            *("*bold*", "_it_", "~gone~", "`code`", "```", "snake_case"),
        ]
    ),
    max_size=6,
).map("".join)
long_texts = st.builds(
    lambda bit, size: bit * size,
    st.sampled_from(["x", "*", "&", "端", "🚀", "_ ", "@", "<!here>"]),
    st.integers(0, 5_000),
)
texts = hostile | slackish | long_texts | st.sampled_from([LONG_QUERY, "/show poet", "/browse " + "a / " * 60])
settings_drawn = st.builds(
    Setting, st.just(NOW), texts, st.sampled_from([(), FILTERS]), st.booleans(), st.booleans(), st.none()
)


@settings(max_examples=150, deadline=None)
@given(replies(texts), settings_drawn)
def test_any_reply_is_within_limits_and_mentions_nobody(reply: m.Reply, setting: Setting) -> None:
    assert_message_within_limits(render(reply, setting))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_within_limits(name: str) -> None:
    assert_message_within_limits(render(SAMPLES[name], SETTING))


_FOR_MACHINES = {"sign", "ref", "media_type", "digest_id", "zone", "marks", "person", "style", "by", "kind", "tone"}
_WITH_SOMETHING_ELSE = {"venue_known_as", "added_by"}


def in_words(part: object) -> object:
    """Return what is said in place of a part; some reasons have no room for words."""
    if isinstance(part, Reason):
        return reason_phrase(part.kind, " ".join(part.words))
    return (part.sentence, part.choices) if isinstance(part, m.Failure) else part


def content(part: object, name: str = "") -> Iterator[str]:
    """Yield every text that a reply holds for people; links that must not be clicked are left out."""
    if isinstance(part, Link):
        yield web_url(part.url) or ""
        return
    if name in _FOR_MACHINES | _WITH_SOMETHING_ELSE or (isinstance(part, m.Tally) and not part.rows):
        return
    part = in_words(part)
    if isinstance(part, str):
        yield part
    elif name == "section" and isinstance(part, tuple):
        yield from part[-1:]
    elif isinstance(part, tuple):
        once = {each.command if isinstance(each, m.Choice) else each: each for each in reversed(part)}
        for each in once.values():  # what leads to the same is in a menu once
            yield from content(each, name)
    elif is_dataclass(part):
        for field in fields(part):
            yield from content(getattr(part, field.name), field.name)


def assert_says_all(reply: m.Reply) -> None:
    message = render(reply, replace(SETTING, picture=PICTURE))
    there = " ".join(said(message).split()).casefold()
    for text in content(reply):
        for word in harmless(text, 200).split():
            assert word.strip("…:").casefold() in there, (word, there)


@pytest.mark.parametrize("name", [name for name in SAMPLES if "digest" not in name and "form" not in name])
def test_whatever_a_sample_holds_is_said_or_one_press_away(name: str) -> None:
    assert_says_all(SAMPLES[name])


_OTHERS = (m.DigestPost, Form, FormErrors)  # looked at by themselves
_friendly = st.text("abcdefgxyz ", min_size=1, max_size=30).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(replies(_friendly, st.just("https://example.org/a")).filter(lambda reply: not isinstance(reply, _OTHERS)))
def test_whatever_a_reply_holds_is_said_or_one_press_away(reply: m.Reply) -> None:
    assert_says_all(reply)


@pytest.mark.parametrize("line", [POET, HOSTILE, replace(POET, title="*" * 5_000), replace(POET, title="🚀" * 5_000)])
def test_a_full_page_of_anything_is_within_limits(line: m.Line) -> None:
    lines = tuple(replace(line, ref=EntryRef("l", str(n)), note="<!here>" * 500) for n in range(10))
    more, back = f"{LONG_QUERY} page:3", f"{LONG_QUERY} page:1"
    reply = m.EntryLines(line.title, lines, 500, 11, (line.title,) * 5, more, back)
    message = render(reply, replace(SETTING, asked=LONG_QUERY))
    assert_message_within_limits(message)
    assert sum("accessory" in block for block in message.blocks) == 10
    asked = commands(message)
    assert " ".join(more.split()) in asked
    assert " ".join(back.split()) in asked


def test_two_hundred_hits_are_cut_with_a_sentence() -> None:
    message = render(m.EntryLines("t", (POET,) * 200, 200), SETTING)
    assert_message_within_limits(message)
    assert "190 more are not shown here" in said(message)


def test_a_tree_of_two_hundred_sections_can_be_opened_to_the_last() -> None:
    nodes = tuple(m.SectionNode(f"{n}. {'Section ' * 20}", n % 6, n, f"/browse {n}") for n in range(200))
    message = render(m.SectionTree("List", nodes, 800), SETTING)
    assert_message_within_limits(message)
    assert commands(message)[:200] == [node.command for node in nodes]
    assert "more lines" in said(message)


def test_the_plain_text_says_all_and_is_cut_with_a_sentence() -> None:
    short = render(SAMPLES["first page"], SETTING).text
    assert "1. POET: Training Neural Networks" in short
    assert "why: title training" in short
    long = render(m.EntryLines("t", (HOSTILE,) * 60, 60), SETTING).text
    assert re.search(r"and \d+ more lines$", long)


def test_a_filter_on_a_long_query_is_a_button_with_the_whole_of_it() -> None:
    asked = LONG_QUERY.strip()
    message = render(SAMPLES["first page"], replace(SETTING, asked=asked))
    assert [f"{' '.join(asked.split())} has:{each}" for each in ("code", "paper", "slides")] == commands(message)[-4:-1]
    assert not any(part.get("type") == "static_select" for part in parts(message.blocks))


def test_a_hit_has_its_button_its_links_and_its_reason() -> None:
    message = render(SAMPLES["first page"], SETTING)
    first = next(block for block in message.blocks if "accessory" in block)
    text = first["text"]["text"]  # type: ignore[index]
    assert "_Training_" in text
    assert "<https://github.com/ShishirPatil/poet|code>" in text
    assert "why: title training" in said(message)
    accessory: dict[str, object] = first["accessory"]  # type: ignore[assignment]
    assert str(accessory["accessibility_label"]).startswith("Show: POET: Training Neural Networks")
    press = read_press(accessory)
    assert press is not None
    assert (press.action, press.words.text) == (Action.OPEN, "/show poet")


def test_what_is_picked_from_a_menu_is_the_whole_line() -> None:
    message = render(SAMPLES["first page"], SETTING)
    (menu,) = [part for part in parts(message.blocks) if part.get("type") == "static_select"]
    press = read_press({"type": "static_select", "selected_option": menu["options"][1]})
    assert press is not None
    assert (press.action, press.words.text) == (Action.TURN, "/search memory has:paper")


@pytest.mark.parametrize("value", [None, "", "poet", "ab2o0:=/show poet", "ab1o0:#1=/show", "ab1o0:"])
def test_a_press_of_another_version_is_none(value: str | None) -> None:
    assert read_press({"value": value}) is None
    assert read_press({"selected_option": {"value": value}}) is None


def test_a_moment_is_told_in_the_readers_own_zone_and_language() -> None:
    at = datetime(2026, 11, 22, 10, tzinfo=UTC)
    facts = m.Facts("Status", (m.FactGroup("", (("Checked", at), ("Changed", "never"))),))
    drawn = str(render(facts, SETTING).blocks)
    stamp = f"<!date^{int(at.timestamp())}^{{date_short_pretty}}, {{time}}|Nov 22, 2026 10:00 UTC>"
    assert f"Checked: {stamp}" in drawn
    assert "Changed: never" in drawn


def test_each_group_of_facts_has_its_own_buttons_and_what_stands_as_it_is() -> None:
    diff = "@@ -1 +1 @@\n-* [Old](https://a.example)\n+* [New](https://b.example) <!channel>"
    group = m.FactGroup("One", (("By", "ada"),), (m.Choice("Approve", "/suggestion approve k3"),), diff)
    message = render(m.Facts("Queue", (group,) * 12, (), "/suggestions page:2"), SETTING)
    assert_message_within_limits(message)
    assert labels(message) == ["Approve"] * 12 + ["Next"]
    assert {"type": "text", "text": diff} in list(parts(message.blocks))


def test_more_groups_than_there_is_room_for_are_counted() -> None:
    group = m.FactGroup("One", (("By", "ada"),), (m.Choice("Approve", "/suggestion approve k3"),), "+ x")
    message = render(m.Facts("Queue", (group,) * 30), SETTING)
    assert_message_within_limits(message)
    assert "more are not shown here" in said(message)


@settings(max_examples=60, deadline=None)
@given(replies_by_type(texts)[m.Statistics], st.frozensets(st.sampled_from(m.CountedBy)), settings_drawn)
def test_counts_with_a_picture_are_within_limits(
    reply: m.Reply, numbered: frozenset[m.CountedBy], setting: Setting
) -> None:
    assert_message_within_limits(render(reply, replace(setting, picture=replace(PICTURE, numbered=numbered))))


def test_a_picture_comes_with_every_figure_and_its_words() -> None:
    sections = tuple((f"{n}. Section of a middling length", n + 1) for n in range(40))
    years = tuple((str(year), 7) for year in range(1990, 2026))
    reply = m.Statistics(
        "820 entries",
        (m.Tally("By section", sections, m.CountedBy.SECTION), m.Tally("By year", years, m.CountedBy.YEAR)),
    )
    picture = picture_of(reply)
    assert picture
    message = render(reply, replace(SETTING, picture=picture))
    assert_message_within_limits(message)
    for tally in reply.tallies:
        assert all(f"{label} *{count}*" in said(message) for label, count in tally.rows)
    (file,) = message.files
    assert (file.name, file.content, file.alt) == ("statistics.png", picture.png, picture.alt)


def test_counts_without_a_picture_are_bars_in_columns() -> None:
    message = render(SAMPLES["statistics"], SETTING)
    (bars,) = [part for part in parts(message.blocks) if part.get("type") == "rich_text_preformatted"]
    assert "2022" in bars["elements"][0]["text"]
    assert "█" in bars["elements"][0]["text"]


def test_a_file_goes_with_its_message_word_for_word() -> None:
    document = SAMPLES["document"]
    assert isinstance(document, m.Document)
    (file,) = render(document, SETTING).files
    assert (file.name, file.content.decode()) == ("shelf.bib", document.text)


def test_an_unsafe_link_is_never_a_button() -> None:
    card = SAMPLES["card"]
    assert isinstance(card, m.EntryCard)
    links = (*HOSTILE.links, Link(LinkKind.OTHER, "slack://user?id=U1", "x"))
    drawn = repr(render(replace(card, links=links), SETTING).blocks)
    assert "javascript" not in drawn
    assert "slack://" not in drawn


def test_what_is_the_readers_own_stays_theirs_when_all_see_the_answer() -> None:
    public = replace(SETTING, public=True, shareable=False)
    card = render(SAMPLES["card"], public)
    assert "reading group" not in repr(card)
    assert "Take off the shelf" not in labels(card)
    page = render(SAMPLES["first page"], public)
    assert "read before Friday" not in repr(page)
    assert "reading group" in repr(render(SAMPLES["card"], SETTING))


def test_share_asks_for_the_same_answer_again() -> None:
    card = SAMPLES["card"]
    assert isinstance(card, m.EntryCard)
    by_chance = render(replace(card, again="/show poet"), replace(SETTING, asked="/random"))
    assert (labels(by_chance)[-1], commands(by_chance)[-1]) == ("Share", "/show poet")
    assert "Share" not in labels(render(card, replace(SETTING, public=True, shareable=False)))


def test_share_is_offered_only_where_it_may_be() -> None:
    assert "Share" not in labels(render(SAMPLES["card"], replace(SETTING, shareable=False)))
    assert "Share" not in labels(render(SAMPLES["first page"], replace(SETTING, asked="")))


def test_a_label_and_its_colon_make_no_emoji() -> None:
    facts = m.Facts("t", (m.FactGroup("", ((":tada", "x"),)),))
    assert ":\u2060tada: x" in repr(render(facts, SETTING).blocks).replace("\\u2060", "\u2060")


def test_harmless_names_stay_as_they_are_written() -> None:
    message = render(m.Message("snake_case and a*b, 10:30"), SETTING)
    assert "snake_case and a*b, 10:30" in repr(message.blocks)
