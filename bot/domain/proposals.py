"""What is sent upstream, and what became of it: data, and the names that they go by.

A pull request is one `SubmitOrder`: of all open suggestions of a list ("rolling"), or of one alone.  Which text
each change makes is decided by its `edit`; who says yes or no to it is none of this module's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

Edit: TypeAlias = Callable[[str], str | None]
"""Makes a file's new text of its present one; the same text where it has the change, None where it has no place."""

BRANCHES = "awesome-bot/"
"""What the names of our branches start with.  No other branch is ever written."""

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_TRAILER = "Suggestion: "


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


def branch_of(list_name: str, suggestion_id: str | None = None) -> str:
    """Return the branch of a list's rolling pull request, or of one suggestion's own.  Always the same."""
    name = re.sub(r"[^a-z0-9]+", "-", list_name.casefold()).strip("-")[:60] or "list"
    if suggestion_id is None:
        return f"{BRANCHES}{name}"
    if not _ID.fullmatch(suggestion_id):
        raise ValueError(suggestion_id)
    return f"{BRANCHES}{name}--{suggestion_id}"


def suggestion_of(message: str) -> str | None:
    """Return the suggestion that a commit is made for; None for a commit that is not ours."""
    *_above, last = message.rstrip().split("\n")
    found = _ID.fullmatch(last.removeprefix(_TRAILER)) if last.startswith(_TRAILER) else None
    return found[0] if found else None
