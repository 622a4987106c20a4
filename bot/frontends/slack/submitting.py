"""Open forms, and take back what was filled in: mistakes are shown in the form itself, while it is still open.

A form carries where it was asked for, and is answered there; where that is nowhere, it turns into its answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.commands.answer import answer_call, answer_form
from bot.commands.desk import Desk
from bot.commands.digest_choosing import asked_for
from bot.commands.model import Call, Command, Person
from bot.commands.words import old_form, read_line
from bot.commands.written import write_line
from bot.frontends.slack.answering import Answerer, Drawn
from bot.frontends.slack.calling import Slack
from bot.frontends.slack.controls import Context, filled_in, form_command, read_context, view_of_form
from bot.frontends.slack.forms import completed, form_of, missing, wishes_of
from bot.frontends.slack.messenger import guarded, open_view, tell, view_of_answer
from bot.frontends.slack.modals import command_of, values_of
from bot.frontends.slack.payloads import Heard, Payload, heard_interaction, part_of, text_of
from bot.frontends.slack.people import asking_about
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.replies.model import Failure

PATIENCE = 1.5
"""Seconds that a form waits for its answer, to show what is wrong with it; Slack gives up after three."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What a sent form is acknowledged with: mistakes by field, another view in its place, or nothing, which closes it.

    `then` is what is left to be done afterwards.
    """

    errors: Mapping[str, str] = field(default_factory=dict)
    view: Mapping[str, object] | None = None
    then: Callable[[], Awaitable[None]] | None = None


class Forms:
    """See the module."""

    def __init__(self, desk: Desk, slack: Slack, answerer: Answerer) -> None:
        self._desk, self._slack, self._answerer = desk, slack, answerer

    async def open(self, heard: Heard, command: Command) -> None:
        """Open the form of a command, in the person's language where that is known already: Slack does not wait."""
        async with self._answerer.on_its_way():
            with self._answerer.speaking_to(self._answerer.people.locale_of(heard)):
                with guarded("form") as trouble:
                    context = Context(heard.channel, heard.place, heard.response_url)
                    await open_view(self._slack, heard, view_of_form(form_of(command, {}), context))
                if trouble.sentence:
                    await tell(self._slack, heard, "failed", trouble.sentence, Setting(self._desk.clock.now()))

    async def settings(self, heard: Heard, line: str, person: Person, mark: int) -> Drawn:
        """Return the answer to `/digest edit`; where it names a subscription and no change, with all its settings."""
        drawn = await self._answerer.line(heard, line, person, mark)
        call = read_line(line, person, self._desk.table)
        number = call.text("id").casefold()
        if drawn.failure or (number and await self._desk.store.subscription(number) is None):
            return drawn
        order = await asked_for(self._desk, call, change=True)
        view = form_of(self._desk.table[call.command], wishes_of(order))
        return replace(drawn, form=view_of_form(view, Context(heard.channel, heard.place, heard.response_url)))

    async def taken(self, body: Payload) -> FormAnswer:
        """Return what to acknowledge a form with, and what is left to be done after that."""
        heard, view = heard_interaction(body), part_of(body, "view")
        context, callback = read_context(heard.metadata), text_of(view, "callback_id")
        origin = Heard(heard.team, heard.user, context.channel, context.place, response_url=context.response_url)
        values, names = filled_in(view), tuple(part_of(view, "state", "values"))
        line, command = command_of(callback), self._desk.table.get(form_command(callback) or "")
        if line is None and command is None:
            return FormAnswer(view=self._gone(heard))
        if command and (wrong := missing(command, values)):
            return FormAnswer(wrong)
        person = await self._answerer.people.person(origin)
        with self._answerer.speaking_to(person.locale):
            if line is not None:
                answering = self._answer(origin, line, values_of(values, names), person)
            else:
                assert command is not None  # noqa: S101 - one of them is there
                answering = self._answer_command(origin, *completed(command, values), person)
            task = asyncio.ensure_future(answering)
        await asyncio.wait({task}, timeout=PATIENCE)
        if not task.done():
            return FormAnswer(then=lambda: self._answerer.serve("form", origin, lambda _person, _mark: task))
        return self._answered(origin, context, await task, names)

    def _gone(self, heard: Heard) -> Mapping[str, object]:
        with self._answerer.speaking_to(self._answerer.people.locale_of(heard)):
            return view_of_answer(render(Failure("gone", old_form()), Setting(self._desk.clock.now())))

    def _answered(self, origin: Heard, context: Context, drawn: Drawn, names: tuple[str, ...]) -> FormAnswer:
        if drawn.errors:
            return FormAnswer(drawn.errors)
        if drawn.form:
            return FormAnswer(view=view_of_form(drawn.form, context))
        if drawn.failure and names:
            return FormAnswer({names[0]: drawn.failure})
        if not origin.channel:
            return FormAnswer(view=view_of_answer(drawn.message))
        return FormAnswer(then=lambda: self._answerer.serve("form", origin, lambda _person, _mark: _ready(drawn)))

    async def _answer(self, origin: Heard, line: str, values: Mapping[str, str], person: Person) -> Drawn:
        name, reply = await answer_form(self._desk, line, values, person, asked=self._desk.library.mark)
        return await self._answerer.drawn(origin, reply, self._desk.table.get(name), "")

    async def _answer_command(self, origin: Heard, name: str, values: Mapping[str, str], person: Person) -> Drawn:
        person = asking_about(f"/{name} {values.get('id', '')}", person, origin)
        call, command = Call(name, person, values), self._desk.table[name]
        reply = await answer_call(self._desk, call, asked=self._desk.library.mark)
        return await self._answerer.drawn(origin, reply, command, write_line(command, call))


async def _ready(drawn: Drawn) -> Drawn:
    return drawn
