"""The Slack front-end: hears commands, presses, forms, mentions and messages, asks the core, and sends what it answers.

Everything is acknowledged before anything is done about it, but for forms: their mistakes are shown in the form itself.
"""

from __future__ import annotations

import logging
import re

from bot.commands.answer import answer_call, answer_line, answer_menu
from bot.commands.desk import Desk
from bot.commands.menus import MESSAGE_MENUS
from bot.commands.model import Call, Command, Person
from bot.commands.words import old_control, split_command
from bot.commands.written import write_line
from bot.errors import StoreError
from bot.frontends.slack.answering import Answerer, Drawn
from bot.frontends.slack.calling import Slack
from bot.frontends.slack.commands import line_of, plain_words, question_in
from bot.frontends.slack.controls import (
    menu_callback,
    used_control,
)
from bot.frontends.slack.home import draw_home, titled
from bot.frontends.slack.installing import Workspaces, farewell
from bot.frontends.slack.manifest import COMMAND
from bot.frontends.slack.messenger import guarded
from bot.frontends.slack.payloads import (
    Heard,
    Payload,
    at,
    heard_command,
    heard_event,
    heard_interaction,
    part_of,
    text_of,
)
from bot.frontends.slack.people import asking_about, in_workspace
from bot.frontends.slack.setting import Setting
from bot.frontends.slack.submitting import FormAnswer, Forms
from bot.i18n import gettext as _
from bot.replies.model import Facts, Reply
from bot.replies.presses import Action

_log = logging.getLogger(__name__)

_HOME = ("/saved", "/digest list", "/recent")
"""What the home tab shows to everybody."""

_SETTINGS = re.compile(r"/digest edit(?: [a-z0-9]{4})?", re.IGNORECASE)
"""The line that names a subscription, or the only one of a place, and no change."""


