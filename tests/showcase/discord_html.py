"""Draw a message as Discord shows it: its components to HTML.  Pure; a component that it does not know is an error."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.showcase.discord_markdown import Reader, markdown
from tests.showcase.html import author, page, tag, text

Json = dict[str, Any]

STYLE = (Path(__file__).parent / "discord.css").read_text("utf-8")
_BUTTONS = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary"}


@dataclass(frozen=True)
class Shown:
    """A message in its place: who asked what (nobody, where it was posted unasked), who answered, and who sees it.

    `media` are the pictures that it shows, by their address.
    """

    author: str
    asker: str
    asked: str
    time: str
    components: list[Json]
    private: bool = False
    media: Mapping[str, bytes] = field(default_factory=dict)


def discord_page(shown: Shown, reader: Reader, theme: str = "dark") -> str:
    """Return the page that shows one message; themes are `dark` and `light`."""
    asked = tag(
        "div",
        tag("span", class_="hook"),
        tag("span", text(shown.asker[:1].upper()), class_="face small-face"),
        tag("b", text(shown.asker)),
        " used ",
        tag("span", text(shown.asked), class_="command"),
        class_="asked",
    )
    asked = asked if shown.asked else ""
    name = author(shown.author, shown.time)
    only = tag("div", tag("span", class_="eye"), "Only you can see this · ", tag("a", "Dismiss message"), class_="only")
    body = tag("div", name, draw(shown.components, reader, shown.media), only if shown.private else "", class_="body")
    face = tag("span", text("a"), class_="face")
    message = tag("div", asked, face, body, class_="message private" if shown.private else "message")
    return page(f"{shown.author}: {shown.asked}", STYLE, message, theme=theme)


def draw(components: Iterable[Json], reader: Reader, media: Mapping[str, bytes]) -> str:
    """Return the HTML of components.  Raises `KeyError` for a type that is not drawn here."""
    return "".join(_DRAWERS[each["type"]](each, reader, media) for each in components)


def _container(part: Json, reader: Reader, media: Mapping[str, bytes]) -> str:
    accent = part.get("accent_color")
    colour = None if accent is None else f"border-left-color:#{accent:06x}"
    return tag("div", draw(part["components"], reader, media), class_="container", style=colour)


def _row(part: Json, reader: Reader, media: Mapping[str, bytes]) -> str:
    return tag("div", draw(part["components"], reader, media), class_="row")


def _button(part: Json, _reader: Reader, _media: Mapping[str, bytes]) -> str:
    leads_out = tag("span", class_="out") if part.get("url") else ""
    off = " off" if part.get("disabled") else ""
    return tag("span", text(part["label"]), leads_out, class_=f"button {_BUTTONS[part['style']]}{off}")


def _select(part: Json, _reader: Reader, _media: Mapping[str, bytes]) -> str:
    return tag("span", text(part.get("placeholder") or "Make a selection"), tag("span", class_="down"), class_="select")


def _section(part: Json, reader: Reader, media: Mapping[str, bytes]) -> str:
    words = tag("div", draw(part["components"], reader, media), class_="words")
    return tag("div", words, draw([part["accessory"]], reader, media), class_="section")


def _text(part: Json, reader: Reader, _media: Mapping[str, bytes]) -> str:
    return markdown(part["content"], reader)


def _gallery(part: Json, _reader: Reader, media: Mapping[str, bytes]) -> str:
    return tag("div", *(_picture(item, media) for item in part["items"]), class_="gallery")


def _picture(item: Json, media: Mapping[str, bytes]) -> str:
    data = base64.b64encode(media[item["media"]["url"]]).decode()
    return tag("img", src=f"data:image/png;base64,{data}", alt=item.get("description") or "")


def _file(part: Json, _reader: Reader, _media: Mapping[str, bytes]) -> str:
    name = part.get("name") or part["file"]["url"].rpartition("/")[2]
    size = f"{part['size']:,} bytes" if "size" in part else ""
    return tag("div", tag("span", class_="sheet"), tag("a", text(name)), tag("small", size), class_="file")


def _separator(part: Json, _reader: Reader, _media: Mapping[str, bytes]) -> str:
    wide = " wide" if part.get("spacing") == 2 else ""
    return tag("div", class_=f"separator{wide}{'' if part.get('divider', True) else ' blank'}")


_DRAWERS = {
    1: _row,
    2: _button,
    3: _select,
    9: _section,
    10: _text,
    12: _gallery,
    13: _file,
    14: _separator,
    17: _container,
}
