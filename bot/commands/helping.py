"""Help: every command in one overview by what it is for, and one command, or a group of them, explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.commands.desk import Desk
from bot.commands.model import GROUPS, Call, Command, Param
from bot.commands.words import is_group, unknown_command
from bot.i18n import N_, enumeration
from bot.i18n import gettext as _
from bot.replies.model import Choice, CommandSummary, HelpIndex, HelpPage, Reply
from bot.replies.typed import typed

_FIRST_EXAMPLES = (
    (N_("what is there on a topic"), "/search memory efficient training"),
    (N_("what is like a paper that you know"), "/similar poet"),
    (N_("what the list is made of"), "/browse"),
    (N_("something new to read"), "/recommend"),
    (N_("your shelf for your reference manager"), "/export saved bibtex"),
)
_MOST_EXAMPLES = 5

HEADINGS: Mapping[str, tuple[str, ...]] = {
    N_("Find"): ("search", "browse", "show", "similar", "approaches", "recent", "random", "stats", "lists"),
    N_("What to read next"): ("recommend", "rate", "interests", "refuse", "unrefuse"),
    N_("Keep"): ("save", "saved", "unsave", "reading", "export"),
    N_("Get news, and suggest"): ("digest", "suggest", "suggestions"),
    N_("About the bot"): ("help", "status", "about", "forget"),
}
"""Under what each command, or group of commands, stands in the overview; English originals."""


async def help_(desk: Desk, call: Call) -> Reply:
    """Explain one command, or list them all with a few examples."""
    name = call.text("command").lstrip("/").casefold()
    if is_group(name, desk.table):
        return _group_page(desk, name)
    if name and name not in desk.table:
        raise unknown_command(name, desk.table)
    if name:
        return _page(desk.table[name])
    return HelpIndex(
        _("Ask in plain words, or use a command."),
        tuple(_overview(desk.table)),
        tuple(Choice(_(label), example) for label, example in _FIRST_EXAMPLES),
        _(
            "{command} explains one command, {group} those of a group.",
            command=typed("/help search"),
            group=typed("/help digest"),
        ),
    )


def _overview(table: Mapping[str, Command]) -> Iterator[CommandSummary]:
    """Yield each command, and each group as one, under its heading; what has none comes last."""
    names = dict.fromkeys(name.partition(" ")[0] for name in table)
    placed = {name: heading for heading, under in HEADINGS.items() for name in under}
    last = list(HEADINGS)[-1]
    for heading, under in HEADINGS.items():
        others = [name for name in names if name not in placed] if heading == last else []
        for name in [*(name for name in under if name in names), *others]:
            if name in table:
                yield CommandSummary(table[name].usage, _(table[name].help), _(heading))
            if name in GROUPS:
                yield CommandSummary(f"/{name} …", _(GROUPS[name]), _(heading))


def _group_page(desk: Desk, group: str) -> HelpIndex:
    """List the commands of a group, with an example of each to start from."""
    commands = [command for name, command in desk.table.items() if name.startswith(f"{group} ")]
    return HelpIndex(
        _(GROUPS[group]) if group in GROUPS else typed(f"/{group}"),
        tuple(CommandSummary(command.usage, _(command.help)) for command in commands),
        tuple(Choice(_(command.help), command.examples[0]) for command in commands[:_MOST_EXAMPLES]),
        _("{command} explains one command.", command=typed(f"/help {commands[0].name}")),
    )


def _page(command: Command) -> HelpPage:
    parameters = tuple((_names(alike), _describe(alike[0])) for alike in command.alike() if not _is_page(alike[0]))
    examples = tuple(Choice(example, example) for example in command.examples)
    return HelpPage(command.usage, _(command.help), parameters, examples)


def _is_page(param: Param) -> bool:
    return param.name == "page"  # which nobody types: answers that have pages say how they are turned


def _names(alike: tuple[Param, ...]) -> str:
    names = [f"{each.name}:" if each.facet or each.named_only else each.name for each in alike]
    return names[0] if len(names) == 1 else f"{names[0]} … {names[-1]}"


def _describe(param: Param) -> str:
    if not param.choices:
        return _(param.help)
    return _("{help} ({choices})", help=_(param.help), choices=enumeration(param.choices))
