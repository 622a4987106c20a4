"""The few things that the bot asks of one GitHub repository, typed."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeAlias
from urllib.parse import quote, unquote, urlencode, urlsplit

from pydantic import BaseModel, TypeAdapter

from bot.errors import SourceBusy, SourceError, SourceUnreachable
from bot.i18n import gettext as _
from bot.upstream.github_api import GitHubApi, NotModified
from bot.upstream.headers import retry_after
from bot.upstream.transport import Request, Transport


class Content(BaseModel):
    """A file, a symbolic link, or an entry of a folder, as the contents API tells it."""

    type: str
    name: str
    path: str
    size: int = 0
    encoding: str | None = None
    content: str = ""
    html_url: str | None = None
    target: str | None = None

    def located(self) -> tuple[str, str] | None:
        """Return the repository's present name and the branch (or commit) read; None where the answer does not say."""
        shown = unquote(urlsplit(self.html_url or "").path)
        found = re.fullmatch(rf"/([^/]+/[^/]+)/blob/(.+)/{re.escape(self.path)}", shown)
        return (found[1], found[2]) if found else None


class Profile(BaseModel):
    """What a repository says of itself."""

    full_name: str
    default_branch: str
    archived: bool = False
    size: int = 0


class _Who(BaseModel):
    name: str = ""
    date: datetime


class _Deed(BaseModel):
    author: _Who
    committer: _Who


class _Touched(BaseModel):
    filename: str
    status: str
    previous_filename: str | None = None


class _Parent(BaseModel):
    sha: str


class Commit(BaseModel):
    """One commit; `files` only where it was asked for alone."""

    sha: str
    commit: _Deed
    parents: list[_Parent] = []
    files: list[_Touched] = []


class _Branch(BaseModel):
    name: str


Contents: TypeAlias = Content | list[Content]


@cache
def _shape_of_contents() -> TypeAdapter[Contents]:
    return TypeAdapter(Contents)


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository: its name, where its raw files are without a token, and the API."""

    name: str
    api: GitHubApi
    transport: Transport
    source: str
    raw: str | None

    async def contents(self, path: str | None, ref: str | None, etag: str = "") -> tuple[Contents | NotModified, str]:
        """Return a file or folder (the README without *path*), unless its ETag is *etag*; and its present ETag."""
        where = f"contents/{quote(path)}" if path else "readme"
        return await self.api.get_if_changed(self._url(where, ref=ref), _shape_of_contents(), etag)

    async def head(self, ref: str | None, etag: str = "") -> tuple[str | NotModified, str]:
        """Return the commit that a branch (the default one without *ref*) is at, unless its ETag is *etag*."""
        url = self._url(f"commits/{quote(ref or 'HEAD', safe='')}")
        return await self.api.get_if_changed(url, TypeAdapter(str), etag, accept="application/vnd.github.sha")

    async def profile(self) -> Profile:
        """Return what the repository says of itself."""
        return await self.api.get(f"/repos/{self.name}", TypeAdapter(Profile))

    async def branch(self, name: str) -> str:
        """Return a branch's present name; GitHub redirects from one that it had before."""
        return (await self.api.get(self._url(f"branches/{quote(name, safe='')}"), TypeAdapter(_Branch))).name

    async def commits(self, ref: str | None, path: str | None, *, count: int = 1, page: int = 1) -> list[Commit]:
        """Return a page of the commits that touched a path (any, without one), newest first."""
        url = self._url("commits", sha=ref, path=path, per_page=str(count), page=str(page) if page > 1 else None)
        return await self.api.get(url, TypeAdapter(list[Commit]))

    async def commit(self, ref: str) -> Commit:
        """Return one commit with the files that it touched."""
        return await self.api.get(self._url(f"commits/{quote(ref, safe='')}"), TypeAdapter(Commit))

    async def file(self, path: str, ref: str | None) -> bytes | None:
        """Return a file's bytes; None where there is none.

        With a token from the API, which alone shows private repositories; without from where raw files are,
        which does not count against the small anonymous quota.
        """
        if self.raw is None:
            return await self.api.file(self._url(f"contents/{quote(path)}", ref=ref))
        url = f"{self.raw}/{self.name}/{quote(ref or 'HEAD')}/{quote(path)}"
        answer = await self.transport.send(Request(url, self.source, {"Accept": "*/*"}))
        if answer.status in (200, 404):
            return answer.body if answer.status == 200 else None
        sentence = _(
            "GitHub did not give {path} of {source} (HTTP {status}). The bot will try again.",
            path=path,
            source=self.source,
            status=answer.status,
        )
        wait = retry_after(answer.headers, self.transport.now())
        kind = SourceBusy if answer.status in (403, 429) else SourceError
        raise kind(sentence, retry_at=wait, source=self.source, status=answer.status)

    async def bytes_of(self, found: Content, ref: str | None) -> bytes | None:
        """Return the bytes of a file whose contents were asked for: they come along up to 1 MB."""
        if found.encoding != "base64":
            return await self.file(found.path, ref)
        try:
            data = base64.b64decode(found.content)
        except (binascii.Error, ValueError):
            data = b""
        if len(data) != found.size:
            sentence = _(
                "{source} was cut short on its way. The bot keeps what it had and will try again.", source=self.source
            )
            raise SourceUnreachable(sentence, source=self.source, expected=found.size, got=len(data))
        return data

    def _url(self, where: str, **query: str | None) -> str:
        given = {name: value for name, value in query.items() if value}
        return f"/repos/{self.name}/{where}" + (f"?{urlencode(given)}" if given else "")
