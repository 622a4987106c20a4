"""The whole bot on the wire: the real slack_bolt and slack_sdk, HTTP and WebSocket, against a Slack on this machine."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

import pytest

from bot.commands.desk import Desk
from bot.commands.model import Call, Command, Param, ParamKind
from bot.commands.table import COMMANDS
from bot.errors import ConfigError
from bot.frontends.slack.listening import handlers_of
from bot.frontends.slack.manifest import events
from bot.frontends.slack.running import run_slack
from bot.frontends.slack.serving import opened_bot
from bot.replies.forms import Form, FormErrors, FormField
from bot.replies.model import Message, Reply
from tests.frontends.slack.serving import access_to, running
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.faults import refusing
from tests.servers.slack.world import Message as Posted
from tests.servers.slack.world import User, View


async def test_a_conversation_goes_on_after_a_restart(slack: LoopbackSlack, desk: Desk) -> None:
    """Search with a typo, next page, similar, share, restart, next on the old message, completion, mention, menu."""
    async with running(slack, desk):
        found = await (await slack.command("search trainig")).answer()
        assert found.ephemeral
        assert "Read “trainig” as “training”." in found.words
        found = await (await slack.action(found, "Next")).answer()
        card = await (await slack.action(found, "Show")).answer()
        assert card is not found
        similar = await (await slack.action(card, "More like this")).answer()
        assert "Like “" in similar.words
        again = await (await slack.command("training")).answer()
        shared = await (await slack.action(again, "Share")).answer()
        assert not shared.ephemeral
        assert f"Shared by {slack.user.mention}" in shared.words
    async with running(slack, desk):
        turned = await (await slack.action(shared, "Next", user=slack.manager)).answer()
        assert turned.ephemeral
        assert turned.seen_by is slack.manager
        modal = await (await slack.command("")).modal()
        options = await slack.options(modal, "complete:search:venue", "mob")
        assert any("MobiSys" in each["text"]["text"] for each in options)
        said = await (await slack.mention("memory efficient training since 2020")).answer()
        assert not said.ephemeral
        assert said.thread_ts
        linked = slack.say("look: <https://arxiv.org/abs/2206.15472>")
        listed = await (await slack.message_shortcut("menu:find", linked)).answer()
        assert "256KB" in listed.words
        assert listed.ephemeral


@pytest.mark.usefixtures("bot")
class TestCommands:
    @pytest.mark.parametrize("text", ["search npu", "/search npu", "npu", "SEARCH npu"])
    async def test_typed_lines_and_bare_words_are_understood(self, slack: LoopbackSlack, text: str) -> None:
        answer = await (await slack.command(text)).answer()
        assert answer.ephemeral
        assert "TensorRT" in answer.words

    async def test_commands_are_named_as_they_are_typed(self, slack: LoopbackSlack) -> None:
        assert "Did you mean /awesome search?" in (await (await slack.command("/serach npu")).answer()).words
        assert "/awesome help lists them all" in (await (await slack.dm("/zzzz")).answer()).words

    async def test_the_acknowledgement_is_empty_and_says_nothing_in_the_channel(self, slack: LoopbackSlack) -> None:
        asked = await slack.command("npu")
        assert not (await asked.acked()).answer
        await asked.answer()

    async def test_without_words_a_form_opens_and_answers_where_it_was_asked(self, slack: LoopbackSlack) -> None:
        modal = await (await slack.command("")).modal()
        sent = await slack.view_submit(modal, {"words": "training", "year": "2022"})
        answer = await sent.answer()
        assert answer.channel is slack.channel
        assert answer.seen_by is slack.user
        assert not (await sent.acked()).answer

    async def test_a_command_without_what_it_needs_opens_its_form(self, slack: LoopbackSlack) -> None:
        modal = await (await slack.command("show")).modal()
        (option, *_others) = await slack.options(modal, "complete:show:entry", "poet")
        answer = await (await slack.view_submit(modal, {"entry": option["value"]})).answer()
        assert "POET" in answer.words

    async def test_mistakes_are_shown_in_the_form(self, slack: LoopbackSlack) -> None:
        modal = await (await slack.command("")).modal()
        empty = await (await slack.view_submit(modal, {})).acked()
        assert empty.answer
        assert empty.answer["response_action"] == "errors"
        assert set(empty.answer["errors"]) == {"words"}
        modal = await (await slack.command("show")).modal()
        unknown = await (await slack.view_submit(modal, {})).acked()
        assert unknown.answer == {"response_action": "errors", "errors": {"entry": "This is needed."}}

    async def test_the_global_shortcut_searches_from_anywhere(self, slack: LoopbackSlack) -> None:
        modal = await (await slack.shortcut("search")).modal()
        sent = await (await slack.view_submit(modal, {"words": "training"})).acked()
        assert sent.answer
        assert sent.answer["response_action"] == "update"
        modal.view = sent.answer["view"]
        pressed = await slack.view_action(modal, "Show")
        await pressed.acked()
        await slack.until(lambda: slack.called("views.update"), "not changed in place")

    async def test_a_file_goes_to_the_person_alone(self, slack: LoopbackSlack) -> None:
        asked = await slack.command("export inference bibtex")
        answer = await asked.answer()
        file = await asked.file()
        assert "direct messages" in answer.words
        assert file.channel.person is slack.user
        assert b"@" in file.files[0]["content"]

    async def test_statistics_are_shared_with_their_picture(self, slack: LoopbackSlack) -> None:
        answer = await (await slack.command("stats")).answer()
        asked = await slack.action(answer, "Share")
        picture = await asked.file()
        assert picture.channel is slack.channel
        assert picture.files[0]["content"].startswith(b"\x89PNG")
        assert "By year: 2017 1" in picture.files[0]["alt"]

    async def test_the_page_that_its_reader_saw_is_shared(self, slack: LoopbackSlack) -> None:
        found = await (await slack.command("search training")).answer()
        second = await (await slack.action(found, "Next")).answer()
        shown = [text for text in second.words.split("\n") if text.startswith("*11. ")]
        shared = await (await slack.action(second, "Share")).answer()
        assert shown
        assert shown[0] in shared.words
        assert "*1. " not in shared.words

    async def test_what_was_recommended_is_shared_and_nothing_else(self, slack: LoopbackSlack) -> None:
        """Whoever asks again is recommended other works; what was seen is named by its ids."""
        found = await (await slack.command("recommend")).answer()
        shared = await (await slack.action(found, "Share")).answer()
        assert not shared.ephemeral
        assert titles(shared) == titles(found)
        assert len(titles(found)) > 1
        assert "Not for me" not in shared.words

    async def test_a_search_is_refined_in_place_by_what_is_said_of_its_results(self, slack: LoopbackSlack) -> None:
        found = await (await slack.command("on-device training")).answer()
        menu = found.element("ab_turn_1")
        label = menu["options"][-1]["text"]["text"]
        assert label.startswith("Not this: 10. ")
        await (await slack.select(found, "ab_turn_1", label)).acked()
        await slack.until(lambda: "Without" in found.words, "not changed in place")
        await (await slack.action(found, "Start over")).acked()
        await slack.until(lambda: "Without" not in found.words, "not changed in place")

    async def test_a_pick_is_rated_in_place(self, slack: LoopbackSlack) -> None:
        found = await (await slack.command("recommend")).answer()
        await (await slack.action(found, "Not for me")).acked()
        await slack.until(lambda: "not recommended to you any more" in found.words, "not changed in place")

    async def test_what_is_personal_cannot_be_shared(self, slack: LoopbackSlack) -> None:
        answer = await (await slack.command("saved")).answer()
        assert "Share" not in [each["text"]["text"] for each in answer.buttons]


@pytest.mark.usefixtures("bot")
class TestEvents:
    async def test_direct_messages_are_questions_and_commands(self, slack: LoopbackSlack) -> None:
        found = await (await slack.dm("anything on npu?")).answer()
        assert "TensorRT" in found.words
        assert found.channel.person is slack.user
        assert "POET" in (await (await slack.dm("show poet")).answer()).words

    async def test_messages_of_bots_and_edits_are_not_answered(self, slack: LoopbackSlack) -> None:
        await (await slack.dm("npu", bot_id="B9")).acked()
        await (await slack.dm("npu", subtype="message_changed")).acked()
        await (await slack.dm("training")).answer()
        assert len([each for each in slack.messages if each.author is slack.team.bot]) == 1

    async def test_an_event_that_comes_again_is_answered_once_even_after_a_restart(
        self, slack: LoopbackSlack, desk: Desk
    ) -> None:
        asked = await slack.mention("npu")
        await asked.answer()
        await slack.again(asked)
        async with running(slack, desk):
            await slack.connected(2)
            await slack.again(asked)
            await slack.again(asked)
        await (await slack.dm("training")).answer()
        assert len([each for each in slack.messages if each.channel is slack.channel]) == 2

    async def test_a_question_in_a_thread_is_answered_in_it(self, slack: LoopbackSlack) -> None:
        answer = await (await slack.mention("npu", thread="1700000000.000001")).answer()
        assert answer.thread_ts == "1700000000.000001"

    async def test_hostile_questions_ping_nobody(self, slack: LoopbackSlack) -> None:
        answer = await (await slack.mention("<!channel> <@U1> & \u202e" + "x" * 5_000)).answer()
        for live in ("<!channel>", "<@U1>", "<!here"):
            assert live not in answer.words
            assert live not in answer.text

    async def test_the_home_tab_is_drawn_and_its_buttons_answer_in_a_modal(self, slack: LoopbackSlack) -> None:
        await (await slack.command("save poet")).answer()
        await slack.home_opened()
        home = await slack.home()
        assert "POET" in home.words
        shown = await (await slack.view_action(home, "Show")).modal()
        assert "POET" in shown.words


def titles(message: Posted) -> list[str]:
    return re.findall(r"^\*\d+\. (.*)\*$", message.words, re.MULTILINE)


class TestHome:
    """The home tab: what somebody keeps and gets; to managers also what comes to their workspace's channels."""

    @staticmethod
    async def subscribed(slack: LoopbackSlack) -> None:
        manager = slack.manager
        await (await slack.command("digest subscribe daily 5:30 quiet:22-7", user=manager)).answer()
        mine = slack.direct(manager)
        await (await slack.command("digest subscribe weekly", user=manager, channel=mine)).answer()

    @staticmethod
    async def drawn(slack: LoopbackSlack, user: User) -> View:
        slack.team.homes.clear()
        await slack.home_opened(user=user)
        return await slack.home(user)

    async def test_it_shows_every_subscription_with_its_quiet_hours(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with running(slack, desk):
            await self.subscribed(slack)
            of_manager = (await self.drawn(slack, slack.manager)).words
            of_reader = (await self.drawn(slack, slack.user)).words
        assert "every Monday" in of_manager
        assert "quiet: 22:00–07:00 Europe/Berlin" in of_manager
        assert "needs" not in of_manager + of_reader
        assert "22:00" not in of_reader
        assert "No digest comes here yet." in of_reader

    async def test_a_manager_changes_a_channels_subscription_from_there(self, slack: LoopbackSlack, desk: Desk) -> None:
        """Pause, then resume from the modal that says so; and the settings, quiet hours among them, by their form."""
        async with running(slack, desk):
            await self.subscribed(slack)
            (order,) = [each for each in await desk.store.subscriptions() if not each.destination.personal]
            home = await self.drawn(slack, slack.manager)
            paused = await (await slack.view_action(home, "Pause", 1)).modal()
            assert "Paused" in paused.words
            await slack.view_action(paused, "Resume")
            await slack.until(lambda: slack.called("views.update"), "not resumed")
            home = await self.drawn(slack, slack.manager)
            form = await (await slack.view_action(home, "Change", 1)).modal()
            values = {"id": order.id, "when": "daily 8am", "quiet": "23:00-06:00"}
            sent = await (await slack.view_submit(form, values)).acked()
            assert sent.answer
            assert sent.answer["response_action"] == "update"
            changed = await desk.store.subscription(order.id)
        assert changed
        assert (changed.pause, changed.schedule, changed.quiet) == (None, "daily 08:00", "23:00-06:00")


async def test_what_is_heard_is_what_the_manifest_asks_for(slack: LoopbackSlack, desk: Desk) -> None:
    """Every event that the manifest subscribes to has its handler, and no handler waits for what never comes."""
    async with opened_bot(desk, access_to(slack)) as serving:
        heard = set(handlers_of(serving.bot))
    assert {each.partition(".")[0] for each in events(direct_messages=True)} == heard
    assert {each.partition(".")[0] for each in events(direct_messages=False)} == heard - {"message"}


async def test_people_are_answered_in_their_own_language(slack: LoopbackSlack, desk: Desk) -> None:
    slack.manager.locale = "zh-CN"
    async with running(slack, desk):
        chinese = await (await slack.command("training", user=slack.manager)).answer()
        english = await (await slack.command("training")).answer()
        chinese = await (await slack.action(chinese, "下一页", user=slack.manager)).answer()
    assert "Next" in [each["text"]["text"] for each in english.buttons]
    assert len(slack.called("users.info")) == 2


@pytest.mark.parametrize("which", ["bot_token", "app_token"])
async def test_a_wrong_token_says_so(slack: LoopbackSlack, desk: Desk, which: str) -> None:
    right = access_to(slack)
    wrong = {"bot_token": replace(right, bot_token="wrong"), "app_token": replace(right, app_token="wrong")}
    with pytest.raises(ConfigError, match=f"AWESOME_BOT_SLACK_{which.upper()}"):
        await run_slack(desk, wrong[which], asyncio.Event())


class TestForms:
    """A command that asks for a form: here one that takes a link, and finds fault with some."""

    async def test_it_opens_at_once_shows_mistakes_and_is_answered_where_it_was_asked_for(
        self, slack: LoopbackSlack, desk: Desk
    ) -> None:
        async with running(slack, with_forms(desk)):
            modal = await (await slack.command("offer")).modal()
            wrong = await (await slack.view_submit(modal, {"link": "ftp://x"})).acked()
            assert wrong.answer == {"response_action": "errors", "errors": {"link": "That is no web address."}}
            sent = await slack.view_submit(modal, {"link": "https://example.org", "note": "<!channel> &"})
            answer = await sent.answer()
            assert "Thank you for https://example.org" in answer.text
            assert answer.channel is slack.channel
            assert answer.seen_by is slack.user
            assert "<!channel>" not in answer.words

    async def test_one_that_comes_too_late_is_offered_and_opens_from_there_after_a_restart(
        self, slack: LoopbackSlack, desk: Desk
    ) -> None:
        slack.trouble("views.open", refusing("expired_trigger_id"))
        async with running(slack, with_forms(desk)):
            offered = await (await slack.command("offer")).answer()
            assert offered.seen_by is slack.user
        async with running(slack, with_forms(desk)):
            modal = await (await slack.action(offered, "Open the form")).modal()
            assert "Thank" in (await (await slack.view_submit(modal, {"link": "https://x.org"})).answer()).text

    async def test_from_the_home_tab_it_turns_into_its_answer(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with running(slack, desk):
            await slack.home_opened()
            modal = await (await slack.view_action(await slack.home(), "Search the list")).modal()
            sent = await (await slack.view_submit(modal, {"words": "training"})).acked()
            assert sent.answer
            assert sent.answer["response_action"] == "update"

    async def test_the_settings_of_a_subscription_open_as_they_are_from_its_card(
        self, slack: LoopbackSlack, desk: Desk
    ) -> None:
        """The card's button and the typed command alike; what is wrong is said in the form, and what is not is kept."""
        async with running(slack, desk):
            await (await slack.command("digest subscribe daily 8am max:7", user=slack.manager)).answer()
            card = await (await slack.command("digest list", user=slack.manager)).answer()
            modal = await (await slack.action(card, "Change", user=slack.manager)).modal()
            (max_,) = [each for each in modal.view["blocks"] if each["block_id"] == "max"]
            assert max_["element"]["initial_value"] == "7"
            number = next(each for each in modal.view["blocks"] if each["block_id"] == "id")
            ident = number["element"]["initial_option"]["value"]
            wrong = await (await slack.view_submit(modal, {"id": ident, "when": "never ever"})).acked()
            assert wrong.answer
            assert wrong.answer["response_action"] == "errors"
            sent = await slack.view_submit(modal, {"id": ident, "when": "daily 8am", "max": "3"})
            assert "Changed" in (await sent.answer()).words
            (order,) = await desk.store.subscriptions()
            assert order.most == 3
            assert await (await slack.command("digest edit", user=slack.manager)).modal()
            refused = await (await slack.command(f"digest edit {ident}")).answer()
            assert "Only people who manage" in refused.words

    async def test_a_form_of_another_version_says_so(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with running(slack, desk):
            modal = await (await slack.command("")).modal()
            modal.view["callback_id"] = "ab0f0:=/offer"
            sent = await (await slack.view_submit(modal, {})).acked()
            assert sent.answer
            assert "older version" in str(sent.answer["view"]["blocks"])


def with_forms(desk: Desk) -> Desk:
    async def offer(_desk: Desk, call: Call) -> Reply:
        form = Form("Offer a link", "/offer", (FormField("link", "Link", required=True), FormField("note", "Note")))
        link = call.text("link")
        if not link:
            return form
        if not link.startswith("https:"):
            return FormErrors(form, (("link", "That is no web address."),))
        return Message(f"Thank you for {link} {call.text('note')}")

    params = tuple(Param(name, ParamKind.TEXT, "For tests.", named_only=True) for name in ("link", "note"))
    return replace(desk, table={**COMMANDS, "offer": Command("offer", "For tests.", offer, params)})
