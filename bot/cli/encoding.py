"""Encode entries from the command line, where the settings want search by meaning: a line says how far it is."""

from __future__ import annotations

import typer

from bot.bootstrap import meant_by
from bot.cli.progress import Progress
from bot.commands.desk import Desk
from bot.config import Settings
from bot.errors import BotError
from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.ports import Store, VectorMeaning
from bot.services.encoding import FEW, Encoding, Meant, Wanting


async def encode_all(settings: Settings, store: Store) -> None:
    """Encode every entry that has no vector yet, and say how many those were."""
    meaning = _usable(meant_by(settings))
    if meaning is None:
        return
    keeper = Encoding(store, meaning)
    try:
        made = await _encode(keeper, await keeper.take_stored(await store.load()))
    except BotError as error:
        typer.echo(str(error), err=True)
        return
    if made:
        typer.echo(
            ngettext("{count} entry was read for its meaning.", "{count} entries were read for their meaning.", made)
        )


async def encode_few(desk: Desk) -> None:
    """Take what is stored, and encode what is missing if that is little: nobody who asks once waits for long."""
    meaning = _usable(desk.meant)
    if meaning is None:
        return
    keeper = Encoding(desk.store, meaning)
    try:
        wanting = await keeper.take_stored(desk.library.catalog)
        if len(wanting.missing) <= FEW:
            await _encode(keeper, wanting)
    except BotError as error:
        typer.echo(str(error), err=True)


def _usable(meant: Meant | None) -> VectorMeaning | None:
    """Return the meaning that is wanted, or say why there is none."""
    if meant is not None and meant.trouble:
        typer.echo(meant.trouble, err=True)
    return meant.meaning if meant else None


async def _encode(keeper: Encoding, wanting: Wanting) -> int:
    with Progress() as progress:
        return await keeper.encode(
            wanting,
            lambda done, total: progress.show(
                _("reading entries for their meaning: {done} of {total}", done=done, total=total)
            ),
        )
