"""`check` and `db`: what operators look after."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

import typer

from bot.bootstrap import communities_of, database_of, open_following, platforms_of
from bot.config import Settings
from bot.config.communities import one_sided
from bot.errors import BotError, StoreCorrupt
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.ports import Fetched, ListSource
from bot.services.starting import Following
from bot.storage.upkeep import backup_store, check_store


async def run_check(settings: Settings, *, online: bool) -> int:
    """Say of the settings, the database and each list whether they are well; the exit code of the first that is not.

    Asks nobody on the network unless *online*, so that it tells about this machine alone, and quickly.
    """
    typer.echo(_("settings: well"))
    for sentence in one_sided(communities_of(settings), platforms_of(settings)):
        typer.echo(sentence, err=True)
    codes = [await _checked(_("database"), _database_state(settings))]
    async with open_following(settings) as followed:
        codes += [await _checked(each.name, _list_state(each, online=online)) for each in followed]
    return next((code for code in codes if code), 0)


async def _checked(name: str, state: Awaitable[str]) -> int:
    try:
        typer.echo(_("{name}: {text}", name=name, text=await state))
    except BotError as error:
        typer.echo(_("{name}: {text}", name=name, text=error), err=True)
        return error.exit_code
    return 0


async def _database_state(settings: Settings) -> str:
    database = database_of(settings)
    if isinstance(database, Path) and not database.exists():
        return _("not there yet; the first run creates it")
    return await _looked_through(database)


async def _looked_through(database: str | Path) -> str:
    found = await check_store(database)
    if not found.is_sound:
        damage = "\n".join(f"  {problem}" for problem in found.problems)
        raise StoreCorrupt(_("it is damaged; put a backup in its place. It says:\n{damage}", damage=damage))
    if found.revision != found.newest:
        return _("well; its tables are brought up to date at the next start")
    return _("well")


async def _list_state(following: Following, *, online: bool) -> str:
    source = following.order.source_name
    if following.local or online:
        return _("{source}, {read}", source=source, read=await _read(following.order.source))
    if following.seed is None:
        return _("{source}, asked only with --online", source=source)
    read = await _read(following.seed.source)
    return _(
        "{source}, asked only with --online; seed {seed}, {read}",
        source=source,
        seed=following.seed.source_name,
        read=read,
    )


async def _read(source: ListSource) -> str:
    fetched = await source.fetch(None)
    assert isinstance(fetched, Fetched)  # noqa: S101 - only a known digest can make it anything else
    entries = ngettext("{count} entry", "{count} entries", len(fetched.reading.entries))
    problems = ngettext("{count} problem", "{count} problems", len(fetched.reading.problems))
    return _("{entries}, {problems}", entries=entries, problems=problems)


async def run_db_check(settings: Settings) -> None:
    """Look through the database.  Raises `StoreError` where it is not well."""
    typer.echo(_("database: {state}", state=await _looked_through(database_of(settings))))


async def run_db_backup(settings: Settings, target: Path) -> None:
    """Copy the SQLite database to *target*, which must not exist.  Raises `StoreError`."""
    await backup_store(database_of(settings), target)
    typer.echo(_("The database is copied to {target}.", target=target))
