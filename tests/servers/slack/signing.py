"""Slack as a caller of the app over HTTP: signed requests, with what the app answers, in its own time."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from tests.servers.slack.socket import Envelope
from tests.servers.slack.world import Json

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Sign a body as Slack does, version 0."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


async def send_signed(
    url: str, envelope: Envelope, *, secret: str = SECRET, age: float = 0, headers: dict[str, str] | None = None
) -> int:
    """Send what would be an envelope over HTTP; return the status."""
    body, kind = _body(envelope)
    timestamp = str(int(time.time() - age))
    signed = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(secret, timestamp, body)}
    envelope.sent_at = time.perf_counter()
    sent = {"Content-Type": kind, **signed, **(headers or {})}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body.encode(), headers=sent) as response,
    ):
        text = await response.text()
        if response.status == 200:
            envelope.acked_at = time.perf_counter()
            envelope.answer = _answer(text)
        return response.status


def _body(envelope: Envelope) -> tuple[str, str]:
    form = "application/x-www-form-urlencoded"
    match envelope.kind:
        case "slash_commands":
            return urlencode(envelope.payload), form
        case "interactive":
            return urlencode({"payload": json.dumps(envelope.payload)}), form
        case _:
            return json.dumps(envelope.payload), "application/json"


def _answer(text: str) -> Json | None:
    answer: Json | None = json.loads(text) if text.startswith("{") else None
    return answer
