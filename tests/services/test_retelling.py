"""The past of a list, told as people would."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.changes import ChangeKind
from bot.domain.venues import VenueTable
from bot.ports import RevisionText
from bot.services.retelling import Retold, retell
from tests.upstream.reading import read_bullets

START = datetime(2026, 1, 1, tzinfo=UTC)


async def revisions(texts: Sequence[str]) -> AsyncIterator[RevisionText]:
    for number, text in enumerate(texts):
        yield RevisionText(f"{number:040x}", START + timedelta(days=number), "Ada", "README.md", text)


async def retold(*texts: str) -> list[Retold]:
    return [each async for each in retell(revisions(texts), read=read_bullets, venues=VenueTable({}))]


async def test_the_first_revision_is_what_the_others_are_compared_with() -> None:
    first, second = await retold("- Sage on phones\n", "- Sage on phones\n- Melon in memory\n")
    assert (first.begins, first.changes.log, first.entry_count) == (True, (), 1)
    assert [(one.kind, one.title) for one in second.changes.log] == [(ChangeKind.ADDED, "Melon in memory")]
    assert not second.begins


async def test_a_new_form_is_no_news() -> None:
    _first, second = await retold("- Sage on phones\n", "\n\n- Sage on phones\n\n")
    assert second.changes.log == ()


async def test_what_left_and_comes_back_much_later_is_told_as_back() -> None:
    both, one = "- Sage on phones\n- Melon in memory\n", "- Sage on phones\n"
    told = await retold(both, one, one + "- Poet on tiny devices\n", both)
    assert [[change.kind for change in each.changes.log] for each in told] == [
        [],
        [ChangeKind.REMOVED],
        [ChangeKind.ADDED],
        [ChangeKind.RESTORED, ChangeKind.REMOVED],
    ]
