"""Names: the short name that a title starts with, if what stands before its colon is one."""

from __future__ import annotations

import re

from bot.domain.entries import EntryKind
from bot.domain.markdown.people import TITLE_WORDS

_HEAD = re.compile(r"(?P<head>[^:：]{2,40}?)\s*(?:[:：]\s*|\s[-–—]\s+)(?=\S)")
_ODD = re.compile(r"[^\W\d_][A-Z]|\d|[A-Z]{2}|[a-z][A-Z]|\w[-.+]\w|[+#]$|[^\x00-\x7f]")
"""What names have and plain words have not: capitals inside, digits, hyphens."""


def name_in(title: str, kind: EntryKind) -> str | None:
    """Return the name that a title starts with: "POET" of `POET: Training …`, nothing of `Deep Learning: A Review`.

    A project's title gives up to four words, a paper's up to three that are not all a title's common words.
    """
    found = _HEAD.match(title)
    if not found:
        return None
    head = found["head"].strip(" *`\"'“”[]()")
    words = head.split()
    if not words or not re.search(r"[^\W\d_]", head) or head.endswith((".", "?", "!")):
        return None
    common = [word for word in words if word.casefold() in TITLE_WORDS]
    if kind is EntryKind.PROJECT:
        return head if len(words) <= 4 and len(common) < max(2, len(words)) else None
    if len(words) == 1:
        return head if not common and (head[0].isupper() or _ODD.search(head)) else None
    distinct = _ODD.search(head) or all(word[0].isupper() for word in words)
    return head if len(words) <= 3 and not common and distinct and kind is EntryKind.PAPER else None
