"""The outbox: digests as they were decided, and their messages until each is confirmed.  Only the vocabulary.

queued ──▶ sending ──▶ sent
  ▲           │  └───▶ dropped   (by an operator, or because its subscription is gone)
  └── later ──┘
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.catalog import EntryRef
from bot.domain.destinations import Destination
from bot.domain.settling import News


@dataclass(frozen=True, slots=True)
class NumberedNews:
    """A piece of news as it is kept: numbered in the order in which news settled; a number is never given again.

    `changes` are the numbers of the logged changes that came to it.
    """

    number: int
    news: News
    changes: tuple[int, ...] = ()


class Fate(StrEnum):
    """What became of one piece of news in one digest: every piece has exactly one.

    `told`: it is shown.  `more`: it is behind "and N more".  `folded`: it is told with another change of the same
    work.  `undone`: later changes before the digest took it back.  `repeated`: the same work was told already.
    `explained`: a change of sections says it.  Otherwise it was not asked for: `list`, `kind`, `filtered` (met no
    filter) or `excluded` (met one that excludes).
    """

    TOLD = "told"
    MORE = "more"
    FOLDED = "folded"
    UNDONE = "undone"
    REPEATED = "repeated"
    EXPLAINED = "explained"
    LIST = "list"
    KIND = "kind"
    FILTERED = "filtered"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece of news; `ref` is None for a change of sections, `detail` is the filter that decided."""

    number: int
    ref: EntryRef | None
    fate: Fate
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """A digest as it was decided: which news it considered, and what became of each piece.

    The numbers are `after` < number ≤ `upto`; the period is `since` < settled ≤ `until`.
    """

    id: str
    subscription_id: str
    destination: Destination
    after: int
    upto: int
    since: datetime
    until: datetime
    composed_at: datetime
    outcomes: tuple[Outcome, ...] = ()


def digest_id(subscription_id: str, after: int, due_at: datetime) -> str:
    """Return the id that the digest of this period has, whoever composes it and however often: 16 characters."""
    text = f"{subscription_id}\n{after}\n{due_at.isoformat()}"
    return b32encode(hashlib.sha256(text.encode()).digest())[:16].decode().lower()


class DeliveryState(StrEnum):
    """Where a message is on its way."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"


class Manner(StrEnum):
    """How a message is posted: plainly, as the line that a thread hangs on, into that thread, or as a forum's post."""

    PLAIN = "plain"
    PARENT = "parent"
    IN_THREAD = "in_thread"
    FORUM = "forum"


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What the platform gave a message: its id, the thread that hangs on it or that it opened, a link to it."""

    message_id: str
    thread_id: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message of one digest.

    - `id`: `delivery_id`; at most 25 characters, so that it serves Discord as a nonce.
    - `part`: its rank within the digest, from 0: none is sent before all with a lower rank are.
    - `payload`: the reply to be drawn, as JSON.  `title` names a thread or forum post.
    - `due_at`: not before; `attempts` counts those that were begun.
    - `sending_since`: when the attempt whose outcome is not known was begun, in state `sending`.
    - `failure`: a sentence about the last attempt.
    """

    id: str
    digest_id: str
    subscription_id: str
    destination: Destination
    part: int
    manner: Manner
    payload: str
    due_at: datetime
    title: str = ""
    locale: str = "en"
    mention: str | None = None
    tags: tuple[str, ...] = ()
    crosspost: bool = False
    state: DeliveryState = DeliveryState.QUEUED
    attempts: int = 0
    sending_since: datetime | None = None
    sent_at: datetime | None = None
    sent: SentMessage | None = None
    failure: str | None = None


def delivery_id(digest: str, part: int) -> str:
    """Return the id that this part of a digest has, whoever queues it."""
    return f"{digest}-{part}"
