"""What can go wrong with Slack, told apart: a key for the operator's log, a sentence for whoever can be told.

One table of Slack's error codes.  Pure: `diagnose` reads an exception and nothing else.  What is not Slack's doing,
or says that what we sent was wrong, has no diagnosis: it is a bug.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.frontends.guarding import Diagnosis
from bot.i18n import N_
from bot.i18n import gettext as _


class HookRefused(Exception):
    """A response URL did not take an answer: it was used up, is too old, or Slack has trouble."""

    def __init__(self, status: int, answer: str) -> None:
        super().__init__(f"{status} {answer}")
        self.status, self.answer = status, answer


class NoToken(Exception):
    """The bot is not installed (any more) in a workspace."""

    def __init__(self, team: str) -> None:
        super().__init__(team)
        self.team = team


TROUBLES = (SlackClientError, NoToken, HookRefused, aiohttp.ClientError, OSError)
"""All that comes of talking to Slack; a timeout is an `OSError`."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an error code means: the log's key, the reason for which a delivery is refused, and the sentence."""

    key: str
    reason: str = ""
    sentence: str = ""


_GONE = Known("slack.gone", "channel_gone", N_("Slack does not have that channel, or does not show it to me."))
_OUTSIDE = Known(
    "slack.not_in_channel",
    "missing_permission",
    N_("I am not in this channel. Type /invite and my name there, then try again."),
)
_ARCHIVED = Known("slack.archived", "archived", N_("This channel is archived, so nothing can be posted there."))
_FORBIDDEN = Known(
    "slack.forbidden",
    "missing_permission",
    N_("Slack does not let me post here. Ask an admin to allow this app to post in this channel."),
)
_SCOPES = Known(
    "slack.missing_scope",
    "missing_permission",
    N_("This app lacks a permission. Ask the person who installed it to install it again from its settings on Slack."),
)
_REVOKED = Known("slack.revoked", "revoked", N_("This workspace has taken the app's access away. Install it again."))
_CLOSED = Known("slack.closed_to_us", "closed_to_us", N_("Slack does not let me write to this person."))
_LATE = Known(
    "slack.too_late", sentence=N_("Slack waits only three seconds for a form, and that is over. Press it again.")
)
_CHANGED = Known("slack.view_changed")
_LARGE = Known("slack.too_large", "too_large")
_UNWELL = Known("slack.unwell", sentence=N_("Slack has trouble at the moment. Try again in a minute."))
_BUSY = Known(
    "slack.rate_limited",
    sentence=N_("Slack wants to hear less from me at the moment. Try again in a few minutes."),
)

KNOWN: Mapping[str, Known] = {
    "channel_not_found": _GONE,
    "is_archived": _ARCHIVED,
    "not_in_channel": _OUTSIDE,
    "user_not_in_channel": _OUTSIDE,
    "restricted_action": _FORBIDDEN,
    "restricted_action_read_only_channel": _FORBIDDEN,
    "restricted_action_thread_only_channel": _FORBIDDEN,
    "restricted_action_thread_locked": _FORBIDDEN,
    "no_permission": _FORBIDDEN,
    "access_denied": _FORBIDDEN,
    "missing_scope": _SCOPES,
    "not_allowed_token_type": _SCOPES,
    "token_revoked": _REVOKED,
    "token_expired": _REVOKED,
    "account_inactive": _REVOKED,
    "invalid_auth": _REVOKED,
    "not_authed": _REVOKED,
    "app_missing_action_url": _SCOPES,
    "cannot_dm_bot": _CLOSED,
    "messages_tab_disabled": _CLOSED,
    "user_not_found": _CLOSED,
    "user_disabled": _CLOSED,
    "user_not_visible": _CLOSED,
    "expired_trigger_id": _LATE,
    "exchanged_trigger_id": _LATE,
    "trigger_expired": _LATE,
    "trigger_exchanged": _LATE,
    "hash_conflict": _CHANGED,
    "view_not_found": _CHANGED,
    "not_found": _CHANGED,
    "not_enabled": _CHANGED,
    "msg_too_long": _LARGE,
    "msg_blocks_too_long": _LARGE,
    "ratelimited": _BUSY,
    "rate_limited": _BUSY,
    "internal_error": _UNWELL,
    "fatal_error": _UNWELL,
    "service_unavailable": _UNWELL,
    "team_added_to_org": _UNWELL,
    "request_timeout": _UNWELL,
}
"""Slack's error codes, as far as they are not our own mistakes."""

UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Errors after which Slack may have done what it was asked: it says so of them itself."""


def diagnose(error: Exception) -> Diagnosis | None:
    """Say what an exception means that came of talking to Slack; None for one that did not."""
    match error:
        case SlackApiError():
            return _refusal(error)
        case HookRefused():
            known = _UNWELL if error.status >= 500 else _BUSY if error.status == 429 else Known("slack.hook_refused")
            return _diagnosis(known, {"status": error.status, "answer": error.answer[:80]})
        case NoToken():
            return _diagnosis(_REVOKED, {"team": error.team})
        case TimeoutError():
            return _diagnosis(Known("slack.gave_up", sentence=_BUSY.sentence), {})
        case aiohttp.ClientError() | ConnectionError() | SlackClientError():
            return _diagnosis(Known("slack.unreachable", sentence=_UNWELL.sentence), {"reason": str(error)[:200]})
        case _:
            return None


def error_code(error: SlackApiError) -> str:
    """Return Slack's word for what is wrong; `""` where it said none, as a server that is down does."""
    told = error.response.get("error") if error.response is not None else None
    return told if isinstance(told, str) else ""


def status_of(error: SlackApiError) -> int:
    """Return the status of Slack's answer."""
    status = getattr(error.response, "status_code", 0)
    return status if isinstance(status, int) else 0


def _refusal(error: SlackApiError) -> Diagnosis | None:
    code, status = error_code(error), status_of(error)
    fields: dict[str, object] = {"error": code or "none", "status": status}
    if needed := error.response.get("needed") if error.response is not None else None:
        fields["needed"] = str(needed)[:100]
    if code in KNOWN:
        return _diagnosis(KNOWN[code], fields)
    if status == 429:
        return _diagnosis(_BUSY, fields)
    return _diagnosis(_UNWELL, fields) if status >= 500 else None


def _diagnosis(known: Known, fields: dict[str, object]) -> Diagnosis:
    return Diagnosis(known.key, fields, _(known.sentence) if known.sentence else "", known.reason)
