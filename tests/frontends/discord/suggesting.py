"""Commands with a form, for tests: they offer, check what was filled in, and keep nothing but what they were sent."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.commands.desk import Desk
from bot.commands.menus import MessageMenu
from bot.commands.model import Call, Command, Param, ParamKind, Person
from bot.commands.table import COMMANDS
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, filled
from bot.replies.model import Message, Reply

LINE = "/offer s7k2"
NAMES = ("title", "section", "note")


class Suggester:
    """Answers `/propose` and the menu *Propose* with a form, and `/offer` with what was filled into it.

    A title has to begin with a capital letter.  `may_open` is waited for before a form is shown.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.asked, self.may_open = asyncio.Event(), asyncio.Event()
        self.may_open.set()
        self.form = Form(
            "A suggestion",
            LINE,
            (
                FormField("title", "Title", "POET", required=True),
                FormField("section", "Section", "a", FieldKind.CHOICE, (("a", "Audio"), ("b", "Benchmarks"))),
                FormField("note", "Note", kind=FieldKind.TEXT),
            ),
            ("Nothing was found under that link.",),
            "send",
            "/propose",
        )

    async def propose(self, _desk: Desk, _call: Call) -> Reply:
        self.asked.set()
        await self.may_open.wait()
        return self.form

    async def offer(self, _desk: Desk, call: Call) -> Reply:
        self.calls.append(call)
        values = {name: call.text(name) for name in NAMES}
        if values["title"] == "bug":
            raise KeyError("bug")
        if values["title"] == "more":
            return replace(self.form, title="One more form")
        if not values["title"][:1].isupper():
            return FormErrors(filled(self.form, values), (("title", "A title begins with a capital letter."),))
        return Message(f"Thank you for {values['title']}.")

    async def of_message(self, _desk: Desk, _person: Person, text: str) -> Reply:
        return filled(self.form, {"note": text})

    @property
    def menu(self) -> MessageMenu:
        """The entry in a message's menu."""
        return MessageMenu("propose", "Propose", self.of_message)

    def at(self, desk: Desk) -> Desk:
        """Return the desk with these commands at it."""
        offer = (
            Param("id", ParamKind.COMMAND, "which", required=True),
            Param("title", ParamKind.TEXT, "the title", named_only=True),
            Param("section", ParamKind.SECTION, "the section", named_only=True),
            Param("note", ParamKind.TEXT, "a note", named_only=True),
        )
        table = {
            "propose": Command("propose", "For tests.", self.propose),
            "offer": Command("offer", "For tests.", self.offer, offer, (LINE,)),
        }
        return replace(desk, table={**COMMANDS, **table})
