"""Tell Discord which commands there are: only when they have changed since it was last told.

What was told is kept as a digest in a small file, by application and place.  Losing it costs one more telling.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

import discord
from discord import app_commands

from bot.errors import PlatformError
from bot.frontends.discord.commands import Tree
from bot.frontends.discord.troubles import TROUBLES
from bot.i18n import gettext as _

_log = logging.getLogger(__name__)


async def sync_commands(tree: Tree, record: Path, *, guild_id: int | None = None, force: bool = False) -> bool:
    """Tell Discord the commands, everywhere or in one guild, if they have changed; True if it was told.

    The client has to be logged in.  Raises `PlatformError`.
    """
    guild = discord.Object(guild_id) if guild_id is not None else None
    if guild:
        tree.copy_global_to(guild=guild)
    place = f"{tree.client.application_id}/{guild_id or 'global'}"
    digest = await _digest(tree, guild)
    told = _read(record)
    if told.get(place) == digest and not force:
        return False
    try:
        await tree.sync(guild=guild)
    except discord.Forbidden as error:
        raise PlatformError(_("Discord does not let the bot add commands there; invite it first.")) from error
    except (app_commands.CommandSyncFailure, *TROUBLES) as error:
        raise PlatformError(_("Discord did not take the commands: {reason}", reason=str(error)[:300])) from error
    _write(record, {**told, place: digest})
    _log.info("discord.commands_synced", extra={"place": place})
    return True


async def _digest(tree: Tree, guild: discord.Object | None) -> str:
    """Return a digest of what Discord would be sent, translations included."""
    translator = tree.translator
    commands = [*tree.get_commands(guild=guild)]
    payload = [
        await each.get_translated_payload(tree, translator) if translator else each.to_dict(tree) for each in commands
    ]
    canonical = json.dumps(payload, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _read(record: Path) -> dict[str, str]:
    try:
        content: object = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in content.items()} if isinstance(content, dict) else {}


def _write(record: Path, told: dict[str, str]) -> None:
    try:
        record.write_text(json.dumps(told, indent=1, sort_keys=True), "utf-8")
    except OSError as error:  # they are told again at the next start, which is only slower
        _log.warning("discord.sync_unrecorded", extra={"reason": str(error)})
