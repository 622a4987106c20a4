"""The Discord front-end's ear: hears commands, presses and mentions, and knows what each asks for.

What is answered is made in `answering` and sent from `serving`.  Interactions need no privileged intent; messages are
heard only where they mention the bot or are written to it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import discord
from discord import app_commands

from bot.commands.desk import Desk
from bot.commands.menus import MessageMenu
from bot.commands.model import Call, Command, Param
from bot.commands.words import old_control, old_form
from bot.errors import PlatformError
from bot.frontends.discord.answering import Answerer
from bot.frontends.discord.commands import GettextTranslator, fill_tree, old_command, written_option
from bot.frontends.discord.controls import AnswerButton, AnswerMenu, Interaction, asked_by
from bot.frontends.discord.delivery import DiscordMessenger
from bot.frontends.discord.heard import intents, question_in, words_of
from bot.frontends.discord.messenger import FORM_PATIENCE, LONGEST_SENDING, guarded, reply_to, tell
from bot.frontends.discord.modals import filled_in, stands_for_form, typed_before
from bot.frontends.discord.people import asker_of, author_of
from bot.frontends.discord.serving import Serving
from bot.frontends.discord.setting import Setting
from bot.frontends.discord.syncing import sync_commands
from bot.i18n import use_translations
from bot.replies.presses import Action, Press, decode_press
from bot.services.dispatching import Deliver
from bot.translations import translations_for

_log = logging.getLogger(__name__)

FAREWELL = 10.0
"""Seconds that answers on their way get when the bot is told to stop."""


class _Tree(app_commands.CommandTree[discord.Client]):
    """The tree, with our one error path: only discord.py's own refusals come here."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        _log.warning("discord.command_refused", extra={"reason": str(error)[:200]})
        with use_translations(translations_for(str(interaction.locale))):
            await tell(interaction, "old_command", old_command(), Setting(discord.utils.utcnow()))


class DiscordBot(discord.AutoShardedClient):
    """The client.

    `record` is the file that remembers which commands Discord was told; without it Discord is told nothing.
    `deliver` sends what is to be posted unasked for as long as the client is logged in.
    """

    def __init__(self, desk: Desk, record: Path | None = None, deliver: Deliver | None = None) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # we do not speak: no news to operators
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_SENDING,
        )
        self._desk = desk
        self._record = record
        self._deliver = deliver
        self._delivering: asyncio.Future[NoReturn] | None = None
        self._answerer = Answerer(desk)
        self._serving = Serving(desk)
        self.tree = _Tree(self)
        fill_tree(self.tree, desk.table, self)

    async def setup_hook(self) -> None:
        """Register the controls of all messages ever sent, and tell Discord the commands if they have changed."""
        self.add_dynamic_items(AnswerButton, AnswerMenu)
        await self.tree.set_translator(GettextTranslator())
        if self._deliver:
            self._delivering = asyncio.ensure_future(self._deliver(DiscordMessenger(self, self._desk.clock.now)))
        if self._record is None:
            return
        try:
            await sync_commands(self.tree, self._record)
        except PlatformError as error:  # the commands that Discord has go on working
            _log.warning("discord.commands_not_synced", extra={"reason": str(error)})

    async def finish(self) -> None:
        """Hear nothing new, let answers on their way arrive, for a while, then leave."""
        try:
            async with asyncio.timeout(FAREWELL):
                await asyncio.gather(*(each.disconnect() for each in self.shards.values()), return_exceptions=True)
                await self._serving.all_served()
        except TimeoutError:
            _log.warning("discord.answers_lost", extra={"count": self._serving.give_up()})
        await self.close()

    async def close(self) -> None:
        """Let messages on their way arrive, for a while, then leave."""
        if self._delivering:
            self._delivering.cancel()
            await asyncio.wait([self._delivering])
        await super().close()

    async def on_command(self, interaction: Interaction, command: Command, options: Mapping[str, object]) -> None:
        """Answer a command with its typed options."""
        given = {name: written_option(value) for name, value in options.items() if value is not None}
        call = Call(command.name, asker_of(interaction), {name: value for name, value in given.items() if value})
        await self._serving.serve(interaction, command.name, lambda asked: self._answerer.answer_call(call, asked))

    async def on_menu(self, interaction: Interaction, menu: MessageMenu, message: discord.Message) -> None:
        """Answer what was asked of a message."""
        person, text = asker_of(interaction), words_of(message)
        await self._serving.serve(
            interaction, menu.key, lambda asked: self._answerer.answer_menu(menu, person, text, asked)
        )

    async def on_press(self, interaction: Interaction, press: Press | None, picked: str | None) -> None:
        """Answer a button or a menu of any message that this bot ever sent."""
        line = asked_by(interaction, press, picked) if press else None
        if press and press.action is Action.SHARE:
            person = asker_of(interaction)
            anew = (lambda: self._answerer.answer_line(line, person, shareable=False)) if line else None
            await self._serving.share(interaction, anew)
        elif press is None or not line:
            await self._serving.tell_gone(interaction, old_control)
        elif press.action is Action.FORM:
            await self._open_form(interaction, line)
        else:
            private = bool(interaction.message and interaction.message.flags.ephemeral)
            goes_on = press.action is Action.TURN or (press.action is Action.PICK and press.words.whole({}) != "")
            person = asker_of(interaction)
            await self._serving.serve(
                interaction,
                "press",
                lambda asked: self._answerer.answer_line(line, person, asked),
                in_place=private and goes_on,
            )

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a form that was filled in, also one that was opened before a restart; all else is heard elsewhere."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        custom_id, values = filled_in(interaction)
        press = decode_press(custom_id)
        if press is None or press.action is not Action.SUBMIT:
            await self._serving.tell_gone(interaction, old_form)
            return
        line, person = press.words.text, asker_of(interaction)
        in_place = stands_for_form(interaction)
        await self._serving.serve(
            interaction,
            "form",
            lambda asked: self._answerer.answer_form(line, values, person, asked),
            in_place=in_place,
        )

    async def on_message(self, message: discord.Message) -> None:
        """Answer a question that mentions the bot, or that is written to it alone."""
        question = question_in(message, self.user.id if self.user else None)
        if question is None:
            return
        person = author_of(message)
        call = Call("search", person, {"words": question}) if question else Call("help", person)
        async with self._serving.on_its_way():
            with use_translations(translations_for(person.locale)), guarded("mention"):
                await reply_to(message, await self._answerer.answer_call(call, shareable=False))

    def complete(self, param: Param, typed: str, locale: str) -> Sequence[tuple[str, str]]:
        """Complete an option's value from the catalog in memory, and have that looked after meanwhile."""
        return self._answerer.complete(param, typed, locale)

    async def _open_form(self, interaction: Interaction, line: str) -> None:
        """Open a form from the message that says it is ready, or what was wrong in it: with what was typed before."""
        person, values = asker_of(interaction), typed_before(interaction.message)
        await self._serving.serve(
            interaction,
            "press",
            lambda asked: self._answerer.form_with(line, values, person, asked),
            in_place=stands_for_form(interaction),
            patience=FORM_PATIENCE,
        )
