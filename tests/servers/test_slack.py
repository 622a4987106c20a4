"""The loopback Slack does what Slack does, to the real clients: otherwise what is tested on it proves nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.servers.slack.driver import LoopbackSlack, loopback_slack
from tests.servers.slack.faults import cut, rate_limited, refusing, unheard
from tests.servers.slack.hooks import LIVES, Hook
from tests.servers.slack.signing import SECRET, signature

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with loopback_slack() as server:
        yield server


@pytest.fixture
async def client(slack: LoopbackSlack) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.token, base_url=slack.api, session=session, retry_handlers=[])


async def refused(call: Awaitable[object]) -> str:
    with pytest.raises(SlackApiError) as raised:
        await call
    return str(raised.value.response["error"])


async def test_a_message_is_posted_edited_and_deleted(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=slack.channel.id, text="Hello", blocks=[SECTION])
    assert slack.messages[0].words == "Hello"
    await client.chat_update(channel=slack.channel.id, ts=posted["ts"], text="Bye")
    assert slack.messages[0].text == "Bye"
    await client.chat_delete(channel=slack.channel.id, ts=posted["ts"])
    assert not slack.messages


@pytest.mark.parametrize(
    "blocks",
    [
        [SECTION] * 51,
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2700}}] * 5,
        [{"type": "section"}],
        [{"type": "nonsense"}],
        [{"type": "actions", "elements": [{"type": "button", "action_id": "a"}]}],
        [{**SECTION, "block_id": "same"}, {**SECTION, "block_id": "same"}],
    ],
)
async def test_what_slack_would_not_take_is_refused_and_noted(
    slack: LoopbackSlack, client: AsyncWebClient, blocks: list[dict[str, object]]
) -> None:
    error = await refused(client.chat_postMessage(channel=slack.channel.id, text="Hello", blocks=blocks))
    assert error == "invalid_blocks"
    assert slack.violations
    slack.violations.clear()


@pytest.mark.filterwarnings("ignore:The top-level")
async def test_a_message_without_text_is_noted(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await refused(client.chat_postMessage(channel=slack.channel.id, blocks=[SECTION], text=""))
    assert "screen readers" in slack.violations.pop()


async def test_closed_places_refuse(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.channel.refuses = "is_archived"
    assert await refused(client.chat_postMessage(channel=slack.channel.id, text="x")) == "is_archived"
    assert await refused(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    slack.team.token = None
    assert await refused(client.chat_postMessage(channel="C404", text="x")) == "token_revoked"


async def test_a_file_is_uploaded_in_three_steps(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    await client.files_upload_v2(filename="a.bib", content="@article{}", channel=slack.channel.id, alt_txt="one work")
    (message,) = slack.messages
    assert message.files[0]["content"] == b"@article{}"
    assert message.files[0]["alt"] == "one work"


async def test_a_response_url_answers_five_times_within_half_an_hour(slack: LoopbackSlack) -> None:
    slack.hooks["h"] = Hook(slack.channel, slack.user, slack.clock())
    slack.hooks["old"] = Hook(slack.channel, slack.user, slack.clock() - LIVES - 1)
    hook = AsyncWebhookClient(f"{slack.url}/hooks/h")
    said = [(await hook.send(text=f"{number}")).status_code for number in range(6)]
    assert said == [200] * 5 + [404]
    assert (await AsyncWebhookClient(f"{slack.url}/hooks/old").send(text="late")).body == "expired_url"
    assert all(each.seen_by is slack.user for each in slack.messages)


async def test_faults_come_in_their_row(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.trouble("chat.postMessage", rate_limited(7), refusing("missing_scope"), cut(), unheard())
    with pytest.raises(SlackApiError) as raised:
        await client.chat_postMessage(channel=slack.channel.id, text="x")
    assert raised.value.response.status_code == 429
    assert raised.value.response.headers["Retry-After"] == "7"
    assert await refused(client.chat_postMessage(channel=slack.channel.id, text="x")) == "missing_scope"
    for count in (0, 1):
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(channel=slack.channel.id, text="x")
        assert len(slack.messages) == count


async def test_each_envelope_goes_to_one_connection_and_comes_back_acknowledged(slack: LoopbackSlack) -> None:
    heard: list[str] = []

    async def hear(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request.payload["text"])
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "yes"}))

    clients = [SocketModeClient(slack.app_token, web_client=AsyncWebClient(base_url=slack.api)) for _n in range(2)]
    for each in clients:
        each.socket_mode_request_listeners.append(hear)
        await each.connect()
    await slack.connected(2)
    asked = [await slack.command(f"{number}") for number in range(4)]
    answers = [(await each.acked()).answer for each in asked]
    assert answers == [{"text": "yes"}] * 4
    assert sorted(heard) == ["0", "1", "2", "3"]
    assert {each.envelope.connection for each in asked} == {0, 1}
    for each in clients:
        await each.close()


def test_signatures_are_slacks() -> None:
    verifier = SignatureVerifier(SECRET)
    assert verifier.generate_signature(timestamp="1531420618", body="token=x") == signature(
        SECRET, "1531420618", "token=x"
    )
