"""Say where a list lives: parse the `source` of the settings.

Pure: looks at no disk and no network, so whether a path is a file, a folder or a clone is found out later,
by `bot.upstream.local`.

| written | means |
|---|---|
| `shipped` | the catalog that comes with the bot |
| `github:owner/repo[@branch][:path]`, a github.com address | a repository's README, or the file or folder named |
| `https://…` | a text file on the web |
| `git:folder[@branch][:path]` | a local clone, read at its last commit |
| anything else without a scheme | a file, a folder with a README, or a clone |
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from bot.errors import ConfigError
from bot.i18n import gettext as _
from bot.upstream.addresses import is_this_machine, shown


@dataclass(frozen=True, slots=True)
class ShippedList:
    """The catalog that comes with the bot."""

    def __str__(self) -> str:
        return "shipped"


@dataclass(frozen=True, slots=True)
class GitHubList:
    """A list in a GitHub repository; without `branch` the default one, without `path` the README."""

    owner: str
    repo: str
    branch: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        return f"github:{self.owner}/{self.repo}" + _at(self.branch, self.path)

    def named(self, full_name: str) -> GitHubList:
        """Return the same place in the repository called *full_name* (`owner/repo`)."""
        owner, _slash, repo = full_name.partition("/")
        return replace(self, owner=owner, repo=repo)


@dataclass(frozen=True, slots=True)
class WebList:
    """A list anywhere on the web."""

    url: str

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class LocalList:
    """A file, a folder, or a folder that is a clone."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class CloneList:
    """A local git repository, bare or not; without `branch` what its HEAD names, without `path` the README."""

    folder: Path
    branch: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        return f"git:{self.folder}" + _at(self.branch, self.path)


Locator: TypeAlias = ShippedList | GitHubList | WebList | LocalList | CloneList


def _at(branch: str | None, path: str | None) -> str:
    return (f"@{branch}" if branch else "") + (f":{path}" if path else "")


def parse_locator(source: str, base: Path = Path(), *, allow_http: bool = False) -> Locator:
    """Understand a source as people write it; relative paths are relative to *base*.

    `http://` is refused, except on this machine or where *allow_http* says so.  `str` of the result is a
    source that means the same.  Raises `ConfigError` with what is wrong and which forms there are.
    """
    text = source.strip()
    if not text or _CONTROL.search(text):
        raise _unknown(text)
    if text == "shipped":
        return ShippedList()
    scheme = _SCHEME.match(text)
    match scheme[1].casefold() if scheme else "":
        case "github":
            return _github(text.partition(":")[2].strip("/"), text)
        case "git" if not text.casefold().startswith("git://"):
            return _clone(text.partition(":")[2], base, text)
        case "http" | "https":
            return _web(text, allow_http=allow_http)
        case "":
            return _scheme_less(text, base)
        case _:
            raise _unknown(text)


