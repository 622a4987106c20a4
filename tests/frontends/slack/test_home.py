"""The home tab holds whatever it is given, within a view's limits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.frontends.slack.home import draw_home
from bot.frontends.slack.setting import Setting
from bot.replies import model as m
from tests.frontends.slack.checking import assert_view_within_limits, parts
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW, hostile, replies

SETTING = Setting(NOW)


def test_each_part_is_there_with_its_buttons() -> None:
    orders = m.Facts(
        "1 subscription",
        (m.FactGroup("k7wd", (("when", "weekly"), ("next", NOW)), (m.Choice("Pause", "/digest pause k7wd"),)),),
    )
    view = draw_home([SAMPLES["empty"], orders, SAMPLES["changes"]], SETTING)
    assert_view_within_limits(view)
    assert view["type"] == "home"
    buttons = [part["text"]["text"] for part in parts(view["blocks"]) if part.get("type") == "button"]
    assert buttons == ["Search the list", "Browse", "Pause", "Earlier"]
    headings = [part["text"]["text"] for part in parts(view["blocks"]) if part.get("type") == "header"]
    assert headings == ["Your shelf", "1 subscription", "What changed"]


def test_long_parts_share_the_tab_and_say_what_is_left_out() -> None:
    group = m.FactGroup("k7wd", (("when", "weekly"),), (m.Choice("Pause", "/digest pause k7wd"),))
    view = draw_home([m.Facts("50 subscriptions", (group,) * 50)] * 3, SETTING)
    assert_view_within_limits(view)
    assert str(view).count("There is more") == 3


@settings(max_examples=60, deadline=None)
@given(st.lists(replies(hostile), max_size=25))
def test_any_parts_are_within_limits(many: list[m.Reply]) -> None:
    assert_view_within_limits(draw_home(many, SETTING))
