"""Write to channels and people, unasked: Slack's side of the outbox.

It decides neither what is said nor when.  A message is posted by one call, made once; what became of it is told by the
errors it raises.  Slack has no idempotency key, and without the right to read channels, which we do not ask for, a
message cannot be looked for: an outcome that is unknown stays so, and is told instead of tried again.
"""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.destinations import person_destination
from bot.domain.outbox import Delivery, Manner, SentMessage
from bot.errors import PlatformError
from bot.frontends.slack.calling import Slack
from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.manifest import COMMAND
from bot.frontends.slack.payloads import Payload, text_of
from bot.frontends.slack.people import PLATFORM, ids_of
from bot.frontends.slack.refusing import outcome_unknown, told_by
from bot.frontends.slack.render import fits_whole, render
from bot.frontends.slack.setting import Setting
from bot.frontends.slack.troubles import TROUBLES
from bot.ports import Posting
from bot.replies.model import Reply
from bot.replies.typed import typed_below

_log = logging.getLogger(__name__)

_QUIETLY = {"unfurl_links": False, "unfurl_media": False}
_MOST_CONVERSATIONS = 10_000
_MOST_BLOCKS = 50
_MENTIONS = (
    (re.compile(r"S[A-Z0-9]{2,}"), "<!subteam^{}>"),
    (re.compile(r"[UW][A-Z0-9]{2,}"), "<@{}>"),
    (re.compile(r"here|channel|everyone"), "<!{}>"),
)


class SlackMessenger:
    """A `Messenger` for Slack.  `now` is the present moment in UTC; *command* is the slash command."""

    def __init__(self, slack: Slack, now: Callable[[], datetime], command: str = COMMAND) -> None:
        self._slack, self._now, self._command = slack, now, command
        self._conversations: OrderedDict[str, str] = OrderedDict()

    @property
    def platform(self) -> str:
        """The name in destinations."""
        return PLATFORM

    def fits(self, reply: Reply) -> bool:
        """Say whether a reply is drawn whole in one message, a mention included."""
        with typed_below(self._command):
            return fits_whole(reply, Setting(self._now(), public=True))

    def recognises(self, delivery: Delivery) -> timedelta:
        """Return that Slack never knows an attempt again."""
        del delivery
        return timedelta(0)

    async def post(self, posting: Posting) -> SentMessage:
        """Post to the channel or the person; into the thread that an earlier part opened; see `Messenger`."""
        delivery = posting.delivery
        team, channel = await self._place(delivery)
        payload = self._payload(posting, channel)
        if delivery.manner is Manner.IN_THREAD and posting.thread:
            payload["thread_ts"] = posting.thread
        told = await self._call(team, "chat.postMessage", payload)
        ts = text_of(told, "ts")
        opens = delivery.manner in (Manner.PARENT, Manner.FORUM)  # there are no forums here: a thread it is
        return SentMessage(ts, ts if opens else None, await self._link(team, channel, ts))

    async def find(self, posting: Posting) -> SentMessage | None:
        """Refuse to guess: what may have arrived cannot be looked for.  Raises `DeliveryRefused`."""
        del posting
        raise outcome_unknown()

    async def edit(self, posting: Posting, sent: SentMessage) -> None:
        """Replace what a message says; see `Messenger`.  Saying the same twice does no harm."""
        team, channel = await self._place(posting.delivery)
        payload = self._payload(posting, channel)
        kept = {key: payload[key] for key in ("channel", "text", "blocks")}
        await self._call(team, "chat.update", {**kept, "ts": sent.message_id})

    async def tell(self, person: str, reply: Reply) -> bool:
        """Write to a person directly; False where that is not possible."""
        if not person.startswith(f"{PLATFORM}:"):
            return False
        place = person_destination(person)
        delivery = Delivery("", "", "", place, part=0, manner=Manner.PLAIN, payload="", due_at=self._now())
        try:
            await self.post(Posting(delivery, reply))
        except PlatformError as error:
            _log.info("slack.untold", extra={"code": error.code, **error.fields})
            return False
        return True

    async def _place(self, delivery: Delivery) -> tuple[str, str]:
        """Return the workspace and the channel; with a person it is the conversation, opened where there is none."""
        place = delivery.destination
        if not place.personal:
            return place.workspace, place.channel
        team, user = ids_of(place.channel)
        if place.channel not in self._conversations:
            try:
                self._conversations[place.channel] = await self._slack.conversation(team, user)
            except TROUBLES as error:
                raise told_by(error, self._now(), harmless=True) from error
            if len(self._conversations) > _MOST_CONVERSATIONS:
                self._conversations.popitem(last=False)
        return team, self._conversations[place.channel]

    def _payload(self, posting: Posting, channel: str) -> dict[str, object]:
        with typed_below(self._command):
            drawn = render(posting.reply, Setting(self._now(), public=True, team=_team_of(posting.delivery)))
        message = with_mention(drawn, posting.delivery)
        return {"channel": channel, "text": message.text, "blocks": list(message.blocks), **_QUIETLY}

    async def _call(self, team: str, method: str, payload: Payload) -> Payload:
        try:
            return await self._slack.call(team, method, payload, careful=True)
        except TROUBLES as error:
            raise told_by(error, self._now(), harmless=method == "chat.update") from error

    async def _link(self, team: str, channel: str, ts: str) -> str | None:
        """Return a link to a message; it is there without one, too."""
        try:
            told = await self._slack.ask(team, "chat.getPermalink", {"channel": channel, "message_ts": ts}, 5.0)
        except TROUBLES:
            return None
        return text_of(told, "permalink") or None


def _team_of(delivery: Delivery) -> str:
    place = delivery.destination
    return ids_of(place.channel)[0] if place.personal else place.workspace


def with_mention(message: SlackMessage, delivery: Delivery) -> SlackMessage:
    """Put the mention that was asked for on top of a digest's first part; anything else is no mention.  Pure."""
    wanted = delivery.mention or ""
    written = next((form.format(wanted) for pattern, form in _MENTIONS if pattern.fullmatch(wanted)), "")
    if not written or delivery.part:
        return message
    top = {"type": "section", "text": {"type": "mrkdwn", "text": written}}
    return SlackMessage(f"{written}\n{message.text}", (top, *message.blocks[: _MOST_BLOCKS - 1]), message.files)
