"""A large catalog is kept up with in place, wherever in its list something comes: from the text to the answer."""

from __future__ import annotations

import pytest

from bot.bootstrap import engine_for
from bot.domain.contents import in_document_order
from bot.ports import Store
from bot.services.library import Library
from tests.fakes.clock import FixedClock
from tests.services.sources import NOW, list_becomes

TITLE = "# Awesome Things\n\n"


def text(*sections: tuple[str, list[str]]) -> str:
    return TITLE + "\n".join(
        f"## {heading}\n\n" + "".join(f"- [{title}](https://example.com/{title.split()[0]})\n" for title in titles)
        for heading, titles in sections
    )


async def test_a_line_inserted_first_in_a_long_list_is_taken_in_place(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.library.LARGE", 40)
    one, two = [f"One{at} of many works" for at in range(30)], [f"Two{at} of many works" for at in range(30)]
    await list_becomes(store, text(("First", one), ("Second", two)), FixedClock(NOW))
    library = Library(store, engine_for)
    await library.refresh()
    engine = library.engine

    inserted = text(("Zeroth", ["Zanzibar opens"]), ("First", ["Timbuktu leads", *one]), ("Second", two[1:]))
    await list_becomes(store, inserted, FixedClock(NOW))
    await library.refresh()

    assert library.engine is engine
    assert library.catalog == await store.load()
    assert [each.entry.title for each in library.catalog.entries] == [
        "Zanzibar opens",
        "Timbuktu leads",
        *one,
        *two[1:],
    ]
    assert [path[-1] for path in in_document_order(library.catalog.entries)][-3:] == ["Zeroth", "First", "Second"]
    assert [hit.entry.entry.title for hit in engine.search("zanzibar").hits] == ["Zanzibar opens"]
