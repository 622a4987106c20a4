"""Who should know is told: at least once, in channels exactly once, whatever happens on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.suggestions import SuggestionAction
from bot.errors import DeliveryLater, DeliveryRefused, DeliveryUnknown
from bot.ports import NoticeRole
from bot.replies.model import Facts
from bot.services.suggesting.deciding import BETWEEN_UPDATES, approve, decide, vote
from bot.services.suggesting.telling import UNDER_WAY, note_read
from tests.services.suggesting.world import ADA, BEN, EVE, MODERATORS, World


async def test_moderators_get_one_card_which_follows_what_becomes_of_it(world: World) -> None:
    offered = await world.offer()
    await world.tell()
    await world.tell()
    assert len(world.read_in(MODERATORS)) == 1
    await approve(world.office, EVE, offered)
    await world.tell()
    ((message, reply),) = world.messenger.edited
    assert message.startswith("m-")
    assert "approved" in str(reply)


async def test_the_card_counts_votes_as_they_come_at_most_once_in_ten_seconds(world: World) -> None:
    offered = await world.offer()
    await world.tell()
    for number in range(3):
        await vote(world.office, replace(BEN, key=f"discord:10{number}"), offered)
        await world.tell()
    assert [_votes(reply) for _message, reply in world.messenger.edited] == ["1"]
    world.clock.moment += BETWEEN_UPDATES
    await world.tell()
    assert [_votes(reply) for _message, reply in world.messenger.edited] == ["1", "3"]
    await vote(world.office, replace(BEN, key="discord:100"), offered)
    world.clock.moment += BETWEEN_UPDATES
    await world.tell()
    assert len(world.messenger.edited) == 2, "a vote that counted before changes nothing"


def _votes(reply: object) -> object:
    assert isinstance(reply, Facts)
    return next(value for label, value in reply.groups[0].rows if label == "votes")


async def test_a_message_whose_outcome_is_unknown_is_looked_for_and_not_sent_twice(world: World) -> None:
    await world.offer()
    world.messenger.lost = DeliveryUnknown("The line broke.")
    await world.tell()
    assert len(world.read_in(MODERATORS)) == 1
    world.messenger.lost = None
    world.clock.moment += UNDER_WAY
    await world.tell()
    assert (len(world.read_in(MODERATORS)), world.messenger.looked) == (1, 1)
    assert await world.store.due_notices("discord", world.clock.now() + timedelta(days=9), 9) == ()


async def test_a_process_that_was_killed_while_telling_is_followed_by_one_that_tells(world: World) -> None:
    await world.offer()
    (notice,) = await world.store.due_notices("discord", world.clock.now(), 9)
    await world.store.begin_notice(notice, world.clock.now())
    await world.tell()
    assert world.read_in(MODERATORS) == [], "another process is at it, perhaps"
    world.clock.moment += UNDER_WAY
    await world.tell()
    assert len(world.read_in(MODERATORS)) == 1


async def test_trouble_puts_off_and_in_the_end_a_refusal_gives_up(world: World) -> None:
    await world.offer()
    world.messenger.trouble = DeliveryLater("Slow down.", world.clock.now() + timedelta(hours=1))
    await world.tell()
    world.messenger.trouble = None
    world.wait(minutes=30)
    await world.tell()
    assert world.read_in(MODERATORS) == []
    world.wait(minutes=31)
    world.messenger.trouble = DeliveryRefused("No such channel.", "channel_gone")
    await world.tell()
    world.messenger.trouble = None
    world.wait(days=3)
    await world.tell()
    assert world.read_in(MODERATORS) == []


async def test_who_takes_no_direct_messages_is_not_asked_for_ever(world: World) -> None:
    offered = await world.offer()
    world.messenger.closed.add(ADA.key)
    await decide(world.office, EVE, offered, SuggestionAction.ASK, "Is there code?")
    await world.tell()
    world.messenger.closed.clear()
    world.wait(days=1)
    await world.tell()
    assert world.heard(ADA.key) == []


async def test_a_question_reaches_the_author_with_a_way_to_answer(world: World) -> None:
    offered = await world.offer()
    await decide(world.office, EVE, offered, SuggestionAction.ASK, "Is there code?")
    await world.tell()
    (_who, reply) = world.messenger.told[-1]
    assert world.heard(ADA.key) == ["The moderators ask about “Burdock: Finding Weeds by Smell”: Is there code?"]
    assert f"/suggestions details {offered.id}" in str(reply)


async def test_who_acts_is_not_told_of_their_own_doing(world: World) -> None:
    offered = await world.offer()
    await decide(world.office, ADA, offered, SuggestionAction.WITHDRAW)
    await world.tell()
    assert world.heard(ADA.key) == []


async def test_a_forgotten_author_is_told_nothing_more(world: World) -> None:
    offered = await world.offer()
    await approve(world.office, EVE, offered)
    await world.store.forget(ADA.key)
    await world.tell()
    await world.keep()
    await world.tell()
    assert world.heard(ADA.key) == []


async def test_where_no_platform_tells_looking_is_enough(world: World) -> None:
    offered = await world.offer()
    await approve(world.office, EVE, offered)
    await note_read(world.office, ADA.key)
    told = await world.store.due_notices("discord", world.clock.now(), 9)
    assert NoticeRole.AUTHOR not in [notice.role for notice in told]
    assert told, "what others are to be told is not touched"
