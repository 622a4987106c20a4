"""What Discord refuses although its published description of the API would let it pass.

The sums over a whole message, what excludes what, and the same id twice.  Numbers from Discord's documentation
("Message", "Component Reference", "Application Commands").
"""

from __future__ import annotations

import re
from collections import Counter

from tests.servers.discord.message import COMPONENTS_V2, SELECTS, TEXT_DISPLAY, Message, components_of
from tests.servers.discord.refusals import Refused
from tests.servers.discord.world import Json

COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")


def check_message(message: Message) -> None:
    """Refuse what a message as a whole may not be."""
    every = list(components_of(message.components))
    if message.flags & COMPONENTS_V2:
        _check_v2(message, every)
    else:
        _check_classic(message, every)
    for each in every:
        _check_component(each)
    _check_ids(every)


def _check_v2(message: Message, every: list[Json]) -> None:
    if message.content or message.embeds:
        raise Refused(50035, {"content": "Not allowed together with Components V2."})
    if not every:
        raise Refused(50006)
    if len(every) > 40:
        raise Refused(50035, {"components": f"The total number of components is {len(every)}, at most 40."})
    shown = sum(len(each["content"]) for each in every if each["type"] == TEXT_DISPLAY)
    if shown > 4000:
        raise Refused(50035, {"components": f"The displayed text has {shown} characters, at most 4000."})


def _check_classic(message: Message, every: list[Json]) -> None:
    if any(each["type"] not in (1, 2, *SELECTS) for each in every):
        raise Refused(50035, {"components": "These components need the IS_COMPONENTS_V2 flag."})
    if len(message.components) > 5:
        raise Refused(50035, {"components": "Must be 5 or fewer in length."})
    if not (message.content or message.embeds or message.attachments or every):
        raise Refused(50006)
    if len(message.content) > 2000:
        raise Refused(50035, {"content": "Must be 2000 or fewer in length."})
    if sum(map(_embed_length, message.embeds)) > 6000:
        raise Refused(50035, {"embeds": "Embed size exceeds maximum size of 6000."})


def check_modal(modal: Json) -> None:
    """Refuse a modal with more than five parts, or with the same id twice."""
    if not 1 <= len(modal["components"]) <= 5:
        raise Refused(50035, {"data.components": "Must be between 1 and 5 in length."})
    _check_ids(list(components_of(modal["components"])))


def check_choices(choices: list[Json]) -> None:
    """Refuse more than 25 suggestions, or one that nobody could pick."""
    if len(choices) > 25:
        raise Refused(50035, {"data.choices": "Must be 25 or fewer in length."})
    for number, each in enumerate(choices):
        if not 1 <= len(each["name"]) <= 100 or not 1 <= len(str(each["value"])) <= 100:
            raise Refused(50035, {f"data.choices.{number}": "Must be between 1 and 100 in length."})


def check_commands(commands: list[Json]) -> None:
    """Refuse a table of commands: its names, its counts and each command's 8,000 characters."""
    twice = [at for at, count in Counter((each.get("type", 1), each["name"]) for each in commands).items() if count > 1]
    if twice:
        raise Refused(50035, {"name": f"Application command names must be unique: {twice[0][1]}"})
    for number, each in enumerate(commands):
        kind = each.get("type", 1)
        if kind == 1 and not (COMMAND_NAME.match(each["name"]) and each["name"] == each["name"].lower()):
            raise Refused(50035, {f"{number}.name": "Command name is invalid."})
        if kind == 1 and not each.get("description"):
            raise Refused(50035, {f"{number}.description": "This field is required."})
        if _command_length(each) > 8000:
            raise Refused(50035, {f"{number}": "Command exceeds maximum size (8000)."})
        _check_options(each.get("options") or [], f"{number}.options")


def _check_options(options: list[Json], path: str) -> None:
    demanded = [bool(each.get("required")) for each in options if each["type"] > 2]
    if demanded != sorted(demanded, reverse=True):
        raise Refused(50035, {path: "Required options must be placed before non-required options."})
    if len({each["name"] for each in options}) < len(options):
        raise Refused(50035, {path: "Option names must be unique."})
    for number, each in enumerate(options):
        if each.get("choices") and each.get("autocomplete"):
            raise Refused(50035, {f"{path}.{number}": "Choices and autocomplete exclude each other."})
        _check_options(each.get("options") or [], f"{path}.{number}.options")


def _check_component(each: Json) -> None:
    if each["type"] == 2 and each["style"] == 5 and (each.get("custom_id") or not each.get("url")):
        raise Refused(50035, {"components": "A link button has a url, and no custom id."})
    if each["type"] == 2 and each["style"] < 5 and (not each.get("custom_id") or each.get("url")):
        raise Refused(50035, {"components": "A button has a custom id, and no url."})
    if each["type"] == 2 and not (each.get("label") or each.get("emoji")):
        raise Refused(50035, {"components": "A button has a label or an emoji."})
    if each["type"] == 1 and len(each["components"]) > (1 if each["components"][0]["type"] in SELECTS else 5):
        raise Refused(50035, {"components": "A row has five buttons or one select."})
    values = [option["value"] for option in each.get("options") or []]
    if len(set(values)) < len(values):
        raise Refused(50035, {"components": "The specified option value is already used."})


def _check_ids(every: list[Json]) -> None:
    for name in ("custom_id", "id"):
        counts = Counter(each[name] for each in every if each.get(name))
        for value, count in counts.items():
            if count > 1:
                raise Refused(50035, {"components": f"Component {name} cannot be duplicated: {value}"})


def _embed_length(embed: Json) -> int:
    told = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
    told += [(embed.get("author") or {}).get("name")]
    told += [words for each in embed.get("fields") or [] for words in (each["name"], each["value"])]
    return sum(len(words or "") for words in told)


def _command_length(command: Json) -> int:
    """Count as Discord does: of a text and its translations, the longest."""
    total = 0
    for key in ("name", "description"):
        said = [command.get(key) or "", *(command.get(f"{key}_localizations") or {}).values()]
        total += max(map(len, said))
    total += sum(_command_length(each) for each in command.get("options") or [])
    for each in command.get("choices") or []:
        said = [each["name"], *(each.get("name_localizations") or {}).values()]
        total += max(map(len, said)) + len(str(each["value"]))
    return total
