"""Send answers where they belong, share them, and say what went wrong.

The one error path of the Slack front-end is `guarded`.  What an answer says is decided elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.frontends.guarding import guarded_by
from bot.frontends.slack.calling import Slack
from bot.frontends.slack.controls import Context
from bot.frontends.slack.drawing import SlackMessage
from bot.frontends.slack.payloads import Heard
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.frontends.slack.troubles import TROUBLES, HookRefused, diagnose
from bot.i18n import gettext as _
from bot.replies.model import Failure

_log = logging.getLogger(__name__)
guarded = partial(guarded_by, diagnose, _log, "slack")
"""Keep what goes wrong in a block from going further; it takes what the block does, and fields for the log."""

MOST_BLOCKS = 50
_QUIETLY = {"unfurl_links": False, "unfurl_media": False}


async def answer(
    slack: Slack,
    heard: Heard,
    message: SlackMessage,
    *,
    in_place: bool = False,
    form: Mapping[str, object] | None = None,
) -> None:
    """Answer what was heard, for the eyes of whoever did it, where the platform lets us.

    In place of the message that was pressed, where asked and where it is theirs alone; in their home tab by a modal;
    in a modal by changing it; a mention or a message where it was written.  A *form* is opened while there is time;
    the message offers it after that.
    """
    if form and heard.trigger and await _opened(slack, heard, form):
        return
    if message.files and not _posted(heard):
        message = _with_note(message, _("The file is in your direct messages with me."))
    if heard.home:
        await _open_answer(slack, heard, message)
    elif heard.view:
        view = view_of_answer(message)
        await slack.call(heard.team, "views.update", {"view_id": heard.view, "view": view})
    elif heard.response_url:
        await _respond(slack, heard, message, in_place=in_place)
    else:
        await post(slack, heard, message)
    if message.files:
        await _bring_files(slack, heard, message)


async def share(slack: Slack, heard: Heard, message: SlackMessage) -> None:
    """Post an answer to the channel, with the name of who shared it; its files after it, if we are in that channel."""
    shared = _with_note(message, _("Shared by {person}", person=f"<@{heard.user}>"))
    payload = {**_payload(shared), **_QUIETLY, "response_type": "in_channel", "replace_original": False}
    try:
        await slack.respond(heard.response_url, _in_thread(payload, heard))
    except HookRefused as refused:
        if refused.status != 404:
            raise
        await post(slack, heard, shared)
    if message.files:
        await slack.upload(heard.team, heard.channel, message.files, thread=heard.thread)


async def post(slack: Slack, heard: Heard, message: SlackMessage) -> None:
    """Post a message where something was said; to the person where there is no channel."""
    channel = heard.channel or await slack.conversation(heard.team, heard.user)
    payload = {**_payload(message), **_QUIETLY, "channel": channel}
    await slack.call(heard.team, "chat.postMessage", _in_thread(payload, heard))


async def open_view(slack: Slack, heard: Heard, view: Mapping[str, object]) -> None:
    """Open a view for whoever did something: over the modal that they are in, if they are in one."""
    method = "views.push" if heard.view and not heard.home else "views.open"
    await slack.call(heard.team, method, {"trigger_id": heard.trigger, "view": dict(view)})


def view_of_answer(message: SlackMessage) -> dict[str, object]:
    """Return a modal that shows an answer."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": _("The list")[:24]},
        "close": {"type": "plain_text", "text": _("Close")[:24]},
        "private_metadata": Context().written(),
        "blocks": list(message.blocks),
    }


async def tell(slack: Slack, heard: Heard, code: str, sentence: str, setting: Setting) -> None:
    """Say one sentence privately; what cannot be said is only logged."""
    message = render(Failure(code, sentence), setting)
    try:
        if heard.response_url:
            await _respond(slack, heard, message, in_place=False)
        elif heard.channel and not heard.direct:
            await _whisper(slack, heard, message)
        else:
            await post(slack, heard, message)
    except TROUBLES as error:
        _log.warning("slack.untold", extra={"reason": str(error)[:200]})


async def _respond(slack: Slack, heard: Heard, message: SlackMessage, *, in_place: bool) -> None:
    """Answer over the response URL; where that is used up or too old, by a call."""
    payload = {**_payload(message), **_QUIETLY, "response_type": "ephemeral", "replace_original": in_place}
    try:
        await slack.respond(heard.response_url, _in_thread(payload, heard))
    except HookRefused as refused:
        if refused.status != 404:
            raise
        _log.info("slack.hook_refused", extra={"answer": refused.answer[:80]})
        await _whisper(slack, heard, message)


async def _whisper(slack: Slack, heard: Heard, message: SlackMessage) -> None:
    """Show a message to one person only: in the channel, or in their conversation with us."""
    if heard.direct or not heard.channel:
        await post(slack, heard, message)
        return
    payload = {**_payload(message), "channel": heard.channel, "user": heard.user}
    await slack.call(heard.team, "chat.postEphemeral", _in_thread(payload, heard))


async def _open_answer(slack: Slack, heard: Heard, message: SlackMessage) -> None:
    """Open an answer in a modal; where the time for that is over, write it to the person."""
    if not await _opened(slack, heard, view_of_answer(message)):
        await post(slack, heard, message)


async def _opened(slack: Slack, heard: Heard, view: Mapping[str, object]) -> bool:
    """Open a view; False where the time for that is over."""
    try:
        await open_view(slack, heard, view)
    except TROUBLES as error:
        diagnosis = diagnose(error)
        if diagnosis is None or diagnosis.key != "slack.too_late":
            raise
        return False
    return True


async def _bring_files(slack: Slack, heard: Heard, message: SlackMessage) -> None:
    """Bring a file: where everybody saw the answer, there; else to the person alone, for no file is ephemeral."""
    channel = heard.channel if _posted(heard) else await slack.conversation(heard.team, heard.user)
    await slack.upload(heard.team, channel, message.files, thread=heard.thread if _posted(heard) else None)


def _posted(heard: Heard) -> bool:
    """Tell whether an answer stands in the channel itself, or in the conversation with us."""
    return heard.direct or (bool(heard.channel) and not heard.response_url)


def _with_note(message: SlackMessage, note: str) -> SlackMessage:
    """Add a line in small print, and to the plain text; the last block gives its place where there is none."""
    small: Mapping[str, object] = {"type": "context", "elements": [{"type": "mrkdwn", "text": note}]}
    return replace(message, text=f"{message.text}\n{note}", blocks=(*message.blocks[: MOST_BLOCKS - 1], small))


def _payload(message: SlackMessage) -> dict[str, object]:
    return {"text": message.text, "blocks": list(message.blocks)}


def _in_thread(payload: dict[str, object], heard: Heard) -> dict[str, object]:
    return {**payload, "thread_ts": heard.thread} if heard.thread else payload
