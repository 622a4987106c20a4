"""Write a call as the line that a person would type for it: the inverse of `bot.commands.words`.

Buttons hold lines, and what was filled into typed options has to become one.
"""

from __future__ import annotations

import re

from bot.commands.model import Call, Command, Param, ParamKind


def write_line(command: Command, call: Call) -> str:
    """Return the line that reads as *call*, without its page; filters are written into the query."""
    given = [(param, _flat(call.text(param.name))) for param in command.params if param.name != "page"]
    given = [(param, value) for param, value in given if value]
    bare = [value for param, value in given if not param.facet and not param.named_only]
    facets = [f"{param.name}:{_quoted(value)}" for param, value in given if param.facet]
    named = [(param, value) for param, value in given if param.named_only]
    last = len(named) - 1
    written = [_named(param, value, last=at == last) for at, (param, value) in enumerate(named)]
    return " ".join([f"/{command.name}", *bare, *facets, *written])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _quoted(value: str) -> str:
    return f'"{_without_quotes(value)}"' if " " in value else value


def _without_quotes(value: str) -> str:
    return re.sub('["“”]', "", value)


def _named(param: Param, value: str, *, last: bool) -> str:
    """Write a named parameter; a text at the end of its line stands there as it is, one before others in quotes."""
    if param.kind is not ParamKind.TEXT:
        return f"{param.name}:{_quoted(value)}"
    return f"{param.name}: {value}" if last else f'{param.name}:"{_without_quotes(value)}"'
