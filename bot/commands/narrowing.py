"""What a search may be narrowed down by: choices that front-ends offer beside its answer."""

from __future__ import annotations

from bot.commands.model import Command, ParamKind
from bot.replies.model import Choice


def filters_of(command: Command, asked: str) -> tuple[Choice, ...]:
    """Return the choices that may be added to a query, but for those of filters that it has already."""
    return tuple(
        Choice(f"{param.name}: {choice}", f" {param.name}:{choice}")
        for param in command.params
        if param.facet and param.kind is ParamKind.CHOICE and f"{param.name}:" not in asked
        for choice in param.choices
    )
