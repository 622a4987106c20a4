"""Citation keys: what a paper that cites an exported entry calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from bot.domain.catalog import EntryRef


def citation_keys(refs: Sequence[EntryRef]) -> list[str]:
    """Return a key for each entry: its id, which never changes, so that a paper that cites it need not either.

    Only where one file holds entries of several lists with one id, those have the list's name added.
    Keys differ by more than case, as BibTeX wants.
    """
    lists: dict[str, set[str]] = {}
    for ref in refs:
        lists.setdefault(_key(ref.id).casefold(), set()).add(ref.list_name)
    taken: set[str] = set()
    keys = []
    for ref in refs:
        key = base = _key(ref.id)
        if len(lists[key.casefold()]) > 1:
            key = base = f"{key}-{_key(ref.list_name)}"
        numbers = count(2)
        while key.casefold() in taken:
            key = f"{base}-{next(numbers)}"
        taken.add(key.casefold())
        keys.append(key)
    return keys


def _key(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.:+-]+", "", text) or "entry"
