"""What happened is divided into pages of which each is shown whole, and none of which hides anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.pages import MOST_DAYS, change_pages
from bot.frontends.discord.drawing import Section, Text
from bot.frontends.discord.markup import escaped
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.replies.model import ChangeDay, ChangeLog
from tests.replies.strategies import hostile

FIRST = date(2026, 3, 15)
NOTICE = "12,345 fresh changes have not settled yet and are told later."
COMMAND = "/recent last month sections page:1234"

sentences = (
    hostile
    | st.builds(
        lambda bit, size: bit * size, st.sampled_from(["x", "*", "端", "🚀", "_ ", "@", ". "]), st.integers(1, 700)
    )
    | st.just("Sage gained code (https://github.com/lab/sage).")
).map(lambda text: text or "-")


@st.composite
def days(draw: st.DrawFn) -> list[ChangeDay]:
    """Return days with at least one sentence each, the newest first."""
    each = draw(st.lists(st.lists(sentences, min_size=1, max_size=12), min_size=1, max_size=10))
    return [ChangeDay(FIRST - timedelta(days=n), tuple(texts)) for n, texts in enumerate(each)]


def told(some: list[ChangeDay] | tuple[ChangeDay, ...]) -> list[tuple[date, str]]:
    return [(each.day, text) for each in some for text in each.sentences]


@given(days())
def test_every_sentence_is_on_one_page_in_order(all_days: list[ChangeDay]) -> None:
    pages = change_pages(all_days)
    assert [item for page in pages for item in told(page)] == told(all_days)
    for page in pages:
        assert 0 < len(page) <= MOST_DAYS
        assert all(each.sentences for each in page)
        assert len({each.day for each in page}) == len(page)


@settings(max_examples=50)
@given(days())
def test_discord_shows_every_page_whole(all_days: list[ChangeDay]) -> None:
    setting = Setting(datetime(2026, 3, 15, tzinfo=UTC), COMMAND, shareable=True)
    for page in change_pages(all_days):
        drawing = render(ChangeLog("What has changed", page, (NOTICE,), COMMAND, COMMAND), setting)
        text = "\n".join(block.content for block in drawing.blocks if isinstance(block, Text | Section))
        assert "more line" not in text
        for _day, sentence in told(page):
            assert f"- {escaped(sentence, 600)}" in text


def test_a_long_day_goes_on_on_the_next_page_under_its_name() -> None:
    day = ChangeDay(FIRST, tuple(f"Work {n} gained code." for n in range(200)))
    pages = change_pages([day, ChangeDay(FIRST - timedelta(days=1), ("Another.",))])
    assert len(pages) > 1
    assert {each.day for page in pages[:-1] for each in page} == {FIRST}
    assert [each.day for each in pages[-1]] == [FIRST, FIRST - timedelta(days=1)]


def test_nothing_is_one_empty_page() -> None:
    assert change_pages([]) == ((),)
