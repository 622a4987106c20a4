"""The keeper goes on whatever happens, one process at a time, and wakes when something was decided."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from random import Random

from bot.domain.suggestions import SuggestionState
from bot.errors import SourceBusy
from bot.services.suggesting.deciding import approve
from bot.services.suggesting.keeping import LEASE, LEASE_NAME, Keeper
from tests.services.suggesting.world import EVE, LIST, World


def keeper(world: World, holder: str = "one") -> Keeper:
    return Keeper(world.office, [LIST], holder, Random(1))


async def test_only_one_process_sends(world: World) -> None:
    await approve(world.office, EVE, await world.offer())
    assert await world.store.take_lease(LEASE_NAME, "another", world.clock.now(), LEASE)
    mine = keeper(world)
    await mine.turn()
    assert world.upstream.orders == []
    world.clock.moment += LEASE
    await mine.turn()
    assert len(world.upstream.orders) == 1


async def test_a_failure_is_tried_again_later_and_not_before_the_other_side_allows(world: World) -> None:
    await approve(world.office, EVE, await world.offer())
    mine = keeper(world)
    world.upstream.broken = SourceBusy("Slow down.", retry_at=world.clock.now().replace(hour=14))
    await mine.turn()
    world.upstream.broken = None
    world.wait(hours=1)
    await mine.turn()
    assert world.upstream.orders == []
    world.wait(hours=2)
    await mine.turn()
    assert len(world.upstream.orders) == 1


async def test_an_approval_wakes_it_and_stopping_it_gives_its_lease_back(world: World) -> None:
    offered = await world.offer()
    mine = keeper(world)
    task = asyncio.create_task(mine.keep_forever())
    while mine._lease is None:  # noqa: ASYNC110 - that it looks by itself is what is tested
        await asyncio.sleep(0)
    await approve(world.office, EVE, offered)
    while (await world.again(offered)).state is not SuggestionState.SUBMITTED:  # noqa: ASYNC110
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert await world.store.take_lease(LEASE_NAME, "another", world.clock.now(), LEASE)


async def test_enough_votes_that_nobody_acted_on_are_acted_on(world: World) -> None:
    offered = await world.offer()
    await world.store.vote(offered.id, "discord:43", world.clock.now())
    world.office = replace(world.office, rules=replace(world.office.rules, votes=1))
    await world.keep()
    assert (await world.again(offered)).state is SuggestionState.APPROVED
