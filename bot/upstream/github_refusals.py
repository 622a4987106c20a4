"""Say in words what GitHub refuses, and until when.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import gidgethub

from bot.errors import SourceBusy, SourceError, SourceMissing, SourceRefused
from bot.i18n import N_
from bot.i18n import gettext as _
from bot.upstream.headers import quota_reset, retry_after

SECONDARY_WAIT = timedelta(minutes=1)
"""What GitHub asks of a client that met its secondary limit and was given no time."""


def refusal(error: gidgethub.HTTPException, source: str, now: datetime, *, has_token: bool) -> SourceError:
    """Translate an answer that is no success.  *now* is UTC; GitHub's own words stand in the fields, shortened."""
    status, headers = int(error.status_code), error.headers
    message = str(error)[:200]
    wait = retry_after(headers, now) or quota_reset(headers)
    limited = status == HTTPStatus.FORBIDDEN and (wait is not None or "rate limit" in message.casefold())
    if limited or status == HTTPStatus.TOO_MANY_REQUESTS:
        return busy(source, wait or now + SECONDARY_WAIT, has_token=has_token)
    say = _SENTENCES.get(status, _other)
    kind = _KINDS.get(status, SourceError)
    return kind(say(source, status, message), source=source, status=status, answer=message)


def busy(source: str, until: datetime, *, has_token: bool) -> SourceBusy:
    """Return the error for a rate limit that is used up until a moment in UTC."""
    used_up = N_("GitHub's rate limit is used up, so {source} must wait until {time} UTC.")
    if not has_token:
        used_up = N_(
            "GitHub's rate limit is used up, so {source} must wait until {time} UTC."
            " With a GitHub token the limit is much higher."
        )
    sentence = _(used_up, source=source, time=f"{until:%H:%M}")
    return SourceBusy(sentence, retry_at=until, source=source)


def _bad_token(source: str, _status: int, _message: str) -> str:
    return _(
        "GitHub does not accept the token, so {source} could not be read. Give a new token, or none.", source=source
    )


def _forbidden(source: str, _status: int, message: str) -> str:
    return _("GitHub does not let the bot read {source}: {reason}.", source=source, reason=message.rstrip("."))


def _missing(source: str, _status: int, _message: str) -> str:
    return _(
        "GitHub has nothing at {source}. Check its name; a private repository needs a token that may read it.",
        source=source,
    )


def _empty(source: str, _status: int, _message: str) -> str:
    return _("{source} is an empty repository.", source=source)


def _legal(source: str, _status: int, _message: str) -> str:
    return _("GitHub does not show {source} for legal reasons (HTTP 451).", source=source)


def _other(source: str, status: int, message: str) -> str:
    return _(
        "GitHub could not answer for {source} (HTTP {status}: {reason}).", source=source, status=status, reason=message
    )


_SENTENCES: dict[int, Callable[[str, int, str], str]] = {
    401: _bad_token,
    403: _forbidden,
    404: _missing,
    409: _empty,
    410: _missing,
    422: _missing,  # what the commits API says of a branch that is not there
    451: _legal,
}
_KINDS: dict[int, type[SourceError]] = {
    401: SourceRefused,
    403: SourceRefused,
    404: SourceMissing,
    409: SourceMissing,
    410: SourceMissing,
    422: SourceMissing,
    451: SourceRefused,
}
