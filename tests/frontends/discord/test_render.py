"""Every reply is drawn within Discord's limits, and says what it has to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.frontends.discord.controls import files_of, view_of
from bot.frontends.discord.drawing import Button, Drawing, Mark, Menu, Row, Section, Text, components_in
from bot.frontends.discord.markup import escaped
from bot.frontends.discord.pad import read_notes
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.pictures.stats import Picture, picture_of
from bot.replies import model as m
from bot.replies.presses import Press, decode_press, decode_words
from tests.frontends.discord.described import problems_with, require_description
from tests.replies.samples import HOSTILE, POET, SAMPLES
from tests.replies.strategies import NOW, hostile, replies, replies_by_type

FILTERS = tuple(m.Choice(f"has: {each}", f" has:{each}") for each in ("code", "paper", "slides"))
PICTURE = Picture("p.png", b"\x89PNG", "words", frozenset({m.CountedBy.YEAR, m.CountedBy.SECTION}), frozenset())
SETTING = Setting(NOW, "/search memory", FILTERS, shareable=True)
LONG_QUERY = "/search " + "端侧 memory-efficient training on phones " * 8

long_texts = st.builds(
    lambda bit, size: bit * size, st.sampled_from(["x", "*", "端", "🚀", "_ ", "@"]), st.integers(0, 2_500)
)
texts = hostile | long_texts | st.sampled_from([LONG_QUERY, "/show poet", "/browse " + "a / " * 60])
settings_drawn = st.builds(Setting, st.just(NOW), texts, st.sampled_from([(), FILTERS]), st.booleans())


def parts(components: Sequence[dict[str, object]]) -> Iterator[dict[str, object]]:
    for each in components:
        yield each
        yield from parts(each.get("components", []))  # type: ignore[arg-type]
        yield from parts([each["accessory"]] if "accessory" in each else [])  # type: ignore[list-item]


def assert_within_limits(drawing: Drawing) -> None:
    view = view_of(drawing)
    payload = view.to_components()
    every = list(parts(payload))
    assert len(every) == components_in(drawing.blocks) <= 40
    assert view.content_length() <= 4_000
    ids = [each["custom_id"] for each in every if each.get("custom_id")]
    assert len(ids) == len(set(ids))
    for custom_id in ids:
        assert len(str(custom_id)) <= 100
        assert decode_press(str(custom_id))
    for each in every:
        assert 0 < len(str(each.get("label", "x"))) <= 80
        assert each.get("content", "x")
        assert len(str(each.get("url", ""))) <= 512
    assert problems_with(payload) == []


@settings(max_examples=200)
@given(replies(texts), settings_drawn)
def test_any_reply_is_within_limits(reply: m.Reply, setting: Setting) -> None:
    assert_within_limits(render(reply, setting))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_within_limits(name: str) -> None:
    assert_within_limits(render(SAMPLES[name], SETTING))


@pytest.mark.parametrize("line", [POET, HOSTILE, replace(POET, title="*" * 5_000), replace(POET, title="🚀" * 5_000)])
def test_a_full_page_of_anything_is_within_limits(line: m.Line) -> None:
    lines = tuple(replace(line, ref=EntryRef("l", str(n)), note="_" * 500) for n in range(10))
    more, back = f"{LONG_QUERY} page:3", f"{LONG_QUERY} page:1"
    reply = m.EntryLines(line.title, lines, 500, 11, (line.title,) * 5, more, back)
    drawing = render(reply, replace(SETTING, asked=LONG_QUERY))
    assert_within_limits(drawing)
    assert sum(isinstance(block, Section) for block in drawing.blocks) == 10


def test_a_tree_of_forty_sections_can_be_opened_to_the_last() -> None:
    nodes = tuple(m.SectionNode(f"{n}. {'Section ' * 20}", n % 6, n, f"/browse {n}") for n in range(40))
    drawing = render(m.SectionTree("List", nodes, 800), SETTING)
    assert_within_limits(drawing)
    opened = [decode_words(option.value) for menu in menus(drawing) for option in menu.options]
    assert [each and each.text for each in opened] == [node.command for node in nodes]


def test_what_is_cut_is_said_to_be_cut() -> None:
    nodes = tuple(m.SectionNode("A section with a long name " * 4, 0, 1, f"/browse {n}") for n in range(300))
    drawing = render(m.SectionTree("List", nodes, 800), SETTING)
    assert_within_limits(drawing)
    assert "more lines" in text_of(drawing)
    eleven = m.EntryLines("t", (POET,) * 11, 11)
    assert "1 more is not shown here" in text_of(render(eleven, SETTING))


def test_a_command_too_long_for_a_button_is_read_back_from_the_message() -> None:
    reply = m.EntryLines("t", (POET,), 30, 11, (), f"{LONG_QUERY.strip()} page:3", LONG_QUERY.strip())
    drawing = render(reply, SETTING)
    notes = read_notes("\n".join(b.content for b in drawing.blocks if isinstance(b, Text) and b.mark is Mark.NOTES))
    asked = [pressed(button).words.whole(notes) for button in buttons(drawing)]
    assert f"{' '.join(LONG_QUERY.split())} page:3" in asked
    assert " ".join(LONG_QUERY.split()) in asked


def test_a_hit_has_its_button_its_links_and_its_reason() -> None:
    drawing = render(SAMPLES["first page"], SETTING)
    first = next(block for block in drawing.blocks if isinstance(block, Section))
    assert "__Training__" in first.content
    assert "[code](<https://github.com/ShishirPatil/poet>)" in first.content
    assert "why: title training" in first.content
    assert pressed(first.button).words.text == "/show poet"


def test_a_moment_is_told_in_the_readers_own_zone_and_language() -> None:
    said = datetime(2026, 11, 22, 10, tzinfo=UTC)
    at = int(said.timestamp())
    facts = m.Facts("Status", (m.FactGroup("", (("Checked", said), ("Changed", "never"))),))
    drawn = text_of(render(facts, SETTING))
    assert f"Checked: <t:{at}:R> · <t:{at}:f>" in drawn
    assert "Changed: never" in drawn


def test_a_card_has_its_code_and_its_buttons_and_the_page_is_turned_at_the_end() -> None:
    drawing = render(SAMPLES["cards"], SETTING)
    _heading, first, first_row, second, second_row, turning = drawing.blocks
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert "```diff\n@@ 1.1 Memory Efficient Learning @@\n - [POET]" in first.content
    assert second.content.endswith("```diff\n+ ˋˋˋ\n\t+\n```")
    rows = [first_row, second_row, turning]
    asked = [[pressed(each).words.text for each in row.buttons] for row in rows if isinstance(row, Row)]
    assert asked == [
        ["/suggest approve s7k2", "/suggest reject s7k2"],
        ["/suggest ask x9p4"],
        ["/suggestions pending", "/suggestions pending page:3"],
    ]


@pytest.mark.parametrize("title", ["POET", "@" * 500, "🚀" * 2_000])
@pytest.mark.parametrize("actions", [0, 2, 9])
@pytest.mark.parametrize("count", [5, 40])
def test_many_long_cards_are_within_limits_and_those_left_out_are_counted(title: str, actions: int, count: int) -> None:
    offers = tuple(m.Choice(f"{title} {n}", f"/suggest act{n} s7k2") for n in range(actions))
    group = m.FactGroup(title, ((title, title),) * 3, offers, f"+ {title}\n" * 400)
    drawing = render(m.Facts(title, (group,) * count, (title,) * 9, LONG_QUERY + " page:3", LONG_QUERY), SETTING)
    assert_within_limits(drawing)
    shown = sum("```diff" in block.content for block in drawing.blocks if isinstance(block, Text))
    more = "more is" if count - shown == 1 else "more are"
    assert shown == count or f"-# {count - shown} {more} not shown here" in text_of(drawing)
    assert shown >= 2
    rows = [block for block in drawing.blocks if isinstance(block, Row)]
    assert [len(row.buttons) for row in rows[:-1]] == [min(actions, 5)] * (shown if actions else 0)
    assert len(rows[-1].buttons) == 2


def test_a_page_of_five_suggestions_is_shown_whole() -> None:
    offers = tuple(m.Choice(label, f"/suggest {label} s7k2") for label in ("Approve", "Edit", "Reject", "Ask", "Vote"))
    line = "+- [A title of a middling length for a paper](https://example.org/proceedings/2026/a-paper.pdf), MobiSys'26"
    facts = (("From", "Ada, of #papers"), ("Offered", NOW), ("Link", "answers with 404"))
    group = m.FactGroup(
        "A title of a middling length for a paper", facts, offers, f"@@ -20,2 +20,3 @@\n {line}\n{line}"
    )
    drawing = render(m.Facts("Waiting", (group,) * 5, (), "/suggestions page:3", "/suggestions"), SETTING)
    assert_within_limits(drawing)
    assert text_of(drawing).count(line) == 10
    assert len(buttons(drawing)) == 27
    assert "more" not in text_of(drawing)


def test_facts_without_buttons_are_one_text() -> None:
    groups = tuple(m.FactGroup(f"List {n}", (("entries", str(n)),)) for n in range(30))
    drawing = render(m.Facts("Lists", groups), SETTING)
    assert len(drawing.blocks) == 2
    assert "List 29" in text_of(drawing)


@settings(max_examples=60)
@given(replies_by_type(texts)[m.Statistics], st.frozensets(st.sampled_from(m.CountedBy)), settings_drawn)
def test_counts_with_a_picture_are_within_limits(
    reply: m.Reply, numbered: frozenset[m.CountedBy], setting: Setting
) -> None:
    assert_within_limits(render(reply, replace(setting, picture=replace(PICTURE, numbered=numbered))))


def test_a_picture_comes_with_every_figure_and_its_words() -> None:
    sections = tuple((f"{n}. Section of a middling length", n + 1) for n in range(40))
    years = tuple((str(year), 7) for year in range(1990, 2026))
    reply = m.Statistics(
        "820 entries",
        (
            m.Tally("By section", sections, m.CountedBy.SECTION),
            m.Tally("By year", years, m.CountedBy.YEAR),
            m.Tally("By venue", (("MobiSys", 400), ("others", 420)), m.CountedBy.VENUE),
        ),
    )
    picture = picture_of(reply)
    drawing = render(reply, replace(SETTING, picture=picture))
    assert_within_limits(drawing)
    for tally in reply.tallies:
        assert all(f"{escaped(label)} **{count}**" in text_of(drawing) for label, count in tally.rows)
    assert picture
    (gallery,) = [each for each in parts(view_of(drawing).to_components()) if each["type"] == 12]
    shown = {"media": {"url": "attachment://statistics.png"}, "description": picture.alt, "spoiler": False}
    assert gallery["items"] == [shown]
    (file,) = files_of(drawing)
    assert (file.filename, file.fp.read(), file.description) == ("statistics.png", picture.png, picture.alt)


def test_rows_bear_the_numbers_that_bars_have_in_the_picture() -> None:
    picture = replace(PICTURE, numbered=frozenset({m.CountedBy.SECTION}))
    reply = m.Statistics("t", (m.Tally("By section", (("端侧", 3), ("云", 1)), m.CountedBy.SECTION),))
    assert "#1 端侧 **3** · #2 云 **1**" in text_of(render(reply, replace(SETTING, picture=picture)))


def test_an_unsafe_link_is_never_a_button() -> None:
    card = SAMPLES["card"]
    assert isinstance(card, m.EntryCard)
    assert "javascript" not in repr(render(replace(card, links=HOSTILE.links), SETTING).blocks)


def test_what_is_the_readers_own_is_marked_private() -> None:
    drawing = render(SAMPLES["card"], SETTING)
    private = [b for b in drawing.blocks if isinstance(b, Text) and b.mark is Mark.PRIVATE]
    assert "for the reading group" in private[0].content
    kept = {button.label for button in buttons(drawing) if button.mark is not Mark.PRIVATE}
    assert "Take off the shelf" not in kept
    assert "Share" not in kept


def test_share_is_offered_only_where_it_may_be() -> None:
    labels = {button.label for button in buttons(render(SAMPLES["card"], replace(SETTING, shareable=False)))}
    assert "Share" not in labels


def test_payloads_are_held_against_discords_description_where_it_is() -> None:
    require_description()
    assert problems_with([{"type": 17, "components": [{"type": 10}]}])


def test_drawing_needs_no_event_loop_and_no_client() -> None:
    assert isinstance(view_of(render(SAMPLES["card"], SETTING)), discord.ui.LayoutView)


def buttons(drawing: Drawing) -> list[Button]:
    rows = [button for block in drawing.blocks if isinstance(block, Row) for button in block.buttons]
    return rows + [block.button for block in drawing.blocks if isinstance(block, Section)]


def menus(drawing: Drawing) -> list[Menu]:
    return [block for block in drawing.blocks if isinstance(block, Menu)]


def pressed(button: Button) -> Press:
    press = decode_press(button.custom_id)
    assert press
    return press


def text_of(drawing: Drawing) -> str:
    return "\n".join(block.content for block in drawing.blocks if isinstance(block, Text | Section))
