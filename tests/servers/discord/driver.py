"""What people do on the loopback Discord, for tests: type a command, press a button, fill in a form, mention the bot.

`loopback_discord()` starts a server with one guild, three channels and two people, and points discord.py at it.
Nothing here sleeps: what a test waits for is waited for, and fails with what is missing.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.servers.discord.description import find_description
from tests.servers.discord.filling import Filling, Value, command_data, modal_data
from tests.servers.discord.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, WITHIN, Interaction, Modal
from tests.servers.discord.message import BUTTON, SELECTS, Message
from tests.servers.discord.payloads import channel_json, member_json, message_json, user_json
from tests.servers.discord.point import pointed_at
from tests.servers.discord.server import DiscordServer
from tests.servers.discord.world import ANNOUNCEMENT, DIRECT, FORUM, MANAGE_GUILD, PEOPLES_RIGHTS, Channel, Json, User


@dataclass(repr=False, eq=False)
class LoopbackDiscord(DiscordServer):
    """A Discord, and the people on it.

    `user` is an ordinary person and `manager` may manage `guild`; `channel` is its text channel, beside the
    `announcements` and the `forum`.  Where a method takes `channel` or `user`, these are what it takes if not told.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.user = self.world.add_user("ada")
        self.manager = self.world.add_user("grace", permissions=PEOPLES_RIGHTS | MANAGE_GUILD)
        self.guild = self.world.add_guild("Readers", self.owner)
        self.channel = self.world.add_channel(self.guild, "papers")
        self.announcements = self.world.add_channel(self.guild, "news", ANNOUNCEMENT)
        self.forum = self.world.add_channel(self.guild, "digests", FORUM)

    def direct(self, user: User | None = None) -> Channel:
        """Find or open the conversation of a person with the bot."""
        return self.world.conversation(self.bot, user or self.user)

    async def connected(self, sessions: int = 1, within: float = WITHIN) -> None:
        """Wait until that many shards are connected."""
        await self.gateway.until(lambda: len(self.gateway.live) >= sessions, within)

    async def slash(
        self,
        name: str,
        options: Mapping[str, Value] | None = None,
        *,
        user: User | None = None,
        channel: Channel | None = None,
    ) -> Interaction:
        """Type a command ("search", or "digest follow" with a subcommand) and send it."""
        return await self._command(name, options or {}, COMMAND, user, channel)

    async def autocomplete(
        self,
        name: str,
        option: str,
        typed: str,
        others: Mapping[str, Value] | None = None,
        *,
        user: User | None = None,
        channel: Channel | None = None,
    ) -> Interaction:
        """Type into an option that suggests; read the suggestions with `choices()`."""
        return await self._command(name, {**(others or {}), option: typed}, AUTOCOMPLETE, user, channel, option)

    async def context_menu(
        self, name: str, target: Message | User, *, user: User | None = None, channel: Channel | None = None
    ) -> Interaction:
        """Choose an app's command in the menu of a message or a person."""
        kind = 3 if isinstance(target, Message) else 2
        command = self._registered(name, kind, channel or self.channel)
        if isinstance(target, Message):
            resolved: Json = {"messages": {str(target.id): message_json(target)}}
        else:
            resolved = {"users": {str(target.id): user_json(target)}}
        data = {"id": command["id"], "name": name, "type": kind, "target_id": str(target.id), "resolved": resolved}
        return self._send(COMMAND, data, user, target.channel if isinstance(target, Message) else channel)

    async def press(self, message: Message, label: str, *, user: User | None = None) -> Interaction:
        """Press a button of a message (the message as it is now), by its words."""
        current = self._current(message, user or self.user)
        button = current.button(label)
        assert button.custom_id is not None, f"{label!r} leads elsewhere"
        assert not button.disabled, f"{label!r} is disabled"
        return self._send(COMPONENT, {"custom_id": button.custom_id, "component_type": BUTTON}, user, None, current)

    async def select(
        self, message: Message, custom_id: str, values: list[str], *, user: User | None = None
    ) -> Interaction:
        """Choose values of a select of a message."""
        current = self._current(message, user or self.user)
        component = current.component(custom_id)
        assert component["type"] in SELECTS, f"{custom_id!r} is no select"
        assert not component.get("disabled"), f"{custom_id!r} is disabled"
        known = [each["value"] for each in component.get("options") or []]
        assert not known or set(values) <= set(known), f"{values} are not all among {known}"
        least, most = component.get("min_values", 1), component.get("max_values", 1)
        assert least <= len(values) <= most, f"{custom_id!r} takes {least} to {most} values"
        data = {"custom_id": custom_id, "component_type": component["type"], "values": values}
        return self._send(COMPONENT, data, user, None, current)

    async def submit_modal(self, modal: Modal, values: Mapping[str, Filling]) -> Interaction:
        """Fill in a form by its fields' custom ids, and send it as the person for whom it was opened."""
        opened = modal.interaction
        sent = self._send(MODAL, modal_data(modal, values), opened.user, opened.channel, opened.message)
        sent.opened_by = opened
        return sent

    async def say(self, text: str, *, user: User | None = None, channel: Channel | None = None) -> Message:
        """Write a message; the bot is told if it asked for messages, and its words only as Discord allows."""
        message = Message(self.world.ids.next(), channel or self.channel, user or self.user, text)
        self.store(message)
        self.publish(message)
        return message

    async def mention(self, text: str, *, user: User | None = None, channel: Channel | None = None) -> Message:
        """Write a message that begins with the bot's name."""
        return await self.say(f"{self.bot.mention} {text}", user=user, channel=channel)

    async def reply_to(self, message: Message, within: float = WITHIN) -> Message:
        """Wait for the bot's next message in the channel of *message*."""

        def found() -> list[Message]:
            later = [each for each in self.messages(message.channel) if each.id > message.id]
            return [each for each in later if each.author is self.bot]

        said = await self.gateway.bell.until(found, within, lambda: f"no reply to {message.content!r}")
        return said[0].snapshot()

    async def _command(
        self,
        name: str,
        options: Mapping[str, Value],
        kind: int,
        user: User | None,
        channel: Channel | None,
        focused: str | None = None,
    ) -> Interaction:
        root, *below = name.split(" ")
        command = self._registered(root, 1, channel or self.channel)
        return self._send(kind, command_data(command, below, options, focused), user, channel)

    def _registered(self, name: str, kind: int, channel: Channel) -> Json:
        of_guild = self.commands.get(channel.guild.id if channel.guild else -1, {})
        every = [*of_guild.values(), *self.commands[None].values()]
        found = next((each for each in every if each["name"] == name and each["type"] == kind), None)
        assert found, f"no command {name!r} is registered: {[each['name'] for each in every]}"
        context = 1 if channel.kind == DIRECT else 0
        assert found["contexts"] is None or context in found["contexts"], f"{name!r} cannot be used here"
        return found

    def _current(self, message: Message, user: User) -> Message:
        current = self.stored.get(message.id)
        assert current, f"message {message.id} is gone"
        assert not current.ephemeral or current.seen_by is user, f"{user.name} does not see message {message.id}"
        return current

    def _send(
        self, kind: int, data: Json, user: User | None, channel: Channel | None, message: Message | None = None
    ) -> Interaction:
        user, channel = user or self.user, channel or (message.channel if message else self.channel)
        assert self.gateway.live, "the bot is not connected"
        interaction = Interaction(
            self.world.ids.next(), secrets.token_urlsafe(32), kind, user, channel, channel.guild, data, message
        )
        interaction.user_installed = not (channel.guild is None or channel.guild.installed)
        self.interactions[interaction.id] = self.tokens[interaction.token] = interaction
        self.gateway.tell("INTERACTION_CREATE", self._told(interaction), channel.guild, intents=0)
        return interaction

    def _told(self, interaction: Interaction) -> Json:
        user, channel, guild = interaction.user, interaction.channel, interaction.guild
        owners = {"1": str(user.id)} if interaction.user_installed or guild is None else {"0": str(guild.id)}
        told: Json = {
            "id": str(interaction.id), "application_id": str(self.application_id), "type": interaction.kind,
            "token": interaction.token, "version": 1, "data": interaction.data, "locale": user.locale,
            "channel": channel_json(channel), "channel_id": str(channel.id), "entitlements": [],
            "app_permissions": str(channel.permissions), "authorizing_integration_owners": owners,
            "context": 0 if guild else 1, "attachment_size_limit": 10_485_760,
        }  # fmt: skip
        if interaction.message:
            told["message"] = message_json(interaction.message)
        if guild is None:
            return told | {"user": user_json(user)}
        partial = {"id": str(guild.id), "locale": guild.locale, "features": []}
        member = member_json(user)
        return told | {"guild": partial, "guild_id": str(guild.id), "guild_locale": guild.locale, "member": member}


@asynccontextmanager
async def loopback_discord(*, checked: bool = True) -> AsyncIterator[LoopbackDiscord]:
    """Run a Discord, and point discord.py at it.  Fails at the end if a payload broke Discord's description.

    A test that means to break it empties `violations`.  Not *checked*, the server is faster: for benchmarks.
    """
    discord = LoopbackDiscord(description=find_description() if checked else None)
    async with discord.running():
        with pointed_at(discord.url):
            yield discord
    assert not discord.violations, discord.violations
