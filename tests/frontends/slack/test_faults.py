"""What the bot does on the wire when Slack is busy, unwell, closed to it, or gone: a sentence, or a line in the log.

Each test ends with the bot alive; what is refused to one person never costs the next one an answer.
"""

from __future__ import annotations

import asyncio

import pytest

from bot.commands.desk import Desk
from bot.frontends.slack import answering, calling, running, sockets
from bot.frontends.slack.running import run_slack
from tests.frontends.serving import WITHIN, Journal, Thinker
from tests.frontends.slack import serving
from tests.frontends.slack.serving import access_to
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.faults import Fault, cut, failing, rate_limited, refusing
from tests.servers.slack.hooks import LIVES, MOST_USES
from tests.servers.slack.server import HOOK


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing between attempts."""
    monkeypatch.setattr(calling, "_wait", lambda _after, _attempt: 0.0)


@pytest.mark.usefixtures("bot")
class TestAnswers:
    @pytest.mark.parametrize("fault", [rate_limited(1), failing(502), failing(503)])
    async def test_a_response_url_that_fails_once_is_tried_again(
        self, slack: LoopbackSlack, journal: Journal, fault: Fault
    ) -> None:
        slack.trouble(HOOK, fault)
        assert "results" in (await (await slack.command("training")).answer()).words
        assert not journal.keys

    async def test_one_that_goes_on_failing_is_told_about(self, slack: LoopbackSlack, journal: Journal) -> None:
        slack.trouble(HOOK, *[failing(502)] * 3)
        assert "Slack has trouble" in (await (await slack.command("training")).answer()).words
        assert journal.keys == ["slack.unwell"]

    async def test_one_that_is_used_up_or_too_old_is_done_without(self, slack: LoopbackSlack, journal: Journal) -> None:
        found = await (await slack.command("training")).answer()
        asked = await slack.action(found, "Show")
        hook = list(slack.hooks.values())[-1]
        hook.uses = MOST_USES
        answer = await asked.answer()
        assert answer.via == "api"
        assert answer.seen_by is slack.user
        asked = await slack.action(found, "Show", 1)
        list(slack.hooks.values())[-1].born -= LIVES + 1
        assert (await asked.answer()).seen_by is slack.user
        assert not journal.keys

    async def test_not_in_the_channel_says_what_to_do(self, slack: LoopbackSlack, journal: Journal) -> None:
        slack.elsewhere.refuses = "not_in_channel"
        answer = await (await slack.command("stats", channel=slack.elsewhere)).answer()
        asked = await slack.action(answer, "Share")
        await slack.until(lambda: any("/invite" in each.words for each in asked.later()), "no sentence")
        await journal.told("slack.not_in_channel")

    @pytest.mark.parametrize(
        ("error", "key"),
        [
            ("is_archived", "slack.archived"),
            ("channel_not_found", "slack.gone"),
            ("missing_scope", "slack.missing_scope"),
            ("restricted_action", "slack.forbidden"),
        ],
    )
    async def test_a_mention_that_cannot_be_answered_is_whispered_about(
        self, slack: LoopbackSlack, journal: Journal, error: str, key: str
    ) -> None:
        slack.trouble("chat.postMessage", refusing(error))
        asked = await slack.mention("npu")
        answer = await asked.answer()
        assert answer.seen_by is slack.user
        await journal.told(key)

    async def test_a_form_that_comes_too_late_says_so(self, slack: LoopbackSlack, journal: Journal) -> None:
        asked = await slack.command("")
        slack.triggers[asked.trigger] = slack.clock() - 4
        if not slack.called("views.open"):
            assert "three seconds" in (await asked.answer()).words
            await journal.told("slack.too_late")

    async def test_an_expired_trigger_in_the_home_tab_is_answered_in_a_message(self, slack: LoopbackSlack) -> None:
        await (await slack.command("save poet")).answer()
        await slack.home_opened()
        home = await slack.home()
        slack.trouble("views.open", refusing("expired_trigger_id"))
        asked = await slack.view_action(home, "Show")
        answer = await asked.answer()
        assert answer.channel.person is slack.user

    async def test_a_button_of_another_version_says_so(self, slack: LoopbackSlack) -> None:
        found = await (await slack.command("training")).answer()
        for value in ("ab0o1:=/show poet", "ab1zz:", "ab99s1:=x", "\u202ejunk"):
            found.blocks[-1]["elements"][0]["value"] = value
            label = found.blocks[-1]["elements"][0]["text"]["text"]
            answer = await (await slack.action(found, label)).answer()
            assert "older version" in answer.words

    async def test_who_asks_is_nobody_special_where_slack_does_not_say(
        self, slack: LoopbackSlack, journal: Journal
    ) -> None:
        slack.trouble("users.info", refusing("missing_scope"))
        assert "results" in (await (await slack.command("training")).answer()).words
        assert journal.keys == ["slack.person_unknown"]


class TestConnection:
    @pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets"])
    async def test_the_bot_comes_back_when_slack_asks_it_to_reconnect(
        self, slack: LoopbackSlack, desk: Desk, reason: str
    ) -> None:
        async with serving.running(slack, desk):
            before = slack.sockets.connections
            await slack.sockets.disconnect(reason)
            await slack.until(lambda: slack.sockets.connections > before and slack.sockets.live, "not back")
            assert (await (await slack.command("training")).answer()).words

    async def test_a_warning_is_heeded_and_what_comes_meanwhile_is_answered(
        self, slack: LoopbackSlack, desk: Desk
    ) -> None:
        async with serving.running(slack, desk):
            before = slack.sockets.connections
            await slack.sockets.warn()
            await slack.until(lambda: slack.sockets.connections > before and slack.sockets.live, "not back")
            assert (await (await slack.command("training")).answer()).words

    async def test_a_cut_connection_is_mended(
        self, slack: LoopbackSlack, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sockets, "_PING", 0.05)
        async with serving.running(slack, desk):
            before = slack.sockets.connections
            await slack.sockets.cut()
            await slack.until(lambda: slack.sockets.connections > before and slack.sockets.live, "not back")
            assert (await (await slack.command("training")).answer()).words

    async def test_slack_out_of_reach_at_the_start_is_waited_out(
        self, slack: LoopbackSlack, desk: Desk, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(running, "FIRST_WAIT", 0.01)
        slack.trouble("auth.test", cut(), failing(502))
        slack.trouble("apps.connections.open", refusing("internal_error"))
        async with serving.running(slack, desk):
            assert (await (await slack.command("training")).answer()).words
        assert "slack.unreachable" in journal.keys

    async def test_it_stops_while_slack_is_out_of_reach(self, desk: Desk, slack: LoopbackSlack) -> None:
        slack.trouble("auth.test", *[failing(502)] * 3)
        stop = asyncio.Event()
        task = asyncio.create_task(run_slack(desk, access_to(slack), stop))
        await slack.until(lambda: slack.called("auth.test"), "never asked")
        stop.set()
        await asyncio.wait_for(task, WITHIN)


class TestStopping:
    async def test_an_answer_on_its_way_arrives(self, slack: LoopbackSlack, desk: Desk) -> None:
        thinker = Thinker()
        async with serving.running(slack, thinker.at(desk)) as stop:
            asked = await slack.command("think")
            await thinker.asked.wait()
            stop.set()
            await slack.until(lambda: not slack.sockets.live, "still connected")
            thinker.may_answer.set()
        assert "Done at last." in (await asked.answer()).words

    async def test_one_that_never_comes_is_not_waited_for(
        self, slack: LoopbackSlack, desk: Desk, journal: Journal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(answering, "FAREWELL", 0.05)
        thinker = Thinker()
        async with serving.running(slack, thinker.at(desk)):
            await slack.command("think")
            await thinker.asked.wait()
        assert "slack.answers_lost" in journal.keys


class TestMany:
    async def test_everybody_is_acknowledged_while_others_think(self, slack: LoopbackSlack, desk: Desk) -> None:
        thinker = Thinker()
        async with serving.running(slack, thinker.at(desk)):
            thinking = [await slack.command("think") for _number in range(12)]
            for each in thinking:
                assert (await each.acked()).latency < 1.0
            thinker.may_answer.set()
            for each in thinking:
                await each.answer()
