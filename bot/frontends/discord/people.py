"""Who asks on Discord, from where, and whether they may change settings there: read from Discord's own events."""

from __future__ import annotations

import discord

from bot.commands.model import Person
from bot.domain.destinations import Destination, person_destination
from bot.frontends.discord.controls import Interaction

PLATFORM = "discord"


def asker_of(interaction: Interaction) -> Person:
    """Return who uses a command or presses a button.

    Where the bot is not a member (in direct messages, or brought along by the person alone) they are on their own.
    """
    key = f"{PLATFORM}:{interaction.user.id}"
    locale = str(interaction.locale)
    brought_along = interaction.is_user_integration() and not interaction.is_guild_integration()
    if interaction.guild_id is None or interaction.channel_id is None or brought_along:
        return Person(key, person_destination(key), locale=locale, name=interaction.user.display_name)
    rights = interaction.permissions
    return Person(
        key,
        Destination(PLATFORM, str(interaction.guild_id), str(interaction.channel_id)),
        _name_of(interaction.channel),
        manages=rights.manage_guild or rights.administrator,
        locale=locale,
        name=interaction.user.display_name,
    )


def author_of(message: discord.Message) -> Person:
    """Return who writes a message.  What they may is not asked for: messages change no settings."""
    key = f"{PLATFORM}:{message.author.id}"
    if message.guild is None:
        return Person(key, person_destination(key))
    where = Destination(PLATFORM, str(message.guild.id), str(message.channel.id))
    return Person(key, where, _name_of(message.channel), locale=str(message.guild.preferred_locale))


def _name_of(channel: object) -> str:
    name = getattr(channel, "name", None)  # of what has one: channels, threads, not conversations
    return f"#{name}" if isinstance(name, str) and name else ""
