"""What people do on the loopback Slack, for tests: type a command, press a button, fill in a form, mention the bot.

`loopback_slack()` starts a server with one workspace, two channels and two people.  What a test waits for is waited
for, and fails with what is missing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.servers.slack.hooks import Hook
from tests.servers.slack.limits import options_problems
from tests.servers.slack.server import SlackServer
from tests.servers.slack.signing import SECRET, send_signed
from tests.servers.slack.socket import Envelope
from tests.servers.slack.world import Channel, Json, Message, Team, User, View, elements_in, find_element

WITHIN = 10.0


@dataclass(eq=False)
class Interaction:
    """Something that a person did, and what came of it."""

    server: LoopbackSlack
    envelope: Envelope
    channel: Channel | None
    user: User
    trigger: str
    before: int
    origin: Message | None = None
    was: list[Json] = field(default_factory=list)
    views_before: int = 0

    async def acked(self, within: float = WITHIN) -> Envelope:
        """Wait for the acknowledgement."""
        await self.server.until(lambda: self.envelope.acked_at, f"no ack for {self.envelope.payload}", within)
        return self.envelope

    async def answer(self, within: float = WITHIN) -> Message:
        """Wait for the next message that is there for this person, or for the one that was changed in place."""

        def found() -> Message | None:
            if self.origin and self.origin.blocks is not self.was:
                return self.origin
            return next(iter(self.seen()), None)

        waiting = f"no answer to {self.envelope.payload.get('text') or self.envelope.kind}"
        message = await self.server.bell.until(found, within, lambda: f"{waiting}; {self.server.log()}")
        await self.acked(within)
        return message

    async def file(self, within: float = WITHIN) -> Message:
        """Wait for a message that brings a file."""
        await self.server.until(lambda: [each for each in self.later() if each.files], "no file", within)
        return next(each for each in self.later() if each.files)

    async def modal(self, within: float = WITHIN) -> View:
        """Wait for the modal that it opens."""

        def opened() -> View | None:
            calls = self.server.called("views.open") + self.server.called("views.push")
            for call in calls:
                if call.arguments.get("trigger_id") == self.trigger and call.answer.get("ok"):
                    return self.server.views[call.answer["view"]["id"]]
            return None

        return await self.server.bell.until(opened, within, lambda: f"no modal; {self.server.log()}")

    def later(self) -> list[Message]:
        """Return every message since."""
        return self.server.messages[self.before :]

    def seen(self) -> list[Message]:
        """Return the messages since that this person sees, files apart."""
        return [
            each for each in self.later()
            if each.author is each.channel.team.bot and not each.files and each.seen_by in (None, self.user)
        ]  # fmt: skip


@dataclass(repr=False, eq=False)
class LoopbackSlack(SlackServer):
    """A Slack, and the people on it: `user` is an ordinary person, `manager` an admin; `channel` is where they are."""

    target: str | None = None
    """Where the app listens over HTTP, if it does: then nothing goes over sockets."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.team = self.add_team("readers")
        self.user = self.add_user(self.team, "ada")
        self.manager = self.add_user(self.team, "grace", admin=True)
        self.channel = self.add_channel(self.team, "papers")
        self.elsewhere = self.add_channel(self.team, "general")
        self.token = self.team.token or ""

    def add_team(self, name: str, *, installed: bool = True) -> Team:
        ident = self.ids.next("T")
        bot = User(self.ids.next("U"), "awesome")
        team = Team(ident, name, f"xoxb-{ident}" if installed else None, bot, self.ids.next("B"))
        self.teams[ident] = team
        return team

    def add_user(self, team: Team, name: str, *, admin: bool = False, locale: str = "en-US") -> User:
        user = User(self.ids.next("U"), name, admin, locale)
        team.users[user.id] = user
        return user

    def add_channel(self, team: Team, name: str) -> Channel:
        channel = Channel(self.ids.next("C"), name, team)
        team.channels[channel.id] = channel
        return channel

    def direct(self, user: User | None = None) -> Channel:
        """Find or open the conversation of a person with the bot."""
        return self.conversation(self.team, user or self.user)

    async def connected(self, count: int = 1, within: float = WITHIN) -> None:
        """Wait until that many sockets are connected."""
        await self.until(lambda: len(self.sockets.live) >= count, f"not connected; {self.log()}", within)

    async def command(
        self, text: str, *, user: User | None = None, channel: Channel | None = None, name: str = "/awesome"
    ) -> Interaction:
        """Type the slash command with this text."""
        asked = self._asked(user, channel or self.channel)
        channel = asked.channel or self.channel
        asked.envelope = self.sockets.envelope("slash_commands", {
            "team_id": channel.team.id, "team_domain": channel.team.name, "channel_id": channel.id,
            "channel_name": channel.name, "user_id": asked.user.id, "user_name": asked.user.name, "command": name,
            "text": _escaped(text), "api_app_id": "A0LOOP", "is_enterprise_install": "false",
            "response_url": self._hook_url(asked), "trigger_id": asked.trigger, "token": "legacy",
        })  # fmt: skip
        return await self._deliver(asked)

    async def action(self, message: Message, wanted: str, nth: int = 0, *, user: User | None = None) -> Interaction:
        """Press a button of a message, by what it says (the *nth* such, from 0) or by its action id."""
        assert not message.ephemeral or (user or self.user) is message.seen_by, "they do not see it"
        return await self._pressed(message, message.element(wanted, nth), user)

    async def select(self, message: Message, wanted: str, label: str, *, user: User | None = None) -> Interaction:
        """Pick the option with this label in a menu of a message."""
        menu = message.element(wanted)
        option = next((each for each in menu["options"] if each["text"]["text"] == label), None)
        assert option, [each["text"]["text"] for each in menu["options"]]
        return await self._pressed(message, {**menu, "selected_option": option}, user)

    async def view_action(self, view: View, wanted: str, nth: int = 0) -> Interaction:
        """Press a button of a modal or of the home tab."""
        element = find_element(view.view["blocks"], wanted, nth)
        asked = self._asked(view.user, None)
        asked.envelope = self.sockets.envelope("interactive", {
            "type": "block_actions", **self._about(asked, view.team), "view": self._told(view),
            "container": {"type": "view", "view_id": view.id}, "trigger_id": asked.trigger,
            "actions": [_action(element)],
        })  # fmt: skip
        return await self._deliver(asked)

    async def options(self, view: View, wanted: str, query: str) -> list[Json]:
        """Type into an external select of a modal; return the options, as (label, value)."""
        element = find_element(view.view["blocks"], wanted)
        asked = self._asked(view.user, None)
        asked.envelope = self.sockets.envelope("interactive", {
            "type": "block_suggestion", **self._about(asked, view.team), "view": self._told(view),
            "container": {"type": "view", "view_id": view.id}, "action_id": element["action_id"],
            "block_id": element["block_id"], "value": query,
        })  # fmt: skip
        await self._deliver(asked)
        answer = (await asked.acked()).answer or {}
        self.violations += [f"options: {each}" for each in options_problems(answer)]
        found: list[Json] = answer.get("options", [])
        return found

    async def view_submit(self, view: View, values: Mapping[str, str]) -> Interaction:
        """Fill in a modal by its blocks' ids, and send it; read `errors` off the acknowledgement's answer."""
        asked = self._asked(view.user, None)
        state: Json = {}
        known = {each["block_id"]: each for each in elements_in(view.view["blocks"]) if each["block_id"]}
        assert set(values) <= set(known), f"{set(values) - set(known)} are not among {list(known)}"
        for block, element in known.items():
            state[block] = {element["action_id"]: _filled(element, values.get(block))}
        asked.envelope = self.sockets.envelope("interactive", {
            "type": "view_submission", **self._about(asked, view.team), "trigger_id": asked.trigger,
            "view": {**self._told(view), "state": {"values": state}}, "response_urls": [],
        })  # fmt: skip
        return await self._deliver(asked)

    async def shortcut(self, callback: str, *, user: User | None = None) -> Interaction:
        """Choose the app's global shortcut."""
        asked = self._asked(user, None)
        told = {"type": "shortcut", **self._about(asked, self.team), "callback_id": callback, "action_ts": "1.2"}
        asked.envelope = self.sockets.envelope("interactive", {**told, "trigger_id": asked.trigger})
        return await self._deliver(asked)

    async def message_shortcut(self, callback: str, message: Message, *, user: User | None = None) -> Interaction:
        """Choose the app's shortcut in the menu of a message."""
        asked = self._asked(user, message.channel)
        asked.envelope = self.sockets.envelope("interactive", {
            "type": "message_action", **self._about(asked, message.channel.team), "callback_id": callback,
            "trigger_id": asked.trigger, "response_url": self._hook_url(asked), "message_ts": message.ts,
            "channel": {"id": message.channel.id, "name": message.channel.name},
            "message": {"type": "message", "user": message.author.id, "ts": message.ts, "text": message.text},
        })  # fmt: skip
        return await self._deliver(asked)

    async def mention(
        self, text: str, *, user: User | None = None, channel: Channel | None = None, thread: str | None = None
    ) -> Interaction:
        """Write a message that begins with the bot's name."""
        where = channel or self.channel
        text = f"{where.team.bot.mention} {_escaped(text)}"
        return await self._said("app_mention", text, user, where, thread)

    async def dm(self, text: str, *, user: User | None = None, **more: object) -> Interaction:
        """Write to the bot alone."""
        return await self._said("message", _escaped(text), user, self.direct(user), None, channel_type="im", **more)

    def say(self, text: str, *, user: User | None = None, channel: Channel | None = None) -> Message:
        """Write a message that the bot is not told of."""
        return self.store(Message(self.ids.ts(), channel or self.channel, user or self.user, text, via="person"))

    async def home_opened(self, *, user: User | None = None, tab: str = "home") -> Interaction:
        """Open the app's home tab."""
        asked = self._asked(user, None)
        asked.envelope = self._event({"type": "app_home_opened", "user": asked.user.id, "tab": tab, "channel": "D1"})
        return await self._deliver(asked)

    async def home(self, user: User | None = None) -> View:
        """Wait for somebody's home tab."""
        person = user or self.user
        await self.until(lambda: person.id in self.team.homes, f"no home; {self.log()}")
        return self.views[f"H{person.id}"]

    async def uninstall(self, team: Team | None = None) -> None:
        """Remove the app from a workspace: its token ends, and the app is told."""
        team = team or self.team
        team.token = None
        asked = self._asked(next(iter(team.users.values())), None)
        asked.envelope = self._event({"type": "app_uninstalled"}, team)
        await self._deliver(asked)
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [team.bot.id]}}
        asked.envelope = self._event(revoked, team)
        await self._deliver(asked)

    async def again(self, asked: Interaction, reason: str = "timeout") -> None:
        """Send an event once more, as Slack does when it heard no acknowledgement."""
        envelope = self.sockets.envelope(asked.envelope.kind, asked.envelope.payload)
        if self.target:
            await send_signed(self.target, envelope, headers={"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": reason})
        else:
            await self.sockets.send(envelope, retry_attempt=1, retry_reason=reason)
            await self.until(lambda: envelope.acked_at, "no ack for the second attempt")

    def log(self) -> list[str]:
        """Return what was called lately."""
        return [f"{each.name} {each.status} {each.answer.get('error', '')}".strip() for each in self.calls[-8:]]

    async def _said(
        self, kind: str, text: str, user: User | None, channel: Channel, thread: str | None, **more: object
    ) -> Interaction:
        message = self.say(text, user=user, channel=channel)
        asked = self._asked(user, channel)
        event: Json = {
            "type": kind,
            "user": asked.user.id,
            "text": text,
            "ts": message.ts,
            "channel": channel.id,
            **more,
        }
        asked.envelope = self._event({**event, **({"thread_ts": thread} if thread else {})}, channel.team)
        return await self._deliver(asked)

    def _event(self, event: Json, team: Team | None = None) -> Envelope:
        team = team or self.team
        return self.sockets.envelope("events_api", {
            "type": "event_callback", "team_id": team.id, "api_app_id": "A0LOOP", "event": event,
            "event_id": self.ids.next("Ev"), "event_time": 1_700_000_000, "token": "legacy",
            "authorizations": [{"team_id": team.id, "user_id": team.bot.id, "is_bot": True, "enterprise_id": None}],
        })  # fmt: skip

    async def _pressed(self, message: Message, element: Json, user: User | None) -> Interaction:
        asked = self._asked(user or message.seen_by, message.channel, message)
        container = {
            "type": "message", "message_ts": message.ts, "channel_id": message.channel.id,
            "is_ephemeral": message.ephemeral, **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        }  # fmt: skip
        told = {"bot_id": message.channel.team.bot_id, "type": "message", "ts": message.ts, "text": message.text}
        asked.envelope = self.sockets.envelope("interactive", {
            "type": "block_actions", **self._about(asked, message.channel.team), "container": container,
            "trigger_id": asked.trigger, "response_url": self._hook_url(asked),
            "channel": {"id": message.channel.id, "name": message.channel.name}, "actions": [_action(element)],
            **({} if message.ephemeral else {"message": {**told, "blocks": message.blocks}}),
        })  # fmt: skip
        return await self._deliver(asked)

    def _asked(self, user: User | None, channel: Channel | None, origin: Message | None = None) -> Interaction:
        person = user or self.user
        trigger = f"{person.id}.{self.ids.next('trigger')}"
        self.triggers[trigger] = self.clock()
        envelope = Envelope("", "", {})
        was = origin.blocks if origin else []
        return Interaction(self, envelope, channel, person, trigger, len(self.messages), origin, was)

    def _hook_url(self, asked: Interaction) -> str:
        assert asked.channel
        ident = self.ids.next("hook")
        self.hooks[ident] = Hook(asked.channel, asked.user, self.clock(), asked.origin)
        return f"{self.url}/hooks/{ident}"

    @staticmethod
    def _about(asked: Interaction, team: Team) -> Json:
        user = {"id": asked.user.id, "username": asked.user.name, "name": asked.user.name, "team_id": team.id}
        return {"team": {"id": team.id, "domain": team.name}, "user": user, "api_app_id": "A0LOOP", "token": "legacy"}

    @staticmethod
    def _told(view: View) -> Json:
        return {"id": view.id, "hash": f"{view.version}", "team_id": view.team.id, "app_id": "A0LOOP", **view.view}

    async def _deliver(self, asked: Interaction) -> Interaction:
        if self.target:
            await send_signed(self.target, asked.envelope)
        else:
            await self.sockets.send(asked.envelope)
        return asked


def _action(element: Json) -> Json:
    kept = ("type", "action_id", "block_id", "value", "selected_option", "text")
    return {**{key: element[key] for key in kept if key in element}, "action_ts": "1700000000.1"}


def _filled(element: Json, value: str | None) -> Json:
    kind = element["type"]
    if kind in ("static_select", "external_select", "radio_buttons"):
        option = {"text": {"type": "plain_text", "text": value or ""}, "value": value}
        return {"type": kind, "selected_option": option if value else None}
    return {"type": kind, "value": value}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@asynccontextmanager
async def loopback_slack() -> AsyncIterator[LoopbackSlack]:
    """Run a Slack.  Fails at the end if a payload broke its rules; a test that means to empties `violations`."""
    slack = LoopbackSlack()
    async with slack.running():
        yield slack
    assert not slack.violations, slack.violations


__all__ = ["SECRET", "Interaction", "LoopbackSlack", "loopback_slack"]
