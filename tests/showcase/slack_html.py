"""Draw a message as Slack shows it: its blocks to HTML.  Pure; a block that it does not know is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.showcase.html import author, page, tag, text
from tests.showcase.slack_mrkdwn import SlackReader, mrkdwn

Json = Mapping[str, Any]

STYLE = (Path(__file__).parent / "slack.css").read_text("utf-8")


@dataclass(frozen=True)
class SlackShown:
    """A message in its place: who wrote it, in answer to what, and who sees it."""

    author: str
    time: str
    blocks: tuple[Json, ...]
    asked: str = ""
    private: bool = False


def slack_page(shown: SlackShown, reader: SlackReader, theme: str = "dark") -> str:
    """Return the page that shows one message; themes are `dark` and `light`."""
    only = tag("div", tag("span", class_="eye"), "Only visible to you", class_="only")
    name = author(shown.author, shown.time)
    asked = tag("div", text(shown.asked), class_="asked") if shown.asked else ""
    body = tag("div", name, asked, draw(shown.blocks, reader), class_="body")
    inside = [only if shown.private else "", tag("span", text("a"), class_="face"), body]
    message = tag("div", *inside, class_="message private" if shown.private else "message")
    return page(f"{shown.author}: {shown.asked}", STYLE, message, theme=theme)


def draw(blocks: Iterable[Json], reader: SlackReader) -> str:
    """Return the HTML of blocks.  Raises `KeyError` for a type that is not drawn here."""
    return "".join(_BLOCKS[each["type"]](each, reader) for each in blocks)


def _header(block: Json, _reader: SlackReader) -> str:
    return tag("h3", text(block["text"]["text"]))


def _section(block: Json, reader: SlackReader) -> str:
    columns = tag("div", *(tag("div", _text(each, reader)) for each in block.get("fields", [])), class_="fields")
    words = tag("div", _text(block["text"], reader) if "text" in block else columns, class_="words")
    beside = _element(block["accessory"]) if "accessory" in block else ""
    return tag("div", words, beside, class_="section")


def _context(block: Json, reader: SlackReader) -> str:
    return tag("div", *(tag("div", _text(each, reader)) for each in block["elements"]), class_="context")


def _actions(block: Json, _reader: SlackReader) -> str:
    return tag("div", *map(_element, block["elements"]), class_="actions")


def _rich(block: Json, _reader: SlackReader) -> str:
    lines = [part["text"] for each in block["elements"] for part in each["elements"]]
    return tag("pre", text("".join(lines)))


def _divider(_block: Json, _reader: SlackReader) -> str:
    return tag("hr")


def _text(part: Json, reader: SlackReader) -> str:
    return mrkdwn(part["text"], reader) if part["type"] == "mrkdwn" else tag("p", text(part["text"]))


def _element(part: Json) -> str:
    if part["type"] == "button":
        return tag("span", text(part["text"]["text"]), class_=f"button {part.get('style', '')}".strip())
    return tag("span", text(part["placeholder"]["text"]), tag("span", class_="down"), class_="select")


_BLOCKS = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "rich_text": _rich,
    "divider": _divider,
}
