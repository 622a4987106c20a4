"""The REST API of the application itself: who it is, its gateway, its commands, its servers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.discord.calls import Call, Routes
from tests.servers.discord.limits import check_commands
from tests.servers.discord.payloads import application_json, channel_json, guild_json, member_json, user_json
from tests.servers.discord.refusals import Refused
from tests.servers.discord.world import Guild, Json

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer

routes = Routes()

ALL = "/applications/{application_id}/commands"
ALL_OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ONE = f"{ALL}/{{command_id}}"
ONE_OF_GUILD = f"{ALL_OF_GUILD}/{{command_id}}"


@routes.add("GET /users/@me")
def get_me(server: DiscordServer, _call: Call) -> Json:
    return {**user_json(server.bot), "mfa_enabled": False, "locale": "en-US", "verified": True, "email": None}


@routes.add("GET /users/{user_id}")
def get_user(server: DiscordServer, call: Call) -> Json:
    if call["user_id"] not in server.world.users:
        raise Refused(10013)
    return user_json(server.world.users[call["user_id"]])


@routes.add("GET /oauth2/applications/@me", "GET /applications/@me")
def get_application(server: DiscordServer, _call: Call) -> Json:
    flags = server.gateway.application_flags
    return application_json(server.application_id, server.bot, server.owner, flags)


@routes.add("GET /gateway/bot")
def get_gateway(server: DiscordServer, _call: Call) -> Json:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return {"url": server.gateway.url, "shards": server.gateway.shards, "session_start_limit": limit}


@routes.add(f"GET {ALL}", f"GET {ALL_OF_GUILD}")
def list_commands(server: DiscordServer, call: Call) -> list[Json]:
    return list(_commands(server, call).values())


@routes.add(f"PUT {ALL}", f"PUT {ALL_OF_GUILD}")
def overwrite_commands(server: DiscordServer, call: Call) -> list[Json]:
    """Replace all commands; those of the same name and type keep their ids."""
    known = {(each["type"], each["name"]): each for each in _commands(server, call).values()}
    check_commands(call.json)
    server.commands[_guild_id(call)] = {}
    for each in call.json:
        _register(server, call, each, known.get((each.get("type", 1), each["name"])))
    return list(_commands(server, call).values())


@routes.add(f"POST {ALL}", f"POST {ALL_OF_GUILD}")
def create_command(server: DiscordServer, call: Call) -> Json:
    known = {(each["type"], each["name"]): each for each in _commands(server, call).values()}
    check_commands([call.json])
    return _register(server, call, call.json, known.get((call.json.get("type", 1), call.json["name"])))


@routes.add(f"GET {ONE}", f"GET {ONE_OF_GUILD}")
def get_command(server: DiscordServer, call: Call) -> Json:
    found = _commands(server, call).get(call["command_id"])
    if found is None:
        raise Refused(10063)
    return found


@routes.add(f"PATCH {ONE}", f"PATCH {ONE_OF_GUILD}")
def edit_command(server: DiscordServer, call: Call) -> Json:
    get_command(server, call)
    found = server.commands[_guild_id(call)][call["command_id"]]
    check_commands([{**found, **call.json}])
    found |= call.json
    return found


@routes.add(f"DELETE {ONE}", f"DELETE {ONE_OF_GUILD}")
def delete_command(server: DiscordServer, call: Call) -> None:
    get_command(server, call)
    del server.commands[_guild_id(call)][call["command_id"]]


@routes.add("GET /users/@me/guilds")
def list_guilds(server: DiscordServer, _call: Call) -> list[Json]:
    told: Json = {"icon": None, "banner": None, "owner": False, "permissions": "0", "features": []}
    return [{**told, "id": str(each.id), "name": each.name} for each in server.world.guilds.values() if each.installed]


@routes.add("DELETE /users/@me/guilds/{guild_id}")
def leave_guild(server: DiscordServer, call: Call) -> None:
    server.remove_guild(_guild(server, call))


@routes.add("GET /guilds/{guild_id}")
def get_guild(server: DiscordServer, call: Call) -> Json:
    return guild_json(_guild(server, call), server.bot)


@routes.add("GET /guilds/{guild_id}/channels")
def list_channels(server: DiscordServer, call: Call) -> list[Json]:
    return [channel_json(each) for each in _guild(server, call).channels if not each.is_thread]


@routes.add("GET /guilds/{guild_id}/members/{member_id}")
def get_member(server: DiscordServer, call: Call) -> Json:
    _guild(server, call)
    if call["member_id"] not in server.world.users:
        raise Refused(10007)
    return member_json(server.world.users[call["member_id"]])


def _guild(server: DiscordServer, call: Call) -> Guild:
    guild = server.world.guilds.get(call["guild_id"])
    if guild is None:
        raise Refused(10004)
    if not guild.installed:
        raise Refused(50001)
    return guild


def _guild_id(call: Call) -> int | None:
    return call["guild_id"] if "guild_id" in call.params else None


def _commands(server: DiscordServer, call: Call) -> dict[int, Json]:
    if call["application_id"] != server.application_id:
        raise Refused(10002)
    if "guild_id" in call.params:
        _guild(server, call)
    return server.commands.setdefault(_guild_id(call), {})


def _register(server: DiscordServer, call: Call, command: Json, known: Json | None) -> Json:
    identity = int(known["id"]) if known else server.world.ids.next()
    told = {
        "type": 1, "description": "", "nsfw": False, "default_member_permissions": None, "contexts": None,
        "integration_types": [0], "options": [],
    }  # fmt: skip
    told |= {key: value for key, value in command.items() if value is not None}
    told |= {"id": str(identity), "application_id": str(server.application_id), "version": str(server.world.ids.next())}
    if told["default_member_permissions"] is not None:
        told["default_member_permissions"] = str(told["default_member_permissions"])
    if (guild := _guild_id(call)) is not None:
        told["guild_id"] = str(guild)
    server.commands[_guild_id(call)][identity] = told
    return told
