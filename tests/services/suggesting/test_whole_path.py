"""From an offer to the list and back to whoever offered, and what goes otherwise."""

from __future__ import annotations

import asyncio

from bot.domain.suggestions import SuggestionAction, SuggestionState
from bot.services.suggesting.deciding import approve, decide
from tests.services.suggesting.burdock import LINE
from tests.services.suggesting.world import ADA, BEN, DAN, EVE, MODERATORS, SORREL, THREAD, World

State = SuggestionState


async def test_an_offer_goes_all_the_way_and_its_author_hears_of_it(world: World) -> None:
    offered = await world.offer()
    await world.tell()
    assert world.read_in(MODERATORS) == [f"Burdock: Finding Weeds by Smell ({offered.id})"]

    await approve(world.office, EVE, offered)
    await world.keep()
    (pull,) = world.upstream.pulls
    assert [line for line in pull.text.splitlines() if line not in world.upstream.text.splitlines()] == [LINE]
    submitted = await world.again(offered)
    assert (submitted.state, submitted.pull) == (State.SUBMITTED, 1)

    world.wait(hours=2)
    world.upstream.merge(world.clock.now(), "by Smell", "by Scent")
    await world.sync()
    world.wait(minutes=10)
    await world.keep()
    await world.tell()

    merged = await world.again(offered)
    assert (merged.state, merged.entry_id, merged.commit) == (State.MERGED, "burdock", "d" * 40)
    assert world.heard(ADA.key) == [
        "The suggestion “Burdock: Finding Weeds by Smell” was approved. It goes to the list's maintainers next.",
        "“Burdock: Finding Weeds by Smell” was sent to the list's maintainers, who decide now.",
        "“Burdock: Finding Weeds by Smell” is on the list now. Thank you for the suggestion!",
    ]
    assert world.read_in(THREAD) == world.heard(ADA.key)[1:]
    told = str(world.messenger.told[-1][1])
    assert "https://github.com/owner/garden/commit/" + "d" * 40 in told
    assert next(message for message, _reply in world.messenger.edited).startswith("m-")


async def test_what_is_declined_is_told_with_the_maintainers_words(world: World) -> None:
    offered = await world.offer()
    await approve(world.office, EVE, offered)
    await world.keep()
    world.upstream.close(world.clock.now(), "Not about gardens, sorry.")
    world.wait(minutes=10)
    await world.keep()
    await world.tell()

    declined = await world.again(offered)
    assert (declined.state, declined.reason) == (State.DECLINED, "Not about gardens, sorry.")
    assert "decided not to take" in world.heard(ADA.key)[-1]
    assert "issuecomment" in str(world.messenger.told[-1][1])


async def test_what_was_declined_and_taken_up_again_is_not_offered_upstream_twice(world: World) -> None:
    offered = await world.offer()
    await approve(world.office, EVE, offered)
    await world.keep()
    world.upstream.close(world.clock.now(), "No.")
    world.wait(minutes=10)
    await world.keep()
    reopened = await decide(world.office, EVE, await world.again(offered), SuggestionAction.REOPEN)
    await approve(world.office, EVE, reopened.suggestion)
    world.wait(minutes=10)
    await world.keep()

    assert len(world.upstream.pulls) == 1
    declined = await world.again(offered)
    assert declined.state is State.DECLINED
    assert "same thing twice" in declined.reason


async def test_two_approved_suggestions_share_one_pull_request(world: World) -> None:
    for proposal_of in (await world.offer(), await world.offer(BEN, SORREL)):
        await approve(world.office, EVE, proposal_of)
    await world.keep()
    (pull,) = world.upstream.pulls
    assert len(pull.ids) == 2
    assert pull.words.title == "Add 2 entries"


async def test_one_that_is_withdrawn_leaves_the_pull_request(world: World) -> None:
    first, second = await world.offer(), await world.offer(BEN, SORREL)
    for each in (first, second):
        await approve(world.office, EVE, each)
    await world.keep()
    await decide(world.office, ADA, await world.again(first), SuggestionAction.WITHDRAW)
    world.wait(minutes=10)
    await world.keep()

    assert world.upstream.pulls[0].ids == (second.id,)
    assert (await world.again(first)).pull is None
    orders = len(world.upstream.orders)
    world.wait(minutes=10)
    await world.keep()
    assert len(world.upstream.orders) == orders, "there is nothing to send any more"


async def test_the_last_one_that_is_withdrawn_closes_the_pull_request(world: World) -> None:
    offered = await world.offer()
    await approve(world.office, EVE, offered)
    await world.keep()
    await decide(world.office, ADA, await world.again(offered), SuggestionAction.WITHDRAW)
    world.wait(minutes=10)
    await world.keep()
    assert world.upstream.pulls[0].phase.value == "closed"
    assert (await world.again(offered)).state is State.WITHDRAWN


async def test_what_the_list_got_by_another_way_is_merged_all_the_same(world: World) -> None:
    offered = await world.offer()
    world.upstream.text = world.upstream.text.replace(
        "* [RowConf'21] Nettle", f"{LINE.replace('Ida Moss et al.', 'I. Moss')}\n* [RowConf'21] Nettle"
    )
    await world.sync()
    await world.keep()
    assert (await world.again(offered)).state is State.MERGED
    assert world.upstream.pulls == []


async def test_two_moderators_at_once_decide_once(world: World) -> None:
    offered = await world.offer()
    steps = await asyncio.gather(approve(world.office, EVE, offered), approve(world.office, DAN, offered))
    assert sorted(step.event is None for step in steps) == [False, True]
    assert len({step.suggestion.decided_by for step in steps}) == 1
    assert len([e for e in await world.store.suggestion_events(offered.id) if e.action.value == "approve"]) == 1


async def test_a_section_that_is_gone_gives_the_suggestion_back(world: World) -> None:
    offered = await world.offer()
    await approve(world.office, EVE, offered)
    world.upstream.text = "# Welcome\n\n## Nothing of the kind\n\n- [Spade](https://example.org/spade) digs.\n"
    await world.keep()
    back = await world.again(offered)
    assert back.state is State.PENDING
    assert "no place for it" in back.reason
    await world.tell()
    assert "is back with the moderators" in world.heard(ADA.key)[-1]
