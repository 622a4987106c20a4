"""The life of a suggestion: each step, who may take it, and what is never done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.suggesting import Proposal
from bot.domain.suggestion_life import THE_BOT, Actor, advance, begin
from bot.domain.suggestions import Suggestion, SuggestionAction, SuggestionState, new_suggestion_id
from bot.errors import SuggestionRefused

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
AUTHOR = Actor("discord:1")
MODERATOR = Actor("discord:2", moderates=True)
STRANGER = Actor("discord:3")
Action = SuggestionAction
State = SuggestionState


def suggestion(state: State = State.DRAFT) -> Suggestion:
    proposal = Proposal("Thistle: Spotting Weeds", ("Papers",), name="Thistle")
    return Suggestion("ab2c3", "garden", AUTHOR.key, proposal, NOW, NOW, state)


PATH = (
    (Action.HAND_IN, AUTHOR, State.PENDING),
    (Action.ASK, MODERATOR, State.PENDING),
    (Action.EDIT, AUTHOR, State.PENDING),
    (Action.APPROVE, MODERATOR, State.APPROVED),
    (Action.SUBMIT, THE_BOT, State.SUBMITTED),
    (Action.DECLINE, THE_BOT, State.DECLINED),
    (Action.REOPEN, MODERATOR, State.PENDING),
    (Action.REJECT, MODERATOR, State.REJECTED),
    (Action.REOPEN, MODERATOR, State.PENDING),
    (Action.APPROVE, MODERATOR, State.APPROVED),
    (Action.SUBMIT, THE_BOT, State.SUBMITTED),
    (Action.RETURN, THE_BOT, State.PENDING),
    (Action.APPROVE, MODERATOR, State.APPROVED),
    (Action.SUBMIT, THE_BOT, State.SUBMITTED),
    (Action.MERGE, THE_BOT, State.MERGED),
)


def test_the_longest_way_is_one_event_a_step() -> None:
    step = begin(suggestion())
    events = [step.event]
    for n, (action, actor, state) in enumerate(PATH, 1):
        step = advance(step.suggestion, action, actor, NOW + timedelta(hours=n), text=f"words {n}")
        assert step.suggestion.state is state
        events.append(step.event)
    assert [event and event.version for event in events] == list(range(1, len(PATH) + 2))
    assert [event and event.action for event in events[1:]] == [action for action, _actor, _state in PATH]
    assert step.suggestion.version == len(PATH) + 1


def test_approving_twice_is_approving_once_and_says_who_did_it() -> None:
    first = advance(suggestion(State.PENDING), Action.APPROVE, MODERATOR, NOW)
    second = advance(first.suggestion, Action.APPROVE, Actor("discord:9", moderates=True), NOW)
    assert second.event is None
    assert second.suggestion == first.suggestion
    assert second.suggestion.decided_by == MODERATOR.key


@pytest.mark.parametrize("action", [Action.APPROVE, Action.REJECT, Action.ASK, Action.REOPEN])
def test_only_moderators_decide(action: Action) -> None:
    for actor in (AUTHOR, STRANGER):
        for state in State:
            with pytest.raises(SuggestionRefused, match="Only moderators may"):
                advance(suggestion(state), action, actor, NOW, text="because")


@pytest.mark.parametrize("action", [Action.MERGE, Action.SUBMIT, Action.DECLINE, Action.RETURN])
def test_what_happens_upstream_nobody_can_claim(action: Action) -> None:
    with pytest.raises(SuggestionRefused):
        advance(suggestion(State.SUBMITTED), action, MODERATOR, NOW)


def test_a_moderator_does_not_approve_what_is_their_own_unless_the_settings_let_them() -> None:
    own = replace(suggestion(State.PENDING), author=MODERATOR.key)
    with pytest.raises(SuggestionRefused, match="Somebody else"):
        advance(own, Action.APPROVE, MODERATOR, NOW)
    assert advance(own, Action.APPROVE, MODERATOR, NOW, second_person=False).suggestion.state is State.APPROVED


def test_rejecting_and_asking_need_words() -> None:
    for action in (Action.REJECT, Action.ASK):
        with pytest.raises(SuggestionRefused, match="few words"):
            advance(suggestion(State.PENDING), action, MODERATOR, NOW, text="  ")


def test_an_edit_keeps_what_was_asked_and_a_decision_takes_its_place() -> None:
    asked = advance(suggestion(State.PENDING), Action.ASK, MODERATOR, NOW, text="Is there code?").suggestion
    edited = advance(asked, Action.EDIT, AUTHOR, NOW, note="Soon.").suggestion
    assert (edited.reason, edited.note) == ("Is there code?", "Soon.")
    assert advance(edited, Action.APPROVE, MODERATOR, NOW).suggestion.reason == ""


def test_a_stranger_does_not_withdraw_nor_does_a_forgotten_author_match_nobody() -> None:
    with pytest.raises(SuggestionRefused, match="person who suggested"):
        advance(suggestion(State.PENDING), Action.WITHDRAW, STRANGER, NOW)
    with pytest.raises(SuggestionRefused):
        advance(replace(suggestion(State.PENDING), author=""), Action.WITHDRAW, Actor(""), NOW)


def test_a_refusal_says_where_the_suggestion_is() -> None:
    with pytest.raises(SuggestionRefused, match="“Thistle” is on the list"):
        advance(suggestion(State.MERGED), Action.WITHDRAW, AUTHOR, NOW)


@given(st.lists(st.tuples(st.sampled_from(list(Action)[1:]), st.sampled_from([AUTHOR, MODERATOR, THE_BOT]))))
def test_whatever_is_tried_versions_count_events_and_ends_stay_ends(tries: list[tuple[Action, Actor]]) -> None:
    now = suggestion()
    for action, actor in tries:
        before = now
        try:
            step = advance(now, action, actor, NOW, text="words")
        except SuggestionRefused:
            continue
        now = step.suggestion
        assert now.version == before.version + (step.event is not None)
        if before.state in (State.MERGED, State.JOINED):
            assert now == before


def test_ids_are_short_spoken_and_never_taken() -> None:
    rng, made = Random(1), set[str]()
    for _n in range(500):
        made.add(new_suggestion_id(rng, made))
    assert len(made) == 500
    assert all(len(each) == 5 and any(sign.isdigit() for sign in each) for each in made)
