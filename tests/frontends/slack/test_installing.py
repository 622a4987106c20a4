"""Signed HTTP, and OAuth: workspaces install the app, are answered with their own token, and leave no trace."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.commands.desk import Desk
from bot.domain.catalog import EntryRef
from bot.frontends.slack.manifest import INSTALL_PATH, REDIRECT_PATH
from bot.ports import Installation
from tests.frontends.serving import Journal
from tests.frontends.slack.serving import listening
from tests.servers.slack.driver import LoopbackSlack
from tests.servers.slack.signing import send_signed

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


async def install(slack: LoopbackSlack, address: str, code: str) -> int:
    """Go through an installation in a browser; return the last page's status."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(address + INSTALL_PATH) as page:
            cookie = page.headers["Set-Cookie"].split(";")[0]
            (link,) = re.findall(r'<a href="([^"]+)"', await page.text())
        link = html.unescape(link)
        query = parse_qs(urlsplit(link).query)
        assert link.startswith(f"{slack.url}/oauth/v2/authorize")
        assert query["scope"] == ["commands,chat:write"]
        back = {"code": code, "state": query["state"][0]}
        async with browser.get(address + REDIRECT_PATH, params=back, headers={"Cookie": cookie}) as done:
            status = done.status
        async with browser.get(address + REDIRECT_PATH, params=back, headers={"Cookie": cookie}) as again:
            assert again.status == 401
        return status


class TestHttp:
    async def test_everything_works_over_signed_requests(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with listening(slack, desk):
            found = await (await slack.command("search training")).answer()
            turned = await (await slack.action(found, "Next")).answer()
            assert "11–" in turned.words
            modal = await (await slack.command("")).modal()
            assert await slack.options(modal, "complete:search:venue", "mob")
            wrong = await (await slack.view_submit(modal, {})).acked()
            assert wrong.answer
            assert wrong.answer["response_action"] == "errors"
            said = await slack.mention("training")
            await said.answer()
            await slack.again(said)
            assert (await (await slack.dm("training")).answer()).words
            assert len([each for each in slack.messages if each.channel is slack.channel and not each.ephemeral]) == 2

    async def test_what_is_not_signed_by_slack_is_turned_away(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with listening(slack, desk):
            assert slack.target
            envelope = (await slack.command("training")).envelope
            assert await send_signed(slack.target, envelope, secret="another") == 401
            assert await send_signed(slack.target, envelope, age=6 * 60) == 401
            async with aiohttp.ClientSession() as session, session.post(slack.target, data=b"{}") as response:
                assert response.status == 401

    async def test_slack_proves_the_address_is_ours(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with listening(slack, desk):
            assert slack.target
            asked = slack.sockets.envelope("events_api", {"type": "url_verification", "challenge": "c4t"})
            assert await send_signed(slack.target, asked) == 200
            assert asked.answer == {"challenge": "c4t"}


class TestInstalling:
    async def test_a_workspace_installs_the_app_and_is_answered_with_its_own_token(
        self, slack: LoopbackSlack, desk: Desk
    ) -> None:
        team = slack.add_team("writers", installed=False)
        person, channel = slack.add_user(team, "eve"), slack.add_channel(team, "drafts")
        slack.codes["c0de"] = team
        async with listening(slack, desk, many=True) as address:
            assert await install(slack, address, "c0de") == 200
            assert (await (await slack.command("training", user=person, channel=channel)).answer()).words
            asked = await slack.mention("training", user=person, channel=channel)
            await asked.answer()
            assert slack.called("chat.postMessage")[-1].token == team.token
        kept = await desk.store.installation("slack", team.id)
        assert kept
        assert kept.token == team.token
        assert kept.token not in repr(kept)

    async def test_a_wrong_code_or_a_foreign_state_installs_nothing(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with listening(slack, desk, many=True) as address:
            assert await install(slack, address, "nonsense") == 401
            async with aiohttp.ClientSession() as browser:
                back = {"code": "c0de", "state": "made-up"}
                async with browser.get(address + REDIRECT_PATH, params=back) as done:
                    assert done.status == 400

    async def test_a_workspace_without_the_app_is_told_so(self, slack: LoopbackSlack, desk: Desk) -> None:
        async with listening(slack, desk, many=True):
            assert "not installed" in (await (await slack.command("training")).answer()).text
            slack.violations.clear()

    async def test_an_uninstalled_workspace_leaves_nothing_and_others_stay(
        self, slack: LoopbackSlack, desk: Desk, journal: Journal
    ) -> None:
        team = slack.add_team("writers")
        mine, theirs = f"slack:{slack.team.id}.{slack.user.id}", f"slack:{team.id}.U1"
        ref = EntryRef("on-device-ai", "poet")
        for each, person in ((slack.team, mine), (team, theirs)):
            await desk.store.save(person, ref, None, NOW)
            await desk.store.put_installation(
                Installation("slack", each.id, each.name, each.token or "", each.bot.id, each.bot_id, "", "U1", NOW)
            )
        async with listening(slack, desk, many=True):
            assert (await (await slack.command("training")).answer()).words
            await slack.uninstall()
            await journal.told("slack.uninstalled")
            asked = await slack.command("training")
            assert "not installed" in (await asked.answer()).text
            slack.violations.clear()
        assert await desk.store.installation("slack", slack.team.id) is None
        assert await desk.store.installation("slack", team.id)
        assert not await desk.store.saved(mine)
        assert await desk.store.saved(theirs)
