"""Say in words what GitHub refuses, and until when.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import gidgethub

from bot.errors import SourceBusy, SourceError, SourceMissing, SourceRefused
from bot.i18n import N_
from bot.i18n import gettext as _
from bot.replies.harmless import harmless
from bot.upstream.headers import quota_reset, retry_after

SECONDARY_WAIT = timedelta(minutes=1)
"""What GitHub asks of a client that met its secondary limit and was given no time."""


def refusal(error: gidgethub.HTTPException, source: str, now: datetime, *, has_token: bool) -> SourceError:
    """Translate an answer that is no success.  *now* is UTC; GitHub's own words stand in the fields, shortened."""
    status, message = int(error.status_code), _message(error)
    limited = _limited_until(error, now)
    if limited:
        return busy(source, limited, has_token=has_token)
    say = _SENTENCES.get(status, _other)
    kind = _KINDS.get(status, SourceError)
    return kind(say(source, status, message), source=source, status=status, answer=message)


def write_refusal(error: gidgethub.HTTPException, source: str, now: datetime, *, has_token: bool) -> SourceError:
    """Translate the refusal to change something.  *now* is UTC; GitHub's own words stand in the fields, shortened."""
    status, message = int(error.status_code), _message(error)
    limited = _limited_until(error, now)
    if limited:
        return busy(source, limited, has_token=has_token)
    reason = harmless(message, 200).rstrip(".")
    if "archived" in message.casefold():
        sentence = _("{source} is archived: it takes no more changes.", source=source)
    elif status == HTTPStatus.UNAUTHORIZED:
        sentence = _(
            "GitHub does not accept the token, so nothing was sent to {source}. Give a new token.", source=source
        )
    elif status == HTTPStatus.NOT_FOUND or "not accessible by" in message.casefold():
        sentence = _(
            "The token may not send changes to {source}. It needs the right to write contents and pull requests; for a "
            "list of somebody else that is a classic token with the scope public_repo.",
            source=source,
        )
    else:
        sentence = _("GitHub did not take the changes for {source}: {reason}.", source=source, reason=reason)
    return SourceRefused(sentence, source=source, status=status, answer=message)


def _message(error: gidgethub.HTTPException) -> str:
    return str(error)[:200]


def _limited_until(error: gidgethub.HTTPException, now: datetime) -> datetime | None:
    """Return when a limit that was met is over; None where none was."""
    status, headers = int(error.status_code), error.headers
    wait = retry_after(headers, now) or quota_reset(headers)
    limited = status == HTTPStatus.FORBIDDEN and (wait is not None or "rate limit" in _message(error).casefold())
    if limited or status == HTTPStatus.TOO_MANY_REQUESTS:
        return wait or now + SECONDARY_WAIT
    return None


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
