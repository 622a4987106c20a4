"""Put a list's feed together from what is stored; what a feed holds is decided in `bot.services.feeds`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.domain.catalog import CatalogEntry
from bot.domain.subscriptions import USUAL_KINDS, NewsKind
from bot.ports import NewsStore
from bot.services.feeds import Feed, make_feed
from bot.services.library import Library

_FAR_ENOUGH = 2_000
"""Pieces of news, of all lists, that are looked through for the newest of one."""


@dataclass(frozen=True, slots=True)
class Feeder:
    """Makes feeds of the lists in the library.  `matches` says whether an entry meets a query."""

    library: Library
    store: NewsStore
    matches: Callable[[str, CatalogEntry], bool]

    async def feed(self, list_name: str, query: str = "", kinds: Collection[NewsKind] = USUAL_KINDS) -> Feed | None:
        """Return the feed as of now; None for a list that is not followed.  May raise `StoreError`."""
        await self.library.refresh()
        catalog = self.library.catalog
        followed = next((each for each in catalog.lists if each.name == list_name), None)
        if followed is None:
            return None
        after = max(0, await self.store.last_news() - _FAR_ENOUGH)
        news = await self.store.news(after=after, list_name=list_name)

        def wanted(entry: CatalogEntry) -> bool:
            return not query or self.matches(query, entry)

        return make_feed(followed, catalog.entries, news, query=query, wanted=wanted, kinds=kinds)

    def names(self) -> tuple[str, ...]:
        """Return the names of the lists that there are feeds of."""
        return tuple(each.name for each in self.library.catalog.lists)
