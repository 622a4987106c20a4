"""Write a call as the line that a person would type for it: the inverse of `bot.commands.words`.

Buttons hold lines, and what was filled into typed options has to become one.
"""

from __future__ import annotations

from bot.commands.model import Call, Command, Param, ParamKind


def write_line(command: Command, call: Call) -> str:
    """Return the line that reads as *call*, without its page; filters are written into the query."""
    given = [(param, _flat(call.text(param.name))) for param in command.params if param.name != "page"]
    given = [(param, value) for param, value in given if value]
    bare = [value for param, value in given if not param.facet and not param.named_only]
    facets = [f"{param.name}:{_quoted(value)}" for param, value in given if param.facet]
    named = [(param, value) for param, value in given if param.named_only]
    return " ".join([f"/{command.name}", *bare, *facets, *(_named(param, value) for param, value in named)])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _quoted(value: str) -> str:
    return f'"{value.replace(chr(34), "")}"' if " " in value else value


def _named(param: Param, value: str) -> str:
    """Write a named parameter; a text takes the rest of its line as it is."""
    return f"{param.name}: {value}" if param.kind is ParamKind.TEXT else f"{param.name}:{_quoted(value)}"
