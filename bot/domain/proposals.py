"""What is sent upstream, and what became of it: data, and the pure rules of both.

A pull request is one `SubmitOrder`: of all open suggestions of a list ("rolling"), or of one alone.  Which text
each change makes is decided by its `edit`; who says yes or no to it is none of this module's business.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Edit: TypeAlias = Callable[[str], str | None]
"""Makes a file's new text of its present one; the same text where it has the change, None where it has no place."""

BRANCHES = "awesome-bot/"
"""What the names of our branches start with.  No other branch is ever written."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_TRAILER = "Suggestion: "
_MARK = re.compile(r"<!-- awesome-bot:((?: [A-Za-z0-9_-]+)*) #([0-9a-f]{12}) -->")
_LONGEST_TITLE = 250
_LONGEST_BODY = 60_000  # of GitHub's 65,536


@dataclass(frozen=True, slots=True)
class UpstreamFile:
    """A list's file as it stands upstream now.

    - `repository`: its present name, which may not be the one in the settings.
    - `branch`, `commit`: where it was read.
    - `text`: complete, with the file's own line ends, after its byte order mark (`mark`, mostly empty).
    """

    repository: str
    branch: str
    commit: str
    path: str
    text: str
    mark: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """One suggestion, as one commit.

    - `id`: letters, digits, `_` and `-`, 64 at most, beginning with a letter or digit.
    - `message`: the commit's, with its credit; its `Suggestion:` line is added when it is sent.
    - `at`: the commit's date, aware; the same at every try, so that each try makes the same commit.
    """

    id: str
    path: str
    message: str
    at: datetime
    edit: Edit

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(self.id)

    @property
    def full_message(self) -> str:
        """The message with the line that says which suggestion this is."""
        return f"{self.message.strip()}\n\n{_TRAILER}{self.id}"


@dataclass(frozen=True, slots=True)
class PullText:
    """Title and description of a pull request, in Markdown."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class SubmitOrder:
    """One pull request as it is wanted, with every change that is approved and not known to be settled.

    - `branch`: from `branch_of`.
    - `describe`: words the pull request that holds the changes with these ids; some may not be in `changes`.
    """

    branch: str
    changes: tuple[ProposedChange, ...]
    describe: Callable[[tuple[str, ...]], PullText]

    def __post_init__(self) -> None:
        if not self.branch.startswith(BRANCHES) or len({each.id for each in self.changes}) < len(self.changes):
            raise ValueError(self.branch)


class Fate(StrEnum):
    """What became of one change.

    - `PROPOSED`: it stands in the open pull request.
    - `PRESENT`: the list has it already.
    - `MERGED`, `DECLINED`: an earlier pull request with it was merged, or closed by the maintainers.
    - `UNPLACED`: the list has no place for it any more; a person must look.
    """

    PROPOSED = "proposed"
    PRESENT = "present"
    MERGED = "merged"
    DECLINED = "declined"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Submitted:
    """How a submission ended.

    - `fates`: of every change in the order, by id; `settled_by`: the pull request that merged or declined it.
    - `number`, `url`: of the open pull request; None where nothing is left to propose.
    - `shared`: the maintainers have worked in it, so that changes are only added, and never taken out.
    """

    fates: Mapping[str, Fate]
    settled_by: Mapping[str, int]
    base: str
    number: int | None = None
    url: str | None = None
    head: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Announced:
    """The issue that announces changes, for lists that want to be asked first; `open` until somebody closed it."""

    number: int
    url: str
    open: bool


class PullPhase(StrEnum):
    """Where a pull request is in its life."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MaintainerWords:
    """What a maintainer wrote last: hostile text on one line, at most a thousand characters, and where it stands."""

    author: str
    text: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PullState:
    """A pull request as it is now.

    - `changes`: ids of the suggestions in it.
    - `merged_commit`: the commit that brought it into the list.
    - `mergeable`: None while GitHub does not know.
    - `words`: what the maintainers said last, where they closed it without merging.
    """

    number: int
    url: str
    phase: PullPhase
    head: str
    changes: tuple[str, ...]
    merged_commit: str | None = None
    mergeable: bool | None = None
    closed_at: datetime | None = None
    words: MaintainerWords | None = None


@dataclass(frozen=True, slots=True)
class PlannedCommit:
    """One commit to make: what a file is after it."""

    change: ProposedChange
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to commit, in order, and what is to become of every change."""

    commits: tuple[PlannedCommit, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)


def branch_of(list_name: str, suggestion_id: str | None = None) -> str:
    """Return the branch of a list's rolling pull request, or of one suggestion's own.  Always the same."""
    name = re.sub(r"[^a-z0-9]+", "-", list_name.casefold()).strip("-")[:60] or "list"
    if suggestion_id is None:
        return f"{BRANCHES}{name}"
    if not _ID.fullmatch(suggestion_id):
        raise ValueError(suggestion_id)
    return f"{BRANCHES}{name}--{suggestion_id}"


def plan_commits(
    changes: Sequence[ProposedChange],
    texts: Mapping[str, str],
    *,
    settled: Mapping[str, Fate],
    standing: Collection[str] = (),
) -> Plan:
    """Decide which changes become commits on the files *texts*, each upon the one before.

    *settled* are those of earlier pull requests; *standing* those that the branch has already.
    """
    present = dict(texts)
    commits: list[PlannedCommit] = []
    fates: dict[str, Fate] = {}
    for change in changes:
        before = present.get(change.path)
        if change.id in standing or change.id in settled:
            fates[change.id] = Fate.PROPOSED if change.id in standing else settled[change.id]
            continue
        after = None if before is None else change.edit(before)
        if after is None:
            fates[change.id] = Fate.UNPLACED
        elif after == before:
            fates[change.id] = Fate.PRESENT
        else:
            fates[change.id] = Fate.PROPOSED
            present[change.path] = after
            commits.append(PlannedCommit(change, after))
    return Plan(tuple(commits), fates)


def suggestion_of(message: str) -> str | None:
    """Return the suggestion that a commit is made for; None for a commit that is not ours."""
    *_above, last = message.rstrip().split("\n")
    found = _ID.fullmatch(last.removeprefix(_TRAILER)) if last.startswith(_TRAILER) else None
    return found[0] if found else None


def marked(text: PullText, ids: Sequence[str]) -> PullText:
    """Return the text cut to what GitHub takes, with a hidden mark that says what the pull request holds."""
    title = " ".join(text.title.split())[:_LONGEST_TITLE]
    body = _MARK.sub("", text.body).strip()[:_LONGEST_BODY]
    digest = hashlib.sha256(f"{title}\n{body}".encode("utf-8", "replace")).hexdigest()[:12]
    return PullText(title, f"{body}\n\n<!-- awesome-bot:{''.join(f' {each}' for each in ids)} #{digest} -->")


def mark_of(body: str) -> str | None:
    """Return the mark of a pull request's description, whole; None without."""
    return next((found[0] for found in reversed(list(_MARK.finditer(body)))), None)


def marked_ids(body: str) -> tuple[str, ...]:
    """Return the suggestions that a description is marked with."""
    found = _MARK.fullmatch(mark_of(body) or "")
    return tuple(found[1].split()) if found else ()
