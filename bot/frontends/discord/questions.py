"""What a message on Discord says, and what it asks of the bot.  Pure."""

from __future__ import annotations

import re

import discord

_LONGEST_QUESTION = 1_000


def question_in(message: discord.Message, bot: discord.ClientUser | None) -> str | None:
    """Return what a message asks of *bot*; None where it is not meant for it, `""` where it asks nothing."""
    if message.author.bot or message.webhook_id or bot is None:
        return None
    mention = re.compile(rf"<@!?{bot.id}>")
    if message.guild and not mention.search(message.content):
        return None
    return " ".join(mention.sub(" ", message.content).split())[:_LONGEST_QUESTION]


def words_of(message: discord.Message) -> str:
    """Return what a message says and links to, its link previews included."""
    previews = [part for each in message.embeds for part in (each.url, each.title, each.description) if part]
    return "\n".join([message.content, *previews])
