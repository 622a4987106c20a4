"""Tell people what became of suggestions: a loop over what the store says is to be told.

Every notice was written with the step that it tells of, so none is lost, and it is told until a platform confirms it:
at least once.  In a channel the platform recognises a message that it has already (its id is the notice's), and one
whose attempt was cut off is looked for before it is sent again.  To a person, who is written to without an id, the
last message may come twice after a crash; never be missing.

    due ──▶ begun by another process ──▶ leave it
       └──▶ begin ──▶ words ──▶ send ──▶ confirmed, later, or never
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn

from bot.domain.destinations import person_destination
from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.domain.suggestions import Suggestion, SuggestionEvent
from bot.errors import BotError, DeliveryLater, DeliveryRefused, DeliveryUnknown
from bot.i18n import gettext as _
from bot.i18n import use_translations
from bot.ports import Messenger, Notice, NoticeRole, Posting
from bot.replies.model import Reply
from bot.services.suggesting.office import Office
from bot.services.suggesting.wording import reply_for
from bot.translations import translations_for

_log = logging.getLogger(__name__)

TICK = 20.0
"""Seconds after which is looked unasked, for another process may have something to tell."""

AT_ONCE = 50
MOST_ATTEMPTS = 12
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=6)
UNDER_WAY = timedelta(minutes=2)
"""An attempt that was begun so long ago is not under way any more: whoever began it was stopped."""


async def note_read(office: Office, person: str) -> None:
    """Note that somebody has seen for themselves what became of their suggestions, where no platform tells them."""
    here = person_destination(person)
    for notice in await office.store.due_notices(here.platform, office.clock.now(), AT_ONCE):
        if notice.destination == here:
            await office.store.finish_notice(notice.id, None, office.clock.now())


@dataclass(slots=True)
class Teller:
    """Tells on the platforms that this process serves."""

    office: Office
    messengers: Mapping[str, Messenger]
    tick: float = TICK

    async def tell_forever(self) -> NoReturn:
        """Tell until cancelled.  No error ends it."""
        while True:
            self.office.to_tell.clear()
            try:
                told = await self.turn()
            except BotError as error:
                _log.warning("notices.unread", extra={"code": error.code, **error.fields})
                told = 0
            if told < AT_ONCE:
                await self._rest()

    async def turn(self) -> int:
        """Tell what is due; return how many notices that were."""
        count = 0
        for platform, messenger in self.messengers.items():
            for notice in await self.office.store.due_notices(platform, self.office.clock.now(), AT_ONCE):
                count += await self._look_after(notice, messenger)
        return count

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self.office.to_tell.wait(), self.tick)
        except TimeoutError:
            return

    async def _look_after(self, notice: Notice, messenger: Messenger) -> int:
        """Tell one notice, unless somebody else is at it; what goes wrong is noted with it."""
        store, now = self.office.store, self.office.clock.now()
        if notice.sending_since and timedelta(0) <= now - notice.sending_since < UNDER_WAY:
            return 0
        if not await store.begin_notice(notice, now):
            return 0
        try:
            sent = await self._tell(notice, messenger)
        except DeliveryRefused as error:
            await store.put_off_notice(notice.id, None, str(error))
        except DeliveryUnknown as error:
            _log.info("notice.unknown", extra={"id": notice.id, **error.fields})  # looked for at the next attempt
        except DeliveryLater as error:
            await self._later(notice, str(error), error)
        except BotError as error:
            await self._later(notice, str(error), None)
        except Exception as error:  # noqa: BLE001 - a bug in one notice must not keep all others; it is logged whole
            _log.exception("notice.failed", extra={"id": notice.id})
            await self._later(notice, type(error).__name__, None)
        else:
            await store.finish_notice(notice.id, sent, self.office.clock.now())
        return 1

    async def _later(self, notice: Notice, failure: str, error: DeliveryLater | None) -> None:
        """Put a notice off, for longer each time, and give it up in the end."""
        now = self.office.clock.now()
        if notice.attempts + 1 >= MOST_ATTEMPTS:
            _log.warning("notice.given_up", extra={"id": notice.id, "reason": failure})
            await self.office.store.put_off_notice(notice.id, None, failure)
            return
        wait = min(FIRST_RETRY * 2**notice.attempts, LONGEST_RETRY)
        due_at = max(now + wait, error.retry_at) if error and error.retry_at else now + wait
        await self.office.store.put_off_notice(notice.id, due_at, failure)

    async def _tell(self, notice: Notice, messenger: Messenger) -> SentMessage | None:
        """Say it; return the message, None for one that has none.  Raises `PlatformError`."""
        found = await self._story(notice)
        if found is None:
            return None
        suggestion, event = found
        author = notice.role is NoticeRole.AUTHOR or notice.role is NoticeRole.PLACE
        with use_translations(translations_for(suggestion.locale if author else "en")):
            reply = await reply_for(self.office, notice, suggestion, event)
        if notice.role is NoticeRole.CARD:
            await self._update(notice, messenger, suggestion, reply)
            return None
        if notice.destination.personal:
            if not await messenger.tell(f"{notice.destination.platform}:{notice.destination.channel}", reply):
                raise DeliveryRefused(_("They take no direct messages from the bot."), "closed_to_us")
            return None
        posting = _posting(notice, suggestion, reply)
        known = await messenger.find(posting) if notice.sending_since else None
        return known or await messenger.post(posting)

    async def _update(self, notice: Notice, messenger: Messenger, suggestion: Suggestion, reply: Reply) -> None:
        """Bring the cards that moderators were shown there up to date."""
        for shown in await self.office.store.told(suggestion.id, NoticeRole.QUEUE):
            if shown.sent and shown.destination == notice.destination:
                await messenger.edit(_posting(shown, suggestion, reply), shown.sent)

    async def _story(self, notice: Notice) -> tuple[Suggestion, SuggestionEvent] | None:
        """Return what a notice is about; None where it has been forgotten."""
        suggestion = await self.office.store.suggestion(notice.suggestion_id)
        events = await self.office.store.suggestion_events(notice.suggestion_id)
        event = next((each for each in events if each.version == notice.version), None)
        return (suggestion, event) if suggestion and event else None


def _posting(notice: Notice, suggestion: Suggestion, reply: Reply) -> Posting:
    """Return a notice as a message to post: its id is the one by which the platform knows it again."""
    delivery = Delivery(
        id=notice.id,
        digest_id=notice.suggestion_id,
        subscription_id=notice.suggestion_id,
        destination=notice.destination,
        part=0,
        manner=Manner.PLAIN,
        payload="",
        due_at=notice.due_at,
        title=suggestion.title,
        locale=suggestion.locale,
        attempts=notice.attempts + 1,
        sending_since=notice.sending_since,
    )
    return Posting(delivery, reply)
