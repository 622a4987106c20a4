"""What bolt listens for is what the manifest asks Slack for, both ways; and what is read out of Slack's JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.desk import Desk
from bot.commands.menus import MESSAGE_MENUS
from bot.commands.model import ParamKind
from bot.commands.table import COMMANDS
from bot.domain.destinations import Destination
from bot.frontends.slack.app import SlackBot
from bot.frontends.slack.calling import Pace, Slack, opened_slack
from bot.frontends.slack.commands import line_of, plain_words, question_in
from bot.frontends.slack.controls import (
    SEARCH_SHORTCUT,
    Context,
    completed_param,
    completing_action,
    filled_in,
    menu_callback,
    read_context,
    used_control,
)
from bot.frontends.slack.forms import form_of
from bot.frontends.slack.installing import Installed, OneWorkspace
from bot.frontends.slack.listening import handlers_of, options_for
from bot.frontends.slack.manifest import DIRECT_EVENT, EVENTS, SHORTCUTS
from bot.frontends.slack.payloads import Heard, heard_command, heard_event, heard_interaction
from bot.frontends.slack.people import MOST_KEPT, People, Profile, ids_of, person_key, person_of
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.world import elements_in

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)
KEYS = ["team", "user", "channel", "container", "view", "actions", "event", "state", "values", "id", "type", "message"]


@pytest.fixture
async def way(slack: LoopbackSlack) -> AsyncIterator[Slack]:
    one = OneWorkspace(Installed(slack.team.id, slack.token, "U", "B"))
    async with opened_slack(one, Pace(lambda: 0.0), slack.api) as opened:
        yield opened


class TestManifest:
    def test_every_event_that_is_subscribed_to_has_its_handler_and_the_other_way_round(
        self, way: Slack, desk: Desk
    ) -> None:
        bot = SlackBot(desk, way, OneWorkspace(Installed("T", "xoxb", "U", "B")))
        assert set(handlers_of(bot)) == {each.partition(".")[0] for each in (*EVENTS, DIRECT_EVENT)}

    def test_every_shortcut_is_heard(self) -> None:
        assert set(SHORTCUTS) == {SEARCH_SHORTCUT, *map(menu_callback, MESSAGE_MENUS)}

    def test_every_select_of_every_form_has_somebody_who_completes_it(self, desk: Desk) -> None:
        seen = 0
        for command in COMMANDS.values():
            for element in elements_in(list(form_of(command, {})["blocks"])):  # type: ignore[call-overload]
                if element["type"] != "external_select":
                    continue
                seen += 1
                named = completed_param(element["action_id"])
                assert named
                assert COMMANDS[named[0]].param(named[1])
        assert seen


class TestWords:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("", ""),
            ("  /  ", ""),
            ("npu", "npu"),
            ("search npu", "/search npu"),
            ("/search npu", "/search npu"),
            ("Digest Subscribe weekly", "/digest Subscribe weekly"),
            ("a &lt;b&gt; &amp; c", "a <b> & c"),
            ("<https://example.org/a?b=1&amp;c=2|example.org>", "https://example.org/a?b=1&c=2"),
            ("by <@U123|ada> in <#C1|papers>", "by @ada in papers"),
            ("<!channel> npu", "npu"),
        ],
    )
    def test_a_slash_commands_text_is_a_typed_line(self, text: str, line: str) -> None:
        assert line_of(text, COMMANDS) == line

    def test_a_mention_is_no_part_of_the_question(self) -> None:
        assert question_in("<@U123> what about <@U9> npu?") == "what about npu?"
        assert question_in("<@U123>") == ""
        assert len(question_in("x" * 9_000)) == 1_000

    @given(st.text(max_size=300))
    def test_any_text_can_be_read(self, text: str) -> None:
        assert "\n" not in plain_words(text)
        line_of(text, COMMANDS)


class TestPayloads:
    @given(st.dictionaries(st.sampled_from(KEYS), JSON))
    def test_any_payload_can_be_read(self, body: dict[str, object]) -> None:
        heard_command(body)
        heard_interaction(body)
        heard_event({"event": body})
        used_control(body)
        filled_in(body)

    def test_a_message_in_a_channel_is_answered_in_a_thread_and_one_to_us_is_not(self) -> None:
        event = {"user": "U1", "ts": "1.2", "channel": "C1"}
        assert heard_event({"team_id": "T1", "event": event}).thread == "1.2"
        assert heard_event({"team_id": "T1", "event": {**event, "channel": "D1"}}).thread is None

    @pytest.mark.parametrize("name", ["directmessage", "privategroup"])
    def test_a_place_without_a_name_has_none(self, name: str) -> None:
        told = {"team_id": "T1", "user_id": "U1", "channel_id": "G1", "channel_name": name}
        assert heard_command(told).place == ""
        assert heard_command(told | {"channel_id": "C1", "channel_name": "papers"}).place == "#papers"

    @given(st.text(), st.text(), st.text())
    def test_where_a_form_was_asked_for_is_read_back(self, channel: str, place: str, url: str) -> None:
        context = Context(channel, place, url)
        assert read_context(context.written()) == context

    @given(st.text())
    def test_what_another_version_wrote_is_nowhere(self, metadata: str) -> None:
        assert isinstance(read_context(metadata), Context)


class TestPeople:
    def test_a_person_is_known_by_the_workspace_and_their_id(self) -> None:
        person = person_of(Heard("T1", "U1", "C1", "#papers"), Profile("de", "Europe/Berlin", manages=True))
        assert (person.key, person.place, person.manages, person.zone) == (
            "slack:T1.U1",
            "#papers",
            True,
            "Europe/Berlin",
        )
        assert person.where == Destination("slack", "T1", "C1")
        assert ids_of(person.key) == ("T1", "U1")

    @pytest.mark.parametrize("channel", ["D1", ""])
    def test_alone_with_the_bot_they_are_on_their_own(self, channel: str) -> None:
        where = person_of(Heard("T1", "U1", channel), Profile()).where
        assert where
        assert where.personal
        assert Destination.from_key(where.key) == where
        assert ids_of(where.channel) == ("T1", "U1")

    async def test_slack_is_asked_once_an_hour_about_each(self, slack: LoopbackSlack, way: Slack) -> None:
        ticks = [0.0]
        people = People(way, lambda: ticks[0])
        heard = Heard(slack.team.id, slack.manager.id, slack.channel.id)
        for at in (0.0, 3_599.0, 3_601.0):
            ticks[0] = at
            assert (await people.person(heard)).manages
        assert len(slack.called("users.info")) == 2

    async def test_only_so_many_are_kept(self, slack: LoopbackSlack, way: Slack) -> None:
        people = People(way, lambda: 0.0)
        for number in range(MOST_KEPT + 5):
            people._known["T", f"U{number}"] = (0.0, Profile())
        await people.person(Heard(slack.team.id, slack.user.id))
        assert len(people._known) <= MOST_KEPT + 5
        people.forget_team("T")
        assert set(people._known) == {(slack.team.id, slack.user.id)}
        assert person_key(slack.team.id, slack.user.id).count(".") == 1


class TestOptions:
    @pytest.mark.parametrize("typed", ["", "mob", "x" * 5_000, "\u202e<!channel>"])
    def test_options_are_within_slacks_limits(self, desk: Desk, typed: str) -> None:
        for command in COMMANDS.values():
            for param in command.params:
                if param.kind is ParamKind.QUERY:
                    continue
                options = options_for(desk, completing_action(command.name, param.name), typed)
                values = [str(each["value"]) for each in options]
                assert len(options) <= 100
                assert len(values) == len(set(values))
                assert all(0 < len(value) <= 150 for value in values)

    @pytest.mark.parametrize("action", ["complete:nope:x", "complete:search:nope", "other", ""])
    def test_what_nobody_offers_has_no_options(self, desk: Desk, action: str) -> None:
        assert options_for(desk, action, "a") == []
