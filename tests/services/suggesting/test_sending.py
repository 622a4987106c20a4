"""What is approved goes upstream once, however often whoever sends it is cut off; or is ready to be sent by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.suggestion_rules import SendMode, SuggestionRules
from bot.domain.suggestions import Credit, CreditKind, SuggestionState
from bot.errors import SourceError
from bot.ports import Store
from bot.services.suggesting.deciding import approve
from bot.services.suggesting.offering import edit
from bot.services.suggesting.sending import send
from tests.services.suggesting.world import ADA, BEN, EVE, LIST, SORREL, World, make_world

State = SuggestionState


async def approved(world: World) -> None:
    """Approve two suggestions."""
    await approve(world.office, EVE, await world.offer())
    await approve(world.office, EVE, await world.offer(BEN, SORREL))


async def test_who_is_cut_off_after_the_pull_request_makes_no_second_one(world: World) -> None:
    await approved(world)
    world.upstream.cut_off = True
    with pytest.raises(SourceError):
        await send(world.office, LIST)
    assert {each.state for each in await world.store.suggestions()} == {State.APPROVED}
    world.upstream.cut_off = False
    await send(world.office, LIST)
    assert len(world.upstream.pulls) == 1
    assert {(each.state, each.pull) for each in await world.store.suggestions()} == {(State.SUBMITTED, 1)}


async def test_who_is_cut_off_and_finds_it_merged_later_hears_of_it(world: World) -> None:
    await approved(world)
    world.upstream.cut_off = True
    with pytest.raises(SourceError):
        await send(world.office, LIST)
    world.upstream.cut_off = False
    world.upstream.merge(world.clock.now())
    await world.keep()
    await world.sync()
    world.wait(minutes=10)
    await world.keep()
    assert {each.state for each in await world.store.suggestions()} == {State.MERGED}
    assert len(world.upstream.pulls) == 1


async def test_sending_again_changes_nothing(world: World) -> None:
    await approved(world)
    await send(world.office, LIST)
    before = await world.store.suggestions()
    await send(world.office, LIST)
    assert await world.store.suggestions() == before


async def test_each_has_its_own_pull_request_where_the_settings_say_so(store: Store) -> None:
    world = await make_world(store, SuggestionRules(mode=SendMode.SINGLE))
    await approved(world)
    await send(world.office, LIST)
    assert sorted(len(pull.ids) for pull in world.upstream.pulls) == [1, 1]


async def test_a_list_that_wants_an_issue_first_gets_one_and_time(store: Store) -> None:
    world = await make_world(store, SuggestionRules(issue_first=True))
    await approved(world)
    sent = await send(world.office, LIST)
    assert len(sent.waits_for) == 2
    assert world.upstream.pulls == []
    first = next(iter(world.upstream.issues))
    world.upstream.issues[first] = False
    await send(world.office, LIST)
    assert world.upstream.pulls[0].ids == first


async def test_without_the_right_to_write_it_is_ready_to_be_sent_by_hand(world: World) -> None:
    await approved(world)
    office = replace(world.office, proposers={})
    sent = await send(office, LIST)
    assert sent.by_hand
    assert sent.by_hand.line.count("\n") == 1
    assert "+* [GardenSys'24] Burdock" in sent.by_hand.patch
    assert sent.by_hand.patch.count("\n+* ") == 2
    assert sent.by_hand.issue_url
    assert sent.by_hand.issue_url.startswith("https://github.com/owner/garden/issues/new?title=Add%202%20entries")
    assert sent.by_hand.edit_url == "https://github.com/owner/garden/edit/main/README.md"
    assert {each.state for each in await world.store.suggestions()} == {State.APPROVED}


async def test_a_dry_run_shows_everything_and_sends_nothing(world: World) -> None:
    await approved(world)
    sent = await send(world.office, LIST, dry_run=True)
    assert sent.by_hand
    assert world.upstream.pulls == []


async def test_what_goes_upstream_names_people_as_they_wish_and_tells_nothing_private(world: World) -> None:
    offered = await world.offer()
    hostile = Credit(CreditKind.NAME, "Ada @everyone [x](https://evil.example)\n# Big")
    named = await edit(world.office, ADA, offered, offered.proposal, note="met her at the office", credit=hostile)
    await approve(world.office, EVE, named)
    await approve(world.office, EVE, await world.offer(BEN, SORREL))
    await send(world.office, LIST)

    order = world.upstream.orders[-1]
    told = "\n".join([world.upstream.pulls[0].words.body, *(change.message for change in order.changes)])
    assert "suggested by Ada" in told
    assert "@everyone" not in told
    assert "](https://evil" not in world.upstream.pulls[0].words.body
    for private in ("office", ADA.key, BEN.key, "discord"):
        assert private not in told


async def test_a_handle_is_named_without_calling_its_owner(world: World) -> None:
    offered = await world.offer()
    named = await edit(world.office, ADA, offered, offered.proposal, credit=Credit(CreditKind.HANDLE, "ada"))
    await approve(world.office, EVE, named)
    await send(world.office, LIST)
    assert "Suggested by github.com/ada" in world.upstream.orders[-1].changes[0].message
