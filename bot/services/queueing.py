"""Turn what was decided about one subscription into what is written: the digest, its messages, where it stands now.

Pure, but for the language in force: everything that is asked of the world is an argument.  Nothing is sent here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.domain.digesting import Digest, Lookup, Wanted, compose
from bot.domain.outbox import Delivery, DigestRecord, Manner, NumberedNews, delivery_id, digest_id
from bot.domain.scheduling import Due, NotDue, decide_due, parse_quiet, parse_schedule, quiet_until
from bot.domain.subscriptions import Pause, Subscription, Threading
from bot.errors import UsageError
from bot.i18n import use_translations
from bot.ports import DigestWrite
from bot.replies.model import DigestPost, Reply
from bot.replies.payload import to_payload
from bot.replies.splitting import Fits, parent_line, split
from bot.translations import translations_for

Present: TypeAlias = Callable[[Digest, Subscription, DigestRecord], DigestPost]
"""Words a digest, in the language in force."""

Memo: TypeAlias = dict[Hashable, Digest]
"""What was composed of the same news and the same catalog for others who ask for the same."""

UNREADABLE = "unreadable"
"""The code of a pause because this machine cannot tell when the subscription is due."""


@dataclass(frozen=True, slots=True)
class Composer:
    """What it takes to compose a digest: entries as they stand, what filters mean, words, and each platform's room."""

    lookup: Lookup
    wanted: Wanted
    present: Present
    fits: Callable[[str], Fits]

    def write_for(
        self,
        subscription: Subscription,
        news: Sequence[NumberedNews],
        upto: int,
        now: datetime,
        memo: Memo | None = None,
    ) -> DigestWrite | None:
        """Return what is to be written of a subscription that is looked at now; None where that is nothing.

        One that is due in its quiet hours is looked at again when they end: that is then when it is due.
        *news* are those after its cursor, up to *upto*.  A *memo* serves while *upto* and catalog are the same.
        """
        try:
            schedule = parse_schedule(subscription.schedule, subscription.zone)
            decision = decide_due(schedule, subscription.due_at, now, subscription.covered)
        except UsageError as error:  # a time zone that this machine does not know, above all
            return DigestWrite(subscription, replace(subscription, pause=Pause(UNREADABLE, str(error), now)))
        if isinstance(decision, NotDue):
            after = replace(subscription, due_at=decision.next_due, pause=None)
            return DigestWrite(subscription, after) if after != subscription else None
        if waits_until := quiet_end(subscription, now):
            return DigestWrite(subscription, replace(subscription, due_at=waits_until, pause=None))
        with use_translations(translations_for(subscription.locale)):
            digest = self._composed(subscription, news, {} if memo is None else memo)
            return self._write(subscription, decision, digest, upto, now)

    def _composed(self, subscription: Subscription, news: Sequence[NumberedNews], memo: Memo) -> Digest:
        """Compose a digest, or return the one of somebody who asks for the same: thousands of channels ask alike."""
        asked = (
            subscription.cursor, subscription.lists, subscription.include, subscription.exclude, subscription.kinds,
            subscription.most,
        )  # fmt: skip
        if asked not in memo:
            memo[asked] = compose(subscription, news, lookup=self.lookup, wanted=self.wanted)
        return memo[asked]

    def _write(self, subscription: Subscription, due: Due, digest: Digest, upto: int, now: datetime) -> DigestWrite:
        after = replace(subscription, cursor=upto, covered=due.until, due_at=due.next_due, pause=None)
        told = not digest.is_empty or subscription.quiet_line
        if not (told or digest.outcomes):
            return DigestWrite(subscription, after)
        record = DigestRecord(
            digest_id(subscription.id, subscription.cursor, due.due_at or subscription.covered),
            subscription.id,
            subscription.destination,
            subscription.cursor,
            upto,
            due.since,
            due.until,
            now,
            digest.outcomes,
        )
        if not told:
            return DigestWrite(subscription, after, record)
        post = self.present(digest, subscription, record)
        messages = tuple(messages_of(post, subscription, record, self.fits(subscription.destination.platform)))
        return DigestWrite(subscription, after, record, messages)


def quiet_end(subscription: Subscription, moment: datetime) -> datetime | None:
    """Return when the quiet hours of a subscription end in which a *moment* lies; None where it lies in none.

    Raises `UsageError` where this machine does not know the zone.
    """
    if subscription.quiet is None:
        return None
    return quiet_until(parse_quiet(subscription.quiet), subscription.zone, moment)


def messages_of(post: DigestPost, subscription: Subscription, record: DigestRecord, fits: Fits) -> Iterator[Delivery]:
    """Yield the messages of a digest in their order: as many as it takes, in the manner that was asked for."""
    replies: list[tuple[Manner, Reply]]
    parts = split(post, fits)
    threading = Threading.PLAIN if subscription.destination.personal or post.quiet else subscription.threading
    match threading:
        case Threading.THREAD:
            replies = [(Manner.PARENT, parent_line(post)), *((Manner.IN_THREAD, part) for part in parts)]
        case Threading.FORUM:
            replies = [(Manner.FORUM, parts[0]), *((Manner.IN_THREAD, part) for part in parts[1:])]
        case Threading.PLAIN:
            replies = [(Manner.PLAIN, part) for part in parts]
    for number, (manner, reply) in enumerate(replies):
        yield Delivery(
            delivery_id(record.id, number),
            record.id,
            subscription.id,
            subscription.destination,
            number,
            manner,
            to_payload(reply),
            record.composed_at,
            title=post.title,
            locale=subscription.locale,
            mention=None if number or post.quiet else subscription.mention,
            tags=subscription.tags if manner is Manner.FORUM else (),
            crosspost=subscription.crosspost and manner in (Manner.PLAIN, Manner.PARENT),
        )
