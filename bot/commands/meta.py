"""About the bot itself: lists, help, status, about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.desk import Desk
from bot.commands.model import GROUPS, Call, Command, ParamKind
from bot.commands.platforms import platform_groups
from bot.commands.words import is_group, unknown_command
from bot.domain.catalog import FollowedList
from bot.i18n import N_, enumeration, ngettext
from bot.i18n import gettext as _
from bot.replies.model import (
    Choice,
    CommandSummary,
    Fact,
    FactGroup,
    Facts,
    HelpIndex,
    HelpPage,
    Reply,
)
from bot.replies.typed import typed

_FIRST_EXAMPLES = (
    (N_("what is there on a topic"), "/search memory efficient training"),
    (N_("what is like a paper that you know"), "/similar poet"),
    (N_("what the list is made of"), "/browse"),
    (N_("something new to read"), "/recommend"),
    (N_("your shelf for your reference manager"), "/export saved bibtex"),
)
_MOST_EXAMPLES = 5


async def lists(desk: Desk, call: Call) -> Reply:
    """Show what is followed."""
    del call
    groups = [
        FactGroup(
            each.title,
            tuple(
                row
                for row in (
                    (_("name"), each.name),
                    (_("entries"), str(_count(desk, each))),
                    (_("source"), each.source),
                    (_("page"), each.homepage or ""),
                )
                if row[1]
            ),
        )
        for each in desk.library.catalog.lists
    ]
    return Facts(ngettext("{count} list is followed", "{count} lists are followed", len(groups)), tuple(groups))


def _count(desk: Desk, followed: FollowedList) -> int:
    return sum(entry.ref.list_name == followed.name for entry in desk.library.catalog.entries)


async def status(desk: Desk, call: Call) -> Reply:
    """Show when each list was checked and when it changed, and how it goes on each platform.

    Being checked and being changed are two different times.
    """
    groups = [
        FactGroup(
            each.title,
            (
                (_("checked"), each.checked_at or _("never")),
                (_("changed"), each.changed_at or _("never")),
                (_("source"), each.source),
                (_("entries"), str(_count(desk, each))),
                (_("lines not understood"), str(each.problem_count)),
                *_worries(each),
            ),
        )
        for each in await desk.store.followed_lists()  # checks and failures do not move the catalog's version
    ]
    version = FactGroup("", ((_("version"), desk.version),))
    return Facts(_("Status"), (*groups, *_meaning(desk), *await platform_groups(desk, call.person), version))


def _meaning(desk: Desk) -> Iterator[FactGroup]:
    """Say by which model entries are compared and how many of them can be, where the settings ask for that."""
    if desk.meant is None:
        return
    title, meaning = _("Searching by meaning"), desk.meant.meaning
    if meaning is None or meaning.trouble:
        yield FactGroup(title, ((_("off"), meaning.trouble if meaning else desk.meant.trouble),))
        return
    known = _("{count} of {total}", count=meaning.count(), total=len(desk.library.catalog.entries))
    yield FactGroup(title, ((_("model"), meaning.model), (_("entries that it knows"), known)))


def _worries(followed: FollowedList) -> Iterator[Fact]:
    """Say what an operator may want to look at: a held revision, a failure, a list that moved or was closed."""
    if followed.held:
        held = followed.held
        yield (
            _("held"),
            _(
                "a revision that would remove {removed} of {present} entries and add {added};"
                " the old one keeps serving until `awesome-bot sync --accept`",
                removed=held.removed,
                present=held.present,
                added=held.added,
            ),
        )
        yield _("held since"), held.held_at
    if followed.failure:
        yield _("last failure"), followed.failure
    if followed.moved_to:
        yield _("moved to"), followed.moved_to
    if followed.archived:
        yield _("archived"), _("the repository is closed to changes")


async def about(desk: Desk, call: Call) -> Reply:
    """Say what the bot is and what it keeps."""
    del call
    return Facts(
        _("awesome-bot keeps a community in step with an awesome list."),
        (
            FactGroup(
                "",
                (
                    (_("version"), desk.version),
                    (_("licence"), "MIT"),
                    (
                        _("kept about you"),
                        _(
                            "your shelf with its notes, what was recommended to you, which entries you opened, "
                            "refused or called yours, the sections you chose, what you suggested, and your name "
                            "beside what you put on a reading list"
                        ),
                    ),
                    (_("not kept"), _("what you ask")),
                    (_("delete it"), typed("/forget")),
                ),
            ),
        ),
    )


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
        tuple(CommandSummary(command.usage, _(command.help)) for command in desk.table.values()),
        tuple(Choice(_(label), example) for label, example in _FIRST_EXAMPLES),
        _("{command} explains one command.", command=typed("/help search")),
    )


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
    parameters = tuple(
        (f"{param.name}:" if param.facet or param.named_only else param.name, _describe(param.help, param.choices))
        for param in command.params
        if param.kind is not ParamKind.NUMBER
    )
    examples = tuple(Choice(example, example) for example in command.examples)
    return HelpPage(command.usage, _(command.help), parameters, examples)


def _describe(help_text: str, choices: tuple[str, ...]) -> str:
    if not choices:
        return _(help_text)
    return _("{help} ({choices})", help=_(help_text), choices=enumeration(choices))
