"""A message as data: what it is made of, and what that costs of Discord's limits.

Pure and without discord.py: `render` makes drawings, `controls` turns them into what is sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, TypeAlias

from bot.pictures.stats import Picture
from bot.replies.clipping import units

if TYPE_CHECKING:
    from bot.frontends.discord.forms import FormDrawing

MOST_COMPONENTS = 40
"""Of these, an answer that can be shared gives its *Share* button back for who shared it."""

MOST_CHARACTERS = 3_900
"""A hundred fewer than Discord takes: who shared an answer is added to it later."""

MOST_OPTIONS = 25
LONGEST_OPTION = 100
LONGEST_LABEL = 38
"""Characters of a button's label: as many as Discord advises; it would take 80."""


class Mark(IntEnum):
    """What a part is, where that matters later: the first component id (Discord's own field) of its kind."""

    PLAIN = 0
    PRIVATE = 700_000
    FORM = 800_000
    VALUES = 850_000
    NOTES = 900_000


class Style(StrEnum):
    """How a button looks, by Discord's names."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SUCCESS = "success"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown.  What is marked private is left out when the answer is shared."""

    content: str
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Button:
    """A button: with an id that says what it does, or with a URL that it opens."""

    label: str
    custom_id: str = ""
    url: str = ""
    style: Style = Style.SECONDARY
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Section:
    """Text with one button at its right."""

    content: str
    button: Button


@dataclass(frozen=True, slots=True)
class Row:
    """One to five buttons side by side."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    label: str
    value: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu from which one of up to 25 options is picked."""

    custom_id: str
    placeholder: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, shown where it stands."""

    filename: str
    text: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """A picture, uploaded with the message and shown where it stands."""

    picture: Picture


Block: TypeAlias = Text | Section | Row | Menu | Attachment | Gallery


@dataclass(frozen=True, slots=True)
class Drawing:
    """One message: blocks from top to bottom beside a line in an accent colour (0xRRGGBB).

    `form` is opened instead of it, where Discord still takes a form for an answer.
    """

    accent: int
    blocks: tuple[Block, ...]
    form: FormDrawing | None = None


def fits(blocks: Sequence[Block]) -> bool:
    """Tell whether blocks, in their container, are within Discord's limits."""
    return components_in(blocks) <= MOST_COMPONENTS and characters_in(blocks) <= MOST_CHARACTERS


def components_in(blocks: Sequence[Block]) -> int:
    """Count components as Discord does: each part, and the container around them."""
    return 1 + sum(_cost(block) for block in blocks)


def characters_in(blocks: Sequence[Block]) -> int:
    """Count the characters that are displayed, as UTF-16 units: never fewer than Discord counts."""
    return sum(units(block.content) for block in blocks if isinstance(block, Text | Section))


def _cost(block: Block) -> int:
    match block:
        case Section():
            return 3
        case Row():
            return 1 + len(block.buttons)
        case Menu():
            return 2
        case _:
            return 1
