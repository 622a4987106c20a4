"""Ask the core, and draw what it answers.  Nothing is heard or sent here."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence

from bot.commands.answer import answer_call, answer_form, answer_line, answer_menu
from bot.commands.complete import complete_line, complete_value
from bot.commands.desk import Desk
from bot.commands.menus import MessageMenu
from bot.commands.model import Call, Command, Param, ParamKind, Person
from bot.commands.narrowing import filters_of
from bot.commands.written import write_line
from bot.frontends.discord.drawing import Drawing
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.i18n import use_translations
from bot.pictures.stats import has_picture, picture_of
from bot.replies.forms import Form, filled
from bot.replies.model import EntryLines, Reply
from bot.translations import translations_for

_PAGE = re.compile(r" page:\d+$")


class Answerer:
    """Answers of one desk, as drawings.  *asked* is the library's mark of when something was asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer_call(self, call: Call, asked: int | None = None, *, shareable: bool = True) -> Drawing:
        """Draw the answer to a command with its typed options."""
        command = self._desk.table[call.command]
        reply, line = await answer_call(self._desk, call, asked=asked), write_line(command, call)
        return await self._drawn(reply, command, line, shareable=shareable)

    async def answer_line(
        self, line: str, person: Person, asked: int | None = None, *, shareable: bool = True
    ) -> Drawing:
        """Draw the answer to a line such as a button holds."""
        name, reply = await answer_line(self._desk, line, person, asked=asked)
        return await self._drawn(reply, self._desk.table.get(name), _PAGE.sub("", line), shareable=shareable)

    async def answer_form(
        self, line: str, values: Mapping[str, str], person: Person, asked: int | None = None
    ) -> Drawing:
        """Draw the answer to a form that was filled in; what was typed stays on it where something was wrong."""
        name, reply = await answer_form(self._desk, line, values, person, asked=asked)
        return await self._drawn(reply, self._desk.table.get(name), line, shareable=False, typed=values)

    async def form_with(
        self, line: str, values: Mapping[str, str], person: Person, asked: int | None = None
    ) -> Drawing:
        """Draw the form that a line asks for, with what was typed into it before."""
        name, reply = await answer_line(self._desk, line, person, asked=asked)
        reply = filled(reply, values) if isinstance(reply, Form) else reply
        return await self._drawn(reply, self._desk.table.get(name), line, shareable=False)

    async def answer_menu(self, menu: MessageMenu, person: Person, text: str, asked: int) -> Drawing:
        """Draw the answer to what was asked of somebody's message."""
        reply = await answer_menu(self._desk, menu, person, text, asked=asked)
        return await self._drawn(reply, None, "", shareable=True)

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
            filters=filters_of(command, asked) if command and isinstance(reply, EntryLines) else (),
            shareable=shareable and not (command and command.personal),
            picture=await asyncio.to_thread(picture_of, reply) if has_picture(reply) else None,
            typed=typed or {},
        )
        return render(reply, setting)
