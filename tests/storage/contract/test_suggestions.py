"""What `SuggestionStore` promises, on every database."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.destinations import person_destination
from bot.domain.outbox import SentMessage
from bot.domain.suggestions import Credit, SuggestionAction, SuggestionState
from bot.ports import Block, Notice, NoticeRole, Queue, Store
from tests.storage.samples import HERE, NOON, later
from tests.storage.suggested import AUTHOR, THREAD, in_state, notice, offered, stepped, suggestion

Action = SuggestionAction
State = SuggestionState


async def test_a_suggestion_comes_back_as_it_was_written(store: Store) -> None:
    full = suggestion(
        reason="because", reason_url="https://example.org/x", decided_by="discord:7", joined_to="zz9z9",
        pull=12, pull_url="https://example.org/12", commit="c" * 40, entry_id="thistle",
    )  # fmt: skip
    bare = replace(suggestion("xy4z5"), origin=None, credit=Credit(), note="")
    assert await store.write_suggestion(offered(full))
    assert await store.write_suggestion(offered(bare))

    assert await store.suggestion("ab2c3") == full
    assert await store.suggestion("xy4z5") == bare
    assert await store.suggestion("nobody") is None


async def test_each_step_is_written_once_with_its_event(store: Store) -> None:
    draft = suggestion()
    await store.write_suggestion(offered(draft))
    step = stepped(draft, Action.HAND_IN)

    assert await store.write_suggestion(step)
    assert not await store.write_suggestion(step)
    assert not await store.write_suggestion(offered(draft)), "the id is taken"
    assert not await store.write_suggestion(stepped(suggestion("gone2"), Action.HAND_IN))

    events = await store.suggestion_events("ab2c3")
    assert [(event.version, event.action, event.state) for event in events] == [
        (1, Action.OFFER, State.DRAFT),
        (2, Action.HAND_IN, State.PENDING),
    ]
    assert events[1].actor == AUTHOR.key


async def test_of_two_who_decide_at_once_one_does(store: Store) -> None:
    pending = in_state(State.PENDING)
    await store.write_suggestion(offered(pending))
    steps = (stepped(pending, Action.APPROVE, told=True), stepped(pending, Action.REJECT, told=True))

    written = await asyncio.gather(*map(store.write_suggestion, steps))

    assert sorted(written) == [False, True]
    kept = await store.suggestion("ab2c3")
    assert kept == steps[written.index(True)].suggestion
    assert len(await store.suggestion_events("ab2c3")) == 2
    assert len(await store.due_notices("discord", NOON, 9)) == 1


async def test_suggestions_are_found_by_list_author_and_state_oldest_first(store: Store) -> None:
    for n, (id_, state) in enumerate((("aa2a2", State.PENDING), ("bb2b2", State.APPROVED), ("cc2c2", State.PENDING))):
        await store.write_suggestion(offered(in_state(state, id_, created_at=later(n))))
    other = in_state(State.PENDING, "dd2d2", list_name="other", author="discord:1")
    await store.write_suggestion(offered(replace(other, list_name="other")))

    async def ids(**conditions: object) -> list[str]:
        return [each.id for each in await store.suggestions(**conditions)]  # type: ignore[arg-type]

    assert await ids(list_name="main", states=(State.PENDING,)) == ["aa2a2", "cc2c2"]
    assert await ids(author="discord:1") == ["dd2d2"]
    assert await ids(list_name="main", limit=2) == ["bb2b2", "cc2c2"]
    assert set(await ids()) == {"aa2a2", "bb2b2", "cc2c2", "dd2d2"}


async def test_what_was_begun_is_counted_by_person_and_workspace(store: Store) -> None:
    await store.write_suggestion(offered(suggestion("aa2a2")))
    await store.write_suggestion(offered(suggestion("bb2b2", created_at=later(2))))
    await store.write_suggestion(offered(suggestion("cc2c2", author="discord:1", origin=None)))

    assert await store.count_suggestions(NOON, author=AUTHOR.key) == (2, later(2))
    assert await store.count_suggestions(later(1), author=AUTHOR.key) == (1, later(2))
    assert await store.count_suggestions(NOON, workspace=THREAD.workspace_key) == (2, later(2))
    assert await store.count_suggestions(NOON, author="nobody") == (0, None)


async def test_a_person_votes_once(store: Store) -> None:
    await store.write_suggestion(offered(in_state(State.PENDING)))

    assert await store.vote("ab2c3", "discord:1", NOON) == 1
    assert await store.vote("ab2c3", "discord:2", NOON) == 2
    assert await store.vote("ab2c3", "discord:1", NOON) is None
    found = await store.suggestion("ab2c3")
    assert found
    assert found.votes == 2
    assert [each.votes for each in await store.suggestions()] == [2]


async def one_notice(store: Store) -> Notice:
    pending = in_state(State.PENDING)
    await store.write_suggestion(offered(pending))
    await store.write_suggestion(stepped(pending, Action.APPROVE, told=True))
    (waiting,) = await store.due_notices("discord", NOON, 9)
    return waiting


async def test_a_notice_waits_until_it_is_told(store: Store) -> None:
    waiting = await one_notice(store)
    assert waiting == notice(replace(suggestion(), version=2))
    assert await store.due_notices("slack", NOON, 9) == ()
    assert await store.due_notices("discord", NOON - timedelta(seconds=1), 9) == ()

    assert await store.begin_notice(waiting, later(1))
    assert not await store.begin_notice(waiting, later(1)), "another process has"
    (begun,) = await store.due_notices("discord", later(1), 9)
    assert (begun.attempts, begun.sending_since) == (1, later(1))

    sent = SentMessage("99", "5", "https://example.org/99")
    await store.finish_notice(begun.id, sent, later(2))
    assert await store.due_notices("discord", later(9), 9) == ()
    assert not await store.begin_notice(begun, later(9))
    (told,) = await store.told("ab2c3", NoticeRole.AUTHOR)
    assert (told.sent, told.told_at) == (sent, later(2))
    assert await store.told("ab2c3", NoticeRole.QUEUE) == ()


async def test_a_notice_is_put_off_or_given_up(store: Store) -> None:
    waiting = await one_notice(store)
    await store.begin_notice(waiting, NOON)
    await store.put_off_notice(waiting.id, later(3), "not now")

    assert await store.due_notices("discord", later(2), 9) == ()
    (again,) = await store.due_notices("discord", later(3), 9)
    assert (again.failure, again.sending_since, again.attempts) == ("not now", None, 1)

    await store.put_off_notice(again.id, None, "never")
    assert await store.due_notices("discord", later(99), 9) == ()
    await store.put_off_notice(again.id, later(3), "late")
    assert await store.due_notices("discord", later(99), 9) == (), "what is given up does not come back"


async def test_people_are_blocked_and_let_in_again(store: Store) -> None:
    block = Block("discord:13", "discord:7", "spam", NOON)
    await store.put_block(block)
    await store.put_block(replace(block, reason="more spam"))
    await store.put_block(replace(block, person="discord:14", at=later(1)))

    assert await store.blocks("discord:13") == (replace(block, reason="more spam"),)
    assert [each.person for each in await store.blocks()] == ["discord:13", "discord:14"]
    assert await store.remove_block("discord:13")
    assert not await store.remove_block("discord:13")
    assert await store.blocks("discord:13") == ()


async def test_each_workspace_has_one_queue(store: Store) -> None:
    assert await store.queue_of("discord:1") is None
    await store.put_queue("discord:1", Queue(HERE, "#old"))
    await store.put_queue("discord:1", Queue(THREAD, "#new"))
    assert await store.queue_of("discord:1") == Queue(THREAD, "#new")
    await store.put_queue("discord:1", None)
    assert await store.queue_of("discord:1") is None


async def test_a_forgotten_person_leaves_their_suggestions_without_a_name(store: Store) -> None:
    here = person_destination(AUTHOR.key)
    await store.write_suggestion(offered(suggestion("dr2a2")))
    await store.write_suggestion(offered(in_state(State.PENDING, "pe2e2", origin=here)))
    theirs = in_state(State.PENDING, "th2e2", author="discord:1")
    await store.write_suggestion(offered(theirs))
    await store.vote("th2e2", AUTHOR.key, NOON)
    await store.write_suggestion(stepped(theirs, Action.APPROVE, told=True))
    before = await store.suggestion("pe2e2")
    await store.put_block(Block(AUTHOR.key, "discord:7", "spam", NOON))

    assert await store.forget(AUTHOR.key) > 0

    assert await store.suggestion("dr2a2") is None
    mine, other = await store.suggestion("pe2e2"), await store.suggestion("th2e2")
    assert before
    assert mine
    assert other
    assert (mine.author, mine.credit, mine.note, mine.origin) == ("", Credit(), "", None)
    assert mine.proposal == before.proposal
    assert [event.actor for event in await store.suggestion_events("pe2e2")] == [""]
    assert other.votes == 0
    assert await store.due_notices("discord", later(9), 9) == ()
    assert await store.blocks(AUTHOR.key), "to be forgotten is no way around it"
    assert not await store.write_suggestion(stepped(before, Action.APPROVE)), "who read the name must read again"


async def test_a_forgotten_moderator_leaves_no_name_either(store: Store) -> None:
    pending = in_state(State.PENDING)
    await store.write_suggestion(offered(pending))
    await store.write_suggestion(stepped(pending, Action.APPROVE))
    await store.forget("discord:7")
    found = await store.suggestion("ab2c3")
    assert found
    assert found.decided_by == ""
    assert "discord:7" not in [event.actor for event in await store.suggestion_events("ab2c3")]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\u202ereversed", "x" * 20_000])
async def test_hostile_text_is_kept_harmless(store: Store, text: str) -> None:
    assert await store.write_suggestion(offered(suggestion(note=text, reason=text)))
    found = await store.suggestion("ab2c3")
    assert found
    assert len(found.note) == len(text)
    assert "\0" not in found.note