_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")  # two letters at least: C:\lists is a path
_GITHUB = re.compile(r"(?P<name>[^@:]+)(?:@(?P<branch>[^:]+))?(?::(?P<path>.+))?")
_CLONE = re.compile(r"(?P<folder>.+?)(?:@(?P<branch>[^@:]+))?(?::(?P<path>[^:]+))?")
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})")
_REPO = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")
_BRANCH = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|@\{|\.lock$|[/.]$))[^\s~^:?*\[\\]{1,200}")
_GITHUB_HOSTS = frozenset({"github.com", "www.github.com"})
_RAW_HOSTS = frozenset({"raw.githubusercontent.com", "raw.github.com"})


def _github(rest: str, source: str) -> GitHubList:
    found = _GITHUB.fullmatch(rest)
    owner, slash, repo = (found["name"] if found else "").strip("/").partition("/")
    repo = repo.removesuffix(".git")
    if not found or not slash or not _OWNER.fullmatch(owner) or not _REPO.fullmatch(repo):
        sentence = _("{source} does not name a repository: write github:owner/repository.", source=source)
        raise ConfigError(sentence, source=source)
    return GitHubList(owner, repo, _branch(found["branch"], source), _inside(found["path"], source))


def _clone(rest: str, base: Path, source: str) -> CloneList:
    found = _CLONE.fullmatch(rest)
    if not found:
        sentence = _("{source} does not name a folder: write git:folder, such as git:/srv/my-list.", source=source)
        raise ConfigError(sentence, source=source)
    return CloneList(_absolute(found["folder"], base), _branch(found["branch"], source), _inside(found["path"], source))


def _branch(branch: str | None, source: str) -> str | None:
    if branch is not None and not _BRANCH.fullmatch(branch):
        raise ConfigError(_("{source}: {branch} cannot be a branch.", source=source, branch=branch), source=source)
    return branch


def _inside(path: str | None, source: str) -> str | None:
    """Clean a path inside a repository; one that leads out of it is refused."""
    if path is None:
        return None
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if ".." in parts or not parts:
        sentence = _("{source}: {path} must be a path inside the repository.", source=source, path=path)
        raise ConfigError(sentence, source=source)
    return "/".join(parts)


def _web(text: str, *, allow_http: bool) -> Locator:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", SplitResult("", "", "", "", "")
    if not host or " " in text:
        raise ConfigError(_("{source} is not a web address.", source=shown(text)), source=shown(text))
    if parts.username or parts.password:
        sentence = _("{source} must not hold a name or password: it would end up in messages.", source=shown(text))
        raise ConfigError(sentence, source=shown(text))
    on_github = _on_github(parts, host, text)
    if on_github:
        return on_github
    if parts.scheme == "http" and not (allow_http or is_this_machine(host)):
        sentence = _("{source} can be changed on its way here: write https:// instead of http://.", source=shown(text))
        raise ConfigError(sentence, source=shown(text))
    return WebList(parts._replace(fragment="").geturl())


def _on_github(parts: SplitResult, host: str, text: str) -> GitHubList | None:
    """Understand a repository's page; None for other hosts and for pages that show no file."""
    raw = host in _RAW_HOSTS
    if not raw and host not in _GITHUB_HOSTS:
        return None
    names = [unquote(name) for name in parts.path.split("/") if name]
    if len(names) < 2:
        return _github("", text)
    owner, repo, *rest = names
    if raw:
        rest = ["blob", *rest]
    if not rest or (len(rest) == 1 and rest[0] not in _FILE_VIEWS):
        return _github(f"{owner}/{repo}", text)
    if rest[0] not in _FILE_VIEWS or len(rest) < 2:
        return None
    if rest[1:3] == ["refs", "heads"]:
        rest = [rest[0], *rest[3:]]
    branch, *path = rest[1:] or [""]
    named = _github(f"{owner}/{repo}", text)
    return replace(named, branch=_branch(branch, text), path=_inside("/".join(path) or None, text))


_FILE_VIEWS = frozenset({"blob", "tree", "raw", "edit", "blame"})


def _scheme_less(text: str, base: Path) -> Locator:
    at_github = re.fullmatch(r"(?:git@github\.com:|(?:www\.)?github\.com/)(.+)", text, re.IGNORECASE)
    if at_github:
        return parse_locator(f"https://github.com/{at_github[1]}")
    return LocalList(_absolute(text, base))


def _absolute(text: str, base: Path) -> Path:
    try:
        return (base / Path(text).expanduser()).absolute()
    except RuntimeError:
        sentence = _("{source} names somebody's home folder that is not known here.", source=text)
        raise ConfigError(sentence, source=text) from None


def _unknown(text: str) -> ConfigError:
    sentence = _(
        "{source} is not a source that the bot knows: write shipped, github:owner/repository, an https:// address, "
        "or the path of a file or folder.",
        source=repr(shown(text)),
    )
    return ConfigError(sentence, source=shown(text))
