"""A server and a workspace that are one community share what waits, its votes and who decides; and nobody else does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.communities import Communities, Community
from bot.domain.destinations import Destination, person_destination
from bot.domain.suggestion_rules import SuggestionRules
from bot.domain.suggestions import SuggestionAction, SuggestionState
from bot.errors import SuggestionRefused
from bot.ports import Queue
from bot.services.suggesting.deciding import approve, decide, vote
from bot.services.suggesting.office import Guest
from bot.services.suggesting.telling import Teller
from tests.fakes.noticing import FakeMessenger
from tests.services.suggesting.world import ABROAD, ADA, BEN, EVE, MODERATORS, SORREL, World, said

EDGE_LAB = Communities((Community("Edge lab", ("discord:1", "slack:T1")),))
OFFICE_HOURS = Destination("slack", "T1", "C1")
SUE = Guest("slack:T1.U1", OFFICE_HOURS, manages=True)
TOM = Guest("slack:T1.U2", OFFICE_HOURS)
SUE_ALONE = replace(SUE, where=person_destination(SUE.key))


@pytest.fixture
def slack() -> FakeMessenger:
    return FakeMessenger("slack")


@pytest.fixture
def linked(world: World) -> World:
    world.office = replace(world.office, communities=EDGE_LAB)
    return world


async def tell(world: World, slack: FakeMessenger) -> None:
    await Teller(world.office, {"discord": world.messenger, "slack": slack}).turn()


def read_on(slack: FakeMessenger, place: Destination) -> list[str]:
    return [said(reply) for where, reply in slack.posted.values() if where == place.key]


async def test_each_side_sees_and_decides_what_the_other_suggested(linked: World) -> None:
    from_discord = await linked.offer(ADA)
    from_slack = await linked.offer(TOM, SORREL)
    for suggestion in (from_discord, from_slack):
        for guest in (BEN, EVE, SUE, TOM):
            assert linked.office.may_see(guest, suggestion)
            assert linked.office.actor(guest, suggestion).moderates is guest.manages
        assert not linked.office.may_see(ABROAD, suggestion)
        assert not linked.office.actor(SUE_ALONE, suggestion).moderates, "direct messages give nobody any rights"
    assert (await approve(linked.office, SUE, from_discord)).suggestion.state is SuggestionState.APPROVED
    assert (await approve(linked.office, EVE, from_slack)).suggestion.state is SuggestionState.APPROVED


async def test_without_the_link_each_is_on_its_own_again(linked: World) -> None:
    """What was suggested, decided and shown stays; only what is to come is not shared."""
    suggestion = await linked.offer(ADA)
    linked.office = replace(linked.office, communities=Communities())
    assert not linked.office.may_see(SUE, suggestion)
    with pytest.raises(SuggestionRefused, match="Only moderators"):
        await decide(linked.office, SUE, suggestion, SuggestionAction.REJECT, "no")
    assert linked.office.actor(EVE, suggestion).moderates


async def test_a_draft_is_nobody_elses_on_either_side(linked: World) -> None:
    from bot.services.suggesting.offering import draft
    from tests.services.suggesting.world import BURDOCK, LIST

    new = await draft(linked.office, ADA, LIST, BURDOCK)
    assert not linked.office.may_see(TOM, new)


async def test_votes_of_both_sides_count_together(linked: World) -> None:
    linked.office = replace(linked.office, rules=SuggestionRules(votes=2))
    suggestion = await linked.offer(ADA)
    assert (await vote(linked.office, TOM, suggestion)).votes == 1
    assert (await vote(linked.office, TOM, suggestion)).votes == 1, "nobody votes twice"
    after = await vote(linked.office, BEN, await linked.again(suggestion))
    assert (after.votes, after.state) == (2, SuggestionState.APPROVED)


async def test_what_waits_is_shown_in_the_queues_of_both_and_follows_what_becomes_of_it(
    linked: World, slack: FakeMessenger
) -> None:
    await linked.store.put_queue("slack:T1", Queue(OFFICE_HOURS, "#moderators"))
    suggestion = await linked.offer(ADA)
    await tell(linked, slack)
    assert len(linked.read_in(MODERATORS)) == len(read_on(slack, OFFICE_HOURS)) == 1
    await approve(linked.office, SUE, suggestion)
    await tell(linked, slack)
    for messenger in (linked.messenger, slack):
        ((_message, reply),) = messenger.edited
        assert "approved" in str(reply)
    assert "approved" in linked.heard(ADA.key)[0]
    assert not slack.told


async def test_a_workspace_without_a_queue_of_its_own_has_that_of_its_community(
    linked: World, slack: FakeMessenger
) -> None:
    suggestion = await linked.offer(TOM)
    await tell(linked, slack)
    assert len(linked.read_in(MODERATORS)) == 1
    await decide(linked.office, EVE, suggestion, SuggestionAction.REJECT, "off topic")
    await tell(linked, slack)
    assert "off topic" in said(slack.told[0][1])
    assert not linked.messenger.told


async def test_a_card_is_brought_up_to_date_where_it_stands_also_after_the_queue_has_moved_or_the_link_is_gone(
    linked: World, slack: FakeMessenger
) -> None:
    await linked.store.put_queue("slack:T1", Queue(OFFICE_HOURS, "#moderators"))
    suggestion = await linked.offer(ADA)
    await tell(linked, slack)
    await linked.store.put_queue("discord:1", Queue(replace(MODERATORS, channel="12"), "#elsewhere"))
    linked.office = replace(linked.office, communities=Communities())
    await approve(linked.office, EVE, suggestion)
    await tell(linked, slack)
    assert len(linked.messenger.edited) == len(slack.edited) == 1


async def test_the_days_limit_is_that_of_the_community(linked: World) -> None:
    linked.office = replace(linked.office, rules=SuggestionRules(per_workspace=1))
    await linked.offer(ADA)
    with pytest.raises(SuggestionRefused, match="can be suggested here"):
        await linked.offer(TOM, SORREL)


async def test_what_a_workspace_suggested_stays_with_its_community_when_it_leaves(
    linked: World, slack: FakeMessenger
) -> None:
    ours, theirs = await linked.offer(ADA), await linked.offer(TOM, SORREL)
    await vote(linked.office, SUE, ours)
    await vote(linked.office, BEN, ours)
    await linked.store.forget_workspace("slack:T1", ["discord:1"])
    kept, left = await linked.again(ours), await linked.again(theirs)
    assert (kept.author, kept.votes, kept.origin) == (ADA.key, 1, ADA.where)
    assert (left.author, left.state, left.origin) == ("", SuggestionState.PENDING, MODERATORS)
    assert (await approve(linked.office, EVE, left)).suggestion.state is SuggestionState.APPROVED
    await tell(linked, slack)
    assert not slack.told
    assert not slack.posted
