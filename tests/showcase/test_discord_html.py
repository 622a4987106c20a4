"""A drawn message says what the payload says, whatever is in it, and the README's pictures are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from bot.frontends.discord.controls import view_of
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.pictures.stats import picture_of
from bot.replies import model as m
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW, hostile, replies
from tests.servers.discord.message import components_of
from tests.showcase.discord_html import Shown, discord_page, draw
from tests.showcase.discord_markdown import Reader, markdown, told
from tests.showcase.reading import Seen, letters
from tests.showcase.scenes import SCENES, play
from tests.showcase.shooting import SCALE, find_browser, shoot
from tests.showcase.slack_scenes import SLACK_SCENES

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
READER = Reader(NOW, {7: "ada"})
FILTERS = (m.Choice("has: code", " has:code"),)
PIXEL = b"\x89PNG"


def components(reply: m.Reply) -> list[dict[str, Any]]:
    setting = Setting(NOW, "/search memory", FILTERS, shareable=True, picture=picture_of(reply))
    drawn: list[dict[str, Any]] = view_of(render(reply, setting)).to_components()
    return drawn


def media(drawn: list[dict[str, Any]]) -> dict[str, bytes]:
    return {item["media"]["url"]: PIXEL for each in components_of(drawn) for item in each.get("items", [])}


def shown(drawn: list[dict[str, Any]]) -> Seen:
    return Seen(draw(drawn, READER, media(drawn)))


def said(drawn: list[dict[str, Any]]) -> Iterator[str]:
    """Yield every text of a payload that somebody sees, without what is markup and without times and targets."""
    for part in components_of(drawn):
        yield from (item["description"] for item in part.get("items", []))
        yield part.get("label") or part.get("placeholder") or ""
        content = re.sub(r"<t:-?\d+:[a-zA-Z]>", "", part.get("content", ""))
        content = re.sub(r"^```[a-z]+$", "", content, flags=re.MULTILINE)
        yield re.sub(r"\]\(<https?://[^>]*>\)", "]", content)


def assert_says_all(reply: m.Reply) -> None:
    drawn = components(reply)
    seen = letters("".join(shown(drawn).words))
    for text in said(drawn):
        for run in re.split(r"\W+", text):
            assert letters(run) in seen, run


@given(replies(hostile))
@settings(max_examples=80, deadline=None)
def test_whatever_a_payload_says_is_in_the_drawing(reply: m.Reply) -> None:
    assert_says_all(reply)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_drawn_with_all_its_texts(name: str) -> None:
    assert_says_all(SAMPLES[name])


@given(replies(hostile))
@settings(max_examples=60, deadline=None)
def test_nothing_that_others_wrote_becomes_an_element(reply: m.Reply) -> None:
    page = Seen(draw(drawn := components(reply), READER, media(drawn)))
    known = {
        "div",
        "span",
        "p",
        "a",
        "b",
        "h1",
        "h2",
        "h3",
        "strong",
        "em",
        "u",
        "s",
        "code",
        "pre",
        "br",
        "img",
        "small",
    }
    assert page.tags <= known
    assert page.attributes <= {"class", "style", "src", "alt"}


def test_every_type_of_component_that_the_bot_sends_is_drawn() -> None:
    """Also as one of its kind: a drawer that shows nothing would be noticed."""
    kinds: dict[int, dict[str, Any]] = {}
    for reply in SAMPLES.values():
        for part in components_of(components(reply)):
            kinds.setdefault(part["type"], part)
    assert set(kinds) == {1, 2, 3, 9, 10, 12, 13, 17}
    for part in kinds.values():
        seen = shown([part])
        assert "".join(seen.words).strip() or seen.tags & {"img"}


def test_a_component_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw([{"type": 99}], READER, {})


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("**a __b__ c**", "<p><strong>a <u>b</u> c</strong></p>"),
        (r"1\. \*not\* <b>", "<p>1. *not* &lt;b&gt;</p>"),
        ("### Title", "<h3>Title</h3>"),
        ("-# small", '<p class="small">small</p>'),
        ("- one\n  more\nout", '<p class="item deep0">one</p><p class="more deep0">more</p><p>out</p>'),
        ("- one\n  - two", '<p class="item deep0">one</p><p class="item deep1">two</p>'),
        ("`a*b*`", "<p><code>a*b*</code></p>"),
        ("```\n1 < 2\n**x**\n```", "<pre>1 &lt; 2\n**x**</pre>"),
        ("[pa\\]per](<https://a.example/b>)", "<p><a>pa]per</a></p>"),
        ("<https://a.example>", "<p><a>https://a.example</a></p>"),
        ("~~no~~ *yes* _so_ snake_case_name", "<p><s>no</s> <em>yes</em> <em>so</em> snake_case_name</p>"),
        ("<@7> and <@8>", '<p><span class="mention">@ada</span> and <span class="mention">@someone</span></p>'),
        ("**open", "<p>**open</p>"),
    ],
)
def test_markdown_is_drawn_as_discord_draws_it(content: str, html: str) -> None:
    assert markdown(content, READER) == f'<div class="markdown">{html}</div>'


@pytest.mark.parametrize(
    ("ago", "style", "words"),
    [
        (timedelta(days=20), "R", "3 weeks ago"),
        (timedelta(hours=-2), "R", "in 2 hours"),
        (timedelta(0), "f", "22 November 2026 12:00"),
        (timedelta(0), "F", "Sunday, 22 November 2026 12:00"),
        (timedelta(0), "D", "22 November 2026"),
        (timedelta(0), "t", "12:00"),
    ],
)
def test_times_are_told_as_a_reader_sees_them(ago: timedelta, style: str, words: str) -> None:
    at: datetime = NOW - ago
    assert told(at, style, NOW) == words
    assert words in markdown(f"<t:{int(at.timestamp())}:{style}>", READER)


async def test_the_scenes_play_and_are_drawn() -> None:
    played = await play()
    assert list(played) == [scene.name for scene in SCENES]
    for name, scene in played.items():
        page = discord_page(scene, READER)
        assert scene.asked in "".join(Seen(page).words), name
        assert "://" not in re.sub(r">[^<]*<", "><", page), "the page would load something"
    assert "Read “memry” as “memory”." in discord_page(played["discord-search"], READER)


def test_a_page_is_shot_cut_to_the_message(tmp_path: Path) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no headless browser is installed")
    from PIL import Image

    target = tmp_path / "shot.png"
    message = Shown("bot", "ada", "/x", "now", components(SAMPLES["done"]))
    shoot(discord_page(message, READER), target, browser)
    with Image.open(target) as picture:
        image = picture.convert("RGB")
    assert image.width == 690 * SCALE
    assert 150 * SCALE < image.height < 300 * SCALE
    assert image.getpixel((2, image.height - 2)) == (26, 26, 30)


def test_the_readme_shows_every_picture_with_words_for_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    referred = re.findall(r"!\[[^\]]{40,}\]\(docs/pictures/([\w-]+\.png)\)", readme)
    scenes = {f"{scene.name}.png" for scene in (*SCENES, *SLACK_SCENES)}
    assert set(referred) == {path.name for path in PICTURES.iterdir()} == scenes


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.name)
def test_pictures_are_small(path: Path) -> None:
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size < 150_000
