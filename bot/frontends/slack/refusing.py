"""What Slack's errors mean to a delivery: it will not go, it may go later, or nobody knows whether it went.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.domain.sending import OUTCOME_UNKNOWN
from bot.errors import DeliveryLater, DeliveryRefused, DeliveryUnknown
from bot.frontends.slack.troubles import UNSURE, diagnose, error_code, status_of
from bot.i18n import gettext as _

_LOCKED_OUT = timedelta(minutes=1)
_TOO_MANY, _FAILING = 429, 500

Told = DeliveryRefused | DeliveryLater | DeliveryUnknown


def told_by(error: Exception, now: datetime, *, harmless: bool = False) -> Told:
    """Return what an error means to the delivery that it befell.

    *harmless* is a call that may be made again without harm, so that it is none whether it was heard.
    """
    match error:
        case SlackApiError():
            told = _by_code(error, now)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError():
            return DeliveryLater(_("Slack cannot be reached."))
        case _:
            told = _refused(error) or _unknown(str(error) or type(error).__name__)
    return DeliveryLater(str(told)) if harmless and isinstance(told, DeliveryUnknown) else told


def outcome_unknown() -> DeliveryRefused:
    """Return that a message may have arrived, which nobody can find out, and so is not sent again."""
    sentence = _("Slack's answer to the last digest got lost, so it may be missing here. It is not sent twice.")
    return DeliveryRefused(sentence, OUTCOME_UNKNOWN)


def _by_code(error: SlackApiError, now: datetime) -> Told:
    code, status = error_code(error), status_of(error)
    if status == _TOO_MANY or code in ("ratelimited", "rate_limited"):
        headers = getattr(error.response, "headers", None)
        wait = _seconds(headers if isinstance(headers, Mapping) else {})
        return DeliveryLater(_("Slack asks us to wait."), now + wait)
    if status >= _FAILING or code in UNSURE:
        return _unknown(code or f"status {status}")
    return _refused(error) or DeliveryRefused(
        _("Slack does not accept the message as it is."), "too_large", error=code, status=status
    )


def _refused(error: Exception) -> DeliveryRefused | None:
    """Return the refusal that the table of troubles knows, if it is one."""
    diagnosis = diagnose(error)
    if diagnosis is None or not diagnosis.reason:
        return None
    sentence = diagnosis.sentence or _("Slack does not accept the message as it is.")
    return DeliveryRefused(sentence, diagnosis.reason, **diagnosis.fields)


def _seconds(headers: Mapping[str, str]) -> timedelta:
    wait = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=int(wait)) if wait.isdigit() and len(wait) < 6 else _LOCKED_OUT


def _unknown(reason: str) -> DeliveryUnknown:
    return DeliveryUnknown(_("Slack's answer did not come: {reason}", reason=reason[:200]))
