"""The settings: one typed model, from a YAML file and the environment; every mistake at once.

Reads the file and the environment when asked, never at import.  Secrets come from the environment only
(`AWESOME_BOT_DATABASE` may hold a password) and are never part of a message.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.errors import ConfigError
from bot.i18n import gettext as _

SHIPPED = "shipped"
"""The source that stands for the catalog in `data/`."""

_ENVIRONMENT = {"AWESOME_BOT_DATA_DIR": "data_dir", "AWESOME_BOT_DATABASE": "database"}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ListSettings(_Model):
    """One list to follow: a name for it (used in ids and commands), and where it comes from."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    source: str = Field(min_length=1)


class LogSettings(_Model):
    """What operators see on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["text", "json"] = "text"


class Settings(_Model):
    """Everything that can be set.  `config.example.yaml` shows each with its default."""

    data_dir: Path = Field(default_factory=lambda: _xdg("XDG_DATA_HOME", ".local/share"))
    database: SecretStr | None = None
    lists: tuple[ListSettings, ...] = Field(default=(ListSettings(name="on-device-ai", source=SHIPPED),), min_length=1)
    log: LogSettings = LogSettings()

    @field_validator("lists")
    @classmethod
    def _names_differ(cls, lists: tuple[ListSettings, ...]) -> tuple[ListSettings, ...]:
        names = [each.name for each in lists]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(_("two lists are named {name}; names must differ", name=", ".join(twice)))
        return lists


def load_settings(path: Path | None, environment: Mapping[str, str]) -> Settings:
    """Read the settings from *path*, or from the usual places where it is None.

    The usual places are `$AWESOME_BOT_CONFIG`, `./config.yaml` and `$XDG_CONFIG_HOME/awesome-bot/config.yaml`;
    with none of them the defaults hold.  Relative paths in a file are relative to its folder.

    Raises `ConfigError` with every mistake at once.
    """
    chosen = path or _usual_place(environment)
    raw = _read(chosen) if chosen else {}
    base = chosen.parent if chosen else Path()
    merged = raw | {key: environment[name] for name, key in _ENVIRONMENT.items() if environment.get(name)}
    try:
        return _resolved(Settings.model_validate(merged), base)
    except ValidationError as error:
        name = str(chosen) if chosen else _("the environment")
        mistakes = [f"- {_mistake(each)}" for each in error.errors(include_url=False, include_input=False)]
        text = "\n".join([_("The settings in {name} are wrong:", name=name), *mistakes])
        raise ConfigError(text, path=str(chosen), mistakes=len(mistakes)) from None


def _usual_place(environment: Mapping[str, str]) -> Path | None:
    if environment.get("AWESOME_BOT_CONFIG"):
        return Path(environment["AWESOME_BOT_CONFIG"])
    places = (Path("config.yaml"), _xdg("XDG_CONFIG_HOME", ".config") / "config.yaml")
    return next((place for place in places if place.is_file()), None)


def _xdg(variable: str, fallback: str) -> Path:
    base = os.environ.get(variable)
    return (Path(base) if base else Path.home() / fallback) / "awesome-bot"


def _read(path: Path) -> dict[str, object]:
    try:
        content: object = yaml.safe_load(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(_("There is no settings file at {path}.", path=path), path=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        sentence = _("The settings file {path} cannot be read: {reason}.", path=path, reason=_reason(error))
        raise ConfigError(sentence, path=str(path)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = _("line {line}", line=mark.line + 1) if mark else _("an unknown line")
        problem = getattr(error, "problem", None) or _("not YAML")
        sentence = _("{path} is not valid YAML, {where}: {problem}.", path=path, where=where, problem=problem)
        raise ConfigError(sentence, path=str(path)) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise ConfigError(
            _("{path} must hold settings, one `name: value` a line; see config.example.yaml.", path=path),
            path=str(path),
        )
    return {str(key): value for key, value in content.items()}


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else _("it is not UTF-8 text")


def _mistake(error: ErrorDetails) -> str:
    """Say one mistake in words, without the value: it may be a secret."""
    where = _path(error["loc"])
    match error["type"]:
        case "extra_forbidden":
            nearest = process.extractOne(str(error["loc"][-1]), _known_keys(error["loc"]), score_cutoff=60)
            hint = " " + _("Did you mean {key}?", key=nearest[0]) if nearest else ""
            return _("{where} is not a setting.", where=where) + hint
        case "missing":
            return _("{where} is missing.", where=where)
        case "string_pattern_mismatch":
            return _("{where} must be short, of small letters, digits and hyphens, such as on-device-ai.", where=where)
        case "literal_error":
            return _("{where} must be one of {choices}.", where=where, choices=error["ctx"]["expected"])
        case "value_error":
            return f"{where}: {error['ctx']['error']}."
        case _:
            return f"{where}: {error['msg']}."


def _path(location: Sequence[str | int]) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")


def _known_keys(location: Sequence[str | int]) -> list[str]:
    models: dict[str, type[BaseModel]] = {"lists": ListSettings, "log": LogSettings}
    model = models.get(str(location[0]), Settings) if len(location) > 1 else Settings
    return list(model.model_fields)


def _resolved(settings: Settings, base: Path) -> Settings:
    lists = tuple(
        each if each.source == SHIPPED else each.model_copy(update={"source": str(_absolute(Path(each.source), base))})
        for each in settings.lists
    )
    return settings.model_copy(update={"data_dir": _absolute(settings.data_dir, base), "lists": lists})


def _absolute(path: Path, base: Path) -> Path:
    return (base / path.expanduser()).absolute()
