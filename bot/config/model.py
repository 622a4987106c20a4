"""What can be set, with its defaults and its limits.  Where the values come from is in `bot.config.loading`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    SecretStr,
    ValidationInfo,
    field_validator,
)

from bot.config.communities import CommunitySettings, each_in_one
from bot.domain.durations import parse_duration
from bot.domain.holding import DEFAULT_SHARE
from bot.domain.settling import DEFAULT_SETTLE
from bot.domain.suggestion_rules import SendMode
from bot.errors import ConfigError
from bot.i18n import enumeration
from bot.i18n import gettext as _
from bot.upstream.locator import CloneList, LocalList, Locator, ShippedList, parse_locator

SHORTEST_INTERVAL = timedelta(minutes=1)
LONGEST_INTERVAL = timedelta(days=366)


def _duration(value: object) -> timedelta:
    span = value if isinstance(value, timedelta) else parse_duration(value) if isinstance(value, str) else None
    if span is None:
        raise ValueError(_("write a number and its unit, such as 30m, 6h or 1d"))
    if span > LONGEST_INTERVAL:
        raise ValueError(_("that is longer than a year"))
    return span


def _interval(span: timedelta) -> timedelta:
    if span < SHORTEST_INTERVAL:
        raise ValueError(_("ask at most once a minute: write 1m or more"))
    return span


Duration: TypeAlias = Annotated[timedelta, BeforeValidator(_duration)]
Interval: TypeAlias = Annotated[timedelta, BeforeValidator(lambda value: _interval(_duration(value)))]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ListSettings(_Model):
    """One list to follow: a name for it (used in ids and commands), and where it comes from.

    `source` and `seed` are as `bot.upstream.locator` writes them.  `seed` is what is there before the source
    was first heard of; `check_every` overrides the setting of the same name.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    source: str
    seed: str | None = None
    check_every: Interval | None = None

    @field_validator("source", "seed")
    @classmethod
    def _understood(cls, text: str | None, info: ValidationInfo) -> str | None:
        if text is None:
            return None
        context: Mapping[str, object] = info.context or {}
        base = context.get("base")
        try:
            place = parse_locator(
                text, base if isinstance(base, Path) else Path(), allow_http=context.get("allow_http") is True
            )
        except ConfigError as error:
            raise ValueError(str(error)) from None
        if info.field_name == "seed" and not is_local(place):
            raise ValueError(_("a seed is there without a network: write shipped, or the path of a file"))
        return str(place)


def is_local(place: Locator) -> bool:
    """Say whether a place is on this machine, so that looking at it costs next to nothing."""
    return isinstance(place, ShippedList | LocalList | CloneList)


class GitHubSettings(_Model):
    """Where GitHub is; another place for GitHub Enterprise.  Without `raw`, files come from the API as well."""

    api: str = Field(default="https://api.github.com", pattern=r"^https?://[^\s@?#]+[^\s@?#/]$")
    web: str = Field(default="https://github.com", pattern=r"^https?://[^\s@?#]+[^\s@?#/]$")
    raw: str | None = Field(default="https://raw.githubusercontent.com", pattern=r"^https?://[^\s@?#]+[^\s@?#/]$")


class UpstreamSettings(_Model):
    """How to reach lists on the web.

    `private_networks` may be connected to besides the public internet; `allow_http` lets lists come unencrypted.
    """

    allow_http: bool = Field(default=False, strict=True)
    private_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    github: GitHubSettings = GitHubSettings()


class SuggestionSettings(_Model):
    """How people suggest works for the lists, and who decides; see `bot.domain.suggestion_rules`."""

    mode: SendMode = SendMode.ROLLING
    votes: int = Field(default=0, ge=0, le=1000)
    cooldown: Duration = timedelta(minutes=1)
    per_person: int = Field(default=10, ge=0, le=10_000)
    per_workspace: int = Field(default=60, ge=0, le=10_000)
    moderators: tuple[Annotated[str, Field(pattern=r"^[a-z]+:[^\s/@]+$")], ...] = ()
    second_person: bool = Field(default=True, strict=True)
    issue_first: bool = Field(default=False, strict=True)
    github_app: str | None = None


class SlackSettings(_Model):
    """How the bot is on Slack.

    `listen` (host:port) is where Slack's requests come in, through a proxy that encrypts; without it everything comes
    over a connection that the bot opens.  `redirect` is the public address to which an installation comes back; with
    `direct_messages` it asks to hear those.
    """

    direct_messages: bool = Field(default=False, strict=True)
    command: str = Field(default="/awesome", pattern=r"^/[a-z0-9_-]{1,31}$")
    listen: str | None = Field(default=None, pattern=r"^[^\s:/]+:\d{1,5}$")
    redirect: str | None = Field(default=None, pattern=r"^https://[^\s@?#]+$")
    api: str = Field(default="https://slack.com/api/", pattern=r"^https?://[^\s@?#]+/$")
    authorize: str = Field(default="https://slack.com/oauth/v2/authorize", pattern=r"^https?://[^\s@?#]+$")


