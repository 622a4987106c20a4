"""Find the file in a GitHub repository that is the list: its README, a file, or what these point at."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from bot.domain.subfiles import resolve
from bot.errors import SourceMissing
from bot.i18n import gettext as _
from bot.upstream.assemble import ListFile
from bot.upstream.github_api import NotModified
from bot.upstream.github_repository import Content, Contents, Repository
from bot.upstream.readme import find_readme, pointer_target

_HOPS = 3
"""A folder, its README, and what that points at."""


@dataclass(frozen=True, slots=True)
class MainFile:
    """The main file, and how it was found.

    - `etag`: of the last request, which is the one to repeat.
    - `name`, `branch`: the repository's present name and the branch read; `""` where GitHub did not say.
    - `asked`: the path to ask for next time, where it was only reached over others; `""` for the README.
    """

    file: ListFile
    etag: str
    name: str
    branch: str
    asked: str


async def find_main(repository: Repository, path: str, ref: str | None) -> MainFile:
    """Fetch the file at *path* as `find_main_if_changed` does, in any case."""
    found = await find_main_if_changed(repository, path, ref, "")
    if isinstance(found, NotModified):  # the API client takes no such answer to a request without condition
        raise TypeError(found)
    return found


async def find_main_if_changed(repository: Repository, path: str, ref: str | None, etag: str) -> MainFile | NotModified:
    """Fetch the file at *path* (the README for `""`), through folders and pointers, unless its ETag is *etag*.

    Raises `SourceMissing` where there is none, and whatever the repository raises.
    """
    for _hop in range(_HOPS):
        found, etag = await repository.contents(path or None, ref, etag)
        if isinstance(found, NotModified):
            return found
        onward: str | None
        if isinstance(found, Content) and found.type == "file":
            data = await repository.bytes_of(found, ref)
            onward = pointer_target(data or b"", found.path)
            if onward is None:
                name, branch = found.located() or ("", "")
                return MainFile(ListFile(found.path, data), etag, name, branch, path)
        else:
            onward = _onward(found, path)
        if onward is None:
            break
        path, etag = onward, ""
    sentence = _("{source} has no README that is a file. Name the list's file.", source=repository.source)
    raise SourceMissing(sentence, source=repository.source, path=path)


def _onward(found: Contents, path: str) -> str | None:
    if isinstance(found, list):
        name = find_readme(each.name for each in found if each.type in ("file", "symlink"))
        return posixpath.join(path, name) if name else None
    return resolve(found.target, found.path) if found.target else None
