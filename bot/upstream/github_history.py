"""Walk the newest revisions of one file through GitHub's API.

GitHub lists every commit that touched a path, also those of merged branches: their texts come in the order
of time, and a reader of the history sees the same additions, some of them earlier than their merge.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.errors import SourceMissing
from bot.i18n import gettext as _
from bot.ports import RevisionText
from bot.upstream.content import decode
from bot.upstream.github_repository import Commit, Repository
from bot.upstream.readme import is_readme

MAX_REVISIONS = 300
"""Revisions that are fetched at most, newest first: each costs a request, of 5,000 an hour."""

_PAGE = 100


async def walk(repository: Repository, path: str, branch: str | None, since: str | None) -> AsyncIterator[RevisionText]:
    """Yield the revisions of a file, oldest first; with *since* from the baseline there.  Raises `SourceError`."""
    base = await repository.commit(since) if since else None
    steps, complete = await _steps(repository, path, branch, base)
    if base:
        baseline = (base, steps[-1][1] if steps else path)
        complete = complete and await repository.file(baseline[1], base.sha) is None
        steps.append(baseline)
    if not steps:
        sentence = _("{source} has no file {path}.", source=repository.source, path=path)
        raise SourceMissing(sentence, source=repository.source, path=path)
    for number, (commit, name) in enumerate(reversed(steps)):
        data = await repository.file(name, commit.sha)
        if data is not None:
            yield RevisionText(
                commit.sha,
                commit.commit.committer.date,
                commit.commit.author.name,
                name,
                decode(data),
                origin=complete and number == 0,
            )


async def _steps(
    repository: Repository, path: str, branch: str | None, base: Commit | None
) -> tuple[list[tuple[Commit, str]], bool]:
    """Return the commits after *base* with the file's name at each, newest first, and whether the first made it."""
    steps: list[tuple[Commit, str]] = []
    ref, page = branch, 1
    while len(steps) < MAX_REVISIONS:
        listed = await repository.commits(ref, path, count=_PAGE, page=page)
        for commit in listed:
            if base and (commit.sha == base.sha or commit.commit.committer.date <= base.commit.committer.date):
                return steps, False
            steps.append((commit, path))
        if len(listed) == _PAGE:
            page += 1
            continue
        parents = steps[-1][0].parents if steps else []
        before = await _name_before(repository, steps[-1][0], path) if parents else None
        if before is None:
            return steps, True
        ref, path, page = parents[0].sha, before, 1
    return steps[:MAX_REVISIONS], False


async def _name_before(repository: Repository, oldest: Commit, path: str) -> str | None:
    """Return the name that a file had before the oldest commit under its present one; None where that made it."""
    files = (await repository.commit(oldest.sha)).files
    for file in files:
        if file.filename == path and file.previous_filename:
            return file.previous_filename
    if not is_readme(path):
        return None
    return next((file.filename for file in files if file.status == "removed" and is_readme(file.filename)), None)
