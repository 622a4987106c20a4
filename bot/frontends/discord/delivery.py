"""Write to channels, threads, forums and people, unasked: Discord's side of the outbox.

Works on ids alone, over the HTTP of a client that has logged in: no server needs to be cached, none is asked for.
It decides neither what is said nor when; a call is made once, and what became of it is told by the errors it raises.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import discord
from discord.http import Route

from bot.domain.destinations import person_destination
from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.errors import DeliveryRefused, PlatformError
from bot.frontends.discord.calling import Calling, message_payload
from bot.frontends.discord.forums import Forum, post_name
from bot.frontends.discord.refusing import (
    CROSSPOSTED_ALREADY,
    HAS_A_THREAD,
    UNKNOWN_CHANNEL,
    WRONG_KIND_OF_CHANNEL,
)
from bot.frontends.discord.render import fits_whole
from bot.frontends.discord.setting import Setting
from bot.ports import Posting
from bot.replies.model import Reply

_log = logging.getLogger(__name__)

NONCE_LASTS = timedelta(minutes=2)
"""For how long Discord surely knows a nonce: it says "the past few minutes"."""

_CROSSPOSTING = 10.0  # seconds; its limit of some ten an hour must not hold up what follows
_SKEW = timedelta(minutes=5)  # how far Discord's clock may be from ours
_PAGES, _PAGE = 10, 100


class DiscordMessenger:
    """A `Messenger` for Discord.  `now` is the present moment in UTC."""

    def __init__(self, client: discord.Client, now: Callable[[], datetime]) -> None:
        self._calling = Calling(client.http, now)
        self._client = client
        self._now = now
        self._conversations: dict[str, str] = {}

    @property
    def platform(self) -> str:
        """The name in destinations."""
        return "discord"

    def fits(self, reply: Reply) -> bool:
        """Say whether a reply is drawn whole in one message, a mention included."""
        return fits_whole(reply, Setting(self._now()))

    def recognises(self, delivery: Delivery) -> timedelta:
        """Return how long the nonce works; a forum's posts have none."""
        return timedelta(0) if delivery.manner is Manner.FORUM else NONCE_LASTS

    async def post(self, posting: Posting) -> SentMessage:
        """Post, by the manner of the delivery; see `Messenger`."""
        match posting.delivery.manner:
            case Manner.FORUM:
                return await self._post_in_forum(posting)
            case Manner.IN_THREAD:
                return await self._post_in_thread(posting)
            case _:
                return await self._post_plainly(posting)

    async def find(self, posting: Posting) -> SentMessage | None:
        """Look for the message by the mark that it carries, among ours since the attempt; see `Messenger`."""
        delivery = posting.delivery
        since = (delivery.sending_since or self._now()) - _SKEW
        if delivery.manner is Manner.FORUM:
            forum = await self._forum(delivery)
            if forum is None:
                return await self.find(_as_parent(posting))
            found = await forum.find(delivery, self._own_id(), since)
            return self._sent(delivery, found, found, found) if found else None
        channel = await self._channel_of(delivery)
        if delivery.manner is Manner.IN_THREAD and posting.thread:
            channel = posting.thread
        message = await self._find_in(channel, delivery, since)
        return self._sent_in(posting, channel, message) if message else None

    async def edit(self, posting: Posting, sent: SentMessage) -> None:
        """Replace what a message says; see `Messenger`.  Nobody is pinged by that."""
        channel = sent.url.split("/")[-2] if sent.url else await self._channel_of(posting.delivery)
        route = Route(
            "PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=channel, message_id=sent.message_id
        )
        payload = message_payload(posting, self._now())
        await self._calling.call(route, {key: payload[key] for key in ("components", "allowed_mentions")})

    async def tell(self, person: str, reply: Reply) -> bool:
        """Write to a person directly; False where that is not possible."""
        delivery = Delivery(
            "", "", "", person_destination(person), part=0, manner=Manner.PLAIN, payload="", due_at=self._now()
        )
        try:
            await self._post_plainly(Posting(delivery, reply))
        except PlatformError as error:
            _log.info("discord.untold", extra={"code": error.code, **error.fields})
            return False
        return True

    async def _post_plainly(self, posting: Posting) -> SentMessage:
        channel = await self._channel_of(posting.delivery)
        message = await self._calling.post(channel, posting)
        sent = self._sent_in(posting, channel, message)
        if posting.delivery.manner is Manner.PARENT:  # where this fails, the first item in the thread tells why
            await self._attempted("thread", self._open_thread(channel, message, posting.delivery.title))
        if posting.delivery.crosspost:
            await self._attempted("crosspost", self._crosspost(channel, message))
        return sent

    async def _post_in_thread(self, posting: Posting) -> SentMessage:
        """Post below the parent, in its thread; in one that is opened now, if that was not possible before."""
        parent = await self._channel_of(posting.delivery)
        if posting.thread is None:
            return self._sent_in(posting, parent, await self._calling.post(parent, posting))
        thread = posting.thread
        try:
            message = await self._calling.post(thread, posting)
        except DeliveryRefused as error:
            if error.fields.get("code") != UNKNOWN_CHANNEL:
                raise
            if not await self._open_thread(parent, thread, posting.delivery.title):
                thread = parent
            message = await self._calling.post(thread, posting)
        return self._sent_in(posting, thread, message)

    async def _post_in_forum(self, posting: Posting) -> SentMessage:
        forum = await self._forum(posting.delivery)
        if forum is None:  # it is a channel by now, or always was
            return await self._post_plainly(_as_parent(posting))
        post = await forum.post(posting, self._now())
        return self._sent(posting.delivery, post, post, post)

    async def _open_thread(self, channel: str, message: str, title: str) -> bool:
        """Open a thread on a message, unless it has one; False where there are no threads, as in a thread."""
        route = Route(
            "POST", "/channels/{channel_id}/messages/{message_id}/threads", channel_id=channel, message_id=message
        )
        try:
            await self._calling.call(route, {"name": post_name(title)})
        except DeliveryRefused as error:
            if error.fields.get("code") == WRONG_KIND_OF_CHANNEL:
                return False
            if error.fields.get("code") != HAS_A_THREAD:
                raise
        return True

    async def _crosspost(self, channel: str, message: str) -> None:
        route = Route(
            "POST", "/channels/{channel_id}/messages/{message_id}/crosspost", channel_id=channel, message_id=message
        )
        async with asyncio.timeout(_CROSSPOSTING):
            await self._calling.call(route)

    async def _attempted(self, what: str, attempt: Awaitable[object]) -> None:
        """Do what may fail without harm to a message that is already there."""
        try:
            await attempt
        except (PlatformError, TimeoutError) as error:
            fields = error.fields if isinstance(error, PlatformError) else {}
            if fields.get("code") != CROSSPOSTED_ALREADY:
                _log.warning("discord.not_done", extra={"what": what, "reason": str(error), **fields})

    async def _channel_of(self, delivery: Delivery) -> str:
        """Return the channel to write to; with a person it is the conversation, which is opened where there is none."""
        place = delivery.destination
        if not place.personal:
            return place.channel
        if place.channel not in self._conversations:
            opened = await self._calling.call(Route("POST", "/users/@me/channels"), {"recipient_id": place.channel})
            self._conversations[place.channel] = str(opened["id"])
        return self._conversations[place.channel]

    async def _forum(self, delivery: Delivery) -> Forum | None:
        """Return the forum that a delivery goes to; None where its place is none."""
        if delivery.destination.personal:
            return None
        channel = await self._channel_of(delivery)
        return Forum.told(
            self._calling, await self._calling.call(Route("GET", "/channels/{channel_id}", channel_id=channel))
        )

    async def _find_in(self, channel: str, delivery: Delivery, since: datetime) -> str | None:
        after = str(discord.utils.time_snowflake(since))
        for _page in range(_PAGES):
            messages = await self._calling.messages(channel, after=after, limit=_PAGE)
            found = next((each for each in messages if each.is_of(delivery, self._own_id())), None)
            if found or len(messages) < _PAGE:
                return found.id if found else None
            after = max((each.id for each in messages), key=int)
        return None

    def _own_id(self) -> str:
        return str(self._client.user.id) if self._client.user else ""

    def _sent_in(self, posting: Posting, channel: str, message: str) -> SentMessage:
        parent = posting.delivery.manner is Manner.PARENT
        return self._sent(posting.delivery, channel, message, message if parent else None)

    def _sent(self, delivery: Delivery, channel: str, message: str, thread: str | None) -> SentMessage:
        """Return what is kept of a message; a thread on a message has the message's id."""
        server = delivery.destination.workspace or "@me"
        return SentMessage(message, thread, f"https://discord.com/channels/{server}/{channel}/{message}")


def _as_parent(posting: Posting) -> Posting:
    return replace(posting, delivery=replace(posting.delivery, manner=Manner.PARENT))
