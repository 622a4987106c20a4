"""Forms: none that some platform could not show, and a line that says the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot.replies.forms import MOST_FIELDS, FieldKind, Form, FormErrors, FormField, filled, form_id, typed_line
from bot.replies.presses import LONGEST, Action, decode_press
from tests.replies.samples import FORM
from tests.replies.strategies import forms, hostile

TITLE = FormField("title", "Title")


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("/x", ()),
        ("/x", tuple(FormField(f"f{n}", "F") for n in range(MOST_FIELDS + 1))),
        ("/x", (TITLE, TITLE)),
        ("/x", (FormField("no name", "F"),)),
        ("", (TITLE,)),
        ("/suggest edit " + "x" * 100, (TITLE,)),
        ("/suggest " + "端" * 30, (TITLE,)),
    ],
    ids=["no fields", "too many", "a name twice", "a name of two words", "no command", "long", "long in UTF-8"],
)
def test_a_form_that_a_platform_could_not_show_is_refused_where_it_is_made(
    command: str, fields: tuple[FormField, ...]
) -> None:
    with pytest.raises(ValueError, match=r"form|field"):
        Form("t", command, fields)


@given(forms(hostile))
@settings(max_examples=50, deadline=None)
def test_the_id_of_any_form_names_its_command(form: Form) -> None:
    custom_id = form_id(form.command)
    assert custom_id is not None
    assert len(custom_id) <= LONGEST
    press = decode_press(custom_id)
    assert press is not None
    assert press.action is Action.SUBMIT
    assert press.words.text == form.command.encode("utf-8", "replace").decode()


def test_a_form_is_filled_by_name_and_what_it_does_not_have_is_ignored() -> None:
    form = filled(FORM, {"title": "Poem", "other": "x", "note": ""})
    assert [field.value for field in form.fields] == ["Poem", "memory", ""]


def test_the_line_leaves_out_what_is_empty_or_long_and_cannot_be_broken_out_of() -> None:
    fields = (FormField("a", "A", 'say "hi" “there”\nnow'), FormField("b", "B"), FormField("c", "C", "x" * 200))
    assert typed_line(Form("t", "/x", fields)) == '/x a:"say \'hi\' \'there\' now" b:"…" c:"…"'


def test_wrong_are_the_fields_that_an_error_names_or_all_of_them() -> None:
    assert [field.name for field in FormErrors(FORM, (("note", "No."), ("", "No."))).wrong] == ["note"]
    assert FormErrors(FORM, (("", "Too many today."),)).wrong == FORM.fields
    assert FormErrors(FORM, (("note", "Why?"), ("gone", "No."))).sentences() == (
        ("Note for the moderators", "Why?"),
        ("", "No."),
    )


@pytest.mark.parametrize(("longest", "limit"), [(0, 1), (300, 300), (9_999, 4_000)])
def test_no_field_takes_more_than_every_platform_does(longest: int, limit: int) -> None:
    assert FormField("a", "A", kind=FieldKind.TEXT, longest=longest).limit == limit
