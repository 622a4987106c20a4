"""Read what HTTP headers say about when to come back and what the body is.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

MOST_SECONDS = 10**8
"""About three years: beyond that a date is a mistake, and arithmetic with it an overflow."""


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return the moment that `Retry-After` (RFC 9110, 10.2.3) names, in seconds or as a date; None without."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return now + timedelta(seconds=min(int(value[:12]), MOST_SECONDS))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def quota_reset(headers: Mapping[str, str]) -> datetime | None:
    """Return when GitHub's hourly quota is full again, if the answer says that it is used up; else None."""
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") != "0" or not (reset.isascii() and reset.isdigit() and len(reset) < 12):
        return None
    return datetime.fromtimestamp(int(reset), UTC)


def content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """Return the media type in small letters (`""` if none is given), and the charset."""
    message = Message()
    message["content-type"] = headers.get("content-type", "").replace("\r", "").replace("\n", "")
    charset = message.get_content_charset()
    return message.get_content_type() if headers.get("content-type") else "", charset
