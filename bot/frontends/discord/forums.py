"""Posts of a forum: their tags, which a forum may demand, and how one is found again.

A post is a thread whose first message has the thread's own id.  Discord knows no nonce for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.http import Route

from bot.domain.outbox import Delivery
from bot.errors import DeliveryRefused
from bot.frontends.discord.calling import Calling, message_payload, seen
from bot.frontends.discord.refusing import unfit
from bot.i18n import gettext as _
from bot.ports import Posting
from bot.replies.clipping import clipped

_FORUMS = {discord.ChannelType.forum.value, discord.ChannelType.media.value}
_REQUIRE_TAG = 1 << 4
_MOST_TAGS = 5
_LONGEST_NAME = 100
_ARCHIVED_AFTER = timedelta(hours=1)
"""The least time after which Discord puts a thread away that nobody writes in."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a forum; only moderators may use one that is `moderated`."""

    id: str
    name: str
    moderated: bool = False


@dataclass(frozen=True, slots=True)
class Forum:
    """A forum as it is now."""

    calling: Calling
    id: str
    guild_id: str
    tags: tuple[Tag, ...]
    demands_tag: bool

    @classmethod
    def told(cls, calling: Calling, channel: Mapping[str, Any]) -> Forum | None:
        """Read a channel as Discord tells it; None where it is no forum."""
        if channel.get("type") not in _FORUMS:
            return None
        tags = tuple(
            Tag(str(each["id"]), str(each["name"]), bool(each.get("moderated")))
            for each in channel.get("available_tags") or ()
        )
        demands = bool(int(channel.get("flags") or 0) & _REQUIRE_TAG)
        return cls(calling, str(channel["id"]), str(channel["guild_id"]), tags, demands)

    async def post(self, posting: Posting, now: datetime) -> str:
        """Open a post; return its id.  Raises as `Calling.call` does."""
        message = {key: value for key, value in message_payload(posting, now).items() if "nonce" not in key}
        opened = {
            "name": post_name(posting.delivery.title),
            "applied_tags": list(chosen_tags(self.tags, posting.delivery.tags, demanded=self.demands_tag)),
            "message": message,
        }
        route = Route("POST", "/channels/{channel_id}/threads", channel_id=self.id)
        return str((await self.calling.call(route, opened, use_nested_fields=1))["id"])

    async def find(self, delivery: Delivery, author: str, since: datetime) -> str | None:
        """Find the post of a delivery among ours that were opened since then.  Raises as `Calling.call` does."""
        route = Route("GET", "/guilds/{guild_id}/threads/active", guild_id=self.guild_id)
        threads = list((await self.calling.call(route)).get("threads") or ())
        if self.calling.now() - since > _ARCHIVED_AFTER:
            route = Route("GET", "/channels/{channel_id}/threads/archived/public", channel_id=self.id)
            threads += (await self.calling.call(route, limit=100)).get("threads") or ()
        earliest = discord.utils.time_snowflake(since)
        for thread in threads:
            ours = (str(thread.get("parent_id")), str(thread.get("owner_id"))) == (self.id, author)
            if ours and int(thread["id"]) >= earliest and await self._is_of(delivery, author, str(thread["id"])):
                return str(thread["id"])
        return None

    async def _is_of(self, delivery: Delivery, author: str, thread: str) -> bool:
        route = Route("GET", "/channels/{channel_id}/messages/{message_id}", channel_id=thread, message_id=thread)
        try:
            return seen(await self.calling.call(route)).is_of(delivery, author)
        except DeliveryRefused:  # its first message has been deleted
            return False


def chosen_tags(tags: Sequence[Tag], wanted: Sequence[str], *, demanded: bool) -> tuple[str, ...]:
    """Return the ids of the tags that are wanted, by id or by name, and still there; where one is demanded, any.

    Raises `DeliveryRefused` where there is none to be had.  Pure.
    """
    by_name = {each.name.casefold(): each.id for each in reversed(tags)}
    ids = {each.id for each in tags}
    found = [each if each in ids else by_name.get(each.strip().casefold(), "") for each in wanted]
    kept = tuple(dict.fromkeys(filter(None, found)))[:_MOST_TAGS]
    if kept or not demanded:
        return kept
    free = next((each.id for each in tags if not each.moderated), None)
    if free is None:
        raise unfit(_("This forum wants a tag on every post, and has none that I may use. Add one, or choose one."))
    return (free,)


def post_name(title: str) -> str:
    """Return what a thread or a post is called: never empty, and as short as Discord wants it.  Pure."""
    return clipped(title, _LONGEST_NAME) or _("News")
