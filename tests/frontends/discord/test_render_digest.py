"""How a digest is posted on Discord: harmless, within the limits, to be opened by anybody, in the reader's own days."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings

from bot.domain.subscriptions import Style
from bot.frontends.discord.drawing import Drawing, Menu, Row, Text
from bot.frontends.discord.render import fits_whole, render
from bot.frontends.discord.setting import Setting
from bot.replies import model as m
from bot.replies.presses import decode_press, decode_words
from tests.replies.samples import DIGEST
from tests.replies.strategies import NOW, hostile, replies_by_type

SETTING = Setting(NOW)


def texts(drawing: Drawing) -> list[str]:
    return [block.content for block in drawing.blocks if isinstance(block, Text)]


def test_a_full_digest_says_who_where_and_when_under_titles_that_are_links() -> None:
    head, first, *_others = texts(render(DIGEST, SETTING))
    assert head == ("### 4 new on Awesome On-device AI\n-# <t:1794816000:D> – <t:1795420800:D> · 4 new · 1 gained code")
    assert first.split("\n")[1:3] == [
        "- **[POET: Training Neural Networks on Tiny Devices with Integrated Rematerialization and Paging]"
        "(<https://proceedings.mlr.press/v162/patil22b/patil22b.pdf>)**",
        "  Patil et al. · ICML 2022 · [code](<https://github.com/ShishirPatil/poet>)",
    ]


def test_a_compact_digest_is_titles_as_links() -> None:
    _head, first, *_others = texts(render(replace(DIGEST, style=Style.COMPACT), SETTING))
    assert first.split("\n")[2] == "- [On-Device Training Under 256KB Memory](<https://arxiv.org/pdf/2206.15472.pdf>)"
    assert len(first.split("\n")) == 3


def test_whoever_reads_it_can_open_any_work_and_see_the_rest() -> None:
    """In a channel everybody sees the post; what it opens is shown to whoever pressed alone, as the empty id says."""
    blocks = render(DIGEST, SETTING).blocks
    (menu,) = (block for block in blocks if isinstance(block, Menu))
    opened = [decode_words(option.value) for option in menu.options]
    assert [words.whole({}) for words in opened if words] == [
        each.line.command for group in DIGEST.groups for each in group.entries
    ]
    pressed = decode_press(menu.custom_id)
    assert pressed is not None
    assert pressed.words.whole({}) == ""
    (row,) = (block for block in blocks if isinstance(block, Row))
    (button,) = row.buttons
    more = decode_press(button.custom_id)
    assert more is not None
    assert (button.label, more.words.text) == ("and 12 more", "/digest show k3f2a7")


def test_a_quiet_digest_is_one_small_line() -> None:
    quiet = replace(DIGEST, title="Nothing new on Garden", quiet=True, groups=(), sentences=(), more=None)
    assert texts(render(quiet, SETTING)) == ["-# Nothing new on Garden · <t:1794816000:D> – <t:1795420800:D>"]
    assert len(render(quiet, SETTING).blocks) == 1


def test_more_works_than_a_menu_holds_get_a_second_one() -> None:
    (entry, *_others) = DIGEST.groups[0].entries
    many = tuple(
        m.DigestEntry(replace(entry.line, title=f"{number}", command=f"/show {number}")) for number in range(40)
    )
    drawing = render(replace(DIGEST, style=Style.COMPACT, groups=(m.DigestGroup("All", many),)), SETTING)
    menus = [block for block in drawing.blocks if isinstance(block, Menu)]
    assert [len(menu.options) for menu in menus] == [25, 15]


def test_a_digest_that_would_lose_a_line_does_not_fit() -> None:
    assert fits_whole(DIGEST, SETTING)
    assert not fits_whole(replace(DIGEST, groups=DIGEST.groups * 4), SETTING)


@settings(max_examples=100, deadline=None)
@given(replies_by_type(hostile)[m.DigestPost])
def test_nobody_is_mentioned_and_no_marks_are_forged(reply: m.Reply) -> None:
    for text in texts(render(reply, SETTING)):
        assert "@everyone" not in text
        assert "@here" not in text
        assert not re.search(r"(?<!\\)<[@#]", text)
        assert "[bold]" not in text
