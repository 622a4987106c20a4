"""Answer what was heard on Slack: ask the core, draw what it says, and send that in the person's language.

Which thing was heard, and what it asks for, is decided in `app`.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

from bot.commands.again import line_again
from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Command, Person
from bot.commands.narrowing import filters_of
from bot.frontends.slack.blocks import View
from bot.frontends.slack.calling import Slack
from bot.frontends.slack.controls import Context, read_context, view_of_form
from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.manifest import COMMAND
from bot.frontends.slack.messenger import answer, guarded, post, share, tell
from bot.frontends.slack.modals import errors_of, view_of
from bot.frontends.slack.payloads import Heard
from bot.frontends.slack.people import People
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.frontends.underway import UnderWay
from bot.i18n import use_translations
from bot.pictures.stats import has_picture, picture_of
from bot.replies.forms import Form, FormErrors
from bot.replies.model import EntryLines, Failure, Reply
from bot.replies.typed import typed_below
from bot.translations import translations_for

_log = logging.getLogger(__name__)

FAREWELL = 10.0
"""Seconds that answers on their way get when the bot is told to stop."""

BUSY = 8
"""From this many answers on their way at once, the next ones take turns; what is heard is acknowledged all the same."""

TURNS = 2
"""How many of those are thought about at once."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An answer as it is sent; and what could not be done, the form that it is, or the mistakes in one."""

    message: SlackMessage
    failure: str = ""
    form: View | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


class Answerer:
    """Answers, counts what is on its way, and lets the many take turns.  *command* is the slash command."""

    def __init__(self, desk: Desk, slack: Slack, command: str = COMMAND) -> None:
        self.people = People(slack, time.monotonic)
        self._desk, self._slack, self._command = desk, slack, command
        self._turns = asyncio.Semaphore(TURNS)
        self._underway = UnderWay()

    async def finish(self) -> None:
        """Let answers on their way arrive, for a while."""
        try:
            async with asyncio.timeout(FAREWELL):
                await self._underway.wait()
        except TimeoutError:
            _log.warning("slack.answers_lost", extra={"count": self._underway.cancel()})

    async def line(self, heard: Heard, line: str, person: Person, mark: int, *, public: bool = False) -> Drawn:
        """Answer a line; what is *public* is drawn for everybody's eyes."""
        name, reply = await answer_line(self._desk, line, person, asked=mark)
        return await self.drawn(heard, reply, self._desk.table.get(name), line, public=public)

    async def drawn(
        self, heard: Heard, reply: Reply, command: Command | None, line: str, *, public: bool = False
    ) -> Drawn:
        """Draw the reply to a line, which is `""` where the answer cannot be asked for again."""
        shareable = bool(heard.channel) and not heard.direct and not heard.view and not public
        private = command is not None and command.personal
        goes_along = public or heard.direct
        setting = Setting(
            now=self._desk.clock.now(),
            asked=line_again(command, line, reply),
            filters=filters_of(command, line) if command and isinstance(reply, EntryLines) else (),
            shareable=shareable and not private,
            public=public,
            team=heard.team,
            picture=await asyncio.to_thread(picture_of, reply) if goes_along and has_picture(reply) else None,
        )
        return Drawn(
            render(reply, setting),
            reply.sentence if isinstance(reply, Failure) else "",
            view_of_form(view_of(reply), _context(heard)) if isinstance(reply, Form | FormErrors) else None,
            errors_of(reply) if isinstance(reply, FormErrors) else {},
        )

    async def serve(
        self,
        what: str,
        heard: Heard,
        answering: Callable[[Person, int], Awaitable[Drawn]],
        *,
        in_place: bool = False,
    ) -> None:
        """Answer what was heard, in the person's language; what goes wrong is said in a sentence.

        *answering* is given the person, and the library's mark of this moment.
        """
        busy, mark = len(self._underway) >= BUSY, self._desk.library.mark
        async with self.on_its_way():
            person = await self.people.person(heard)
            with self.speaking_to(person.locale):
                with guarded(what) as trouble:
                    async with self._turns if busy else nullcontext():
                        drawn = await answering(person, mark)
                    await answer(self._slack, heard, drawn.message, in_place=in_place, form=drawn.form)
                if trouble.sentence:
                    await tell(self._slack, heard, "failed", trouble.sentence, Setting(self._desk.clock.now()))

    async def share(self, heard: Heard, line: str) -> None:
        """Ask a line again, and post the answer to the channel."""
        async with self.on_its_way():
            person = await self.people.person(heard)
            with self.speaking_to(person.locale):
                with guarded("share") as trouble:
                    drawn = await self.line(heard, line, person, self._desk.library.mark, public=True)
                    if drawn.failure:
                        trouble.sentence = drawn.failure
                    else:
                        await share(self._slack, heard, drawn.message)
                if trouble.sentence:
                    await tell(self._slack, heard, "failed", trouble.sentence, Setting(self._desk.clock.now()))

    async def say(self, heard: Heard, code: str, sentence: Callable[[], str]) -> None:
        """Say one sentence where an answer would stand."""
        async with self.on_its_way():
            person = await self.people.person(heard)
            with self.speaking_to(person.locale), guarded(code):
                message = render(Failure(code, sentence()), Setting(self._desk.clock.now()))
                if heard.response_url or heard.home or heard.view:
                    await answer(self._slack, heard, message)
                else:
                    await post(self._slack, heard, message)

    @contextmanager
    def speaking_to(self, locale: str) -> Iterator[None]:
        """Speak somebody's language in the block, and name commands as they are typed here."""
        with use_translations(translations_for(locale)), typed_below(self._command):
            yield

    def on_its_way(self) -> AbstractAsyncContextManager[None]:
        """Count the running task among those that a stop waits for."""
        return self._underway.counted()


def _context(heard: Heard) -> Context:
    """Return where a form's answer goes; a form that is opened from another goes where that one would."""
    return read_context(heard.metadata) if heard.view else Context(heard.channel, heard.place, heard.response_url)
