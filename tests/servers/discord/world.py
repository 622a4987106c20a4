"""What there is on the loopback Discord: people, servers (guilds), roles, channels.  It only holds them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

EPOCH = 1_420_070_400_000
"""Discord's ids count milliseconds from the first second of 2015."""

MANAGE_GUILD = 1 << 5
READ_HISTORY = 1 << 16
PEOPLES_RIGHTS = 1 << 10 | 1 << 11 | READ_HISTORY | 1 << 31 | 1 << 38
"""View channel, send messages, read history, use application commands, send in threads."""
BOTS_RIGHTS = PEOPLES_RIGHTS | 1 << 14 | 1 << 15 | 1 << 35
"""And: embed links, attach files, create public threads."""

TEXT, DIRECT, ANNOUNCEMENT, PUBLIC_THREAD, FORUM = 0, 1, 5, 11, 15
"""Kinds of channels."""


class Snowflakes:
    """Ids as Discord makes them: of this moment, unique, growing."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        self._last = max(self._last + 1, (int(time.time() * 1000) - EPOCH) << 22)
        return self._last


@dataclass(eq=False)
class User:
    """A person, or a bot.  `permissions` are what they may in every channel of every server."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    permissions: int = PEOPLES_RIGHTS
    closed_to_messages: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False)
class Channel:
    """A channel, thread or conversation.

    `refuses` is the code with which it refuses to be written to: 50013 for a missing permission, 50001 for no access;
    `refuses_threads` is that for threads in it.  A forum has `tags`, name by id, and may demand one (`demands_tag`).
    A thread has those that were `applied`, and may be `archived` and `locked`.
    """

    id: int
    name: str
    kind: int = TEXT
    guild: Guild | None = None
    parent: Channel | None = None
    people: list[User] = field(default_factory=list)
    permissions: int = BOTS_RIGHTS
    refuses: int | None = None
    refuses_threads: int | None = None
    tags: dict[int, str] = field(default_factory=dict)
    demands_tag: bool = False
    applied: list[int] = field(default_factory=list)
    archived: bool = False
    locked: bool = False

    @property
    def is_thread(self) -> bool:
        return self.kind in (10, 11, 12)


@dataclass(eq=False)
class Role:
    """A role that people of a server may have."""

    id: int
    name: str

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass(eq=False)
class Guild:
    """A server.  The bot sees it when it is `installed` there, and shares nothing with it otherwise."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    installed: bool = True
    channels: list[Channel] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)


@dataclass
class World:
    """Everything, found by id."""

    ids: Snowflakes = field(default_factory=Snowflakes)
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    def add_user(
        self, name: str, *, bot: bool = False, permissions: int = PEOPLES_RIGHTS, locale: str = "en-US"
    ) -> User:
        user = User(self.ids.next(), name, bot, locale, permissions)
        self.users[user.id] = user
        return user

    def add_guild(self, name: str, owner: User, *, installed: bool = True, locale: str = "en-US") -> Guild:
        guild = Guild(self.ids.next(), name, owner, locale, installed)
        self.guilds[guild.id] = guild
        return guild

    def add_role(self, guild: Guild, name: str) -> Role:
        role = Role(self.ids.next(), name)
        guild.roles.append(role)
        return role

    def add_channel(
        self, guild: Guild, name: str, kind: int = TEXT, parent: Channel | None = None, identity: int | None = None
    ) -> Channel:
        channel = Channel(identity or self.ids.next(), name, kind, guild, parent)
        self.channels[channel.id] = channel
        guild.channels.append(channel)
        return channel

    def conversation(self, bot: User, user: User) -> Channel:
        """Find or open the direct messages between the bot and a person."""
        for channel in self.channels.values():
            if channel.kind == DIRECT and user in channel.people:
                return channel
        channel = Channel(self.ids.next(), user.name, DIRECT, people=[user, bot])
        self.channels[channel.id] = channel
        return channel
