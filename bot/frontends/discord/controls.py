"""Buttons and menus: from drawings to discord.py's views, and from a press back to what was asked.

Every control is a `DynamicItem`: all that it needs is in its id, or on its message, so it works after any
restart.  What a press means is decided by `presses`; who answers it is the `Answerer` that the client carries.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

import discord
from discord import ui

from bot.frontends.discord.drawing import (
    Attachment,
    Block,
    Button,
    Drawing,
    Gallery,
    Mark,
    Menu,
    Option,
    Row,
    Section,
    Style,
    Text,
)
from bot.frontends.discord.pad import read_notes
from bot.replies.presses import ANY_BUTTON, ANY_MENU, Press, decode_press, decode_words

Interaction: TypeAlias = discord.Interaction[discord.Client]
_STYLES = {style: discord.ButtonStyle[style.value] for style in Style}
_Item: TypeAlias = ui.Item[ui.LayoutView]


class Pressed(Protocol):
    """Answers presses; the client of these controls is one."""

    async def on_press(self, interaction: Interaction, press: Press | None, picked: str | None) -> None:
        """Answer a press; None is one that cannot be read any more, *picked* the value of a menu's option."""
        ...


class AnswerButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=ANY_BUTTON):
    """A button whose id says what it does."""

    @classmethod
    async def from_custom_id(  # noqa: D102 - discord.py's own
        cls, interaction: discord.Interaction[discord.Client], item: ui.Item[ui.LayoutView], match: re.Match[str], /
    ) -> AnswerButton:
        del interaction, match
        assert isinstance(item, ui.Button)  # noqa: S101 - the template is a button's
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:  # noqa: D102 - discord.py's own
        await _client(interaction).on_press(interaction, decode_press(self.custom_id), None)


class AnswerMenu(ui.DynamicItem[ui.Select[ui.LayoutView]], template=ANY_MENU):
    """A menu whose id says what its options go on from."""

    @classmethod
    async def from_custom_id(  # noqa: D102 - discord.py's own
        cls, interaction: discord.Interaction[discord.Client], item: ui.Item[ui.LayoutView], match: re.Match[str], /
    ) -> AnswerMenu:
        del interaction, match
        assert isinstance(item, ui.Select)  # noqa: S101 - the template is a menu's
        return cls(item)

    async def callback(self, interaction: Interaction) -> None:  # noqa: D102 - discord.py's own
        picked = next(iter(self.item.values), None)
        await _client(interaction).on_press(interaction, decode_press(self.custom_id), picked)


def asked_by(interaction: Interaction, press: Press, picked: str | None) -> str | None:
    """Return the line that a press asks for; None where the note that it was on is gone."""
    notes = notes_on(interaction.message)
    option = decode_words(picked) if picked is not None else None
    parts = [press.words.whole(notes), option.whole(notes) if option else ""]
    return None if None in parts else "".join(filter(None, parts))


def view_of(drawing: Drawing) -> ui.LayoutView:
    """Turn a drawing into what discord.py sends.  Nothing of it is kept in memory afterwards."""
    marks = {mark: iter(range(mark.value, mark.value + 1000)) for mark in Mark if mark}
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=drawing.accent)
    for block in drawing.blocks:
        container.add_item(_item(block, marks))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def files_of(drawing: Drawing) -> list[discord.File]:
    """Return the files that go with a drawing."""
    return [file for file in map(_file, drawing.blocks) if file]


def drawing_on(message: discord.Message) -> Drawing:
    """Read a message of ours back as a drawing, without what is marked as its reader's own."""
    for part in message.components:
        if isinstance(part, discord.Container):
            accent = part.accent_colour.value if part.accent_colour else 0
            return Drawing(accent, tuple(filter(None, map(_block, part.children))))
    return Drawing(0, ())


def notes_on(message: discord.Message | None) -> Mapping[int, str]:
    """Read the notes on a message: the commands that no id had room for."""
    return read_notes("\n".join(texts_on(message, Mark.NOTES)))


