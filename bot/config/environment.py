"""What the environment sets: it wins over the settings file, and it alone may hold secrets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.translations import LANGUAGE_VARIABLE

_PLAIN = {"AWESOME_BOT_DATA_DIR": "data_dir", "AWESOME_BOT_DATABASE": "database", LANGUAGE_VARIABLE: "language"}
_MEANING = "AWESOME_BOT_SEARCH_MEANING"
_GITHUB, _DISCORD = "GITHUB_TOKEN", "DISCORD_TOKEN"
_SUGGESTIONS, _APP_KEY = "SUGGESTIONS_TOKEN", "AWESOME_BOT_SUGGESTIONS_APP_KEY"
_SLACK = {
    "slack_bot_token": "SLACK_BOT_TOKEN",
    "slack_app_token": "SLACK_APP_TOKEN",
    "slack_signing_secret": "SLACK_SIGNING_SECRET",
    "slack_client_id": "SLACK_CLIENT_ID",
    "slack_client_secret": "SLACK_CLIENT_SECRET",
}
_LONGEST_TOKEN = 1000
_LONGEST_KEY = 20_000


def from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    """Return the settings that the environment makes, secrets apart."""
    found: dict[str, object] = {key: environment[name] for name, key in _PLAIN.items() if environment.get(name)}
    return found | ({"search": {"meaning": environment[_MEANING]}} if environment.get(_MEANING) else {})


def github_token(environment: Mapping[str, str]) -> SecretStr | None:
    """Return GitHub's token; see `_secret`."""
    return _secret(environment, _GITHUB)


def discord_token(environment: Mapping[str, str]) -> SecretStr | None:
    """Return the token of the bot on Discord; see `_secret`."""
    return _secret(environment, _DISCORD)


def suggestions_token(environment: Mapping[str, str]) -> SecretStr | None:
    """Return the token that opens pull requests; see `_secret`."""
    return _secret(environment, _SUGGESTIONS)


def suggestions_app_key(environment: Mapping[str, str]) -> SecretStr | None:
    """Return the private key of the GitHub App that opens pull requests: a PEM text, or that in the file named."""
    text, name = environment.get(_APP_KEY), _APP_KEY
    if not text and environment.get(f"{_APP_KEY}_FILE"):
        name = f"{_APP_KEY}_FILE"
        text = _content(Path(environment[name]), name, _LONGEST_KEY)
    if not text:
        return None
    if not text.strip().startswith("-----BEGIN ") or len(text) > _LONGEST_KEY:
        raise ConfigError(_("{name} does not hold a private key in PEM form.", name=name), variable=name)
    return SecretStr(text)


def slack_secrets() -> Mapping[str, Callable[[Mapping[str, str]], SecretStr | None]]:
    """Return what finds each thing that Slack gave the app, by the settings' names; see `_secret`."""
    return {name: partial(_secret, anybodys=anybodys) for name, anybodys in _SLACK.items()}


def _secret(environment: Mapping[str, str], anybodys: str) -> SecretStr | None:
    """Return a token: ours, or the one in the file that is named for it, or anybody's; None without.

    Raises `ConfigError`, which names the variable and never the value.
    """
    ours, file = f"AWESOME_BOT_{anybodys}", f"AWESOME_BOT_{anybodys}_FILE"
    if environment.get(ours):
        return _token(environment[ours], ours)
    if environment.get(file):
        return _token(_content(Path(environment[file]), file), file)
    if environment.get(anybodys):
        return _token(environment[anybodys], anybodys)
    return None


def _content(path: Path, name: str, longest: int = _LONGEST_TOKEN) -> str:
    try:
        with path.open("rb") as file:
            return file.read(longest + 1).decode("utf-8-sig", "replace")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        sentence = _("{name} names {path}, which cannot be read: {reason}.", name=name, path=path, reason=reason)
        raise ConfigError(sentence, path=str(path)) from error


def _token(text: str, name: str) -> SecretStr:
    """Take a token as it can stand in a header; anything else would fail later, and there it might be told."""
    token = text.strip()
    if not token or len(token) > _LONGEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        raise ConfigError(
            _("{name} does not hold a token: one word of letters, digits and _.", name=name), variable=name
        )
    return SecretStr(token)
