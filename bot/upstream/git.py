"""Walk the history of one file in a local git repository.

Follows the first parent, so that a merged branch is one revision, and follows the file through renames,
whatever its case.  Never writes, never fetches.
"""

from __future__ import annotations

import asyncio
import posixpath
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

from bot.errors import SourceMissing
from bot.i18n import gettext as _
from bot.ports import RevisionText
from bot.upstream.content import MAX_BYTES, decode
from bot.upstream.git_log import FORMAT, Step, follow, parse_log
from bot.upstream.git_process import Git
from bot.upstream.readme import README_FOLDERS, find_readme, is_readme

# `-m` shows what a merge brought to its first parent; before git 2.31, `--first-parent` alone did not.
_LOG = ("log", "--first-parent", "-m", "--root", "--raw", "--no-abbrev", "-M", "-z")
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv", "--no-decorate", "--no-notes", "--encoding=UTF-8")
_MOST_LOG = 200 * 1024 * 1024


async def history(
    folder: Path,
    path: str | None = None,
    since: str | None = None,
    *,
    branch: str | None = None,
    git: Git | None = None,
) -> AsyncIterator[RevisionText]:
    """Yield every revision of a file (the README by default) on the first-parent line of *branch*, oldest first.

    With *since* the first one is the baseline: the file as it stood there.  A revision that removed the file,
    or left more than 20 MB, is skipped.  Raises `SourceMissing` where repository, branch, file or *since* is not there.
    """
    git = git or Git(folder)
    tip = await commit_of(git, branch or "HEAD")
    found = path or await readme_at(git, tip)
    if found is None:
        raise SourceMissing(_("There is no README in {folder}.", folder=folder), folder=str(folder))
    base = await commit_of(git, since) if since else None
    steps = follow(parse_log(await _log(git, tip, base)), found)
    if base:
        steps = [*await _baseline(git, base, steps, found), *steps]
    elif await git.output("rev-parse", "--is-shallow-repository") == b"true\n":
        steps = [replace(each, origin=False) for each in steps]
    if not steps:
        sentence = _("{folder} has no file {path} on that branch.", folder=folder, path=found)
        raise SourceMissing(sentence, folder=str(folder), path=found)
    async for revision in _texts(git, steps):
        yield revision


async def commit_of(git: Git, revision: str) -> str:
    """Return the full id of a commit, tag or branch.  Raises `SourceMissing` where there is none."""
    printed = await git.output("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if printed is None:
        raise await _nothing_there(git, revision)
    return printed.decode("ascii").strip()


async def _nothing_there(git: Git, revision: str) -> SourceMissing:
    folder = str(git.folder)
    if await git.output("rev-parse", "--git-dir") is None:
        sentence = _(
            "{folder} is not a git repository that this user may read (git asks for `safe.directory` where it belongs "
            "to another user).",
            folder=git.folder,
        )
        return SourceMissing(sentence, folder=folder, revision=revision)
    if revision == "HEAD":
        return SourceMissing(_("{folder} has no commit yet.", folder=folder), folder=folder)
    sentence = _("{folder} has no commit, tag or branch {revision}.", folder=git.folder, revision=revision)
    return SourceMissing(sentence, folder=folder, revision=revision)


async def readme_at(git: Git, commit: str, folders: Sequence[str] = README_FOLDERS) -> str | None:
    """Return the path of the README in a commit, in any case; None without."""
    for folder in folders:
        name = find_readme(await names_in(git, commit, folder))
        if name:
            return posixpath.join(folder, name)
    return None


async def names_in(git: Git, commit: str, folder: str) -> list[str]:
    """Return the names of the files (not folders) in one folder of a commit; none where there is no such folder."""
    listed = await git.output("ls-tree", "-z", "--full-tree", f"{commit}:{folder}" if folder else commit)
    entries = (entry.partition(b"\t") for entry in (listed or b"").split(b"\0") if entry)
    return [name.decode("utf-8", "replace") for head, _tab, name in entries if b" blob " in head]


async def _log(git: Git, tip: str, base: str | None) -> bytes:
    span = f"{base}..{tip}" if base else tip
    printed = await git.output(*_LOG, *_PLAIN, f"--format={FORMAT}", span, "--", limit=_MOST_LOG)
    if printed is None:
        raise SourceMissing(
            _("The history of {folder} is damaged: run git fsck there.", folder=git.folder), folder=str(git.folder)
        )
    return printed


async def _baseline(git: Git, base: str, steps: list[Step], path: str) -> list[Step]:
    """Return the file as it stood at *base*, under the name that it had then; nothing where it was not there."""
    if steps and steps[0].origin:
        return []
    name = path if not steps else steps[0].path
    candidates = [name, *([readme] if (readme := await readme_at(git, base)) and is_readme(name) else [])]
    for candidate in candidates:
        blob = await git.output("rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}:{candidate}")
        if blob is None:
            continue
        printed = await git.output("show", "--no-patch", f"--format={FORMAT}", "--end-of-options", base)
        commit = next(parse_log(printed or b""))
        return [Step(base, commit.at, commit.author, candidate, blob.decode("ascii").strip())]
    return []


async def _texts(git: Git, steps: list[Step]) -> AsyncIterator[RevisionText]:
    async with git.running("cat-file", "--batch") as command:
        for step in steps:
            if step.blob is None:
                continue
            async with git.timed():
                command.questions.write(step.blob.encode("ascii") + b"\n")
                await command.questions.drain()
                data = await _blob(command.printed)
            if data is not None:
                yield RevisionText(step.commit, step.at, step.author, step.path, decode(data), step.origin)


async def _blob(stream: asyncio.StreamReader) -> bytes | None:
    """Read one answer of `git cat-file --batch`; None for what is no blob, or too large to be a list."""
    _name, kind, *size = (await stream.readline()).split() or (b"", b"missing")
    if not size:
        return None
    left = int(size[0]) + 1
    if kind != b"blob" or left > MAX_BYTES:
        while left > 0:
            left -= len(await stream.readexactly(min(left, 65_536)))
        return None
    return (await stream.readexactly(left))[:-1]