def texts_on(message: discord.Message | None, mark: Mark) -> list[str]:
    """Return the texts on a message that bear a mark."""
    parts = [part for top in message.components for part in _within(top)] if message else []
    return [part.content for part in parts if isinstance(part, discord.TextDisplay) and _mark(part.id) is mark]


def _within(part: discord.Component) -> Sequence[discord.Component]:
    return part.children if isinstance(part, discord.Container) else (part,)


def _client(interaction: Interaction) -> Pressed:
    client: object = interaction.client
    return client  # type: ignore[return-value]  # only our client registers these items


def _item(block: Block, marks: Mapping[Mark, Iterator[int]]) -> _Item:
    match block:
        case Text():
            return ui.TextDisplay(block.content, id=_id(block.mark, marks))
        case Section():
            return ui.Section(block.content, accessory=_button(block.button, marks))
        case Row():
            return ui.ActionRow(*(_button(button, marks) for button in block.buttons))
        case Menu():
            options = [
                discord.SelectOption(label=each.label, value=each.value, description=each.description or None)
                for each in block.options
            ]
            select: ui.Select[ui.LayoutView] = ui.Select(
                custom_id=block.custom_id, placeholder=block.placeholder, options=options
            )
            return ui.ActionRow(AnswerMenu(select))  # type: ignore[arg-type]  # typed for the older views only
        case Attachment():
            return ui.File(f"attachment://{block.filename}")
        case Gallery():
            shown = discord.MediaGalleryItem(f"attachment://{block.picture.filename}", description=block.picture.alt)
            return ui.MediaGallery(shown)


def _file(block: Block) -> discord.File | None:
    match block:
        case Attachment():
            return discord.File(io.BytesIO(block.text.encode("utf-8", "replace")), block.filename)
        case Gallery():
            picture = block.picture
            return discord.File(io.BytesIO(picture.png), picture.filename, description=picture.alt)
        case _:
            return None


def _button(button: Button, marks: Mapping[Mark, Iterator[int]]) -> _Item:
    if button.url:
        return ui.Button(label=button.label, url=button.url)
    item: ui.Button[ui.LayoutView] = ui.Button(
        label=button.label,
        custom_id=button.custom_id,
        style=_STYLES[button.style],
        id=_id(button.mark, marks),
    )
    return AnswerButton(item)  # type: ignore[return-value]  # typed for the older views only


def _id(mark: Mark, marks: Mapping[Mark, Iterator[int]]) -> int | None:
    return next(marks[mark]) if mark else None


def _mark(component_id: int | None) -> Mark:
    kinds = [mark for mark in Mark if mark <= (component_id or 0) < mark + 1000]
    return kinds[0] if kinds else Mark.PLAIN


def _block(part: discord.Component) -> Block | None:
    match part:
        case discord.TextDisplay():
            mark = _mark(part.id)
            return None if mark is Mark.PRIVATE else Text(part.content, mark)
        case discord.SectionComponent():
            texts = [child.content for child in part.children if isinstance(child, discord.TextDisplay)]
            button = _read_button(part.accessory)
            return Section("\n".join(texts), button) if button else Text("\n".join(texts))
        case discord.ActionRow():
            return _read_row(part)
        case _:
            return None


def _read_row(row: discord.ActionRow) -> Block | None:
    for child in row.children:
        if isinstance(child, discord.SelectMenu):
            return _read_menu(child)
    buttons = tuple(filter(None, map(_read_button, row.children)))
    return Row(buttons) if buttons else None


def _read_menu(menu: discord.SelectMenu) -> Menu:
    options = tuple(Option(each.label, each.value, each.description or "") for each in menu.options)
    return Menu(menu.custom_id, menu.placeholder or "", options)


def _read_button(part: discord.Component) -> Button | None:
    if not isinstance(part, discord.Button) or _mark(part.id) is Mark.PRIVATE:
        return None
    style = Style(part.style.name) if part.style.name in set(Style) else Style.SECONDARY
    return Button(part.label or "", part.custom_id or "", part.url or "", style)
