"""Fills in what Discord's own client would send: a command's options by their registered types, a form's fields.

What that client would not let a person do (an unknown option, a choice that is not on the list) fails the test.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.servers.discord.interaction import Modal
from tests.servers.discord.message import SELECTS
from tests.servers.discord.payloads import channel_json, member_json, role_json, user_json
from tests.servers.discord.world import Channel, Json, Role, User

Value = str | int | float | bool | User | Channel | Role
Filling = str | bool | list[str]

SUBCOMMAND, GROUP = 1, 2
LABEL, ACTION_ROW, RADIO, CHECKBOXES, CHECKBOX, FILES = 18, 1, 21, 22, 23, 19


_PICKED: dict[type, tuple[int, ...]] = {User: (6, 9), Channel: (7,), Role: (8, 9)}


def command_data(command: Json, below: list[str], values: Mapping[str, Value], focused: str | None = None) -> Json:
    """Make the data of a command: *below* names the subcommand, *focused* is the option being typed."""
    names, options = [], command.get("options") or []
    for name in below:
        inner = next((each for each in options if each["name"] == name and each["type"] <= GROUP), None)
        assert inner, f"no subcommand {name!r} in {command['name']!r}"
        names.append(inner)
        options = inner.get("options") or []
    resolved: Json = {}
    filled = [_option(options, name, value, resolved, typed=name == focused) for name, value in values.items()]
    missing = [each["name"] for each in options if each.get("required") and each["name"] not in values]
    assert focused or not missing, f"/{command['name']} needs {missing}"
    for each in reversed(names):
        filled = [{"name": each["name"], "type": each["type"], "options": filled}]
    data = {"id": command["id"], "name": command["name"], "type": 1, "options": filled}
    data |= {"resolved": resolved} if resolved else {}
    return data | ({"guild_id": command["guild_id"]} if "guild_id" in command else {})


def _option(options: list[Json], name: str, value: Value, resolved: Json, *, typed: bool) -> Json:
    option = next((each for each in options if each["name"] == name), None)
    assert option, f"no option {name!r} among {[each['name'] for each in options]}"
    if typed:
        assert option.get("autocomplete"), f"option {name!r} has no autocomplete"
        return {"name": name, "type": option["type"], "value": value, "focused": True}
    if isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = user_json(value)
        resolved.setdefault("members", {})[str(value.id)] = member_json(value, with_user=False)
    elif isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.id)] = role_json(value)
    elif isinstance(value, Channel):
        resolved.setdefault("channels", {})[str(value.id)] = channel_json(value)
    else:
        _check_value(option, value)
    picked = next((kind for kind, numbers in _PICKED.items() if isinstance(value, kind)), None)
    if picked:
        assert option["type"] in _PICKED[picked], f"{name!r} does not take a {picked.__name__}"
    if isinstance(value, Channel):
        kinds = option.get("channel_types") or [value.kind]
        assert value.kind in kinds, f"{name!r} takes channels of the kinds {kinds}"
    sent = str(value.id) if isinstance(value, User | Channel | Role) else value
    return {"name": name, "type": option["type"], "value": sent}


def _check_value(option: Json, value: str | float) -> None:
    types: dict[int, tuple[type, ...]] = {3: (str,), 4: (int,), 5: (bool,), 10: (int, float)}
    assert isinstance(value, types.get(option["type"], (object,))), f"{value!r} is not of option {option['name']!r}"
    choices = [each["value"] for each in option.get("choices") or []]
    assert not choices or value in choices, f"{value!r} is not among {choices}"
    if isinstance(value, str):
        least, most = option.get("min_length") or 0, option.get("max_length") or 6000
        assert least <= len(value) <= most, f"{option['name']!r} takes {least} to {most} characters"
    else:
        least, most = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
        assert least <= value <= most, f"{option['name']!r} takes {least} to {most}"


def modal_data(modal: Modal, values: Mapping[str, Filling]) -> Json:
    """Make the data of a form that was filled in; what is not mentioned keeps what it was opened with."""
    unknown = set(values) - {each["custom_id"] for each in modal.fields}
    assert not unknown, f"no fields {unknown} among {[each['custom_id'] for each in modal.fields]}"
    return {"custom_id": modal.custom_id, "components": [_submitted(each, values) for each in modal.components]}


def _submitted(component: Json, values: Mapping[str, Filling]) -> Json:
    told = {"type": component["type"], "id": component.get("id") or 0}
    if component["type"] == LABEL:
        return {**told, "component": _submitted(component["component"], values)}
    if component["type"] == ACTION_ROW:
        return {**told, "components": [_submitted(each, values) for each in component["components"]]}
    if not component.get("custom_id"):
        return {**told, "content": component.get("content", "")}
    name = component["custom_id"]
    value = values.get(name, _opened_with(component))
    if component.get("required", True) and component["type"] != CHECKBOX:
        assert value, f"field {name!r} is required"
    key = "values" if component["type"] in (*SELECTS, CHECKBOXES, FILES) else "value"
    return {**told, "custom_id": name, key: value}


def _opened_with(component: Json) -> Filling | None:
    chosen = [each["value"] for each in component.get("options") or [] if each.get("default")]
    if component["type"] in (*SELECTS, CHECKBOXES, FILES):
        return chosen
    if component["type"] == RADIO:
        return chosen[0] if chosen else None
    if component["type"] == CHECKBOX:
        return bool(component.get("default"))
    return str(component.get("value") or "")
