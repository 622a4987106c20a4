"""A list that means no good, read, compared, composed, kept and drawn on each platform: its digest is harmless."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.domain.reading import read_list
from bot.domain.subscriptions import NewsKind, Style
from bot.frontends.discord import render as discord
from bot.frontends.discord.drawing import Text
from bot.frontends.discord.setting import Setting as DiscordSetting
from bot.frontends.slack import render as slack
from bot.frontends.slack.setting import Setting as SlackSetting
from bot.frontends.terminal.look import Look
from bot.frontends.terminal.render import render as on_terminal
from bot.ports import RevisionText
from bot.replies.model import DigestPost, Reply
from bot.replies.payload import from_payload, to_payload
from bot.replies.splitting import Fits, split
from bot.services.digest_words import Occasion, post_digest
from bot.services.replaying import Past, digest_then, replay
from tests.domain.digesting.made import subscription
from tests.frontends.discord.test_render import assert_within_limits
from tests.frontends.slack.checking import assert_message_within_limits
from tests.services.sources import NO_VENUES

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = START + timedelta(days=7)
HEAD = "# Awesome @everyone <!channel> \u202egnihT\n\n## Papers\n\n"
TITLES = (
    "@everyone Read This at Once",
    "<!channel> <@U123> <@&123> <#C1> Pings",
    "Right to Left \u202etxet\u202c and \u2066isolates\u2069",
    "Escapes \x1b[2J\x1b]8;;https://evil.example\x07 Here",
    "Marks **bold** __u__ `code` ||spoiler|| ~~gone~~ # heading",
    "A [bold]markup[/bold] of Rich and <b>HTML</b> &amp; more",
    "Long " + "very " * 1_000 + "Long",
    "Zal" + "\u0301" * 300 + "go on Devices",
    "-# small\u2028line\u2029breaks",
    "端侧：模型 🚀👩\u200d💻 and \ufffd",
)
LISTED = HEAD + "- A First Work that Was There. by Ann Ode et al.\n"


def _item(number: int, title: str) -> str:
    link = "javascript:alert(1)" if number % 2 else f"https://example.org/{number}?q=<@everyone>"
    return f"- {title}. by Eve `@here` <!here> et al., ICML 2026 [[paper]({link})]\n"


async def _revisions() -> AsyncIterator[RevisionText]:
    items = "".join(_item(number, title) for number, title in enumerate(TITLES))
    moved = LISTED.replace("## Papers", "## Papers @everyone\u202e <!channel>")
    for number, text in enumerate((LISTED, LISTED + items, moved + items)):
        yield RevisionText(f"{number:040x}", START + number * timedelta(days=1), "Eve", "README.md", text)


@pytest.fixture(scope="module")
def past() -> Past:
    return asyncio.run(replay({"main": _revisions()}, read=partial(read_list, venues=NO_VENUES), venues=NO_VENUES))


@pytest.fixture(params=[(Style.FULL, 1), (Style.FULL, 100), (Style.COMPACT, 100)], ids=str)
def post(past: Past, request: pytest.FixtureRequest) -> DigestPost:
    """Compose the digest of it all, and read back what the outbox keeps of it."""
    style, most = request.param
    order = subscription(kinds=frozenset(NewsKind), style=style, most=most)
    digest = digest_then(past, order, since=START, at=LATER, wanted=lambda _query, _entry: True)
    assert len(digest.groups) >= 1
    occasion = Occasion("d1", START, LATER, dict(past.titles), lambda ref: f"/show {ref.id}", "/digest show d1")
    reply = from_payload(to_payload(post_digest(digest, order, occasion)))
    assert isinstance(reply, DigestPost)
    assert (reply.more is not None) == (most == 1)
    return reply


def parts(post: DigestPost, fits: Fits) -> Sequence[DigestPost]:
    """Split the digest for a platform, which takes nothing from it."""
    found = split(post, fits)
    told = [entry.line.ref for part in found for group in part.groups for entry in group.entries]
    assert told == [entry.line.ref for group in post.groups for entry in group.entries]
    return found


def test_on_discord(post: DigestPost) -> None:
    setting = DiscordSetting(LATER)

    def fits(reply: Reply) -> bool:
        return discord.fits_whole(reply, setting)

    for part in parts(post, fits):
        drawing = discord.render(part, setting)
        assert_within_limits(drawing)
        for block in (each for each in drawing.blocks if isinstance(each, Text)):
            text = re.sub(r"\]\(<https://[^\s<>()]+>\)", "", block.content)  # where links lead mentions nobody
            assert not re.search(r"@(everyone|here)", text)
            assert not re.search(r"(?<!\\)<[@#!]", text)
            assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\x1b\x07]|javascript:", text)


def test_on_slack(post: DigestPost) -> None:
    setting = SlackSetting(LATER)

    def fits(reply: Reply) -> bool:
        return slack.fits_whole(reply, setting)

    for part in parts(post, fits):
        message = slack.render(part, setting)
        assert_message_within_limits(message)  # and no mention is in it
        assert "javascript:" not in str(message.blocks)


@pytest.mark.parametrize("look", [Look(), Look(styled=True, coloured=True, links=True, width=60)], ids=["pipe", "tty"])
def test_on_the_terminal(post: DigestPost, look: Look) -> None:
    text = on_terminal(post, look, LATER)
    ours = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^;]*;(https://(example\.org|evil\.example)[^\x1b]*)?\x1b\\", "", text)
    assert "\n\n  " not in ours
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\u2028]|javascript:", ours)
