"""How Discord tells what there is: JSON objects of its API, as much of each as discord.py reads."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.servers.discord.message import Message
from tests.servers.discord.world import BOTS_RIGHTS, DIRECT, EPOCH, FORUM, Channel, Guild, Json, Role, User

REQUIRE_TAG = 1 << 4

LONG_AGO = "2026-01-01T00:00:00+00:00"


def moment(snowflake: int) -> str:
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH) / 1000, UTC).isoformat()


def user_json(user: User) -> Json:
    return {
        "id": str(user.id), "username": user.name, "global_name": user.name.title(), "discriminator": "0",
        "avatar": None, "bot": user.bot, "public_flags": 0, "flags": 0, "primary_guild": None,
    }  # fmt: skip


def member_json(user: User, *, with_user: bool = True) -> Json:
    told: Json = {
        "roles": [], "nick": None, "avatar": None, "banner": None, "communication_disabled_until": None,
        "joined_at": LONG_AGO, "premium_since": None, "deaf": False,
        "mute": False, "flags": 0, "pending": False, "permissions": str(user.permissions),
    }  # fmt: skip
    return {**told, "user": user_json(user)} if with_user else told


def channel_json(channel: Channel) -> Json:
    told: Json = {"id": str(channel.id), "type": channel.kind, "flags": 0, "last_message_id": None}
    if channel.kind == DIRECT:
        return {**told, "recipients": [user_json(each) for each in channel.people if not each.bot]}
    assert channel.guild
    told |= {
        "name": channel.name, "guild_id": str(channel.guild.id), "rate_limit_per_user": 0,
        "parent_id": str(channel.parent.id) if channel.parent else None,
        "permissions": str(channel.permissions),
    }  # fmt: skip
    if channel.is_thread:
        kept = {
            "archived": channel.archived, "locked": channel.locked,
            "auto_archive_duration": 1440, "archive_timestamp": LONG_AGO,
        }  # fmt: skip
        owner = str(channel.people[0].id if channel.people else channel.guild.owner.id)
        return told | {
            "owner_id": owner,
            "message_count": 0,
            "total_message_sent": 0,
            "member_count": 1,
            "thread_metadata": kept,
            "applied_tags": [str(each) for each in channel.applied],
        }
    told |= {"position": 0, "nsfw": False, "topic": None, "permission_overwrites": []}
    if channel.kind != FORUM:
        return told
    return told | {
        "available_tags": [
            {"id": str(each), "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}
            for each, name in channel.tags.items()
        ],
        "default_auto_archive_duration": 1440,
        "flags": REQUIRE_TAG if channel.demands_tag else 0,
    }


def role_json(role: Role) -> Json:
    return {
        "id": str(role.id), "name": role.name, "color": 0, "hoist": False, "position": 0, "managed": False,
        "permissions": str(BOTS_RIGHTS), "mentionable": False, "flags": 0, "icon": None, "unicode_emoji": None,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip


def guild_json(guild: Guild, bot: User) -> Json:
    roles = [role_json(each) for each in (Role(guild.id, "@everyone"), *guild.roles)]
    return {
        "id": str(guild.id), "name": guild.name, "owner_id": str(guild.owner.id), "icon": None, "splash": None,
        "features": [], "roles": roles, "emojis": [], "stickers": [], "members": [member_json(bot)],
        "member_count": 2, "joined_at": LONG_AGO, "large": False, "unavailable": False,
        "preferred_locale": guild.locale,
        "channels": [channel_json(each) for each in guild.channels if not each.is_thread],
        "threads": [channel_json(each) for each in guild.channels if each.is_thread],
        "voice_states": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0,
        "nsfw_level": 0, "premium_tier": 0, "system_channel_flags": 0, "afk_timeout": 300, "afk_channel_id": None,
        "system_channel_id": None, "rules_channel_id": None, "public_updates_channel_id": None, "description": None,
        "banner": None, "discovery_splash": None, "vanity_url_code": None, "premium_progress_bar_enabled": False,
        "home_header": None, "application_id": None, "region": "deprecated", "widget_enabled": False,
        "widget_channel_id": None, "max_presences": None, "max_members": 500_000, "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25, "premium_subscription_count": 0, "safety_alerts_channel_id": None, "nsfw": False,
        "incidents_data": None,
    }  # fmt: skip


def application_json(application_id: int, bot: User, owner: User, flags: int) -> Json:
    return {
        "id": str(application_id), "name": bot.name, "description": "", "icon": None, "flags": flags,
        "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "owner": user_json(owner),
        "team": None, "summary": "", "rpc_origins": [], "bot": user_json(bot), "interactions_endpoint_url": None,
        "type": None, "flags_new": str(flags), "redirect_uris": [], "role_connections_verification_url": None,
        "approximate_guild_count": 1, "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0, "eligible_oauth2_scopes": [],
    }  # fmt: skip


def message_json(message: Message) -> Json:
    told: Json = {
        "id": str(message.id), "channel_id": str(message.channel.id), "author": user_json(message.author),
        "content": message.content, "timestamp": moment(message.id),
        "edited_timestamp": datetime.now(UTC).isoformat() if message.edits else None,
        "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": [], "pinned": False, "type": 0,
        "attachments": message.attachments, "embeds": message.embeds, "components": message.components,
        "flags": message.flags,
    }  # fmt: skip
    return told | message.about
