"""What the terminal draws is what plain text says, in attributes, colours and links."""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.frontends.terminal.look import Look
from bot.frontends.terminal.render import draw, render
from bot.replies.layout import lay_out
from bot.replies.model import Reply
from bot.replies.plain import to_plain
from bot.replies.spans import Layout, Role, Span
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW, hostile, replies

_SGR = re.compile("\x1b\\[[0-9;]*m")
_LINK = re.compile("\x1b\\]8;(?:id=[0-9]+)?;([!-~]*)\x1b\\\\")


@given(replies(hostile), st.none() | st.integers(20, 120), st.booleans(), st.booleans())
@settings(max_examples=80, deadline=None)
def test_what_is_drawn_says_what_plain_text_says(reply: Reply, width: int | None, coloured: bool, links: bool) -> None:
    """Take attributes, colours and links away, and the very same text is left."""
    drawn = render(reply, Look(styled=True, coloured=coloured, links=links, width=width), NOW)
    assert _LINK.sub("", _SGR.sub("", drawn)) == to_plain(lay_out(reply, now=NOW, width=width, full_urls=not links))


@given(replies(hostile), st.none() | st.integers(20, 120))
@settings(max_examples=30, deadline=None)
def test_without_styles_nothing_but_the_plain_text_is_drawn(reply: Reply, width: int | None) -> None:
    assert render(reply, Look(width=width), NOW) == to_plain(lay_out(reply, now=NOW, width=width))


@given(replies(hostile), st.integers(20, 120))
@settings(max_examples=60, deadline=None)
def test_no_reply_can_smuggle_in_a_sequence_of_its_own(reply: Reply, width: int) -> None:
    """Every escape is one of ours, and every link that is opened is closed on the same line."""
    for line in render(reply, Look(styled=True, coloured=True, links=True, width=width), NOW).split("\n"):
        urls = _LINK.findall(line)
        assert urls[1::2] == [""] * (len(urls) // 2)
        assert len(urls) % 2 == 0
        assert "\x1b" not in _LINK.sub("", _SGR.sub("", line))


def test_without_colour_attributes_stay_but_no_colour_is_sent() -> None:
    drawn = "".join(render(reply, Look(styled=True), NOW) for reply in SAMPLES.values())
    sent = {code for sequence in _SGR.findall(drawn) for code in sequence[2:-1].split(";")}
    assert sent == {"0", "1", "2", "3", "4"}


def test_only_colours_that_show_on_light_and_dark_are_used() -> None:
    """Red and magenta; white, black, yellow, blue, cyan and green each pale on one ground or the other."""
    layout = Layout(tuple((Span("x", role),) for role in Role))
    drawn = draw(layout, Look(styled=True, coloured=True))
    sent = {code for sequence in _SGR.findall(drawn) for code in sequence[2:-1].split(";")}
    assert sent <= {"0", "1", "2", "3", "4", "31", "35"}


def test_a_link_leads_where_the_entry_says() -> None:
    drawn = render(SAMPLES["one entry"], Look(styled=True, links=True, width=60), NOW)
    assert _LINK.findall(drawn) == ["https://github.com/Tencent/ncnn", ""]
    assert "https" not in _LINK.sub("", drawn)


@pytest.mark.parametrize(("styled", "loaded"), [(False, False), (True, True)])
def test_plain_output_does_not_pay_for_rich(styled: bool, loaded: bool) -> None:
    code = (
        "import sys; from bot.frontends.terminal.look import Look; from bot.frontends.terminal.render import draw;"
        "from bot.replies.spans import Layout, Span;"
        f"draw(Layout(((Span('x'),),)), Look(styled={styled}));"
        "print('rich' in sys.modules, 'prompt_toolkit' in sys.modules, 'babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(loaded), "False", "False"]
