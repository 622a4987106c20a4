"""Search without keeping the event loop: what a question means is found beside it, and searches take turns on it.

To run a model takes as long as the whole search after it, and mostly does without Python; so that is done in a thread,
for several questions together where several wait.  The search itself is left on the loop, as the index changes there;
between two of them whoever else waits has a turn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import islice

from bot.domain.catalog import EntryRef
from bot.ports import VectorMeaning
from bot.search.results import SearchAnswer, SearchHit
from bot.services.library import Library

TOGETHER = 8
"""Questions that are encoded at a time, in some 30 milliseconds: more together are hardly quicker for each."""

_TURNS = 3
"""Turns of the event loop between two pieces of work: who goes on stands in front of a timer that is heard of in the
first, and of the timer's task in the second.
"""


class Searching:
    """Searches a library, with a meaning where there is one."""

    def __init__(self, library: Library, meaning: VectorMeaning | None = None) -> None:
        self._library = library
        self._meaning = meaning
        self._turn = asyncio.Lock()
        self._model = asyncio.Lock()
        self._pairing = asyncio.Lock()
        self._waiting: dict[str, None] = {}

    async def search(self, text: str, *, limit: int = 10, offset: int = 0) -> SearchAnswer:
        """Answer a query as the library's engine does."""
        await self.prepare(text)
        async with self._turn:
            answer = self._library.engine.search(text, limit=limit, offset=offset)
            await _turns()
        return answer

    async def prepare(self, text: str) -> None:
        """Have ready what a search for a text takes long for."""
        if "like:" in text.casefold():
            await self.compare(self._library.engine.named(text))
        asked = self._library.engine.to_encode(text) if self._meaning else ""
        if self._meaning is None or not asked or self._meaning.is_ready(asked):
            return
        self._waiting[asked] = None
        async with self._model:
            if asked in self._waiting and not self._meaning.is_ready(asked):  # nobody has taken it along with theirs
                del self._waiting[asked]
                others = list(islice(self._waiting, TOGETHER - 1))
                for other in others:
                    del self._waiting[other]
                await asyncio.to_thread(self._meaning.prepare, [asked, *others])

    async def compare(self, refs: Iterable[EntryRef]) -> None:
        """Have ready what entries are like, for a question about several; others have a turn after each."""
        for _one in self._library.engine.compare(refs):
            await _turns()

    async def approach_pairs(self) -> Sequence[tuple[SearchHit, SearchHit]]:
        """Return the engine's pairs of works on one problem: found in a thread, and once for all who ask."""
        async with self._pairing:
            with self._library.held() as engine:
                known = engine.knows_pairs  # else it takes seconds for 100,000 entries, once
                return engine.approach_pairs() if known else await asyncio.to_thread(engine.approach_pairs)


async def _turns() -> None:
    for _turn in range(_TURNS):
        await asyncio.sleep(0)