class SlackBot:
    """Answers what is heard on Slack.  `listening` makes bolt hear for it; *command* is the slash command."""

    def __init__(self, desk: Desk, slack: Slack, workspaces: Workspaces, command: str = COMMAND) -> None:
        self._desk, self._slack, self._workspaces = desk, slack, workspaces
        self._answerer = Answerer(desk, slack, command)
        self._forms = Forms(desk, slack, self._answerer)
        self._menus = {menu_callback(menu): menu for menu in MESSAGE_MENUS}

    async def finish(self) -> None:
        """Let answers on their way arrive, for a while."""
        await self._answerer.finish()

    async def on_command(self, body: Payload) -> None:
        """Answer the slash command; without words, or without those that a command needs, by a form."""
        heard = heard_command(body)
        line = line_of(text_of(body, "text"), self._desk.table)
        form = self._form_instead(line)
        if form:
            await self._forms.open(heard, form)
        else:
            await self._answerer.serve("command", heard, lambda person, mark: self._line(heard, line, person, mark))

    async def on_press(self, body: Payload) -> None:
        """Answer a button or a menu of any message, modal or home tab of ours."""
        heard = heard_interaction(body)
        actions = at(body, "actions")
        action: Payload = part_of({"first": actions[0]}, "first") if isinstance(actions, list) and actions else {}
        used = used_control(action)
        if used is None:
            return
        if used.press is None or not used.line:
            await self._answerer.say(heard, "gone", old_control)
            return
        line = used.line
        form = self._form_instead(line)
        if used.press.action is Action.SHARE:
            await self._answerer.share(heard, line)
            return
        if form:
            await self._forms.open(heard, form)
            return
        in_place = heard.ephemeral and used.press.action in (Action.TURN, Action.PICK)
        await self._answerer.serve(
            "press", heard, lambda person, mark: self._line(heard, line, person, mark), in_place=in_place
        )
        if heard.home:
            await self._publish_home(heard)

    async def on_menu(self, body: Payload) -> None:
        """Answer what was asked of a message."""
        heard = heard_interaction(body)
        menu = self._menus.get(text_of(body, "callback_id"))
        if menu is None:
            await self._answerer.say(heard, "gone", old_control)
            return
        text = plain_words(text_of(body, "message", "text"))

        async def answering(person: Person, mark: int) -> Drawn:
            return await self._answerer.drawn(
                heard, await answer_menu(self._desk, menu, person, text, asked=mark), None, ""
            )

        await self._answerer.serve("menu", heard, answering)

    async def on_search(self, body: Payload) -> None:
        """Open the search form, from wherever somebody is."""
        await self._forms.open(heard_interaction(body), self._desk.table["search"])

    async def on_form(self, body: Payload) -> FormAnswer:
        """Return what to acknowledge a form with, and what is left to be done after that."""
        return await self._forms.taken(body)

    async def on_mention(self, body: Payload) -> None:
        """Answer a question that mentions the bot, below it, for everybody."""
        heard = heard_event(body)
        question = question_in(text_of(body, "event", "text"))

        async def answering(person: Person, mark: int) -> Drawn:
            call = Call("search", person, {"words": question}) if question else Call("help", person)
            reply = await answer_call(self._desk, call, asked=mark)
            line = write_line(self._desk.table[call.command], call)
            return await self._answerer.drawn(heard, reply, self._desk.table[call.command], line, public=True)

        if not await self._heard_before(body) and not at(body, "event", "bot_id"):
            await self._answerer.serve("mention", heard, answering)

    async def on_message(self, body: Payload) -> None:
        """Answer what is written to the bot alone: questions, and commands without their slash."""
        event = part_of(body, "event")
        if event.get("bot_id") or event.get("subtype") or event.get("channel_type") != "im":
            return
        heard = heard_event(body)
        line = line_of(question_in(text_of(event, "text")), self._desk.table) or "/help"
        if not await self._heard_before(body):
            await self._answerer.serve(
                "message", heard, lambda person, mark: self._answerer.line(heard, line, person, mark)
            )

    async def on_home(self, body: Payload) -> None:
        """Draw the home tab of whoever opened it."""
        if text_of(body, "event", "tab") == "home" and not await self._heard_before(body):
            await self._publish_home(Heard(text_of(body, "team_id"), text_of(body, "event", "user"), home=True))

    async def on_uninstalled(self, body: Payload) -> None:
        """Delete all that is kept about a workspace that removed the app, or took its bot's token away."""
        bots = at(body, "event", "tokens", "bot")
        if text_of(body, "event", "type") == "tokens_revoked" and not bots:
            return
        team = text_of(body, "team_id")
        self._answerer.people.forget_team(team)
        with guarded("uninstall"):
            await farewell(self._desk.store, self._workspaces, team, self._desk.communities)

    async def _line(self, heard: Heard, line: str, person: Person, mark: int) -> Drawn:
        """Answer a line; the settings of a subscription by their form."""
        person = asking_about(line, person, heard)
        if _SETTINGS.fullmatch(line):
            return await self._forms.settings(heard, line, person, mark)
        return await self._answerer.line(heard, line, person, mark)

    def _form_instead(self, line: str) -> Command | None:
        """Return the command whose form is to be opened instead of answering a line."""
        if not line:
            return self._desk.table["search"]
        if not line.startswith("/"):
            return None
        name, rest = split_command(line.removeprefix("/"), self._desk.table)
        command = self._desk.table.get(name)
        needs = command is not None and any(each.required for each in command.params)
        return command if needs and not rest else None

    async def _publish_home(self, heard: Heard) -> None:
        async with self._answerer.on_its_way():
            person = await self._answerer.people.person(heard)
            with self._answerer.speaking_to(person.locale), guarded("home"):
                view = draw_home(await self._home_parts(person, heard.team), Setting(self._desk.clock.now()))
                await self._slack.call(heard.team, "views.publish", {"user_id": heard.user, "view": view})

    async def _home_parts(self, person: Person, team: str) -> list[Reply]:
        """Return what somebody keeps and gets; to managers also what their workspace's channels get."""
        shelf, own, news = [(await answer_line(self._desk, line, person))[1] for line in _HOME]
        parts = [shelf, titled(own, _("Digests that come to you")), news]
        if person.manages:
            _name, every = await answer_line(self._desk, "/digest list all", in_workspace(person, team))
            if isinstance(every, Facts):
                parts.insert(2, titled(every, _("Digests in this workspace's channels")))
        return parts

    async def _heard_before(self, body: Payload) -> bool:
        """Tell whether an event comes again; where that cannot be found out, it is answered rather twice than never."""
        event_id = text_of(body, "event_id")
        try:
            return bool(event_id) and await self._desk.store.seen(f"slack:{event_id}", self._desk.clock.now())
        except StoreError as error:
            _log.warning("slack.event_not_noted", extra={"code": error.code})
            return False
