"""People are named by their platform, and where that cannot be as somebody; never by their key."""

from __future__ import annotations

import pytest

from bot.frontends.discord.drawing import Drawing
from bot.frontends.discord.render import render as discord
from bot.frontends.discord.setting import Setting as DiscordSetting
from bot.frontends.slack.render import render as slack
from bot.frontends.slack.setting import Setting as SlackSetting
from bot.replies import model as m
from bot.replies.layout import lay_out
from bot.replies.machine import as_json
from bot.replies.plain import to_plain
from tests.replies.strategies import NOW


def text_of(drawing: Drawing) -> str:
    return str(drawing.blocks)


def _facts(person: str, after: str = ": thanks") -> m.Facts:
    return m.Facts("POET", (m.FactGroup("History", (("day", m.Named("approved by ", person, after)),)),))


def test_discord_names_its_own_people_and_pings_nobody_that_a_text_names() -> None:
    assert "approved by <@42>: thanks" in text_of(discord(_facts("discord:42"), DiscordSetting(NOW)))
    drawn = text_of(discord(_facts("slack:T1.U1", " <@43>"), DiscordSetting(NOW)))
    assert "approved by somebody on Slack" in drawn
    assert "<@43>" not in drawn


@pytest.mark.parametrize("key", ["discord:42> <@43", "discord:@everyone", "discord:", "discord:٤٢"])
def test_a_key_that_is_no_id_is_no_mention(key: str) -> None:
    assert "<@" not in text_of(discord(_facts(key), DiscordSetting(NOW)))


def test_slack_names_the_people_of_the_workspace_that_reads() -> None:
    here = repr(slack(_facts("slack:T1.U1"), SlackSetting(NOW, team="T1")).blocks)
    assert "approved by <@U1>: thanks" in here
    for key, team in (("slack:T1.U1", "T2"), ("slack:T1.U1", ""), ("slack:T1.U1> <!channel", "T1"), ("slack:.U1", "")):
        assert "<@" not in repr(slack(_facts(key, " <@U2>"), SlackSetting(NOW, team=team)).blocks)
    assert "somebody on Discord" in repr(slack(_facts("discord:42"), SlackSetting(NOW, team="T1")).blocks)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("discord:42", "somebody on Discord"),
        ("operator", "an operator"),
        ("terminal:local", "an operator"),
        ("x", "somebody"),
    ],
)
def test_plain_text_says_where_somebody_is_and_machines_get_the_key(key: str, said: str) -> None:
    assert f"approved by {said}: thanks" in to_plain(lay_out(_facts(key), now=NOW))
    groups = as_json("suggestions show", _facts(key), 1.0)["groups"]
    assert f"approved by {key}: thanks" in str(groups)
