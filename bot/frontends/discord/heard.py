"""What is heard on Discord: what the bot listens to, what a message says, and whether it asks us something."""

from __future__ import annotations

import re

import discord

_LONGEST_QUESTION = 1_000


def intents() -> discord.Intents:
    """Return what has to be heard: none of it is privileged, and what messages say only where they mention us."""
    heard = discord.Intents.none()
    heard.guilds = True
    heard.guild_messages = True
    heard.dm_messages = True
    return heard


def words_of(message: discord.Message) -> str:
    """Return what a message says and links to, its link previews included."""
    previews = [part for each in message.embeds for part in (each.url, each.title, each.description) if part]
    return "\n".join([message.content, *previews])


def question_in(message: discord.Message, me: int | None) -> str | None:
    """Return what a message asks of us, whose id is *me*; None where it is not meant for us, "" where it only calls."""
    if message.author.bot or message.webhook_id or me is None:
        return None
    mention = re.compile(rf"<@!?{me}>")
    if message.guild and not mention.search(message.content):
        return None
    return " ".join(mention.sub(" ", message.content).split())[:_LONGEST_QUESTION]
