"""Send answers: at once where they are ready, after a sign of life where they take longer; and say what went wrong.

The one error path of the Discord front-end is `guarded`.  What an answer says is decided elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial

import discord

from bot.frontends.discord.controls import Interaction, drawing_on, files_of, view_of
from bot.frontends.discord.drawing import Drawing, Text
from bot.frontends.discord.modals import modal_of
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.frontends.discord.troubles import ANSWERED_ALREADY, TROUBLES, diagnose
from bot.frontends.guarding import guarded_by
from bot.i18n import gettext as _
from bot.replies.model import Failure

_log = logging.getLogger(__name__)
guarded = partial(guarded_by, diagnose, _log, "discord")
"""Keep what goes wrong in a block from going further; it takes what the block does, and fields for the log."""

PATIENCE = 1.0
"""Seconds after which Discord is told that an answer is coming; it gives up after three, and may want to hear twice."""

LONGEST_SENDING = 60.0
"""Seconds that sending may take, Discord's own "try again later" included; then nobody waits for it any more."""

FORM_PATIENCE = 2.0
"""Seconds for what opens a form: a form can only be the first answer, and its button was pressed to see it."""

BUSY = 8
"""From this many answers on their way at once, the next ones are announced first and take turns."""

TURNS = 2
"""How many of those are thought about at once."""


async def answer(
    interaction: Interaction,
    drawing: Callable[[], Coroutine[None, None, Drawing]],
    *,
    in_place: bool,
    patience: float | None = None,
) -> None:
    """Answer privately, or *in_place* of the message whose button was pressed.  Raises what *drawing* raises.

    A form is opened, if nothing has been said yet and no form was just sent: then it is announced with a button.
    """
    task = asyncio.ensure_future(drawing())
    try:
        await asyncio.wait({task}, timeout=PATIENCE if patience is None else patience)
        if late := not task.done():
            await _wait_a_moment(interaction, in_place=in_place)
        drawn = await task
    finally:
        task.cancel()
    view, files = view_of(drawn), files_of(drawn)
    async with asyncio.timeout(LONGEST_SENDING):
        if late:
            await interaction.edit_original_response(view=view, attachments=files)
        elif drawn.form and interaction.type is not discord.InteractionType.modal_submit:
            await interaction.response.send_modal(modal_of(drawn.form))
        elif in_place:
            await interaction.response.edit_message(view=view)
        else:
            await interaction.response.send_message(view=view, files=files, ephemeral=True)


async def answer_in_turn(
    interaction: Interaction,
    drawing: Callable[[], Coroutine[None, None, Drawing]],
    turns: asyncio.Semaphore,
    *,
    in_place: bool,
) -> None:
    """Tell Discord first that an answer is coming, then wait for a turn: for when many are asked at once.

    Otherwise those before it would take the three seconds within which Discord wants to hear from us.
    """
    await _wait_a_moment(interaction, in_place=in_place)
    async with turns:
        drawn = await drawing()
    async with asyncio.timeout(LONGEST_SENDING):
        await interaction.edit_original_response(view=view_of(drawn), attachments=files_of(drawn))


async def share(interaction: Interaction, anew: Callable[[], Coroutine[None, None, Drawing]] | None = None) -> bool:
    """Post the answer on which *Share* was pressed to the channel; False where it cannot be read any more.

    `anew` makes it again, for what cannot be read off a message: a picture.  Discord is told first, because drawing
    may take longer than it waits.
    """
    if anew:
        await _wait_a_moment(interaction, in_place=True)
        drawn = await anew()
    else:
        drawn = drawing_on(interaction.message) if interaction.message else Drawing(0, ())
    if not drawn.blocks:
        return False
    by = Text("-# " + _("Shared by {person}", person=interaction.user.mention))
    shared = replace(drawn, blocks=(*drawn.blocks, by))
    view, files = view_of(shared), files_of(shared)
    async with asyncio.timeout(LONGEST_SENDING):
        if anew:
            await interaction.followup.send(view=view, files=files)
        else:
            await interaction.response.send_message(view=view, files=files)
    return True


async def reply_to(message: discord.Message, drawn: Drawing) -> None:
    """Answer a message where it stands, without a ping; also if it has been deleted meanwhile."""
    reference = message.to_reference(fail_if_not_exists=False)
    view, files = view_of(drawn), files_of(drawn)
    async with asyncio.timeout(LONGEST_SENDING):
        await message.channel.send(view=view, files=files, reference=reference, mention_author=False)


async def tell(interaction: Interaction, code: str, sentence: str, setting: Setting) -> None:
    """Say one sentence privately; what cannot be said is only logged."""
    view = view_of(render(Failure(code, sentence), setting))
    try:
        async with asyncio.timeout(LONGEST_SENDING):
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)
    except TROUBLES as error:
        _log.warning("discord.untold", extra={"reason": str(error)[:200]})


async def _wait_a_moment(interaction: Interaction, *, in_place: bool) -> None:
    try:
        async with asyncio.timeout(LONGEST_SENDING):
            if in_place:
                await interaction.response.defer()
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
    except discord.HTTPException as error:
        if error.code != ANSWERED_ALREADY:  # it was heard the first time, and only the answer to it was lost
            raise
