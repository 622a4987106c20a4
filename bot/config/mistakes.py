"""Say what is wrong with settings, in words a person can act on, and never with the value: it may be a secret."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.config.communities import CommunitySettings
from bot.config.model import (
    GitHubSettings,
    ListSettings,
    LogSettings,
    SearchSettings,
    Settings,
    SlackSettings,
    UpstreamSettings,
)
from bot.i18n import N_, enumeration
from bot.i18n import gettext as _

_MODELS: dict[tuple[str, ...], type[BaseModel]] = {
    (): Settings,
    ("communities",): CommunitySettings,
    ("lists",): ListSettings,
    ("log",): LogSettings,
    ("search",): SearchSettings,
    ("slack",): SlackSettings,
    ("upstream",): UpstreamSettings,
    ("upstream", "github"): GitHubSettings,
}
_QUOTED = re.compile("'([^']*)'")
_WRONG_TYPES = {
    "less_than_equal": N_("{where} must be at most {limit}."),
    "greater_than_equal": N_("{where} must be at least {limit}."),
    "float_type": N_("{where} must be a number."),
    "float_parsing": N_("{where} must be a number."),
    "bool_type": N_("{where} must be true or false."),
    "string_type": N_("{where} must be text; put it in quotes."),
    "path_type": N_("{where} must be a path."),
    "tuple_type": N_("{where} must be a list."),
    "model_type": N_("{where} must hold settings, one `name: value` a line."),
}
"""What to say to a value of a wrong type or size, by pydantic's name for the mistake."""


_ADDRESS = N_("{where} must be a web address without a slash at its end.")
_PATTERNS: dict[str | int, str] = {
    "name": N_("{where} must be short, of small letters, digits and hyphens, such as on-device-ai."),
    "slack.command": N_("{where} must be a slash and a short word of small letters, such as /awesome."),
    "slack.listen": N_("{where} must be an address and a port, such as 127.0.0.1:3000."),
    "slack.redirect": N_("{where} must be a web address that begins with https://."),
    "slack.api": N_("{where} must be a web address with a slash at its end."),
}
"""What to say to text of a wrong form, by the setting's name."""


def mistakes_in(error: ValidationError) -> list[str]:
    """Return a sentence for each mistake, in the order of the settings."""
    told = (_mistake(each) for each in error.errors(include_url=False, include_input=False))
    return list(dict.fromkeys(told))


def _mistake(error: ErrorDetails) -> str:
    location = error["loc"]
    where = _path(location)
    match error["type"]:
        case "extra_forbidden":
            nearest = process.extractOne(str(location[-1]), _known_keys(location), score_cutoff=60)
            if nearest:
                return _("{where} is not a setting. Did you mean {key}?", where=where, key=nearest[0])
            return _("{where} is not a setting.", where=where)
        case "missing":
            return _("{where} is missing.", where=where)
        case "too_short":
            return _("{where} is empty; leave it out, or name at least one.", where=where)
        case "string_pattern_mismatch":
            sentence = _PATTERNS.get(location[-1] if location[0] != "slack" else f"slack.{location[-1]}", _ADDRESS)
            return _(sentence, where=where)
        case "literal_error":
            return _(
                "{where} must be one of {choices}.",
                where=where,
                choices=enumeration(_QUOTED.findall(error["ctx"]["expected"])),
            )
        case "ip_v4_network" | "ip_v6_network":
            where = _path(location[:-1])  # the last part names which of the two versions was tried
            return _("{where} must be a network, such as 10.0.0.0/8.", where=where)
        case "value_error":
            problem = str(error["ctx"]["error"]).rstrip(".。")
            return _("{where}: {problem}.", where=where, problem=problem)
        case other:
            sentence = _WRONG_TYPES.get(other, N_("{where} is not valid."))
            return _(sentence, where=where, limit=next(iter(error.get("ctx", {"": ""}).values())))


def _path(location: Sequence[str | int]) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")


def _known_keys(location: Sequence[str | int]) -> list[str]:
    folder = tuple(part for part in location[:-1] if isinstance(part, str))
    return list(_MODELS.get(folder, Settings).model_fields)
