"""What has to hold of everything that is sent to Slack, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.frontends.slack import blocks as b
from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.mrkdwn import unescaped
from bot.frontends.slack.pad import LINKED, PRESSED
from bot.replies.presses import decode_press

_TOKEN = re.compile(r"<([^<>]*)>")
_DATE = re.compile(r"!date\^-?\d+\^[^|^]+\|[^|]+")
_LINK = re.compile(r"https?://[^|\s]+(\|[^|]+)?")


def parts(part: object) -> Iterator[Mapping[str, Any]]:
    """Yield every object within blocks, from the outside in."""
    if isinstance(part, Mapping):
        yield part
        for each in part.values():
            yield from parts(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from parts(each)


def assert_message_within_limits(message: SlackMessage) -> None:
    assert 1 <= len(message.blocks) <= 50
    assert b.characters_in(message.blocks) <= 12_000
    assert 0 < len(message.text) <= 4_000
    assert_harmless(message.text)
    assert not re.search("[<>]", message.text)
    assert_blocks_within_limits(message.blocks)


def assert_blocks_within_limits(blocks: Sequence[Mapping[str, Any]]) -> None:
    for block in blocks:
        assert _BLOCKS[block["type"]](block), block
        parsed = Block.parse(dict(block))
        assert parsed is not None, block
        assert _normal(parsed.to_dict()) == _normal(block)
    ids = [part["action_id"] for part in parts(blocks) if "action_id" in part]
    assert len(ids) == len(set(ids))
    for part in parts(blocks):
        _assert_part_within_limits(part)


def _assert_part_within_limits(part: Mapping[str, Any]) -> None:
    match part.get("type"):
        case "button":
            assert len(part["text"]["text"]) <= 75
            assert len(part.get("accessibility_label", "")) <= 75
            assert ("url" in part) != ("value" in part)
            assert len(part.get("url", "")) <= 3_000
            assert (LINKED if "url" in part else PRESSED).fullmatch(part["action_id"])
            assert "url" in part or (len(part["value"]) <= 2_000 and decode_press(part["value"]))
        case "static_select":
            assert 1 <= len(part["options"]) <= 100
            assert len(part["placeholder"]["text"]) <= 150
            values = [each["value"] for each in part["options"]]
            assert len(values) == len(set(values))
            assert all(
                0 < len(each["text"]["text"]) <= 75 and 0 < len(each["value"]) <= 150 for each in part["options"]
            )
        case "mrkdwn":
            assert 0 < len(part["text"]) <= 3_000
            assert part["verbatim"] is True
            assert_harmless(part["text"])
        case "plain_text":
            assert 0 < len(part["text"]) <= 3_000
            assert part["emoji"] is False
    assert len(part.get("action_id", "")) <= 255


def assert_harmless(text: str) -> None:
    """Nothing in mrkdwn acts but dates and links to the web: nobody is mentioned, and no word becomes a picture."""
    for token in _TOKEN.findall(text):
        assert _DATE.fullmatch(token) or _LINK.fullmatch(token), token
    outside = _TOKEN.sub(" ", text)
    assert "<" not in outside
    assert ">" not in outside
    assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    assert not re.search(r"@\w", outside)
    assert not re.search(r":[\w+'-]+:", outside)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


def said(message: SlackMessage) -> str:
    """Return all that a message says or leads to, commands and URLs included, as it was before escaping."""
    found: list[str] = [file.content.decode("utf-8", "replace") for file in message.files]
    for part in parts(message.blocks):
        found += [str(part[key]) for key in ("text", "url", "alt_text") if isinstance(part.get(key), str)]
        press = decode_press(part.get("value", "")) if isinstance(part.get("value"), str) else None
        found += [press.words.text] if press else []
    return unescaped("\n".join(found))


def commands(message: SlackMessage) -> list[str]:
    """Return the commands that a message's buttons and menus hold, in order."""
    pressed = (decode_press(part["value"]) for part in parts(message.blocks) if isinstance(part.get("value"), str))
    return [press.words.text for press in pressed if press]


def labels(message: SlackMessage) -> list[str]:
    """Return what a message's buttons are called."""
    return [part["text"]["text"] for part in parts(message.blocks) if part.get("type") == "button"]


def _normal(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {key: _normal(each) for key, each in part.items()}
    return [_normal(each) for each in part] if isinstance(part, list | tuple) else part


_BLOCKS: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "header": lambda block: len(block["text"]["text"]) <= 150,
    "section": lambda block: (
        ("text" in block) != ("fields" in block)
        and 1 <= len(block.get("fields", "x")) <= 10
        and all(len(each["text"]) <= 2_000 for each in block.get("fields", []))
    ),
    "context": lambda block: 1 <= len(block["elements"]) <= 10,
    "actions": lambda block: 1 <= len(block["elements"]) <= 25,
    "rich_text": lambda block: block["elements"],
    "divider": lambda block: block == {"type": "divider"},
    "input": lambda block: 0 < len(block["label"]["text"]) <= 2_000 and 0 < len(block["block_id"]) <= 255,
}


def assert_view_within_limits(view: Mapping[str, Any]) -> None:
    assert 1 <= len(view["blocks"]) <= 100
    for name in ("title", "submit", "close"):
        assert len(view.get(name, {}).get("text", "")) <= 24
    assert len(view.get("callback_id", "")) <= 255
    assert len(view.get("private_metadata", "")) <= 3_000
    assert_blocks_within_limits(view["blocks"])
    modelled = View(**{key: each for key, each in view.items() if key != "blocks"}, blocks=list(view["blocks"]))
    assert _normal(modelled.to_dict()) == _normal(view)
    blocks = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(blocks) == len(set(blocks))