_SWITCHES: Mapping[object, bool | Literal["auto"]] = {
    **dict.fromkeys(("true", "on", "yes"), True),
    **dict.fromkeys(("false", "off", "no"), False),
    "auto": "auto",
}
"""Words that switch; YAML knows the first six itself, and the environment has nothing but words."""


def _model_folder(value: object, info: ValidationInfo) -> Literal["auto"] | bool | Path:
    """Return a switch as it is, and a folder as it is found from the settings file's own."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str | Path) or not str(value):
        raise ValueError(_("write auto, true, false, or the path of a model's folder"))
    if str(value).lower() in _SWITCHES:
        return _SWITCHES[str(value).lower()]
    base = (info.context or {}).get("base")
    return ((base if isinstance(base, Path) else Path()) / Path(value).expanduser()).absolute()


class SearchSettings(_Model):
    """How the lists are searched.

    `meaning` compares by what is meant, beside the words: by the model of the extra `semantic`, or one in a folder.
    `auto` does so where that extra is installed, and says nothing where it is not.
    """

    meaning: Annotated[Literal["auto"] | bool | Path, PlainValidator(_model_folder)] = "auto"


class WebSettings(_Model):
    """What the bot serves over HTTP: the feeds.

    `host` and `port` are where it listens, which nobody but this machine reaches by default; `address` is what
    people's readers reach it at, through a proxy.
    """

    enabled: bool = Field(default=False, strict=True)
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8642, ge=1, le=65_535)
    address: str | None = Field(default=None, pattern=r"^https?://[^\s@?#]+$")


class LogSettings(_Model):
    """What operators see on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["text", "json"] = "text"


DEFAULT_LIST = ListSettings(name="on-device-ai", source="github:ysyisyourbrother/awesome-on-device-AI", seed="shipped")


SECRETS = (
    "github_token",
    "discord_token",
    "suggestions_token",
    "suggestions_app_key",
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_id",
    "slack_client_secret",
)
"""The settings that only the environment may hold."""


class Settings(_Model):
    """Everything that can be set.  `config.example.yaml` shows each with its default."""

    language: Literal["auto", "en", "zh_CN"] = "auto"
    data_dir: Path = Field(default_factory=lambda: xdg("XDG_DATA_HOME", ".local/share"))
    database: SecretStr | None = None
    github_token: SecretStr | None = None
    discord_token: SecretStr | None = None
    suggestions_token: SecretStr | None = None
    suggestions_app_key: SecretStr | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: SecretStr | None = None
    slack_client_secret: SecretStr | None = None
    lists: tuple[ListSettings, ...] = Field(default=(DEFAULT_LIST,), min_length=1)
    check_every: Interval = timedelta(minutes=30)
    settle: Duration = DEFAULT_SETTLE
    hold_share: float = Field(default=DEFAULT_SHARE, ge=0, le=1)
    upstream: UpstreamSettings = UpstreamSettings()
    suggestions: SuggestionSettings = SuggestionSettings()
    communities: tuple[CommunitySettings, ...] = ()
    slack: SlackSettings = SlackSettings()
    search: SearchSettings = SearchSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()

    @field_validator(*SECRETS, mode="before")
    @classmethod
    def _from_the_environment(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a token in a file, where only text can come from: settings files are shown around."""
        if value is None or isinstance(value, SecretStr):
            return value
        variable = f"AWESOME_BOT_{info.field_name or ''}".upper()
        raise ValueError(_("it is a secret: set {variable} in the environment instead", variable=variable))

    @field_validator("lists")
    @classmethod
    def _names_differ(cls, lists: tuple[ListSettings, ...]) -> tuple[ListSettings, ...]:
        names = [each.name for each in lists]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(_("two lists are named {name}; names must differ", name=enumeration(twice)))
        return lists

    @field_validator("communities")
    @classmethod
    def _each_in_one(cls, communities: tuple[CommunitySettings, ...]) -> tuple[CommunitySettings, ...]:
        each_in_one(communities)
        return communities

    def interval_of(self, name: str) -> timedelta:
        """Return how often the list of this name is checked."""
        own = next((each.check_every for each in self.lists if each.name == name), None)
        return own or self.check_every


def xdg(variable: str, fallback: str) -> Path:
    """Return the bot's folder below an XDG base folder, or below the usual place in the home folder."""
    base = os.environ.get(variable)
    return (Path(base) if base else Path.home() / fallback) / "awesome-bot"
