"""How a digest is posted on Slack: to be opened by anybody, in the reader's own days, and whole where it says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.subscriptions import Style
from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.render import fits_whole, render
from bot.frontends.slack.setting import Setting
from bot.replies import model as m
from bot.replies.presses import Action, decode_press
from tests.frontends.slack.checking import assert_message_within_limits, commands, labels, parts
from tests.replies.samples import DIGEST
from tests.replies.strategies import NOW

SETTING = Setting(NOW)


def texts(message: SlackMessage) -> list[str]:
    return [part["text"] for part in parts(message.blocks) if part.get("type") == "mrkdwn"]


def menus(message: SlackMessage) -> list[Any]:
    return [part for part in parts(message.blocks) if part.get("type") == "static_select"]


def test_a_full_digest_says_who_where_and_when_under_titles_that_are_links() -> None:
    message = render(DIGEST, SETTING)
    assert message.blocks[0]["text"]["text"] == "4 new on Awesome On-device AI"  # type: ignore[index]
    when, first, *_others = texts(message)
    assert when == (
        "<!date^1794816000^{date_short}|Nov 16, 2026> – <!date^1795420800^{date_short}|Nov 23, 2026>"
        " · 4 new · 1 gained code"
    )
    assert first.split("\n")[:3] == [
        "*1. Learning on Devices / 1.1 Memory Efficient Learning*",
        "• *<https://proceedings.mlr.press/v162/patil22b/patil22b.pdf|POET: Training Neural Networks on Tiny Devices"
        " with Integrated Rematerialization and Paging>*",
        "\u2003Patil et al. · ICML 2022 · <https://github.com/ShishirPatil/poet|code>",
    ]


def test_a_compact_digest_is_titles_as_links() -> None:
    _when, first, *_others = texts(render(replace(DIGEST, style=Style.COMPACT), SETTING))
    assert first.split("\n")[2] == "• <https://arxiv.org/pdf/2206.15472.pdf|On-Device Training Under 256KB Memory>"
    assert len(first.split("\n")) == 3


def test_whoever_reads_it_can_open_any_work_and_see_the_rest() -> None:
    message = render(DIGEST, SETTING)
    (menu,) = menus(message)
    presses = [decode_press(option["value"]) for option in menu["options"]]
    assert all(press and press.action is Action.OPEN for press in presses)
    works = [each.line.command for group in DIGEST.groups for each in group.entries]
    assert commands(message) == [*works, "/digest show k3f2a7"]
    assert labels(message) == ["and 12 more"]


def test_a_quiet_digest_is_one_small_line() -> None:
    quiet = replace(DIGEST, title="Nothing new on Garden", quiet=True, groups=(), sentences=(), more=None)
    (block,) = render(quiet, SETTING).blocks
    assert block["type"] == "context"
    assert "Nothing new on Garden" in str(block)


def test_more_works_than_a_menu_holds_get_a_second_one() -> None:
    (entry, *_others) = DIGEST.groups[0].entries
    many = tuple(
        m.DigestEntry(replace(entry.line, title=f"{number}", command=f"/show {number}", links=()))
        for number in range(140)
    )
    message = render(replace(DIGEST, style=Style.COMPACT, groups=(m.DigestGroup("All", many),)), SETTING)
    assert_message_within_limits(message)
    assert [len(menu["options"]) for menu in menus(message)] == [100, 40]


def test_a_digest_that_would_lose_a_line_does_not_fit() -> None:
    assert fits_whole(DIGEST, SETTING)
    large = replace(DIGEST, groups=DIGEST.groups * 12)
    assert not fits_whole(large, SETTING)
    assert_message_within_limits(render(large, SETTING))
