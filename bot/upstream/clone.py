"""Read a list from a local git repository, as its last commit has it, and tell its history.

What is changed and not committed is not the list yet.  Never fetches: keeping the clone fresh is its owner's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ConfigError, SourceMissing
from bot.i18n import gettext as _
from bot.ports import Fetched, Known, RevisionText, Unchanged
from bot.upstream.assemble import ListFile, ListReader
from bot.upstream.files import FileSource, FolderSource, read_local
from bot.upstream.git import commit_of, history, readme_at
from bot.upstream.git_process import Git
from bot.upstream.locator import CloneList, GitHubList, parse_locator
from bot.upstream.readme import pointer_target


@dataclass(frozen=True, slots=True)
class CloneSource:
    """A list in a local git repository, bare or not."""

    place: CloneList
    reader: ListReader

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Read the list at the last commit of its branch.  Raises `SourceError`."""
        git = Git(self.place.folder)
        commit = await commit_of(git, self.place.branch or "HEAD")
        path = self.place.path or await readme_at(git, commit)
        if path is None:
            sentence = _("There is no README in {folder}. Name the list's file.", folder=self.place.folder)
            raise SourceMissing(sentence, source=str(self.place))

        async def open_file(name: str) -> bytes | None:
            return await git.output("cat-file", "blob", f"{commit}:{name}")

        data = await open_file(path)
        target = pointer_target(data, path) if data else None
        if target:
            path, data = target, await open_file(target)
        if data is None:
            sentence = _("{source} has no file {path}.", source=self.place, path=path)
            raise SourceMissing(sentence, source=str(self.place), path=path)
        return await read_local(
            ListFile(path, data),
            name=str(self.place),
            known=known,
            reader=self.reader,
            open_file=open_file,
            revision_id=commit,
            homepage=await _homepage(git),
        )

    async def history(self, since: str | None = None, path: str | None = None) -> AsyncIterator[RevisionText]:
        """Yield the revisions of a file, oldest first, as `bot.ports.ListHistory` says."""
        revisions = history(self.place.folder, path or self.place.path, since, branch=self.place.branch)
        async for revision in revisions:
            yield revision


async def _homepage(git: Git) -> str | None:
    """Return the page of the GitHub repository that was cloned, so that entries can be pointed at; else None."""
    printed = await git.output("config", "--get", "remote.origin.url")
    try:
        origin = parse_locator((printed or b"").decode("utf-8", "replace"))
    except ConfigError:
        return None
    return f"https://github.com/{origin.owner}/{origin.repo}" if isinstance(origin, GitHubList) else None


@dataclass(frozen=True, slots=True)
class LocalSource:
    """A path that may be a file, a folder or a clone: what it is, is seen at each fetch."""

    path: Path
    reader: ListReader

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Read the list.  Raises `SourceError`."""
        return await self._source().fetch(known)

    async def history(self, since: str | None = None, path: str | None = None) -> AsyncIterator[RevisionText]:
        """Yield the revisions of a file, oldest first, where the path is a clone; else nothing."""
        source = self._source()
        if isinstance(source, CloneSource):
            async for revision in source.history(since, path):
                yield revision

    def _source(self) -> FileSource | FolderSource | CloneSource:
        if not self.path.is_dir():
            return FileSource(self.path, self.reader)
        if is_clone(self.path):
            return CloneSource(CloneList(self.path), self.reader)
        return FolderSource(self.path, self.reader)


def is_clone(folder: Path) -> bool:
    """Say whether a folder is the top of a git repository, bare or not."""
    if (folder / ".git").exists():
        return True
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
