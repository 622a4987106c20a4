"""The form of a command, as a modal: an input a parameter, made from the command table.

The bare slash command opens that of `search`; `digest subscribe` and `digest edit` are the settings of a subscription.
What a handler asks for by a form of its own is drawn in `modals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.commands.model import Command, Param, ParamKind
from bot.domain.subscriptions import Subscription
from bot.frontends.slack.blocks import (
    LONGEST_INPUT,
    LONGEST_INPUT_LABEL,
    LONGEST_OPTION,
    LONGEST_OPTION_VALUE,
    LONGEST_PLACEHOLDER,
    LONGEST_VIEW_TITLE,
    Block,
    Element,
    View,
    input_block,
    option,
    plain,
    select,
)
from bot.frontends.slack.controls import completing_action, form_callback
from bot.i18n import gettext as _
from bot.replies.clipping import clipped, units

ENTRY = "entry"
"""The block of the search form in which an entry is picked instead of searched for."""

_COMPLETED = {
    ParamKind.ENTRY,
    ParamKind.SECTION,
    ParamKind.VENUE,
    ParamKind.AUTHOR,
    ParamKind.COMMAND,
    ParamKind.ZONE,
    ParamKind.LIST,
    ParamKind.SUBSCRIPTION,
}
_ELSEWHERE_KINDS = {ParamKind.ROLE, ParamKind.CHANNEL}
_ELSEWHERE = {"page", "pick", "tags", "crosspost"}
"""What is turned by buttons, decided by where the form is asked for, or known to other platforms only."""

_LONGEST_LINE = 500


def form_of(command: Command, given: Mapping[str, str]) -> View:
    """Return the modal for a command, filled in with what is *given* by the names of parameters.

    Inputs have their parameter's name as block id.
    """
    searches = command.name == "search"
    blocks = [_input(command, param, given.get(param.name, ""), free=searches) for param in inputs_of(command)]
    if searches:
        blocks.insert(1, _entry(given.get(ENTRY, "")))
    return {
        "type": "modal",
        "callback_id": form_callback(command.name),
        "title": plain(_("Search the list") if searches else command.name.capitalize(), LONGEST_VIEW_TITLE),
        "submit": plain(_("Search") if searches else _("Send"), LONGEST_VIEW_TITLE),
        "close": plain(_("Cancel"), LONGEST_VIEW_TITLE),
        "blocks": blocks,
    }


def inputs_of(command: Command) -> tuple[Param, ...]:
    """Return the parameters that a form asks for."""
    return tuple(
        param
        for param in command.params
        if param.kind not in _ELSEWHERE_KINDS and param.name not in _ELSEWHERE and not param.ours
    )


def completed(command: Command, values: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """Return the command that a form asks for, and its arguments: an entry that was picked is shown."""
    if command.name == "search" and values.get(ENTRY):
        return "show", {"entry": values[ENTRY]}
    return command.name, values


def missing(command: Command, values: Mapping[str, str]) -> Mapping[str, str]:
    """Say by block which inputs are needed and empty; a search needs any of them."""
    if command.name == "search":
        return {} if any(values.values()) else {"words": _("Say what to look for, or pick something below.")}
    return {each.name: _("This is needed.") for each in command.params if each.required and not values.get(each.name)}


def wishes_of(order: Subscription) -> Mapping[str, str]:
    """Return what a subscription holds as the arguments of `digest edit`."""
    return {
        "id": order.id,
        "when": order.schedule,
        "zone": order.zone,
        "lists": ", ".join(order.lists) or "all",
        "filter": "; ".join(order.include) or "none",
        "without": "; ".join(order.exclude) or "none",
        "kinds": ", ".join(sorted(order.kinds)),
        "style": order.style.value,
        "thread": order.threading.value,
        "max": str(order.most),
        "quiet": order.quiet or "none",
        "empty": "line" if order.quiet_line else "silent",
    }


def _entry(value: str) -> Block:
    element = _picked(completing_action("show", "entry"), value)
    return input_block(ENTRY, _("Or open an entry"), element, hint=_("Type a few letters of its title."), optional=True)


def _input(command: Command, param: Param, value: str, *, free: bool) -> Block:
    label = clipped(param.name.capitalize(), LONGEST_INPUT_LABEL)
    optional = free or not param.required
    return input_block(param.name, label, _element(command, param, value), hint=_(param.help), optional=optional)


def _element(command: Command, param: Param, value: str) -> Element:
    if param.kind in _COMPLETED:
        return _picked(completing_action(command.name, param.name), value)
    if param.kind is ParamKind.CHOICE:
        return menu(param.name, [(choice, choice) for choice in param.choices], value)
    if param.kind is ParamKind.NUMBER:
        number = {"type": "number_input", "action_id": param.name, "is_decimal_allowed": False, "min_value": "1"}
        return number | ({"initial_value": value} if value.isascii() and value.isdigit() else {})
    return typed(param.name, value, _LONGEST_LINE)


def typed(action_id: str, value: str, longest: int, *, tall: bool = False) -> Element:
    """Return an input that is typed into, opened with *value* as far as there is room for it."""
    longest = min(longest, LONGEST_INPUT)
    filled = value.encode("utf-16-le", "replace")[: 2 * longest].decode("utf-16-le", "ignore")
    line = {"type": "plain_text_input", "action_id": action_id, "multiline": tall, "max_length": longest}
    return line | ({"initial_value": filled} if filled else {})


def menu(action_id: str, options: Iterable[tuple[str, str]], value: str) -> Element:
    """Return a menu of (value, label) with *value* chosen, if it is one of them."""
    made = {each: option(label, each) for each, label in options}
    chosen = {"initial_option": made[value]} if value in made else {}
    return {**select(action_id, _("Choose"), list(made.values())), **chosen}


def _picked(action_id: str, value: str) -> Element:
    """Return a menu whose options are asked for while somebody types."""
    fits = 0 < units(value) <= LONGEST_OPTION_VALUE
    chosen = {"initial_option": option(clipped(value, LONGEST_OPTION), value)} if fits else {}
    hint = plain(_("Type to search"), LONGEST_PLACEHOLDER)
    return {"type": "external_select", "action_id": action_id, "min_query_length": 0, "placeholder": hint} | chosen
