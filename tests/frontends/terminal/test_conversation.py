"""What a typed line means after the last answer."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind
from bot.frontends.terminal.conversation import AskIntent, Conversation, Intent, LeaveIntent, TellIntent
from bot.i18n import use_translations
from bot.replies.model import Choice, Clarify, EntryLines, FactGroup, Facts, Failure, Line, Message, NothingFound
from tests.replies.pseudo import Pseudo

_FRESH = Conversation()


def _page(first: int, *ids: str, more: str | None = None, back: str | None = None) -> EntryLines:
    lines = tuple(Line(EntryRef("mobile", name), name.upper(), EntryKind.PAPER, f"/show {name}") for name in ids)
    return EntryLines("Results", lines, 9, first, more=more, back=back)


def _code(intent: Intent | None) -> str:
    assert isinstance(intent, TellIntent)
    assert isinstance(intent.reply, Failure)
    return intent.reply.code


@pytest.mark.parametrize("line", ["/search npu", "memory efficient training", "/x ' \" \\", "10000", "2022"])
def test_a_line_is_passed_on_as_it_is(line: str) -> None:
    assert _FRESH.meant(f"  {line} ") == AskIntent(line)


def test_an_empty_line_asks_for_nothing_at_first() -> None:
    assert _FRESH.meant("   ") is None


@pytest.mark.parametrize("line", ["/quit", "/exit", "quit", "exit"])
def test_leaving(line: str) -> None:
    assert _FRESH.meant(line) == LeaveIntent()


def test_a_number_opens_the_hit_that_stands_under_it() -> None:
    conversation = _FRESH.after("npu", _page(1, "poet", "melon"))
    assert conversation.meant("2") == AskIntent("/show melon")


def test_enter_and_more_turn_the_page_and_back_turns_back() -> None:
    conversation = _FRESH.after("npu", _page(3, "poet", more="/search npu page:3", back="/search npu"))
    assert conversation.meant("") == conversation.meant("/more") == AskIntent("/search npu page:3")
    assert conversation.meant("/back") == AskIntent("/search npu")


def test_numbers_of_pages_that_were_turned_can_still_be_picked() -> None:
    conversation = _FRESH.after("npu", _page(1, "poet", "melon", more="/search npu page:2"))
    conversation = conversation.after("/search npu page:2", _page(3, "sage", back="/search npu"))
    assert [conversation.meant(str(rank)) for rank in (1, 3)] == [AskIntent("/show poet"), AskIntent("/show sage")]


def test_another_list_brings_its_own_numbers() -> None:
    conversation = _FRESH.after("npu", _page(1, "poet", "melon", more="/search npu page:2"))
    conversation = conversation.after("/recent", _page(1, "sage"))
    assert conversation.meant("1") == AskIntent("/show sage")
    assert _code(conversation.meant("2")) == "no_such_number"
    assert conversation.meant("") is None


def test_a_card_leaves_the_numbers_of_the_list_but_enter_no_longer_turns_the_page() -> None:
    conversation = _FRESH.after("npu", _page(1, "poet", "melon", more="/search npu page:2"))
    conversation = conversation.after("/show poet", Message("POET"))
    assert conversation.meant("2") == AskIntent("/show melon")
    assert conversation.meant("") is None
    assert conversation.meant("/more") == AskIntent("/search npu page:2")


def test_a_number_picks_an_answer_to_a_question() -> None:
    choices = (Choice("EdgeLLM", "/show edgellm"), Choice("Edge-LLM", "/show edgellm-2"))
    for reply in (Clarify("Which?", choices), NothingFound("None.", nearest=choices), Failure("x", "No.", choices)):
        assert _FRESH.after("x", reply).meant("2") == AskIntent("/show edgellm-2")


def test_a_number_takes_an_action_of_any_card_and_enter_turns_the_page() -> None:
    cards = (
        FactGroup("s7k2", (), (Choice("Approve", "/suggest approve s7k2"), Choice("Reject", "/suggest reject s7k2"))),
        FactGroup("x9p4", (), (Choice("Ask", "/suggest ask x9p4"),)),
    )
    conversation = _FRESH.after("/suggestions", Facts("Waiting", cards, more="/suggestions page:2"))
    assert conversation.meant("3") == AskIntent("/suggest ask x9p4")
    assert conversation.meant("") == conversation.meant("/more") == AskIntent("/suggestions page:2")
    assert _FRESH.after("/suggestions", Facts("Waiting", cards)).meant("2") == AskIntent("/suggest reject s7k2")


def test_what_stands_under_no_number_cannot_be_picked() -> None:
    """A single way on is shown without a number, so that `1` is a search."""
    conversation = _FRESH.after("x", Failure("x", "No.", (Choice("Did you mean", "/search"),)))
    assert conversation.meant("1") == AskIntent("1")


def test_a_year_is_searched_for_even_where_there_are_numbers() -> None:
    assert _FRESH.after("npu", _page(1, "poet")).meant("2022") == AskIntent("2022")


@pytest.mark.parametrize("line", ["/more", "/back"])
def test_turning_a_page_that_is_not_there_is_said(line: str) -> None:
    assert _code(_FRESH.meant(line)) == "no_such_page"


def test_hints_name_what_can_be_typed_now() -> None:
    assert _FRESH.hints() == ("Tab: complete", "/help", "Ctrl-D: leave")
    conversation = _FRESH.after("npu", _page(1, "poet", "melon", more="/search npu page:2"))
    assert conversation.hints()[:2] == ("Enter: more", "1–2: open")


def test_every_word_of_ours_can_be_translated() -> None:
    conversation = _FRESH.after("npu", _page(1, "poet", "melon", more="/search npu page:2"))
    with use_translations(Pseudo()):
        said = [*conversation.hints()]
        for intent in (_FRESH.meant("/more"), _FRESH.meant("/back"), conversation.meant("7")):
            assert isinstance(intent, TellIntent)
            assert isinstance(intent.reply, Failure)
            said.append(intent.reply.sentence)
    assert [words for words in said if not (words.startswith("⟦") and words.endswith("⟧"))] == ["/help"]


@given(st.text())
@settings(deadline=None)
def test_any_line_means_something_or_nothing(line: str) -> None:
    assert isinstance(_FRESH.after("npu", _page(1, "poet")).meant(line), AskIntent | TellIntent | LeaveIntent | None)


def _offering(first: int, *ids: str, more: str | None = None) -> EntryLines:
    page = _page(first, *ids, more=more)
    lines = tuple(
        replace(
            line,
            actions=(
                Choice("More like this", f"/search x like:{line.ref.id}", turns=True, sign="+"),
                Choice("Not this", f"/search x unlike:{line.ref.id}", turns=True, sign="-"),
            ),
        )
        for line in page.lines
    )
    return replace(page, lines=lines)


def test_a_sign_before_a_number_picks_what_else_may_be_done_there() -> None:
    conversation = _FRESH.after("x", _offering(1, "poet", "melon", more="/search x page:2"))
    assert conversation.meant("+2") == AskIntent("/search x like:melon")
    assert conversation.meant(" - 1") == AskIntent("/search x unlike:poet")
    assert {"+1: More like this", "-1: Not this"} <= set(conversation.hints())
    assert _code(conversation.meant("+9")) == "no_such_number"
    further = conversation.after("/search x page:2", _offering(3, "sage"))
    assert further.meant("-3") == AskIntent("/search x unlike:sage")
    assert further.meant("+1") == AskIntent("/search x like:poet")


@pytest.mark.parametrize("line", ["+2020", "-keyboard", "- 3", "*"])
def test_where_nothing_is_signed_what_is_no_number_is_passed_on(line: str) -> None:
    assert _FRESH.after("npu", _page(1, "poet")).meant(line) == AskIntent(line)


@pytest.mark.parametrize("line", ["+2", "-1", "*1"])
def test_a_sign_that_does_nothing_here_says_so_instead_of_searching(line: str) -> None:
    for conversation in (_FRESH, _FRESH.after("npu", _page(1, "poet"))):
        told = conversation.meant(line)
        assert isinstance(told, TellIntent)
        assert isinstance(told.reply, Failure)
        assert told.reply.code == "no_such_sign"
