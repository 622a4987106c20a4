"""What people send upstream themselves, where the bot may not: a patch, and links that open GitHub's own forms.

Pure.  Titles and texts may be hostile: in a patch nothing of a message is taken for a part of the change, and a
link holds them in encoded form.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote, urlencode

LONGEST_URL = 8_000
"""GitHub answers longer addresses with an error."""

_ACTS = re.compile(r"^(?=[-+@]|diff|index|Index:|From |old mode|new mode|rename|copy|similarity|GIT binary)", re.M)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the repository before and after a change, each whole, with its own line ends."""

    path: str
    before: str
    after: str


def patch_of(changes: Sequence[FileChange], subject: str, body: str, author: str, at: datetime) -> str:
    """Write changes as `git format-patch` does: for `git am`, `git apply`, and people's eyes.

    *author* is `Name <address>`.  To be written as UTF-8 without translating line ends.
    """
    message = _ACTS.sub(" ", _CONTROL.sub("", body.replace("\r\n", "\n"))).strip("\n")
    head = (
        "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001",
        f"From: {_one_line(author)}",
        f"Date: {format_datetime(at)}",
        f"Subject: [PATCH] {_one_line(subject)}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        *([message, ""] if message else []),
        "---",
        "",
    )
    return "\n".join(head) + "".join(part for change in changes for part in _diff(change))


def new_issue_url(repository_page: str, title: str, body: str) -> str:
    """Return a link that opens the page for a new issue, filled in; of a *body* that is too long the start."""
    if len(_issue(repository_page, title, body)) <= LONGEST_URL:
        return _issue(repository_page, title, body)
    fits, too_long = 0, len(body)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(_issue(repository_page, title, f"{body[:middle]}…")) <= LONGEST_URL:
            fits = middle
        else:
            too_long = middle
    return _issue(repository_page, title, f"{body[:fits]}…")


def edit_url(repository_page: str, branch: str, path: str) -> str:
    """Return the link to GitHub's editor for a file, which makes a fork for whoever may not write there."""
    return f"{repository_page}/edit/{quote(branch)}/{quote(path)}"


def _issue(page: str, title: str, body: str) -> str:
    asked = {"title": _one_line(title)[:250], "body": body}
    return f"{page}/issues/new?{urlencode(asked, errors='replace', quote_via=quote)}"


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _diff(change: FileChange) -> Iterator[str]:
    if change.before == change.after:
        return
    old, new = _quoted(f"a/{change.path}"), _quoted(f"b/{change.path}")
    yield f"diff --git {old} {new}\n"
    before, after = _lines(change.before), _lines(change.after)
    for number, line in enumerate(difflib.unified_diff(before, after)):
        if number < 2:  # the two lines that name the files
            name = (f"--- {old}", f"+++ {new}")[number]
            yield f"{name}\t\n" if " " in change.path else f"{name}\n"
        else:
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Split at line feeds only, as git does."""
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _quoted(path: str) -> str:
    """Write a path as git does: in C's manner where it is not plain."""
    if re.fullmatch(r"[ !#-\[\]-~]+", path):
        return path
    plain = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in path.encode())
    return f'"{"".join(plain)}"'
