"""Discord's commands, made from the command table: there is no second list of them.

Translates rows of the table into discord.py's commands and back into calls; decides nothing about them.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from typing import Protocol, TypeAlias

import discord
from discord import app_commands

from bot.commands.menus import MESSAGE_MENUS, MessageMenu
from bot.commands.model import GROUPS, Audience, Command, Param, ParamKind, Place
from bot.frontends.discord.controls import Interaction
from bot.frontends.discord.drawing import LONGEST_OPTION
from bot.i18n import gettext as _
from bot.replies.clipping import clipped, units
from bot.translations import translations_for

_LONGEST_VALUE = 500
_MOST_PAGES = 1_000
_MOST_CHOICES = 25
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_ANYBODYS = app_commands.AppInstallationType(guild=True, user=True)


class _Postable(app_commands.Transformer):
    """Lets people pick what can be posted to, and no more."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.forum, kinds.news_thread, kinds.public_thread, kinds.private_thread]

    async def transform(self, interaction: Interaction, value: object, /) -> object:
        del interaction
        return value


_PICKED: Mapping[ParamKind, object] = {
    ParamKind.CHOICE: str,
    ParamKind.ROLE: discord.Role,
    ParamKind.CHANNEL: app_commands.Transform[object, _Postable],
}
"""What Discord itself has people pick."""
_TYPED = {ParamKind.NUMBER, ParamKind.TEXT, ParamKind.SUBSCRIPTION}
_COMPLETED = frozenset(ParamKind) - {*_PICKED, *_TYPED}

Tree: TypeAlias = app_commands.CommandTree[discord.Client]
_Choices: TypeAlias = list[app_commands.Choice[str]]


class Commanded(Protocol):
    """What commands are handed to; the client is one."""

    async def on_command(self, interaction: Interaction, command: Command, options: Mapping[str, object]) -> None:
        """Answer a use of a command."""
        ...

    async def on_menu(self, interaction: Interaction, menu: MessageMenu, message: discord.Message) -> None:
        """Answer a use of a message's menu."""
        ...

    def complete(self, param: Param, typed: str, locale: str) -> Sequence[tuple[str, str]]:
        """Return values for an option while it is typed: (what is shown, what is sent)."""
        ...


def fill_tree(tree: Tree, table: Mapping[str, Command], client: Commanded) -> None:
    """Put every command of the table, and every menu, into discord.py's tree."""
    groups: dict[str, app_commands.Group] = {}
    for command in table.values():
        first, space, _second = command.name.partition(" ")
        if not space:
            tree.add_command(app_command(command, client))
            continue
        if first not in groups:
            groups[first] = _group(first)
            tree.add_command(groups[first])
        groups[first].add_command(app_command(command, client))
    for menu in MESSAGE_MENUS:
        tree.add_command(_context_menu(menu, client))


def _group(name: str) -> app_commands.Group:
    return app_commands.Group(
        name=app_commands.locale_str(name),
        description=app_commands.locale_str(GROUPS[name]),
        allowed_contexts=_EVERYWHERE,
        allowed_installs=_ANYBODYS,
    )


def app_command(command: Command, client: Commanded) -> app_commands.Command[app_commands.Group, ..., None]:
    """Make discord.py's command of a row of the table."""

    async def callback(interaction: Interaction, **options: object) -> None:
        await client.on_command(interaction, command, options)

    interaction = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction)
    offered = [param for param in command.params if not param.ours]
    options = [_option(param) for param in offered]
    callback.__signature__ = inspect.Signature([interaction, *options])  # type: ignore[attr-defined]
    app_commands.describe(**{each.name: app_commands.locale_str(each.help) for each in offered})(callback)
    _offer_choices(callback, command)
    made: app_commands.Command[app_commands.Group, ..., None] = app_commands.Command(
        name=app_commands.locale_str(command.name.rpartition(" ")[2]),
        description=app_commands.locale_str(command.help),
        callback=callback,
        allowed_contexts=_EVERYWHERE,
        allowed_installs=_ANYBODYS,
    )
    if command.place is Place.WORKSPACE:
        made.allowed_contexts = app_commands.AppCommandContext(guild=True)
        made.allowed_installs = app_commands.AppInstallationType(guild=True)
    if command.audience is Audience.MANAGER:
        made.default_permissions = discord.Permissions(manage_guild=True)
    for param in offered:
        if param.kind in _COMPLETED:
            made.autocomplete(param.name)(_completer(param, client))
    return made


def _offer_choices(callback: Callable[..., Awaitable[None]], command: Command) -> None:
    choices = {
        each.name: [app_commands.Choice(name=app_commands.locale_str(word), value=word) for word in each.choices]
        for each in command.params
        if each.kind is ParamKind.CHOICE
    }
    if choices:
        app_commands.choices(**choices)(callback)


def _option(param: Param) -> inspect.Parameter:
    """Return the parameter from whose annotation discord.py reads the option's type and limits."""
    annotation: object = app_commands.Range[str, 1, _LONGEST_VALUE]
    if param.kind is ParamKind.NUMBER:
        annotation = app_commands.Range[int, 1, _MOST_PAGES]
    elif param.kind in _PICKED:
        annotation = _PICKED[param.kind]
    default = inspect.Parameter.empty if param.required else None
    if default is None:
        annotation = annotation | None  # type: ignore[operator]
    return inspect.Parameter(param.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def written_option(value: object) -> str:
    """Return an option as it would be typed: of what Discord has people pick, the id."""
    if isinstance(value, discord.Role | app_commands.AppCommandChannel | app_commands.AppCommandThread):
        return str(value.id)
    return str(value).strip()


def _completer(param: Param, client: Commanded) -> Callable[[Interaction, str], Coroutine[None, None, _Choices]]:
    async def complete(interaction: Interaction, typed: str) -> _Choices:
        return choices_of(client.complete(param, typed, str(interaction.locale)))

    return complete


def choices_of(values: Sequence[tuple[str, str]]) -> _Choices:
    """Return Discord's choices: at most 25, each name and value of at most 100 characters, no value twice."""
    choices: dict[str, app_commands.Choice[str]] = {}
    for shown, value in values:
        name = clipped(shown, LONGEST_OPTION) or clipped(value, LONGEST_OPTION)
        if name and value and units(value) <= LONGEST_OPTION:
            choices.setdefault(value, app_commands.Choice(name=name, value=value))
    return list(choices.values())[:_MOST_CHOICES]


def _context_menu(menu: MessageMenu, client: Commanded) -> app_commands.ContextMenu:
    async def callback(interaction: Interaction, message: discord.Message) -> None:
        await client.on_menu(interaction, menu, message)

    callback.__annotations__ = {"interaction": Interaction, "message": discord.Message}
    return app_commands.ContextMenu(
        name=app_commands.locale_str(menu.name),
        callback=callback,
        allowed_contexts=_EVERYWHERE,
        allowed_installs=_ANYBODYS,
    )


class GettextTranslator(app_commands.Translator):
    """Translates names and descriptions with the catalogs that translate everything else."""

    async def translate(  # noqa: D102 - discord.py's own
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        del context
        translated = translations_for(locale.value).gettext(string.message)
        return translated if translated != string.message else None


def old_command() -> str:
    """Say that a command is not as Discord still shows it."""
    return _("This command has changed. Restart Discord, or try again in a minute.")
