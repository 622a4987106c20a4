"""A command's form asks for its parameters, and nothing that Slack does not know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.table import COMMANDS
from bot.domain.destinations import Destination
from bot.domain.subscriptions import Style, Subscription
from bot.frontends.slack.controls import completed_param, form_command
from bot.frontends.slack.forms import completed, form_of, inputs_of, missing, wishes_of
from bot.services.subscribing import with_options
from tests.frontends.slack.checking import assert_view_within_limits
from tests.replies.strategies import hostile


def inputs(view: Any) -> dict[str, Any]:
    return {block["block_id"]: block for block in view["blocks"]}


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if inputs_of(command)])
def test_every_command_with_parameters_has_a_form(name: str) -> None:
    view = form_of(COMMANDS[name], {})
    assert_view_within_limits(view)
    assert form_command(view["callback_id"]) == name  # type: ignore[arg-type]
    assert {param.name for param in inputs_of(COMMANDS[name])} <= set(inputs(view))


@given(st.dictionaries(st.sampled_from(["words", "section", "year", "kind", "entry", "when", "max"]), hostile))
def test_whatever_is_filled_in_already_is_within_limits(given_values: dict[str, str]) -> None:
    for name in ("search", "digest edit"):
        assert_view_within_limits(form_of(COMMANDS[name], given_values))


def test_the_search_form_completes_entries_sections_and_venues() -> None:
    form = inputs(form_of(COMMANDS["search"], {}))
    asked = {
        name: completed_param(block["element"]["action_id"])
        for name, block in form.items()
        if block["element"]["type"] == "external_select"
    }
    assert asked == {
        "entry": ("show", "entry"),
        "author": ("search", "author"),
        "venue": ("search", "venue"),
        "section": ("search", "section"),
        "like": ("search", "like"),
        "unlike": ("search", "unlike"),
    }
    assert all(block["optional"] for block in form.values())
    assert [option["value"] for option in form["kind"]["element"]["options"]] == ["paper", "project", "resource"]


def test_a_search_needs_words_or_a_filter_or_an_entry() -> None:
    search = COMMANDS["search"]
    assert set(missing(search, {})) == {"words"}
    assert not missing(search, {"venue": "MobiSys"})
    assert completed(search, {"venue": "MobiSys"}) == ("search", {"venue": "MobiSys"})
    assert completed(search, {"entry": "poet", "words": "x"}) == ("show", {"entry": "poet"})
    assert set(missing(COMMANDS["show"], {})) == {"entry"}


def test_the_settings_of_a_subscription_open_as_they_are_and_sent_back_change_nothing() -> None:
    at = datetime(2026, 11, 16, tzinfo=UTC)
    where = Destination("slack", "T1", "C1")
    order = Subscription("k7wd", where, "slack:T1:U1", at, "weekly mon 09:00", "Europe/Berlin", 0, at, at)
    order = with_options(order, {"filter": "has:code; npu", "style": "compact", "max": "5", "empty": "line"}, ["edge"])
    wishes = wishes_of(order)
    form = inputs(form_of(COMMANDS["digest edit"], wishes))
    assert form["when"]["element"]["initial_value"] == "weekly mon 09:00"
    assert form["style"]["element"]["initial_option"]["value"] == Style.COMPACT.value
    assert form["zone"]["element"]["initial_option"]["value"] == "Europe/Berlin"
    assert not {"tags", "crosspost", "channel", "mention", "page"} & set(form)
    assert with_options(order, wishes, ["edge"]) == order
