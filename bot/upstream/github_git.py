"""The objects of one repository on GitHub, typed: commits, trees, files and branches, read and written.

https://docs.github.com/en/rest/git.  Objects are named by their content, so that what is written twice is there
once; a fork shares the objects of what it was forked from.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter

from bot.errors import NotAList, SourceMissing, SourceUnreachable
from bot.i18n import gettext as _
from bot.upstream.github_api import GitHubApi

_FOLDER, _LINK = "040000", "120000"
_MOST_LINKS = 3


class _Named(BaseModel):
    sha: str


class _Deed(BaseModel):
    tree: _Named


class _Listed(BaseModel):
    sha: str
    commit: _Deed


class _Written(BaseModel):
    sha: str
    tree: _Named


class _Item(BaseModel):
    path: str
    mode: str
    sha: str


class _Tree(BaseModel):
    sha: str
    tree: list[_Item] = []


class _Blob(BaseModel):
    content: str
    encoding: str


class _Ref(BaseModel):
    object: _Named


@dataclass(frozen=True, slots=True)
class TreeOf:
    """A commit and its tree."""

    commit: str
    tree: str


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file: where it really is (`path`, after symbolic links), its mode, and its text.

    `mark` is the byte order mark that stands before the text, if any.
    """

    path: str
    mode: str
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Whom commits are by."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class GitObjects:
    """The objects of the repository called `name`; `source` is how messages name the list."""

    api: GitHubApi
    name: str
    source: str

    async def head(self, branch: str) -> TreeOf:
        """Return what a branch is at."""
        found = await self.api.get(self._url(f"commits/{quote(branch, safe='')}"), TypeAdapter(_Listed))
        return TreeOf(found.sha, found.commit.tree.sha)

    async def commit(self, sha: str) -> TreeOf:
        """Return a commit by its name, also one that no branch of this repository has."""
        found = await self.api.get(self._url(f"git/commits/{sha}"), TypeAdapter(_Written))
        return TreeOf(found.sha, found.tree.sha)

    async def file(self, tree: str, path: str) -> TextFile | None:
        """Return a text file of a tree, through symbolic links; None where there is none.

        Raises `NotAList` for one that is not in UTF-8, which cannot be edited without harm.
        """
        for _hop in range(_MOST_LINKS):
            item = await self._find(tree, path)
            if item is None or item.mode == _FOLDER:
                return None
            data = await self._blob(item.sha)
            if item.mode != _LINK:
                return self._text(path, item.mode, data)
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), data.decode("utf-8", "replace")))
        return None

    async def write_file(self, tree: str, file: TextFile) -> str:
        """Put a file into a tree; return the new tree."""
        content = base64.b64encode((file.mark + file.text).encode()).decode()
        blob = await self.api.write(
            "POST", self._url("git/blobs"), {"content": content, "encoding": "base64"}, TypeAdapter(_Named)
        )
        item = {"path": file.path, "mode": file.mode, "type": "blob", "sha": blob.sha}
        made = await self.api.write(
            "POST", self._url("git/trees"), {"base_tree": tree, "tree": [item]}, TypeAdapter(_Named)
        )
        return made.sha

    async def write_commit(self, tree: str, parent: str, message: str, author: Author, at: datetime) -> str:
        """Write a commit, whose name depends on nothing but these; return it."""
        moment = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        who = {"name": author.name, "email": author.email, "date": moment}
        data = {"message": message, "tree": tree, "parents": [parent], "author": who, "committer": who}
        return (await self.api.write("POST", self._url("git/commits"), data, TypeAdapter(_Named))).sha

    async def branch(self, branch: str) -> str | None:
        """Return the commit that a branch is at; None where there is no such branch."""
        try:
            found = await self.api.get(self._url(f"git/ref/heads/{quote(branch)}"), TypeAdapter(_Ref))
        except SourceMissing:
            return None
        return found.object.sha

    async def move_branch(self, branch: str, sha: str, *, force: bool) -> None:
        """Make a branch be at a commit, whether it is there or not; without *force* only forwards."""
        present = await self.branch(branch)
        if present == sha:
            return
        if present is None:
            await self.api.write(
                "POST", self._url("git/refs"), {"ref": f"refs/heads/{branch}", "sha": sha}, TypeAdapter(_Ref)
            )
        else:
            url = self._url(f"git/refs/heads/{quote(branch)}")
            await self.api.write("PATCH", url, {"sha": sha, "force": force}, TypeAdapter(_Ref))

    async def _find(self, tree: str, path: str) -> _Item | None:
        item = _Item(path="", mode=_FOLDER, sha=tree)
        for name in path.split("/"):
            if item.mode != _FOLDER:
                return None
            listed = await self.api.get(self._url(f"git/trees/{item.sha}"), TypeAdapter(_Tree))
            found = next((each for each in listed.tree if each.path == name), None)
            if found is None:
                return None
            item = found
        return item

    async def _blob(self, sha: str) -> bytes:
        found = await self.api.get(self._url(f"git/blobs/{sha}"), TypeAdapter(_Blob))
        try:
            return base64.b64decode(found.content)
        except (binascii.Error, ValueError) as error:
            sentence = _(
                "{source} was cut short on its way. The bot keeps what it had and will try again.", source=self.source
            )
            raise SourceUnreachable(sentence, source=self.source) from error

    def _text(self, path: str, mode: str, data: bytes) -> TextFile:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            sentence = _(
                "{path} of {source} is not in UTF-8, so the bot does not edit it. Send the line by hand.",
                path=path,
                source=self.source,
            )
            raise NotAList(sentence, source=self.source, path=path) from error
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return TextFile(path, mode, text.removeprefix(mark), mark)

    def _url(self, where: str) -> str:
        return f"/repos/{self.name}/{where}"
