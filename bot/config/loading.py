"""Read the settings from a file and the environment, and tell every mistake at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import yaml
from pydantic import SecretStr, ValidationError

from bot.config.environment import (
    discord_token,
    from_environment,
    github_token,
    slack_secrets,
    suggestions_app_key,
    suggestions_token,
)
from bot.config.model import Settings, xdg
from bot.errors import ConfigError
from bot.i18n import gettext as _

_SECRETS: Mapping[str, Callable[[Mapping[str, str]], SecretStr | None]] = {
    "github_token": github_token,
    "discord_token": discord_token,
    "suggestions_token": suggestions_token,
    "suggestions_app_key": suggestions_app_key,
    **slack_secrets(),
}
"""What finds each secret in the environment."""


def load_settings(path: Path | None, environment: Mapping[str, str]) -> Settings:
    """Read the settings from *path*, or from the usual places where it is None.

    The usual places are `$AWESOME_BOT_CONFIG`, `./config.yaml` and `$XDG_CONFIG_HOME/awesome-bot/config.yaml`;
    with none of them the defaults hold.  Relative paths in a file are relative to its folder.

    Raises `ConfigError` with every mistake at once.
    """
    chosen = path or _usual_place(environment)
    raw = _read(chosen) if chosen else {}
    base = chosen.parent if chosen else Path()
    secrets: dict[str, SecretStr | None] = {}
    mistakes: list[str] = []
    for name, find in _SECRETS.items():
        secrets[name], wrong = _token(find, environment)
        mistakes += wrong
    try:
        settings = Settings.model_validate(
            _joined(raw, from_environment(environment)), context={"base": base, "allow_http": _allows_http(raw)}
        )
    except ValidationError as error:
        from bot.config.mistakes import mistakes_in

        mistakes += mistakes_in(error)
    if mistakes:
        name = str(chosen) if chosen else _("the environment")
        text = "\n".join([_("The settings in {name} are wrong:", name=name), *(f"- {each}" for each in mistakes)])
        raise ConfigError(text, path=str(chosen), mistakes=len(mistakes))
    data_dir = (base / settings.data_dir.expanduser()).absolute()
    return settings.model_copy(update={"data_dir": data_dir, **secrets})


def peek(name: str, path: Path | None, environment: Mapping[str, str]) -> object:
    """Return one setting as it stands in the usual places, unchecked; None where it cannot be had."""
    chosen = path or _usual_place(environment)
    try:
        raw = _read(chosen) if chosen else {}
    except ConfigError:
        raw = {}
    return _joined(raw, from_environment(environment)).get(name)


def _joined(raw: dict[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Put some settings over others, each of a group's for itself."""
    joined = dict(raw)
    for name, value in over.items():
        below = raw.get(name)
        joined[name] = below | value if isinstance(below, dict) and isinstance(value, dict) else value
    return joined


def _token(
    find: Callable[[Mapping[str, str]], SecretStr | None], environment: Mapping[str, str]
) -> tuple[SecretStr | None, list[str]]:
    try:
        return find(environment), []
    except ConfigError as error:
        return None, [str(error)]


def _allows_http(raw: Mapping[str, object]) -> bool:
    """Look ahead: what a list's source may be depends on this, and mistakes in both are told together."""
    upstream = raw.get("upstream")
    return isinstance(upstream, dict) and upstream.get("allow_http") is True


def _usual_place(environment: Mapping[str, str]) -> Path | None:
    if environment.get("AWESOME_BOT_CONFIG"):
        return Path(environment["AWESOME_BOT_CONFIG"])
    places = (Path("config.yaml"), xdg("XDG_CONFIG_HOME", ".config") / "config.yaml")
    return next((place for place in places if place.is_file()), None)


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
