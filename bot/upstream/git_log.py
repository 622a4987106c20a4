"""Read `git log --raw -z`, and follow one file through it.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from bot.upstream.readme import first_existing, is_readme

FORMAT = "%H%x00%cI%x00%an%x00"
"""What `parse_log` expects of `--format`: fields are told apart by place, since a name may hold anything but NUL."""

_RAW = re.compile(rb":(\d{6}) (\d{6}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([A-Z])\d*")


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit did to the file: the blob it left (None where it removed it), under which path."""

    commit: str
    at: datetime
    author: str
    path: str
    blob: str | None
    origin: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """One file that a commit touched: git's letter for how, its path before and after, the blob after."""

    status: str
    before: str
    after: str
    blob: str


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of the log."""

    id: str
    at: datetime
    author: str
    touched: tuple[Touched, ...]


def parse_log(printed: bytes) -> Iterator[Commit]:
    """Yield the commits in the order of the log."""
    fields = iter(printed.split(b"\0"))
    head = next(fields, b"").lstrip(b"\n")
    while head:
        commit = head.decode("ascii")
        at, author = next(fields), next(fields)
        touched = []
        for head in chain(fields, (b"",)):
            raw = _RAW.fullmatch(head.lstrip(b"\n"))
            if raw:
                touched.append(_touched(raw, fields))
            elif head.strip(b"\n"):
                break
        moment = datetime.fromisoformat(at.decode("ascii")).astimezone(UTC)
        yield Commit(commit, moment, _text(author), tuple(touched))
        head = head.lstrip(b"\n")


def _touched(raw: re.Match[bytes], fields: Iterator[bytes]) -> Touched:
    status = raw[5].decode("ascii")
    before = _text(next(fields))
    after = _text(next(fields)) if status in "RC" else before
    return Touched(status, before, after, raw[4].decode("ascii"))


def _text(name: bytes) -> str:
    return name.decode("utf-8", errors="replace")


def follow(commits: Iterable[Commit], path: str) -> list[Step]:
    """Return what happened to the file at *path*, under whatever names it had: from newest first to oldest first."""
    steps = []
    for commit in commits:
        touch = next((each for each in commit.touched if each.after == path), None)
        if touch is None:
            continue
        before = _name_before(touch, commit)
        blob = None if touch.status == "D" else touch.blob
        steps.append(Step(commit.id, commit.at, commit.author, path, blob, origin=before is None))
        path = before or path
    return steps[::-1]


def _name_before(touch: Touched, commit: Commit) -> str | None:
    """Return the file's path before a commit; None where the commit made it."""
    if touch.status in ("R", "C"):
        return touch.before
    if touch.status != "A":
        return touch.after
    gone = [each.before for each in commit.touched if each.status == "D"]
    same = first_existing(gone, touch.after)
    if same is None and is_readme(touch.after):
        same = next((each for each in gone if is_readme(each)), None)
    return same
