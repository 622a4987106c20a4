"""The Web API by its methods: each does what Slack does, as far as a bot can tell, or refuses with Slack's error."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.servers.slack.limits import message_problems, view_problems
from tests.servers.slack.world import Channel, Json, Message, Team, User, View

if TYPE_CHECKING:
    from tests.servers.slack.server import Call, SlackServer

TRIGGER_LIVES = 3.0
"""Seconds within which a trigger opens a view, once."""


class Refused(Exception):
    """Slack says no."""

    def __init__(self, error: str, problems: list[str] | None = None) -> None:
        super().__init__(error)
        self.error, self.problems = error, problems or []


def _test_auth(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    return {
        "ok": True, "url": f"https://{team.name}.slack.com/", "team": team.name, "team_id": team.id,
        "user": team.bot.name, "user_id": team.bot.id, "bot_id": team.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


def _open_connection(server: SlackServer, call: Call) -> Json:
    if call.token != server.app_token:
        raise Refused("invalid_auth")
    return {"ok": True, "url": server.url.replace("http", "ws", 1) + "/socket"}


def _post(server: SlackServer, call: Call) -> Json:
    team, channel = _place(server, call)
    message = _message(server, call, channel, team)
    server.store(message)
    told = {"ts": message.ts, "user": team.bot.id, "bot_id": team.bot_id, "text": message.text, "type": "message"}
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": told}


def _post_ephemeral(server: SlackServer, call: Call) -> Json:
    team, channel = _place(server, call)
    person = team.users.get(call.arguments.get("user", ""))
    if person is None:
        raise Refused("user_not_in_channel")
    message = _message(server, call, channel, team)
    message.seen_by = person
    server.store(message)
    return {"ok": True, "message_ts": message.ts}


def _update(server: SlackServer, call: Call) -> Json:
    team, channel = _place(server, call)
    message = _own(server, channel, call.arguments.get("ts", ""), team)
    server.wrong(call.name, message_problems(call.arguments))
    message.text = call.arguments.get("text", "")
    message.blocks = call.arguments.get("blocks", [])
    server.bell.ring()
    return {"ok": True, "channel": channel.id, "ts": message.ts, "text": message.text}


def _delete(server: SlackServer, call: Call) -> Json:
    team, channel = _place(server, call)
    server.messages.remove(_own(server, channel, call.arguments.get("ts", ""), team))
    return {"ok": True, "channel": channel.id, "ts": call.arguments["ts"]}


def _permalink(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    channel = server.channel_of(team, call.arguments.get("channel", ""))
    at = call.arguments["message_ts"]
    link = f"https://{team.name}.slack.com/archives/{channel.id}/p{at.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def _open_conversation(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    person = team.users.get(call.arguments.get("users", ""))
    if person is None:
        raise Refused("user_not_found")
    return {"ok": True, "channel": {"id": server.conversation(team, person).id}}


def _tell_channel(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    channel = server.channel_of(team, call.arguments.get("channel", ""))
    told = {"id": channel.id, "name": channel.name, "is_im": channel.direct}
    return {"ok": True, "channel": {**told, "is_archived": channel.refuses == "is_archived", "is_member": True}}


def _open_view(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    user = _triggered(server, call, team)
    return _shown(server, call, View(server.ids.next("V"), {}, user, team))


def _update_view(server: SlackServer, call: Call) -> Json:
    server.team_of(call.token)
    known = server.views.get(call.arguments.get("view_id", ""))
    if known is None:
        raise Refused("not_found")
    if call.arguments.get("hash") not in (None, f"{known.version}"):
        raise Refused("hash_conflict")
    return _shown(server, call, known)


def _publish_view(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    user = team.users.get(call.arguments.get("user_id", ""))
    if user is None:
        raise Refused("user_not_found")
    view = View(f"H{user.id}", {}, user, team)
    told = _shown(server, call, server.views.get(view.id, view), home=True)
    team.homes[user.id] = call.arguments["view"]
    server.bell.ring()
    return told


def _tell_user(server: SlackServer, call: Call) -> Json:
    user = server.team_of(call.token).users.get(call.arguments.get("user", ""))
    if user is None:
        raise Refused("user_not_found")
    told: Json = {"id": user.id, "name": user.name, "tz": user.zone, "is_admin": user.admin, "is_owner": False}
    if str(call.arguments.get("include_locale")).lower() in ("true", "1"):
        told["locale"] = user.locale
    return {"ok": True, "user": told}


def _upload_url(server: SlackServer, call: Call) -> Json:
    server.team_of(call.token)
    ident = server.ids.next("F")
    server.uploads[ident] = {
        "id": ident, "name": call.arguments["filename"], "length": int(call.arguments["length"]),
        "alt": call.arguments.get("alt_txt", ""),
    }  # fmt: skip
    return {"ok": True, "upload_url": f"{server.url}/upload/{ident}", "file_id": ident}


def _complete_upload(server: SlackServer, call: Call) -> Json:
    team = server.team_of(call.token)
    files = [server.uploads[each["id"]] for each in call.arguments["files"]]
    if any(len(each.get("content", b"")) != each["length"] for each in files):
        raise Refused("file_upload_size_mismatch")
    channel = call.arguments.get("channel_id")
    if channel:
        place = server.channel_of(team, channel)
        _allowed(place)
        text = call.arguments.get("initial_comment", "")
        message = Message(server.ids.ts(), place, team.bot, text, via="upload", files=files)
        message.thread_ts = call.arguments.get("thread_ts")
        server.store(message)
    return {"ok": True, "files": [{"id": each["id"], "title": each["name"]} for each in files]}


def _grant(server: SlackServer, call: Call) -> Json:
    basic = base64.b64encode(f"{server.client_id}:{server.client_secret}".encode()).decode()
    given = (call.arguments.get("client_id"), call.arguments.get("client_secret"))
    if call.arguments.get("basic") != f"Basic {basic}" and given != (server.client_id, server.client_secret):
        raise Refused("bad_client_secret")
    team = server.codes.pop(call.arguments.get("code", ""), None)
    if team is None:
        raise Refused("invalid_code")
    team.token = f"xoxb-{team.id}-{server.ids.next('t')}"
    return {
        "ok": True, "access_token": team.token, "token_type": "bot", "scope": server.scopes, "app_id": "A0LOOP",
        "bot_user_id": team.bot.id, "team": {"id": team.id, "name": team.name}, "enterprise": None,
        "is_enterprise_install": False, "authed_user": {"id": next(iter(team.users))},
    }  # fmt: skip


def _revoke(server: SlackServer, call: Call) -> Json:
    server.team_of(call.token).token = None
    return {"ok": True, "revoked": True}


def _place(server: SlackServer, call: Call) -> tuple[Team, Channel]:
    team = server.team_of(call.token)
    channel = server.channel_of(team, call.arguments.get("channel", ""))
    _allowed(channel)
    return team, channel


def _allowed(channel: Channel) -> None:
    if channel.refuses:
        raise Refused(channel.refuses)


def _message(server: SlackServer, call: Call, channel: Channel, team: Team) -> Message:
    arguments = call.arguments
    server.wrong(call.name, message_problems(arguments))
    return Message(
        server.ids.ts(), channel, team.bot, arguments.get("text", ""), arguments.get("blocks", []),
        thread_ts=arguments.get("thread_ts"), arguments=arguments,
    )  # fmt: skip


def _own(server: SlackServer, channel: Channel, ts: str, team: Team) -> Message:
    found = next((each for each in server.messages if each.channel is channel and each.ts == ts), None)
    if found is None:
        raise Refused("message_not_found")
    if found.author is not team.bot or found.ephemeral:
        raise Refused("cant_update_message")
    return found


def _triggered(server: SlackServer, call: Call, team: Team) -> User:
    trigger = call.arguments.get("trigger_id", "")
    given = server.triggers.pop(trigger, None)
    if given is None:
        raise Refused("invalid_trigger_id" if "." not in trigger else "exchanged_trigger_id")
    if server.clock() - given > TRIGGER_LIVES:
        raise Refused("expired_trigger_id")
    return team.users[trigger.partition(".")[0]]


def _shown(server: SlackServer, call: Call, view: View, *, home: bool = False) -> Json:
    told = call.arguments.get("view")
    if not isinstance(told, dict) or (told.get("type") == "home") is not home:
        raise Refused("invalid_arguments")
    server.wrong(call.name, view_problems(told))
    view.view = told
    view.version += 1
    server.views[view.id] = view
    server.bell.ring()
    return {"ok": True, "view": {"id": view.id, "hash": f"{view.version}", **told}}


METHODS: dict[str, Callable[[SlackServer, Call], Json]] = {
    "auth.test": _test_auth,
    "auth.revoke": _revoke,
    "apps.connections.open": _open_connection,
    "chat.postMessage": _post,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.delete": _delete,
    "chat.getPermalink": _permalink,
    "conversations.open": _open_conversation,
    "conversations.info": _tell_channel,
    "views.open": _open_view,
    "views.push": _open_view,
    "views.update": _update_view,
    "views.publish": _publish_view,
    "users.info": _tell_user,
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete_upload,
    "oauth.v2.access": _grant,
}
