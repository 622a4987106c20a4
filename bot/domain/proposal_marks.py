"""The hidden mark of a pull request's description: which suggestions it holds, and a digest of the words it was given.

What the words are is decided by whoever orders the pull request; here they are only cut to what GitHub takes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from bot.domain.proposals import PullText

_MARK = re.compile(r"<!-- awesome-bot:((?: [A-Za-z0-9_-]+)*) #([0-9a-f]{12}) -->")
_LONGEST_TITLE = 250
_LONGEST_BODY = 60_000  # of GitHub's 65,536


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
