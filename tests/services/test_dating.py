"""Dates and authors of entries come from the history of a list's files, as far as it can be read."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.domain.matching import match
from bot.domain.reading import read_list
from bot.ports import Fetched, Known, RevisionText, Store, Unchanged, Whereabouts
from bot.services import dating
from bot.services.dating import Joined, date_additions
from bot.services.sync import FollowOrder, SyncPolicy, sync_list
from tests.fakes.clock import FixedClock
from tests.services.garden import HISTORY, SHUFFLED
from tests.services.sources import NO_VENUES, NOW, FakeHistory, FakeSource, sync

DAYS = [(NOW + timedelta(days=number)).date() for number in range(len(HISTORY))]


def revisions(
    texts: Sequence[str], path: str = "README.md", *, origin: bool = True, first: int = 0
) -> list[RevisionText]:
    """Return one revision a day, the author of the n-th being `author n`."""
    return [
        RevisionText(f"c{n}", NOW + timedelta(days=n), f"author {n}", path, text, origin and n == first)
        for n, text in enumerate(texts, first)
    ]


class Garden(FakeSource):
    """The list as its last revision has it."""

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        return Fetched(read_list(SHUFFLED, "README.md", venues=NO_VENUES), "last", whereabouts=self.where)


async def dated(store: Store, history: FakeHistory) -> dict[str, tuple[date | None, str | None]]:
    await sync(store, Garden(), history=history)
    return {entry.id: (entry.added_on, entry.added_by) for entry in (await store.load()).entries}


async def test_each_work_is_dated_by_the_revision_where_it_first_appeared(store: Store) -> None:
    """Neither when it was laid out anew, renamed or relinked, nor when it came back after it was lost."""
    found = await dated(store, FakeHistory({None: revisions(HISTORY)}))

    assert found.pop("thistle-v2") == (DAYS[2], "author 2")
    assert Counter(found.values()) == {(DAYS[0], "author 0"): 11}


async def test_what_is_older_than_the_history_is_not_dated(store: Store) -> None:
    found = await dated(store, FakeHistory({None: revisions(HISTORY, origin=False)}))

    assert found.pop("thistle-v2") == (DAYS[2], "author 2")
    assert Counter(found.values()) == {(None, None): 11}


async def test_an_author_without_a_name_is_nobody(store: Store) -> None:
    (only,) = revisions(HISTORY[-1:])
    found = await dated(store, FakeHistory({None: [RevisionText("c", only.at, "", only.path, only.text, origin=True)]}))

    assert set(found.values()) == {(DAYS[0], None)}


async def test_a_history_that_breaks_off_dates_what_it_can_and_stops_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    found = await dated(store, FakeHistory({None: revisions(HISTORY)}, broken_after=2))

    assert found.pop("thistle-v2") == (None, None)
    assert Counter(found.values()) == {(DAYS[0], "author 0"): 11}
    (record,) = [record for record in caplog.records if record.getMessage() == "history.unread"]
    assert (record.levelno, vars(record)["list"]) == (logging.WARNING, "main")


async def test_a_history_that_is_not_there_dates_nothing(store: Store) -> None:
    for history in (FakeHistory({}), FakeHistory({None: revisions(HISTORY)}, broken_after=0)):
        assert set((await dated(store, history)).values()) == {(None, None)}


async def test_a_list_is_dated_once_but_not_in_a_dry_run(store: Store) -> None:
    history = FakeHistory({None: revisions(["# List\n\n- [Sage on phones](https://x.example/sage)\n"])})
    source = FakeSource(["Sage on phones"])
    await sync(store, source, history=history, policy=SyncPolicy(dry_run=True))
    assert history.closed == 0
    await sync(store, source, history=history)
    source.titles = ["Sage on phones", "Melon in memory"]
    await sync(store, source, history=history)
    assert history.closed == 1
    assert [entry.added_on for entry in (await store.load()).entries] == [DAYS[0], None]


async def test_a_list_whose_history_could_not_be_read_is_dated_with_its_next_revision(store: Store) -> None:
    past: dict[str | None, list[RevisionText]] = {
        None: revisions(["# List\n\n- [Sage on phones](https://x.example/sage)\n"])
    }
    source = FakeSource(["Sage on phones"])
    await sync(store, source, history=FakeHistory(past, broken_after=0))
    await sync(store, source, history=FakeHistory(past))
    assert [entry.added_on for entry in (await store.load()).entries] == [None]
    source.titles = ["Sage on phones", "Melon in memory"]
    await sync(store, source, history=FakeHistory(past))
    assert [entry.added_on for entry in (await store.load()).entries] == [DAYS[0], None]


async def test_the_history_of_every_file_is_read_and_the_first_file_that_had_a_work_dates_it(store: Store) -> None:
    """A work that moved from the main file to a new one is as old as it was."""
    one, two = "# List\n\n## Papers\n\n- [Sage](https://x.example/sage)\n", "- [Melon](https://x.example/melon)\n"
    three = "- [Poet](https://x.example/poet)\n"
    main = revisions([one, one + two, "# List\n\n[Papers](papers.md)\n"])
    history = FakeHistory({None: main, "papers.md": revisions([one + two + three], "papers.md", first=5)})
    found = await dates(history, ("README.md", "papers.md"), one + two + three)

    assert found == {
        "sage": (DAYS[0], "author 0"),
        "melon": (DAYS[1], "author 1"),
        "poet": (DAYS[5], "author 5"),
    }


async def test_a_work_that_one_file_has_had_all_along_is_not_dated_by_another(store: Store) -> None:
    text = "# List\n\n- [Sage](https://x.example/sage)\n"
    history = FakeHistory({None: revisions([text], origin=False), "papers.md": revisions([text], "papers.md", first=3)})

    assert await dates(history, ("README.md", "papers.md"), text) == {}


async def test_no_more_is_read_than_is_bearable_and_the_history_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dating, "MOST_REVISIONS", 2)
    heard: list[int] = []
    history = FakeHistory({None: revisions(HISTORY)})
    found = await dates(history, (), SHUFFLED, heard)

    assert heard == [1, 2]
    assert history.closed == 1
    assert "thistle-v2" not in found
    assert len(found) == 11

    monkeypatch.setattr(dating, "MOST_CHARACTERS", len(HISTORY[0]))
    heard.clear()
    await dates(history, (), SHUFFLED, heard)
    assert heard == [1]


async def dates(
    history: FakeHistory, files: Sequence[str], text: str, heard: list[int] | None = None
) -> dict[str, Joined]:
    reading = read_list(text, "README.md", venues=NO_VENUES)
    entries = match((), reading, venues=NO_VENUES, list_name="main", now=NOW).entries
    progress = heard.append if heard is not None else None
    return await date_additions("main", entries, history, venues=NO_VENUES, files=files, progress=progress)


async def test_sync_passes_the_files_of_the_list_and_tells_how_far_it_is(store: Store) -> None:
    history = FakeHistory({None: revisions(HISTORY), "more.md": revisions(HISTORY[-1:], "more.md", first=8)})
    source, heard = Garden(where=Whereabouts("x", files=("README.md", "more.md"))), list[int]()
    await sync_list(
        FollowOrder("main", "fake:main", source, history),
        store=store,
        clock=FixedClock(NOW),
        venues=NO_VENUES,
        before=None,
        progress=heard.append,
    )
    assert (history.closed, heard) == (2, list(range(1, 11)))
