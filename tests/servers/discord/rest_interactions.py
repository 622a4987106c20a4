"""The REST API of interactions: the first answer, and the follow-ups through the interaction's own token."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.servers.discord.calls import Call, Routes
from tests.servers.discord.interaction import AUTOCOMPLETE, COMPONENT, MODAL, Interaction
from tests.servers.discord.limits import check_choices, check_modal
from tests.servers.discord.message import EPHEMERAL, LOADING, Message
from tests.servers.discord.payloads import message_json, user_json
from tests.servers.discord.refusals import Refused
from tests.servers.discord.world import Json

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

routes = Routes()

REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 6, 7, 8, 9
"""Types of callbacks."""

ALLOWED = {
    2: {REPLY, DEFER, OPEN_MODAL},
    COMPONENT: {REPLY, DEFER, DEFER_UPDATE, UPDATE, OPEN_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {REPLY, DEFER, DEFER_UPDATE, UPDATE},
}
"""Which callbacks each type of interaction takes."""

FOLLOWUPS_WHEN_USER_INSTALLED = 5


@routes.add("POST /interactions/{interaction_id}/{interaction_token}/callback")
def callback(server: DiscordServer, call: Call) -> Json | None:
    interaction = server.interactions.get(call["interaction_id"])
    late = interaction is not None and time.perf_counter() - interaction.sent > server.patience
    if interaction is None or interaction.token != call.params["interaction_token"] or interaction.expired or late:
        raise Refused(10062)
    if interaction.callback is not None:
        raise Refused(40060)
    kind, data = call.json["type"], call.json.get("data") or {}
    if kind not in ALLOWED[interaction.kind] or (kind in (UPDATE, DEFER_UPDATE) and interaction.message is None):
        raise Refused(50035, {"type": f"Interactions of type {interaction.kind} take no callback of type {kind}."})
    _act(server, interaction, kind, data, call)
    interaction.acknowledge(call.json)
    return _told(interaction, kind) if call.query.get("with_response") in ("1", "true") else None


def _act(server: DiscordServer, interaction: Interaction, kind: int, data: Json, call: Call) -> None:
    if kind == CHOICES:
        check_choices(data["choices"])
    elif kind == OPEN_MODAL:
        check_modal(data)
    elif kind == DEFER:
        interaction.original = _new(server, interaction)
        interaction.original.flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
        server.store(interaction.original)
    elif kind == REPLY:
        interaction.original = _create(server, interaction, data, call)
    else:
        interaction.original = interaction.message
        if kind == UPDATE and interaction.message:
            server.edit(interaction.message, data, call.files)
            interaction.say(interaction.message)


def _told(interaction: Interaction, kind: int) -> Json:
    told: Json = {"id": str(interaction.id), "type": interaction.kind}
    original = interaction.original
    if original is None:
        return {"interaction": told}
    told |= {
        "response_message_id": str(original.id),
        "response_message_loading": original.loading,
        "response_message_ephemeral": original.ephemeral,
    }
    shown = {"resource": {"type": kind, "message": message_json(original)}} if kind in (REPLY, UPDATE) else {}
    return {"interaction": told, **shown}


@routes.add("POST /webhooks/{webhook_id}/{webhook_token}")
def follow_up(server: DiscordServer, call: Call) -> Json | None:
    """Say more; the first thing said after a deferral takes the place of "thinking"."""
    interaction = _of_token(server, call)
    if interaction.loading:
        return _edit_original(server, interaction, call)
    limited = interaction.user_installed and not (interaction.guild and interaction.guild.installed)
    if limited and len(interaction.followups) >= FOLLOWUPS_WHEN_USER_INSTALLED:
        raise Refused(40094)
    message = _create(server, interaction, call.json, call)
    interaction.followups.append(message)
    return message_json(message)


ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
ONE = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"


@routes.add(f"GET {ORIGINAL}", f"GET {ONE}")
def get_answer(server: DiscordServer, call: Call) -> Json:
    return message_json(_answer(server, _of_token(server, call), call))


@routes.add(f"PATCH {ORIGINAL}", f"PATCH {ONE}")
def edit_answer(server: DiscordServer, call: Call) -> Json:
    interaction = _of_token(server, call)
    message = _answer(server, interaction, call)
    if message is interaction.original:
        return _edit_original(server, interaction, call)
    server.edit(message, call.json, call.files)
    interaction.say(message)
    return message_json(message)


@routes.add(f"DELETE {ORIGINAL}", f"DELETE {ONE}")
def delete_answer(server: DiscordServer, call: Call) -> None:
    interaction = _of_token(server, call)
    message = _answer(server, interaction, call)
    server.delete(message)
    if message is interaction.original:
        interaction.original = None


def _edit_original(server: DiscordServer, interaction: Interaction, call: Call) -> Json:
    _require_channel(server, interaction)
    original = interaction.original
    if original is None:
        raise Refused(10008)
    if original.loading:
        server.write(original, call.json, call.files, fresh=False)
        server.publish(original)
    else:
        server.edit(original, call.json, call.files)
    interaction.say(original)
    return message_json(original)


def _of_token(server: DiscordServer, call: Call) -> Interaction:
    interaction = server.tokens.get(call.params["webhook_token"])
    if interaction is None or call["webhook_id"] != server.application_id:
        raise Refused(10015)
    if interaction.expired:
        raise Refused(50027)
    if interaction.callback is None:
        raise Refused(10015)
    return interaction


def _answer(server: DiscordServer, interaction: Interaction, call: Call) -> Message:
    name = call.params.get("message_id", "@original")
    message = interaction.original if name == "@original" else server.stored.get(int(name))
    mine = (interaction.original, *interaction.followups)
    if message is None or message not in mine or message.id not in server.stored:
        raise Refused(10008)
    return message


def _require_channel(server: DiscordServer, interaction: Interaction) -> None:
    if interaction.channel.id not in server.world.channels:
        raise Refused(10003)


def _create(server: DiscordServer, interaction: Interaction, payload: Json, call: Call) -> Message:
    _require_channel(server, interaction)
    message = _new(server, interaction)
    server.write(message, payload, call.files)
    server.publish(message)
    interaction.say(message)
    return message


def _new(server: DiscordServer, interaction: Interaction) -> Message:
    about = {
        "interaction_metadata": _metadata(interaction), "webhook_id": str(server.application_id),
        "application_id": str(server.application_id),
    }  # fmt: skip
    message = Message(server.world.ids.next(), interaction.channel, server.bot, about=about)
    message.seen_by = interaction.user
    return message


def _metadata(interaction: Interaction) -> Json:
    told = {
        "id": str(interaction.id), "type": interaction.kind, "user": user_json(interaction.user),
        "authorizing_integration_owners": {},
    }  # fmt: skip
    if interaction.opened_by:
        return {**told, "triggering_interaction_metadata": _metadata(interaction.opened_by)}
    if interaction.kind == COMPONENT and interaction.message:
        return {**told, "interacted_message_id": str(interaction.message.id)}
    return told
