"""Keep delivered digests right: where an entry is corrected within a day, the message that told of it is edited.

Only what is said of the entry is replaced, by what stands on its list now; nothing is added to a message, and nobody
is notified.  Who may send may correct: one process at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from bot.domain.catalog import CatalogEntry, EntryRef
from bot.domain.changes import ChangeKind
from bot.domain.outbox import Delivery
from bot.errors import BotError, DeliveryRefused
from bot.i18n import use_translations
from bot.ports import Clock, Messenger, NewsStore, OutboxStore, Posting
from bot.replies.model import DigestEntry, DigestPost, Reply
from bot.replies.payload import to_payload
from bot.services.sending import ReadPayload
from bot.translations import translations_for

_log = logging.getLogger(__name__)

WITHIN = timedelta(days=1)
"""How long after its delivery a message is corrected."""

_CORRECTIONS = frozenset({ChangeKind.EDITED, ChangeKind.REWORDED})
_LOOKED_BACK = 500
"""How much news is looked at when a process starts: what settled while nobody was there."""


class CorrectionStore(NewsStore, OutboxStore, Protocol):
    """Keeps news and what was sent of it."""


@dataclass(slots=True)
class Corrector:
    """Corrects messages of one platform.  `lookup` gives an entry as it stands now."""

    store: CorrectionStore
    messenger: Messenger
    clock: Clock
    lookup: Callable[[EntryRef], CatalogEntry | None]
    read_payload: ReadPayload
    _cursor: int | None = None
    _again: set[EntryRef] = field(default_factory=set)
    _given_up: set[str] = field(default_factory=set)

    async def correct(self) -> int:
        """Edit what tells of entries that were corrected since the last time; return how many messages that were.

        Raises `StoreError`.
        """
        refs = await self._corrected()
        self._again = set()
        edited = 0
        since = self.clock.now() - WITHIN
        for delivery in await self.store.delivered_since(since, refs) if refs else ():
            if delivery.destination.platform == self.messenger.platform and delivery.id not in self._given_up:
                edited += await self._edit(delivery, refs)
        return edited

    async def _corrected(self) -> set[EntryRef]:
        """Return the entries whose corrections have settled since the last time, or whose edit has to be repeated."""
        last = await self.store.last_news()
        after = max(last - _LOOKED_BACK, 0) if self._cursor is None else self._cursor
        news = await self.store.news(after=after, upto=last) if last > after else ()
        self._cursor = last
        found = {
            EntryRef(piece.news.list_name, piece.news.change.entry_id)
            for piece in news
            if piece.news.change.kind in _CORRECTIONS and piece.news.change.entry_id
        }
        return found | self._again

    async def _edit(self, delivery: Delivery, refs: Collection[EntryRef]) -> bool:
        """Edit one message, if that changes anything."""
        try:
            reply = corrected(self.read_payload(delivery.payload), refs, self.lookup)
            if reply is None or delivery.sent is None:
                return False
            with use_translations(translations_for(delivery.locale)):
                await self.messenger.edit(Posting(delivery, reply), delivery.sent)
            await self.store.replace_payload(delivery.id, to_payload(reply))
        except DeliveryRefused as error:  # it has been deleted, or its thread is closed: as they like
            self._given_up.add(delivery.id)
            _log.info("correction.refused", extra={"delivery": delivery.id, **error.fields})
            return False
        except BotError as error:
            self._again |= set(refs)
            _log.info("correction.later", extra={"delivery": delivery.id, "code": error.code, **error.fields})
            return False
        _log.info("delivery.corrected", extra={"delivery": delivery.id})
        return True


def corrected(
    reply: Reply, refs: Collection[EntryRef], lookup: Callable[[EntryRef], CatalogEntry | None]
) -> Reply | None:
    """Return a post with what is said of these entries brought to the present; None where nothing changes.  Pure."""
    if not isinstance(reply, DigestPost):
        return None
    groups = tuple(
        replace(group, entries=tuple(_present(each, refs, lookup) for each in group.entries)) for group in reply.groups
    )
    return replace(reply, groups=groups) if groups != reply.groups else None


def _present(
    told: DigestEntry, refs: Collection[EntryRef], lookup: Callable[[EntryRef], CatalogEntry | None]
) -> DigestEntry:
    stored = lookup(told.line.ref) if told.line.ref in refs else None
    if stored is None:
        return told
    entry = stored.entry
    line = replace(
        told.line,
        title=entry.title,
        kind=entry.kind,
        name=entry.name,
        authors=entry.authors,
        venue=entry.venue,
        year=entry.year,
        links=entry.links,
    )
    return replace(told, line=line)
