"""The whole path on a GitHub on this machine, through the clients that the bot really uses, killed anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.domain.suggestions import SuggestionState
from bot.errors import BotError
from bot.services.suggesting.deciding import approve
from bot.services.suggesting.following import follow
from bot.services.suggesting.sending import send
from tests.servers.github_writing import Cut
from tests.services.suggesting.burdock import LINE
from tests.services.suggesting.on_github import Garden, opened
from tests.services.suggesting.world import ADA, BURDOCK, EVE, LIST


@pytest.fixture
async def garden(tmp_path: Path) -> AsyncIterator[Garden]:
    async with opened(tmp_path) as found:
        yield found


async def test_a_suggestion_becomes_one_line_of_a_pull_request_and_then_of_the_list(garden: Garden) -> None:
    world, server = garden.world, garden.server
    offered = await world.offer(ADA, BURDOCK)
    await approve(world.office, EVE, offered)
    await send(world.office, LIST)
    assert garden.added() == [LINE]

    commit = server.merge(1, "by Smell", "by its Smell")
    await garden.sync()
    world.wait(minutes=10)
    await follow(world.office, LIST)
    await world.tell()
    merged = await world.again(offered)
    assert (merged.state, merged.entry_id, merged.commit) == (SuggestionState.MERGED, "burdock", commit)
    assert any(commit in str(reply) for _who, reply in world.messenger.told)


async def test_a_closed_pull_request_is_told_with_what_the_maintainers_said(garden: Garden) -> None:
    world, server = garden.world, garden.server
    await garden.approved()
    await send(world.office, LIST)
    server.close(1)
    server.comment(1, "Thanks, but this is about robots that *garden*.")
    await follow(world.office, LIST)
    declined = await world.store.suggestions()
    assert await garden.states() == {SuggestionState.DECLINED}
    assert all("about robots" in each.reason and "#issuecomment-0" in each.reason_url for each in declined)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_killed_at_any_call_it_ends_with_one_pull_request_and_nothing_lost(
    tmp_path: Path, *, after: bool
) -> None:
    """One call after the other is cut off, before or after it did its work."""
    total = await _sent_with(tmp_path, "whole", None)
    assert total > 10
    for call in range(2 * int(after), total, 5):
        await _sent_with(tmp_path, f"{call}", Cut(call, after))


async def _sent_with(folder: Path, name: str, cut: Cut | None) -> int:
    """Send, cut off or not, and then again; return how many calls the first sending made."""
    async with opened(folder, f"{name}.db") as garden:
        await garden.approved()
        garden.server.calls.clear()
        garden.server.cut = cut
        with suppress(BotError):
            await send(garden.world.office, LIST)
        count = len(garden.server.calls)
        garden.server.cut = None
        await send(garden.world.office, LIST)
        assert len(garden.server.pulls) == 1
        assert [each.splitlines()[0][:9] for each in garden.server.messages(garden.server.pulls[0])] == [
            "Add Burdo",
            "Add Sorre",
        ]
        assert await garden.states() == {SuggestionState.SUBMITTED}
        return count


async def test_a_process_that_is_stopped_between_the_pull_request_and_its_note_is_finished_by_the_next(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    await garden.approved()
    write = garden.world.store.write_suggestion

    async def stopped(*_args: object) -> bool:
        raise asyncio.CancelledError

    monkeypatch.setattr(garden.world.store, "write_suggestion", stopped)
    with pytest.raises(asyncio.CancelledError):
        await send(garden.world.office, LIST)
    monkeypatch.setattr(garden.world.store, "write_suggestion", write)
    assert await garden.states() == {SuggestionState.APPROVED}
    await send(garden.world.office, LIST)
    assert (await garden.states(), len(garden.server.pulls)) == ({SuggestionState.SUBMITTED}, 1)
