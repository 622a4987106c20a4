"""Read a list from a GitHub repository: one conditional request a check, wherever the repository has moved.

A list of one file is checked by that file's ETag, a list of several by the ETag of its branch's commit.
Further requests are made only when something changed, and now and then for the repository's own state.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import quote

from bot.errors import SourceError, SourceMissing
from bot.i18n import gettext as _
from bot.ports import Fetched, Known, RevisionText, Unchanged, Whereabouts
from bot.upstream.assemble import ListFile, ListReader, assemble, digest_of
from bot.upstream.github_api import GitHubApi, NotModified, Quota, Secret
from bot.upstream.github_history import walk
from bot.upstream.github_main import find_main, find_main_if_changed
from bot.upstream.github_repository import Repository
from bot.upstream.hosts import GITHUB, GitHubHosts
from bot.upstream.locator import GitHubList
from bot.upstream.memo import Memo, load_memo
from bot.upstream.readme import is_readme
from bot.upstream.transport import Transport

_log = logging.getLogger(__name__)
T = TypeVar("T")

PROFILE_EVERY = 48
"""Checks between two looks at the repository itself (archived? renamed?): daily, at a check each half hour."""


class _ManyFiles(Exception):
    """The list turned out to be an index, whose files must be read at one commit."""


@dataclass(frozen=True, slots=True)
class GitHubSource:
    """A list in a GitHub repository, followed through renames of the repository, its branch and its README."""

    place: GitHubList
    reader: ListReader
    transport: Transport
    quota: Quota
    token: Secret | None = None
    hosts: GitHubHosts = GITHUB

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Fetch and read the list, unless GitHub says that nothing changed.  Raises `SourceError`."""
        memo = load_memo(known, str(self.place), self.reader.version)
        fresh = Memo(str(self.place))
        try:
            return await self._fetch(memo, known)
        except SourceMissing as error:
            missing = error
        if memo.name or memo.path:  # what was remembered is gone: look where the settings point
            try:
                return await self._fetch(fresh, known)
            except SourceMissing as error:
                missing = error
        branch = await self._renamed_branch()
        if branch:
            return await self._fetch(replace(fresh, branch=branch), known)
        raise await self._explained(missing)

    async def history(self, since: str | None = None, path: str | None = None) -> AsyncIterator[RevisionText]:
        """Yield the newest revisions of a file, oldest first; nothing without a token.  Raises `SourceError`.

        Each revision costs a request, which the anonymous quota does not bear.
        """
        if self.token is None:
            return
        repository = self._repository("")
        if path is None:
            path = (await find_main(repository, self.place.path or "", self.place.branch)).file.path
        async for revision in walk(repository, path, self.place.branch, since):
            yield revision

    async def _fetch(self, memo: Memo, known: Known | None) -> Fetched | Unchanged:
        if memo.files[1:]:
            return await self._fetch_pinned(memo, known)
        repository = self._repository(memo.name)
        asked = memo.path or self.place.path or ""
        main = await find_main_if_changed(repository, asked, self._ref(memo), memo.etag)
        if isinstance(main, NotModified):
            return await self._unchanged(repository, memo)
        memo = replace(
            memo,
            etag=main.etag,
            name=main.name or memo.name,
            branch=main.branch or memo.branch,
            path=main.asked,
            revision="",
        )
        try:
            return await self._read(repository, memo, main.file, known)
        except _ManyFiles:
            return await self._fetch_pinned(replace(memo, etag=""), known)

    async def _fetch_pinned(self, memo: Memo, known: Known | None) -> Fetched | Unchanged:
        """Read a list of several files, all at one commit."""
        repository = self._repository(memo.name)
        head, etag = await repository.head(self._ref(memo), memo.etag)
        if isinstance(head, NotModified) or head == memo.revision:
            return await self._unchanged(repository, replace(memo, etag=etag or memo.etag))
        main = await find_main(repository, memo.path or self.place.path or "", head)
        memo = replace(memo, etag=etag, name=main.name or memo.name, path=main.asked, revision=head)
        return await self._read(repository, memo, main.file, known)

    def _ref(self, memo: Memo) -> str | None:
        """Return the branch to ask for: none for the default one, so that GitHub follows it."""
        return (memo.branch or self.place.branch) if self.place.branch else None

    async def _read(
        self, repository: Repository, memo: Memo, main: ListFile, known: Known | None
    ) -> Fetched | Unchanged:
        memo = replace(memo, reader=self.reader.version.decode("latin-1"), digest=digest_of(self.reader, [main]))
        if known and known.digest == memo.digest and not memo.revision:
            return await self._unchanged(repository, replace(memo, files=(main.path,)))

        async def open_file(path: str) -> bytes | None:
            if not memo.revision:
                raise _ManyFiles
            return await repository.file(path, memo.revision)

        names = (f"{self.place.owner}/{self.place.repo}", memo.name)
        made = await assemble(main, source=str(self.place), reader=self.reader, open_file=open_file, repository=names)
        memo = replace(memo, digest=made.digest, files=made.paths)
        if known and known.digest == made.digest:
            return await self._unchanged(repository, memo)
        memo = await self._profiled(repository, memo)
        commits = await self._or_none(
            repository.commits(memo.revision or self._ref(memo), None if made.paths[1:] else main.path)
        )
        where = self._whereabouts(memo)
        return Fetched(
            made.reading,
            made.digest,
            memo.dump(),
            commits[0].sha if commits else None,
            commits[0].commit.committer.date if commits else None,
            replace(where, homepage=made.reading.homepage or where.homepage),
        )

    async def _unchanged(self, repository: Repository, memo: Memo) -> Unchanged:
        memo = replace(memo, checks=memo.checks + 1)
        if memo.checks >= PROFILE_EVERY:
            memo = await self._profiled(repository, memo)
        return Unchanged(memo.dump(), self._whereabouts(memo))

    async def _profiled(self, repository: Repository, memo: Memo) -> Memo:
        profile = await self._or_none(repository.profile())
        if profile is None:
            return replace(memo, checks=0)
        branch = memo.branch if self.place.branch else profile.default_branch
        return replace(memo, checks=0, archived=profile.archived, name=profile.full_name, branch=branch)

    async def _or_none(self, asked: Awaitable[T]) -> T | None:
        """Return what GitHub says; None where it does not: the list does not depend on it."""
        try:
            return await asked
        except SourceError as error:
            _log.info("upstream.detail_missing", extra={"source": str(self.place), **error.fields})
            return None

    async def _renamed_branch(self) -> str | None:
        """Return the present name of the branch in the settings, where it has another; else None."""
        if self.place.branch is None:
            return None
        present = await self._or_none(self._repository("").branch(self.place.branch))
        return present if present != self.place.branch else None

    async def _explained(self, missing: SourceMissing) -> SourceError:
        """Say what exactly is missing: the repository (which is what *missing* says), its content, or one file."""
        profile = await self._or_none(self._repository("").profile())
        if profile is None:
            return missing
        name = str(self.place)
        if profile.size == 0:
            sentence = _("{source} is an empty repository.", source=name)
        elif self.place.path or self.place.branch:
            sentence = _("The repository is there, but it has no {source}. Check branch and path.", source=name)
        else:
            sentence = _("{source} has no README. Name the list's file, as in {source}:list.md.", source=name)
        return SourceMissing(sentence, source=name)

    def _repository(self, name: str) -> Repository:
        source = str(self.place)
        api = GitHubApi(self.transport, self.quota, self.token, self.hosts.api, source)
        raw = None if self.token else self.hosts.raw
        return Repository(name or f"{self.place.owner}/{self.place.repo}", api, self.transport, source, raw)

    def _whereabouts(self, memo: Memo) -> Whereabouts:
        name = memo.name or f"{self.place.owner}/{self.place.repo}"
        present = self.place.named(name)
        if self.place.branch and memo.branch:
            present = replace(present, branch=memo.branch)
        moved = str(present).casefold() != str(self.place).casefold()
        path = memo.files[0] if memo.files else ""
        homepage = f"{self.hosts.web}/{name}"
        if self.place.branch or "/" in path or not is_readme(path):
            homepage += f"/blob/{quote(memo.branch or 'HEAD')}/{quote(path)}"
        return Whereabouts(
            str(present),
            str(self.place) if moved else None,
            homepage,
            memo.branch or None,
            path or None,
            memo.files,
            archived=memo.archived,
        )
