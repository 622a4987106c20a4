"""Who the bot is on GitHub, for what it writes: somebody's account with a token, or a GitHub App.

An App's key signs a short-lived statement, for which GitHub gives a token that is good for one hour and for the
repositories that the App is installed in (https://docs.github.com/en/apps/creating-github-apps).  No secret shows
in a `repr`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias
from urllib.parse import quote

from pydantic import BaseModel, SecretStr, TypeAdapter

from bot.errors import SourceMissing, SourceRefused
from bot.i18n import gettext as _
from bot.upstream.github_api import GitHubApi, Secret
from bot.upstream.github_git import Author

ApiFor: TypeAlias = Callable[[Secret | None], GitHubApi]
"""Gives the API as seen by the owner of a secret, or by anybody."""

_CLOCK_SKEW = timedelta(seconds=60)
_STATEMENT = timedelta(minutes=9)  # GitHub takes ten at most
_SPARE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Account:
    """Whom GitHub knows: `login` owns forks, `author` signs commits."""

    login: str
    author: Author


class Credentials(Protocol):
    """Lets the bot write."""

    @property
    def forks(self) -> bool:
        """Whether it can work in a copy of its own."""
        ...

    async def api(self, api_for: ApiFor) -> GitHubApi:
        """Return the API for some minutes of work.  Raises `SourceError`."""
        ...

    async def account(self, api: GitHubApi, /) -> Account:
        """Return who we are.  Raises `SourceError`."""
        ...


class _User(BaseModel):
    login: str
    id: int


class _App(BaseModel):
    slug: str


class _Installation(BaseModel):
    id: int


class _Token(BaseModel):
    token: SecretStr
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NoCredentials:
    """Nobody: reads what is public, and writes nothing."""

    forks: bool = True

    async def api(self, api_for: ApiFor) -> GitHubApi:
        """Return the API as anybody sees it."""
        return api_for(None)

    async def account(self, _api: GitHubApi) -> Account:
        """Refuse."""
        raise SourceRefused(_("The bot has no GitHub token, so it sends nothing by itself. Send the patch by hand."))


@dataclass(slots=True)
class TokenCredentials:
    """Somebody's token."""

    token: Secret = field(repr=False)
    forks: bool = True
    _account: Account | None = field(default=None, init=False)

    async def api(self, api_for: ApiFor) -> GitHubApi:
        """Return the API with the token."""
        return api_for(self.token)

    async def account(self, api: GitHubApi) -> Account:
        """Ask whose token it is, once."""
        if self._account is None:
            self._account = _account(await api.get("/user", TypeAdapter(_User)))
        return self._account


@dataclass(slots=True)
class AppCredentials:
    """A GitHub App, installed in the list's repository.  `private_key` is a PEM text."""

    app_id: str
    private_key: Secret = field(repr=False)
    repository: str
    now: Callable[[], datetime]
    forks: bool = False
    _token: _Token | None = field(default=None, init=False, repr=False)
    _slug: str = field(default="", init=False)
    _account: Account | None = field(default=None, init=False)

    async def api(self, api_for: ApiFor) -> GitHubApi:
        """Return the API with the installation's token, a new one where the last is about to end."""
        if self._token is None or self._token.expires_at - _SPARE <= self.now():
            self._token = await self._new_token(api_for(SecretStr(self._statement())))
        return api_for(self._token.token)

    async def account(self, api: GitHubApi) -> Account:
        """Ask for the App's own account, once."""
        if self._account is None:
            name = quote(f"{self._slug}[bot]")
            self._account = _account(await api.get(f"/users/{name}", TypeAdapter(_User)))
        return self._account

    async def _new_token(self, as_app: GitHubApi) -> _Token:
        try:
            found = await as_app.get(f"/repos/{self.repository}/installation", TypeAdapter(_Installation))
        except SourceMissing as error:
            sentence = _(
                "The GitHub App is not installed in {repository}. Install it there, or give the bot a token instead.",
                repository=self.repository,
            )
            raise SourceRefused(sentence, repository=self.repository) from error
        self._slug = (await as_app.get("/app", TypeAdapter(_App))).slug
        return await as_app.write("POST", f"/app/installations/{found.id}/access_tokens", {}, TypeAdapter(_Token))

    def _statement(self) -> str:
        import jwt  # loaded where an App is used

        issued = self.now() - _CLOCK_SKEW
        payload = {"iat": int(issued.timestamp()), "exp": int((issued + _STATEMENT).timestamp()), "iss": self.app_id}
        try:
            return jwt.encode(payload, self.private_key.get_secret_value(), algorithm="RS256")
        except (ValueError, TypeError, jwt.PyJWTError) as error:
            sentence = _("The GitHub App's private key is no RSA key in PEM form. Give its .pem file from GitHub.")
            raise SourceRefused(sentence, app=self.app_id) from error


def _account(user: _User) -> Account:
    return Account(user.login, Author(user.login, f"{user.id}+{user.login}@users.noreply.github.com"))
