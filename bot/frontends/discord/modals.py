"""Modals: from a form's drawing to what discord.py sends, and from what was filled in back to its values.

discord.py forgets the modals that it sent when it is restarted, and keeps those that nobody sends back; so it is not
told to wait for ours.  What was filled in is read off the interaction itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import discord
from discord import ui

from bot.frontends.discord.controls import Interaction, texts_on
from bot.frontends.discord.drawing import Mark
from bot.frontends.discord.forms import OTHER, FormDrawing, Input, Part, Picker
from bot.frontends.discord.pad import read_values


class _Modal(ui.Modal):
    """A modal that discord.py sends and does not keep."""

    def is_finished(self) -> bool:
        return True


def modal_of(drawing: FormDrawing) -> ui.Modal:
    """Turn a form's drawing into what discord.py sends."""
    modal = _Modal(title=drawing.title, custom_id=drawing.custom_id)
    if drawing.notices:
        modal.add_item(ui.TextDisplay(drawing.notices))
    for part in drawing.parts:
        modal.add_item(ui.Label(text=part.label, description=part.description or None, component=_component(part)))
    return modal


def filled_in(interaction: Interaction) -> tuple[str, Mapping[str, str]]:
    """Return a modal's id, and what was filled in by the names of its fields.

    What was typed beside a menu wins over what was chosen from it.
    """
    data: object = interaction.data
    sent = data if isinstance(data, dict) else {}
    custom_id = sent.get("custom_id")
    told = dict(_values(sent.get("components")))
    values = {name: value for name, value in told.items() if not name.endswith(OTHER)}
    others = {name.removesuffix(OTHER): value for name, value in told.items() if name.endswith(OTHER) and value.strip()}
    return custom_id if isinstance(custom_id, str) else "", values | others


def typed_before(message: discord.Message | None) -> Mapping[str, str]:
    """Return what a message about a form keeps of what was filled in."""
    return read_values("\n".join(texts_on(message, Mark.VALUES)))


def stands_for_form(interaction: Interaction) -> bool:
    """Say whether what comes of a form may take the place of the message that it was opened from.

    That is one which only the person sees, and which says no more than that the form is ready, or what is wrong in it.
    """
    message = interaction.message
    return bool(message and message.flags.ephemeral and texts_on(message, Mark.FORM))


def _component(part: Part) -> ui.Item[ui.Modal]:
    match part:
        case Input():
            return ui.TextInput(
                custom_id=part.name,
                style=discord.TextStyle.paragraph if part.tall else discord.TextStyle.short,
                default=part.value or None,
                required=part.required,
                max_length=part.longest,
            )
        case Picker():
            options = [
                discord.SelectOption(label=each.label, value=each.value, default=each.value == part.value)
                for each in part.options
            ]
            return ui.Select(
                custom_id=part.name, options=options, required=part.required, min_values=1 if part.required else 0
            )


def _values(components: object) -> Iterator[tuple[str, str]]:
    """Read each field, wherever it stands; what cannot be read is left out."""
    for each in components if isinstance(components, list) else ():
        if not isinstance(each, dict):
            continue
        yield from _values(each.get("components"))
        yield from _values([each.get("component")])
        name, value, chosen = each.get("custom_id"), each.get("value"), each.get("values")
        if isinstance(name, str) and isinstance(value, str):
            yield name, value
        elif isinstance(name, str) and isinstance(chosen, list):
            yield name, _first(chosen)


def _first(chosen: Iterable[object]) -> str:
    value = next(iter(chosen), "")
    return value if isinstance(value, str) else ""
