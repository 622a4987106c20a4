"""Read a typed line into a call: `/save poet note: for Thursday`, `/export section:inference ris`.

Knows only the table; whether an entry or a section exists is for the handlers to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz import process

from bot.commands.model import Call, Command, Param, ParamKind, Person
from bot.errors import UsageError
from bot.i18n import gettext as _
from bot.replies.forms import LONGEST_VALUE
from bot.replies.harmless import harmless, harmless_lines
from bot.replies.typed import typed

MAX_LINE = 2_000
"""Characters of a line that are read; nobody types more, and a platform sends no more."""

_CLOSE = 75  # of 100: what is less alike was meant otherwise
_WORD = re.compile(r'(?:[^\s"“”]|["“][^"“”]*["”])+|["“”]')
_COMMAND = re.compile(r"/\s*([^\s/]*)\s*(.*)", re.DOTALL)


class UnknownField(UsageError):
    """Say that a form has a field that its command does not know."""

    code = "old_form"


class UnknownCommand(UsageError):
    """Say that there is no such command; `nearest` is the closest that there is, if any is close."""

    code = "unknown_command"

    def __init__(self, sentence: str, nearest: str | None) -> None:
        super().__init__(sentence)
        self.nearest = nearest


def read_line(line: str, person: Person, table: Mapping[str, Command], filled: Mapping[str, str] | None = None) -> Call:
    """Read one line.  Words without a slash are a search, but for the bare name `help`.

    *filled* are parameters that were filled into a form which completes the line; they win, and may be empty.
    Raises `UnknownCommand` and, for a parameter that is missing or unknown, `UsageError`.
    """
    text = " ".join(line[:MAX_LINE].split())
    if not text.startswith("/"):
        return Call("help", person) if text.casefold() == "help" else _call(table["search"], text, person, filled)
    matched = _COMMAND.fullmatch(text)
    name, rest = split_command(f"{matched[1]} {matched[2]}", table) if matched else ("", "")
    if not name:
        return Call("help", person)
    if name not in table:
        if is_group(name, table):
            return Call("help", person, {"command": name})
        raise unknown_command(name, table)
    return _call(table[name], rest, person, filled)


def split_command(text: str, table: Mapping[str, Command]) -> tuple[str, str]:
    """Split what follows the slash into a command's name, of two words where it is one of a group, and the rest.

    The name need not be one of the table; that of a group alone comes back as it is.
    """
    first, _space, rest = text.strip().partition(" ")
    name = first.casefold()
    second, _space, others = rest.strip().partition(" ")
    if second and is_group(name, table):
        return f"{name} {second.casefold()}", others.strip()
    return name, rest.strip()


def is_group(name: str, table: Mapping[str, Command]) -> bool:
    """Say whether commands of two words begin with this one."""
    return any(each.startswith(f"{name} ") for each in table)


def unknown_command(name: str, table: Mapping[str, Command]) -> UnknownCommand:
    """Say that there is no command of this name, and which is nearest."""
    unknown = typed(f"/{name[:40]}")
    nearest = process.extractOne(name, list(table), score_cutoff=_CLOSE)
    if nearest:
        meant = typed(f"/{nearest[0]}")
        sentence = _("There is no command {command}. Did you mean {nearest}?", command=unknown, nearest=meant)
        return UnknownCommand(sentence, nearest[0])
    sentence = _("There is no command {command}. {help} lists them all.", command=unknown, help=typed("/help"))
    return UnknownCommand(sentence, None)


def old_control() -> str:
    """Say that a button or a menu cannot be read any more."""
    return _("This button is from an older version of the bot. Ask again, and use the new one.")


def old_form() -> str:
    """Say that a form is not one of this version."""
    return _("This form is from an older version of the bot. Ask again, and fill in the new one.")


def _call(command: Command, rest: str, person: Person, filled: Mapping[str, str] | None) -> Call:
    words = _WORD.findall(rest)
    arguments = _take_named(command, words)
    _take_positional(command, words, arguments)
    if filled is not None:
        return Call(command.name, person, arguments | _checked(command, filled))
    missing = next((p for p in command.params if p.required and not arguments.get(p.name)), None)
    if missing:
        raise UsageError(
            _(
                "{command} needs {param} ({help}), for example: {example}",
                command=typed(f"/{command.name}"),
                param=missing.name,
                help=_(missing.help),
                example=typed(command.examples[0]),
            )
        )
    return Call(command.name, person, arguments)


def _checked(command: Command, filled: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled in, harmless and of bounded length; only texts keep their lines.

    Nothing that is missing is refused: whoever made the form says so by field, and keeps the rest.
    """
    params = {name: command.param(name) for name in filled}
    if None in params.values():
        raise UnknownField(old_form())
    return {
        name: "\n".join(harmless_lines(filled[name][:LONGEST_VALUE])).strip()
        if param and param.kind is ParamKind.TEXT
        else harmless(filled[name], LONGEST_VALUE).strip()
        for name, param in params.items()
    }


def _take_named(command: Command, words: list[str]) -> dict[str, str]:
    """Take `name:value` words out of *words*; a named text such as `note:` takes the rest of the line.

    But one in quotation marks ends with them where the next word is named, too.  Hours may be `10pm to 7am`.
    """
    taken: dict[str, str] = {}
    at = 0
    while at < len(words):
        name, colon, value = words[at].partition(":")
        param = command.param(name.casefold())
        if not colon or param is None or param.facet:
            at += 1
        elif param.kind is ParamKind.HOURS and [word.casefold() for word in words[at + 1 : at + 2]] == ["to"]:
            taken[param.name] = " ".join([value, *words[at + 1 : at + 3]])
            del words[at : at + 3]
        elif param.kind is ParamKind.TEXT and not (_is_quoted(value) and _ends_at(command, words[at + 1 :])):
            taken[param.name] = unquoted(" ".join([value, *words[at + 1 :]]).strip())
            del words[at:]
        else:
            taken[param.name] = unquoted(value)
            del words[at]
    return taken


def _is_quoted(value: str) -> bool:
    return len(value) >= 2 and value[0] in '"“' and value[-1] in '"”'


def _ends_at(command: Command, words: list[str]) -> bool:
    """Say whether the line ends here, or goes on with another named parameter."""
    name, colon, _value = words[0].partition(":") if words else ("", ":", "")
    return not words or (bool(colon) and command.param(name.casefold()) is not None)


def _take_positional(command: Command, words: list[str], arguments: dict[str, str]) -> None:
    open_params = [p for p in command.params if not p.facet and not p.named_only and p.name not in arguments]
    _take_trailing_choice(open_params, words, arguments)
    for param in open_params:
        if param.name in arguments or not words:
            continue
        if param.rest:
            text = " ".join(words)
            arguments[param.name] = text if param.kind is ParamKind.QUERY else unquoted(text)
            words.clear()
        else:
            arguments[param.name] = unquoted(words.pop(0))


def _take_trailing_choice(params: list[Param], words: list[str], arguments: dict[str, str]) -> None:
    """Let the last word be a choice: `/export llm on npu bibtex`."""
    last = params[-1] if params else None
    if last and last.kind is ParamKind.CHOICE and words and words[-1].casefold() in last.choices:
        arguments[last.name] = words.pop().casefold()


def unquoted(text: str) -> str:
    """Take one pair of enclosing quotation marks away."""
    if len(text) >= 2 and text[0] in '"“' and text[-1] in '"”' and not re.search('["“”]', text[1:-1]):
        return text[1:-1].strip()
    return text
