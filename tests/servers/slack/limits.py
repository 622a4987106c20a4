"""What Slack takes: required fields and sizes of messages, blocks, views and answers.  Returns what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.servers.slack.world import Json

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
BLOCK_TEXT = 13_200
"""Characters of all blocks of a message; observed, not documented."""
MESSAGE_TEXT = 40_000

TEXT_LIMITS = {
    "section": 3000, "header": 150, "markdown": 12_000, "button": 75, "option": 75, "context": 2000, "label": 2000,
    "placeholder": 150, "hint": 2000, "title": 24, "submit": 24, "close": 24, "field": 2000, "video": 200,
}  # fmt: skip
_ELEMENTS = {"actions": 25, "context": 10}
_BLOCK_TYPES = {
    "section", "header", "divider", "context", "actions", "image", "input", "markdown", "rich_text", "table", "file",
    "video",
}  # fmt: skip


def message_problems(arguments: Json) -> Iterator[str]:
    """Yield what Slack would refuse in a message, or what would make one that nobody can read."""
    text, blocks = arguments.get("text"), arguments.get("blocks") or []
    if not text:
        yield "a message without text: notifications and screen readers have nothing"
    elif len(text) > MESSAGE_TEXT:
        yield f"text of {len(text)} characters"
    if len(blocks) > MESSAGE_BLOCKS:
        yield f"{len(blocks)} blocks"
    if (total := sum(_lengths(blocks))) > BLOCK_TEXT:
        yield f"msg_blocks_too_long: {total} characters in blocks"
    yield from _blocks_problems(blocks)


def view_problems(view: Json) -> Iterator[str]:
    """Yield what Slack would refuse in a modal or a home tab."""
    kind = view.get("type")
    if kind not in ("modal", "home"):
        yield f"a view of type {kind!r}"
    blocks = view.get("blocks")
    if not isinstance(blocks, list):
        yield "a view without blocks"
        return
    if len(blocks) > VIEW_BLOCKS:
        yield f"{len(blocks)} blocks in a view"
    if kind == "modal":
        yield from _text_problems(view.get("title"), "title", plain=True)
    for part in ("submit", "close"):
        if part in view:
            yield from _text_problems(view[part], part, plain=True)
    if kind == "modal" and any(block.get("type") == "input" for block in blocks) and "submit" not in view:
        yield "a modal with inputs and no submit"
    if len(view.get("private_metadata", "")) > 3000:
        yield "private_metadata is too long"
    if len(view.get("callback_id", "")) > 255:
        yield "callback_id is too long"
    yield from _blocks_problems(blocks)


def options_problems(answer: Json) -> Iterator[str]:
    """Yield what is wrong with an answer to an external select."""
    options = answer.get("options")
    if not isinstance(options, list):
        yield "no options"
        return
    if len(options) > 100:
        yield f"{len(options)} options"
    yield from _option_problems(options)


def _blocks_problems(blocks: list[Json]) -> Iterator[str]:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"
    for place, block in enumerate(blocks):
        for problem in _block_problems(block):
            yield f"block {place} ({block.get('type')}): {problem}"
    yield from _action_id_problems(blocks)


def _block_problems(block: Json) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _BLOCK_TYPES:
        yield f"unknown type {kind!r}"
    if len(block.get("block_id", "")) > 255:
        yield "block_id is too long"
    if kind in _PARTS:
        yield from _PARTS[kind](block)


def _section_problems(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "neither text nor fields"
    if "text" in block:
        yield from _text_problems(block["text"], "section")
    if len(block.get("fields", [])) > 10:
        yield "more than 10 fields"
    for each in block.get("fields", []):
        yield from _text_problems(each, "field")
    if "accessory" in block:
        yield from _element_problems(block["accessory"])


def _header_problems(block: Json) -> Iterator[str]:
    yield from _text_problems(block.get("text"), "header", plain=True)


def _markdown_problems(block: Json) -> Iterator[str]:
    if not 0 < len(block.get("text", "")) <= TEXT_LIMITS["markdown"]:
        yield f"{len(block.get('text', ''))} characters"


def _elements_problems(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 0 < len(elements) <= _ELEMENTS[block["type"]]:
        yield f"{len(elements)} elements"
    for each in elements:
        if each.get("type") in ("mrkdwn", "plain_text"):
            yield from _text_problems(each, "context")
        else:
            yield from _element_problems(each)


def _input_problems(block: Json) -> Iterator[str]:
    yield from _text_problems(block.get("label"), "label", plain=True)
    yield from _element_problems(block.get("element") or {})


def _image_problems(block: Json) -> Iterator[str]:
    if not block.get("alt_text"):
        yield "no alt_text"
    if "image_url" not in block and "slack_file" not in block:
        yield "no image"


_PARTS: dict[str, Callable[[Json], Iterator[str]]] = {
    "section": _section_problems,
    "header": _header_problems,
    "markdown": _markdown_problems,
    "actions": _elements_problems,
    "context": _elements_problems,
    "input": _input_problems,
    "image": _image_problems,
}


def _element_problems(element: Json) -> Iterator[str]:
    kind = element.get("type")
    if not 0 < len(element.get("action_id", "x")) <= 255:
        yield f"{kind}: action_id"
    if kind == "button":
        yield from _text_problems(element.get("text"), "button", plain=True)
        if len(element.get("value", "")) > 2000 or element.get("value") == "":
            yield "button: value"
        if len(element.get("url", "")) > 3000:
            yield "button: url"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"button: style {element['style']!r}"
        yield from _confirm_problems(element.get("confirm"))
    elif kind in ("static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"):
        most = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}.get(kind, 100)
        options = element.get(
            "options", [each for group in element.get("option_groups", []) for each in group["options"]]
        )
        if not 0 < len(options) <= most:
            yield f"{kind}: {len(options)} options"
        yield from _option_problems(options)
    elif kind is None:
        yield "an element without a type"
    if "placeholder" in element:
        yield from _text_problems(element["placeholder"], "placeholder", plain=True)


def _option_problems(options: list[Json]) -> Iterator[str]:
    values = [each.get("value", "") for each in options]
    if len(values) != len(set(values)):
        yield "an option's value twice"
    for each in options:
        yield from _text_problems(each.get("text"), "option")
        if not 0 < len(each.get("value", "")) <= 150:
            yield f"an option's value of {len(each.get('value', ''))} characters"
        if "description" in each:
            yield from _text_problems(each["description"], "option", plain=True)


def _confirm_problems(confirm: Json | None) -> Iterator[str]:
    if confirm:
        for part, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
            if not 0 < len(confirm.get(part, {}).get("text", "")) <= most:
                yield f"confirm: {part}"


def _text_problems(text: Json | None, where: str, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield f"{where}: no text object but {text!r}"[:200]
    elif not 0 < len(text.get("text", "")) <= TEXT_LIMITS[where]:
        yield f"{where}: {len(text.get('text', ''))} characters"


def _action_id_problems(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        ids = [
            each["action_id"] for each in block.get("elements", []) if isinstance(each, dict) and "action_id" in each
        ]
        if len(ids) != len(set(ids)):
            yield f"an action_id twice in one block: {ids}"


def _lengths(part: object) -> Iterator[int]:
    if isinstance(part, list):
        for each in part:
            yield from _lengths(each)
    elif isinstance(part, dict):
        for key, each in part.items():
            if key == "text" and isinstance(each, str):
                yield len(each)
            else:
                yield from _lengths(each)
