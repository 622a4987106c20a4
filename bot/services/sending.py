"""Bring one delivery to its destination, and write down what came of it.

    queued ──▶ sending ──▶ posted ──▶ sent
       ▲          ├──▶ later ────▶ queued again, for a later time
       │          ├──▶ refused ──▶ its destination is paused, whoever subscribed is told once
       │          └──▶ unknown ──▶ stays "sending": posted again, or looked for, as the platform allows; where it
       │                          allows neither, it is given up, and its readers are told
       └── looked for, and not there

Nothing is ever put back to "queued" while an attempt of it may have arrived.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from bot.domain.outbox import Delivery, DeliveryState, Manner, SentMessage
from bot.domain.sending import (
    OUTCOME_UNKNOWN,
    STUCK_AFTER,
    TOO_LARGE,
    Step,
    first_step,
    next_attempt,
    pause_after,
    placed,
)
from bot.domain.subscriptions import Subscription
from bot.errors import BotError, DeliveryLater, DeliveryRefused, DeliveryUnknown, PlatformError
from bot.i18n import gettext as _
from bot.i18n import run_on, use_translations
from bot.ports import Clock, Lease, Messenger, OutboxStore, Posting
from bot.replies.model import Choice, Message, Reply, Tone
from bot.translations import translations_for

_log = logging.getLogger(__name__)

_MOST_BUTTONS = 5

ReadPayload = Callable[[str], Reply]
"""Reads a delivery's payload back as the reply that it was."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends single deliveries of one platform.

    `not_before` is in memory: when a delivery whose outcome is unknown is looked at again.
    """

    store: OutboxStore
    messenger: Messenger
    clock: Clock
    rng: Random
    read_payload: ReadPayload
    not_before: dict[str, datetime] = field(default_factory=dict)

    async def send(self, delivery: Delivery, lease: Lease) -> bool:
        """Take a delivery as far as it goes now; False where the lease turned out to be somebody else's.

        No error comes out.
        """
        with use_translations(translations_for(delivery.locale)):
            try:
                return await self._send(delivery, lease)
            except BotError as error:
                self._wait(delivery, None)
                _log.warning("delivery.failed", extra={**_named(delivery), "code": error.code, **error.fields})
            except Exception:  # noqa: BLE001 - one bad message must not end all sending; it is logged whole
                self._wait(delivery, None)
                _log.exception("delivery.failed", extra={**_named(delivery), "code": "bug"})
        return True

    async def _send(self, delivery: Delivery, lease: Lease) -> bool:
        posting = await self._posting(delivery)
        step = first_step(delivery, self.messenger.recognises(posting.delivery), self.clock.now())
        try:
            if step is Step.LOOK:
                return await self._look(delivery, lease, posting)
            if step is Step.POST:
                if not await self.store.begin_sending(delivery, lease, self.clock.now()):
                    return False
                return await self._confirm(delivery, lease, await self.messenger.post(posting))
        except DeliveryRefused as error:
            return await self._refused(delivery, lease, error)
        except DeliveryLater as error:
            return await self._later(delivery, lease, error)
        except DeliveryUnknown as error:
            _log.info("delivery.unknown", extra={**_named(delivery), "reason": str(error)})
        self._wait(delivery, None)
        return True

    async def _posting(self, delivery: Delivery) -> Posting:
        """Return what is posted, and how, now that the parts before it are."""
        reply = self.read_payload(delivery.payload)
        if delivery.manner is not Manner.IN_THREAD:
            return Posting(delivery, reply)
        parts = await self.store.deliveries(digest_id=delivery.digest_id)
        manner, thread = placed(delivery, tuple(each for each in parts if each.part < delivery.part))
        return Posting(replace(delivery, manner=manner), reply, thread)

    async def _look(self, delivery: Delivery, lease: Lease, posting: Posting) -> bool:
        """Look for a message that may have arrived; queue it again if it has not."""
        found = await self.messenger.find(posting)
        if found is not None:
            return await self._confirm(delivery, lease, found)
        return await self.store.put_off(delivery, lease, self.clock.now(), _("It had not arrived."))

    async def _confirm(self, delivery: Delivery, lease: Lease, sent: SentMessage) -> bool:
        _log.info("delivery.sent", extra=_named(delivery))
        return await self.store.finish_sending(delivery, lease, sent, self.clock.now())

    async def _later(self, delivery: Delivery, lease: Lease, error: DeliveryLater) -> bool:
        at = self._wait(delivery, error.retry_at)
        if delivery.state is not DeliveryState.QUEUED:
            return True
        del self.not_before[delivery.id]
        return await self.store.put_off(delivery, lease, at, str(error))

    def _wait(self, delivery: Delivery, asked: datetime | None) -> datetime:
        """Leave a delivery alone for a while; tell operators of one that has gone on like that for long."""
        attempts = delivery.attempts + 1
        if attempts >= STUCK_AFTER and attempts % STUCK_AFTER == 0:
            _log.error("delivery.stuck", extra={**_named(delivery), "attempts": attempts})
        at = next_attempt(attempts, asked, self.clock.now(), self.rng)
        self.not_before[delivery.id] = at
        return at

    async def _refused(self, delivery: Delivery, lease: Lease, error: DeliveryRefused) -> bool:
        """Pause the destination with the reason, and tell it once; what no platform would take is given up."""
        _log.warning("delivery.refused", extra={**_named(delivery), **error.fields})
        if error.reason == TOO_LARGE:
            return await self.store.drop_delivery(delivery.id, str(error))
        if error.reason == OUTCOME_UNKNOWN:
            return await self._unsure(delivery, error)
        now = self.clock.now()
        if delivery.state is DeliveryState.QUEUED and not await self.store.put_off(delivery, lease, now, str(error)):
            return False
        paused = await self.store.pause_destination(delivery.destination, pause_after(error, now))
        for creator in dict.fromkeys(each.creator for each in paused):
            own = [each for each in paused if each.creator == creator]
            if not await self.messenger.tell(creator, paused_message(own, str(error))):
                _log.warning("subscriber.untold", extra={**_named(delivery), "subscription": own[0].id})
        return True

    async def _unsure(self, delivery: Delivery, error: DeliveryRefused) -> bool:
        """Say that a message may not have arrived, where it was to arrive, and give it up.

        Saying so is tried once, and comes first: whoever dies in between says it again rather than never.
        """
        notice = replace(delivery, id=f"{delivery.id}?", manner=Manner.PLAIN, mention=None, crosspost=False)
        try:
            await self.messenger.post(Posting(notice, unsure_message(str(error))))
        except PlatformError as trouble:
            _log.warning("delivery.unsure", extra={**_named(delivery), "told": False, "reason": str(trouble)})
        return await self.store.drop_delivery(delivery.id, str(error))


def unsure_message(reason: str) -> Message:
    """Tell readers that a digest may be missing, and how to see what it said."""
    return Message(reason, Tone.WARNING, (Choice(_("What was new lately"), "/recent"),))


def paused_message(paused: Sequence[Subscription], reason: str) -> Message:
    """Tell a person that their subscriptions of one place are paused, and why; each can be resumed from here."""
    place = next((each.place for each in paused if each.place), "")
    said = _("The digest for {place} is paused.", place=place) if place else _("Your digest is paused.")
    then = _("Once that is put right, resume it: what was missed comes in one digest.")
    resume = _("Resume") if len(paused) == 1 else _("Resume {id}")
    actions = tuple(Choice(resume.format(id=each.id), f"/digest resume {each.id}") for each in paused[:_MOST_BUTTONS])
    return Message(run_on((said, reason, then)), Tone.WARNING, actions)


def _named(delivery: Delivery) -> dict[str, object]:
    return {"delivery": delivery.id, "destination": delivery.destination.key}
