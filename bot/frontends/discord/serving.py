"""Serve interactions, many at a time: each in its person's language, what goes wrong said in a sentence.

What an answer is comes from `answering`, how it is sent is in `messenger`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from bot.commands.desk import Desk
from bot.commands.words import old_control
from bot.frontends.discord.controls import Interaction
from bot.frontends.discord.drawing import Drawing
from bot.frontends.discord.messenger import BUSY, TURNS, answer, answer_in_turn, guarded, share, tell
from bot.frontends.discord.setting import Setting
from bot.frontends.guarding import Trouble
from bot.frontends.underway import UnderWay
from bot.i18n import use_translations
from bot.translations import translations_for


class Serving:
    """Serves whoever comes, and knows how many are being served."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turns = asyncio.Semaphore(TURNS)
        self._underway = UnderWay()

    async def serve(
        self,
        interaction: Interaction,
        what: str,
        answering: Callable[[int], Coroutine[None, None, Drawing]],
        *,
        in_place: bool = False,
        patience: float | None = None,
    ) -> None:
        """Answer an interaction, in the person's language; what goes wrong is said in a sentence.

        *answering* is given the library's mark of this moment.  With *patience* it does not queue behind others,
        however many they are.
        """
        busy = patience is None and len(self._underway) >= BUSY
        drawing = partial(answering, self._desk.library.mark)
        async with self._told_of_trouble(interaction, what):
            if busy:
                await answer_in_turn(interaction, drawing, self._turns, in_place=in_place)
            else:
                await answer(interaction, drawing, in_place=in_place, patience=patience)

    async def share(self, interaction: Interaction, anew: Callable[[], Coroutine[None, None, Drawing]] | None) -> None:
        """Post the answer on which *Share* was pressed, or what *anew* makes; say so where it is gone."""
        async with self._told_of_trouble(interaction, "share") as trouble:
            if not await share(interaction, anew):
                trouble.sentence = old_control()

    async def tell_gone(self, interaction: Interaction, sentence: Callable[[], str]) -> None:
        """Say, in the person's language, that something is too old to be answered."""
        with use_translations(translations_for(str(interaction.locale))):
            await self._tell(interaction, "gone", sentence())

    def on_its_way(self) -> AbstractAsyncContextManager[None]:
        """Count the running task among those that a stop waits for."""
        return self._underway.counted()

    async def all_served(self) -> None:
        """Wait until nobody is being served."""
        await self._underway.wait()

    def give_up(self) -> int:
        """Serve nobody any longer; return how many were."""
        return self._underway.cancel()

    @asynccontextmanager
    async def _told_of_trouble(self, interaction: Interaction, what: str) -> AsyncIterator[Trouble]:
        async with self.on_its_way():
            with use_translations(translations_for(str(interaction.locale))):
                with guarded(what) as trouble:
                    yield trouble
                if trouble.sentence:
                    await self._tell(interaction, "failed", trouble.sentence)

    async def _tell(self, interaction: Interaction, code: str, sentence: str) -> None:
        await tell(interaction, code, sentence, Setting(self._desk.clock.now()))
