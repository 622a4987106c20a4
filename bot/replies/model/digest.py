"""What a subscription gets for a period, as it is composed and waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.subscriptions import Style
from bot.replies.model.entries import Line
from bot.replies.model.messages import Choice


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One work of a digest; `remark` is a sentence on what happened to it, where its group does not say that."""

    line: Line
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """Works that stand together in a digest: those of one section, or those that gained code."""

    title: str
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class DigestPost:
    """What a subscription gets for one period, or one part of it.

    - `since` and `until` (UTC) are the period; `zone` (IANA) is whose days it is told in, where the reader's own
      are not known.  `counts` says how much of what there is, where the title does not.
    - `sentences` tell what is no work of its own: what moved, was renamed or has gone.
    - `more` leads to what is not shown here.
    - `part` of `parts`, from 1.
    - `quiet`: there is nothing to tell, and the title says so in one line.
    """

    digest_id: str
    title: str
    since: datetime
    until: datetime
    zone: str = "UTC"
    counts: str = ""
    groups: tuple[DigestGroup, ...] = ()
    sentences: tuple[str, ...] = ()
    more: Choice | None = None
    part: int = 1
    parts: int = 1
    style: Style = Style.FULL
    quiet: bool = False
