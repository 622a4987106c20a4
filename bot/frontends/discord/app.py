"""The Discord front-end: hears commands, presses and mentions, asks the core, and sends what it answers.

Interactions need no privileged intent; messages are heard only where they mention the bot or are written to it.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn

import discord
from discord import app_commands

from bot.commands.answer import answer_call, answer_form, answer_line, answer_menu
from bot.commands.complete import complete_line, complete_value
from bot.commands.desk import Desk
from bot.commands.menus import MessageMenu
from bot.commands.model import Call, Command, Param, ParamKind, Person
from bot.commands.words import old_form
from bot.commands.written import write_line
from bot.errors import PlatformError
from bot.frontends.discord.commands import GettextTranslator, fill_tree, old_command, written_option
from bot.frontends.discord.controls import AnswerButton, AnswerMenu, Interaction, asked_by
from bot.frontends.discord.delivery import DiscordMessenger
from bot.frontends.discord.drawing import Drawing
from bot.frontends.discord.heard import intents, question_in, words_of
from bot.frontends.discord.messenger import (
    BUSY,
    FORM_PATIENCE,
    LONGEST_SENDING,
    TURNS,
    answer,
    answer_in_turn,
    guarded,
    reply_to,
    share,
    tell,
)
from bot.frontends.discord.modals import filled_in, stands_for_form, typed_before
from bot.frontends.discord.people import asker_of, author_of
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.frontends.discord.syncing import sync_commands
from bot.i18n import gettext as _
from bot.i18n import use_translations
from bot.pictures.stats import has_picture, picture_of
from bot.replies.forms import Form, filled
from bot.replies.model import Choice, EntryLines, Reply
from bot.replies.presses import Action, Press, decode_press
from bot.services.dispatching import Deliver
from bot.translations import translations_for

_log = logging.getLogger(__name__)
_PAGE = re.compile(r" page:\d+$")
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
        self._turns = asyncio.Semaphore(TURNS)
        self._answering: set[asyncio.Task[object]] = set()
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
                while self._answering:
                    await asyncio.wait(self._answering)
        except TimeoutError:
            _log.warning("discord.answers_lost", extra={"count": len(self._answering)})
            for task in self._answering:
                task.cancel()
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
        await self._serve(interaction, command.name, lambda asked: self._answer(call, asked))

    async def on_menu(self, interaction: Interaction, menu: MessageMenu, message: discord.Message) -> None:
        """Answer what was asked of a message."""
        person, text = asker_of(interaction), words_of(message)
        await self._serve(interaction, menu.key, lambda asked: self._answer_menu(menu, person, text, asked))

    async def on_press(self, interaction: Interaction, press: Press | None, picked: str | None) -> None:
        """Answer a button or a menu of any message that this bot ever sent."""
        line = asked_by(interaction, press, picked) if press else None
        if press and press.action is Action.SHARE:
            await self._share(interaction, line)
        elif press is None or not line:
            await self._tell_gone(interaction, _gone)
        elif press.action is Action.FORM:
            await self._open_form(interaction, line)
        else:
            private = bool(interaction.message and interaction.message.flags.ephemeral)
            goes_on = press.action is Action.TURN or (press.action is Action.PICK and press.words.whole({}) != "")
            person = asker_of(interaction)
            await self._serve(
                interaction,
                "press",
                lambda asked: self._answer_line(line, person, asked),
                in_place=private and goes_on,
            )

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer a form that was filled in, also one that was opened before a restart; all else is heard elsewhere."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        custom_id, values = filled_in(interaction)
        press = decode_press(custom_id)
        if press is None or press.action is not Action.SUBMIT:
            await self._tell_gone(interaction, old_form)
            return
        line, person = press.words.text, asker_of(interaction)
        in_place = stands_for_form(interaction)
        await self._serve(
            interaction, "form", lambda asked: self._answer_form(line, values, person, asked), in_place=in_place
        )

    async def on_message(self, message: discord.Message) -> None:
        """Answer a question that mentions the bot, or that is written to it alone."""
        question = question_in(message, self.user.id if self.user else None)
        if question is None:
            return
        person = author_of(message)
        call = Call("search", person, {"words": question}) if question else Call("help", person)
        async with self._on_its_way():
            with use_translations(translations_for(person.locale)), guarded("mention"):
                await reply_to(message, await self._answer(call, shareable=False))

    def complete(self, param: Param, typed: str, locale: str) -> Sequence[tuple[str, str]]:
        """Complete an option's value from the catalog in memory, and have that looked after meanwhile."""
        self._desk.library.refresh_soon()
        with use_translations(translations_for(locale)):
            if param.kind is ParamKind.QUERY:
                found = [] if typed.startswith("/") else complete_line(self._desk, typed)
                return [(typed[: each.start] + each.text, typed[: each.start] + each.text) for each in found]
            return [
                (f"{each.display} · {each.meta}" if each.meta else each.display, each.text)
                for each in complete_value(self._desk, param, typed)
            ]

    async def _answer(self, call: Call, asked: int | None = None, *, shareable: bool = True) -> Drawing:
        command = self._desk.table[call.command]
        reply, line = await answer_call(self._desk, call, asked=asked), write_line(command, call)
        return await self._drawn(reply, command, line, shareable=shareable)

    async def _answer_line(
        self, line: str, person: Person, asked: int | None = None, *, shareable: bool = True
    ) -> Drawing:
        name, reply = await answer_line(self._desk, line, person, asked=asked)
        return await self._drawn(reply, self._desk.table.get(name), _PAGE.sub("", line), shareable=shareable)

    async def _answer_form(
        self, line: str, values: Mapping[str, str], person: Person, asked: int | None = None
    ) -> Drawing:
        name, reply = await answer_form(self._desk, line, values, person, asked=asked)
        return await self._drawn(reply, self._desk.table.get(name), line, shareable=False, typed=values)

    async def _form_with(
        self, line: str, values: Mapping[str, str], person: Person, asked: int | None = None
    ) -> Drawing:
        name, reply = await answer_line(self._desk, line, person, asked=asked)
        reply = filled(reply, values) if isinstance(reply, Form) else reply
        return await self._drawn(reply, self._desk.table.get(name), line, shareable=False)

    async def _answer_menu(self, menu: MessageMenu, person: Person, text: str, asked: int) -> Drawing:
        reply = await answer_menu(self._desk, menu, person, text, asked=asked)
        return await self._drawn(reply, None, "", shareable=True)

    async def _drawn(
        self,
        reply: Reply,
        command: Command | None,
        asked: str,
        *,
        shareable: bool,
        typed: Mapping[str, str] | None = None,
    ) -> Drawing:
        setting = Setting(
            now=self._desk.clock.now(),
            asked=asked,
            filters=_filters(command, asked) if command and isinstance(reply, EntryLines) else (),
            shareable=shareable and not (command and command.personal),
            picture=await asyncio.to_thread(picture_of, reply) if has_picture(reply) else None,
            typed=typed or {},
        )
        return render(reply, setting)

    async def _open_form(self, interaction: Interaction, line: str) -> None:
        """Open a form from the message that says it is ready, or what was wrong in it: with what was typed before."""
        person, values = asker_of(interaction), typed_before(interaction.message)
        await self._serve(
            interaction,
            "press",
            lambda asked: self._form_with(line, values, person, asked),
            in_place=stands_for_form(interaction),
            patience=FORM_PATIENCE,
        )

    async def _serve(
        self,
        interaction: Interaction,
        what: str,
        answering: Callable[[int], Coroutine[None, None, Drawing]],
        *,
        in_place: bool = False,
        patience: float | None = None,
    ) -> None:
        """Answer an interaction, in the person's language; what goes wrong is said in a sentence.

        *answering* is given the library's mark of this moment.  With *patience* it does not queue behind others,
        however many they are.
        """
        busy = patience is None and len(self._answering) >= BUSY
        drawing = partial(answering, self._desk.library.mark)
        async with self._on_its_way():
            with use_translations(translations_for(str(interaction.locale))):
                with guarded(what) as trouble:
                    if busy:
                        await answer_in_turn(interaction, drawing, self._turns, in_place=in_place)
                    else:
                        await answer(interaction, drawing, in_place=in_place, patience=patience)
                if trouble.sentence:
                    await tell(interaction, "failed", trouble.sentence, Setting(self._desk.clock.now()))

    async def _share(self, interaction: Interaction, line: str | None) -> None:
        person = asker_of(interaction)
        anew = (lambda: self._answer_line(line, person, shareable=False)) if line else None
        async with self._on_its_way():
            with use_translations(translations_for(str(interaction.locale))):
                with guarded("share") as trouble:
                    if not await share(interaction, anew):
                        trouble.sentence = _gone()
                if trouble.sentence:
                    await tell(interaction, "failed", trouble.sentence, Setting(self._desk.clock.now()))

    async def _tell_gone(self, interaction: Interaction, sentence: Callable[[], str]) -> None:
        with use_translations(translations_for(str(interaction.locale))):
            await tell(interaction, "gone", sentence(), Setting(self._desk.clock.now()))

    @asynccontextmanager
    async def _on_its_way(self) -> AsyncIterator[None]:
        """Count the running task among those that a stop waits for."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - every coroutine runs in one
        self._answering.add(task)
        try:
            yield
        finally:
            self._answering.discard(task)


def _filters(command: Command, asked: str) -> tuple[Choice, ...]:
    """Return the choices that may be added to a query, but for those of filters that it has already."""
    return tuple(
        Choice(f"{param.name}: {choice}", f" {param.name}:{choice}")
        for param in command.params
        if param.facet and param.kind is ParamKind.CHOICE and f"{param.name}:" not in asked
        for choice in param.choices
    )


def _gone() -> str:
    return _("This button is from an older version of the bot. Ask again, and use the new one.")
