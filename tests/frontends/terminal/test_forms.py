"""What an answer to a field means, and how a field is asked."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.frontends.terminal.forms import FieldCompleter, Question, Refused, fill_in, taken
from bot.i18n import use_translations
from bot.replies.forms import FieldKind, Form, FormField
from bot.replies.model import Failure, Reply
from tests.replies.pseudo import Pseudo
from tests.replies.samples import FORM
from tests.replies.strategies import forms, hostile

CHOICE = FormField(
    "section", "Section", "b", FieldKind.CHOICE, (("a", "Alpha"), ("b", "Beta"), ("c", "Alphabet"), ("d", "Beta"))
)


class Keys:
    """Answers fields with what it is given, or with what stands there already."""

    def __init__(self, *typed: str) -> None:
        self.typed = list(typed)
        self.questions: list[Question] = []

    async def ask_field(self, question: Question) -> str:
        self.questions.append(question)
        return self.typed.pop(0) if self.typed else question.typed


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1", "a"), ("3", "c"), ("alpha", "a"), ("C", "c"), ("alphab", "c"), ("", ""), ("Beta", "b")],
    ids=["number", "last number", "label", "value", "beginning", "nothing", "what stands there"],
)
def test_a_choice_is_made_by_number_or_name(typed: str, value: str) -> None:
    assert taken(CHOICE, typed) == value


@pytest.mark.parametrize("typed", ["0", "5", "999999999", "²", "gamma", "alph", "beta "])
def test_what_is_no_choice_or_not_one_alone_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="a number from 1 to 4"):
        taken(CHOICE if typed != "beta " else FormField("s", "S", "", CHOICE.kind, CHOICE.choices), typed)


def test_lines_are_only_for_texts_and_the_length_is_said() -> None:
    assert taken(FormField("a", "A"), " a\n b ") == "a b"
    assert taken(FormField("a", "A", kind=FieldKind.TEXT), " a\n b ") == "a\n b"
    with pytest.raises(Refused, match="A takes at most 10 characters; this has 5000"):
        taken(FormField("a", "A", longest=10), "x" * 5_000)
    with pytest.raises(Refused, match="A is needed"):
        taken(FormField("a", "A", required=True), " ")


async def test_what_is_refused_is_asked_again_with_what_was_typed() -> None:
    shown: list[Reply] = []
    keys = Keys("", "Poem")
    form = await fill_in(Form("t", "/x", (FormField("a", "A", "old", required=True),)), keys, shown.append)
    assert form
    assert form.fields[0].value == "Poem"
    assert [question.typed for question in keys.questions] == ["old", ""]
    assert [type(each) for each in shown][1:] == [Failure]


@given(forms(hostile), st.sampled_from(["", "1", "a", "x" * 5_000, "\n\t"]))
@settings(max_examples=60, deadline=None)
def test_any_answer_to_any_field_is_a_value_that_fits_or_is_refused(form: Form, typed: str) -> None:
    for field in form.fields:
        value = None
        with suppress(Refused):
            value = taken(field, typed)
        if value is not None:
            chosen = value in dict(field.choices) and field.kind is FieldKind.CHOICE
            assert chosen or len(value) <= field.limit
            assert value or not field.required or chosen


@given(forms(hostile))
@settings(max_examples=50, deadline=None)
def test_nothing_that_is_asked_can_act_on_a_terminal(form: Form) -> None:
    for question in _questions(form):
        for text in (question.typed, *(each.text for each in question.candidates)):
            assert not set(text) & {"\x1b", "\x9b", "\x00", "\r", "\u202e"}


def test_candidates_that_begin_so_come_before_those_that_hold_it() -> None:
    keys = [question for question in _questions(FORM) if question.candidates]
    completer = FieldCompleter(keys[0].candidates)
    assert [each.text for each in completer.complete("e", 1)] == ["1.1 Memory Efficient Learning", "Surveys"]
    assert [each.text for each in completer.complete("su", 2)] == ["Surveys"]


def test_every_word_of_ours_can_be_translated() -> None:
    with use_translations(Pseudo()), pytest.raises(Refused) as caught:
        taken(CHOICE, "gamma")
    assert str(caught.value).startswith("⟦")


def _questions(form: Form) -> list[Question]:
    """Return the first question of a form that has each of its fields alone."""
    asked: list[Question] = []
    for field in form.fields:
        keys = Keys()
        asyncio.run(fill_in(Form("t", "/x", (replace(field, required=False),)), Leaver(keys), lambda _reply: None))
        asked += keys.questions
    return asked


class Leaver:
    """Sees one question and leaves."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys

    async def ask_field(self, question: Question) -> str:
        await self.keys.ask_field(question)
        raise EOFError
