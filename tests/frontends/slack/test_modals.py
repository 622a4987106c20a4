"""A form is a modal with an input a field; what is wrong with it stands where it is, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from bot.frontends.slack.modals import OTHER, command_of, errors_of, values_of, view_of
from bot.frontends.slack.pad import read_press
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.replies.forms import FieldKind, Form, FormErrors, FormField
from bot.replies.presses import Action
from tests.frontends.slack.checking import assert_view_within_limits, parts, said
from tests.replies.samples import FORM
from tests.replies.strategies import NOW, forms, hostile, replies_by_type

SETTING = Setting(NOW)


def inputs(view: Any) -> dict[str, Any]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def with_section(choices: int, value: str) -> Form:
    options = tuple((f"s{n}", f"Section {n}") for n in range(choices))
    return replace(FORM, fields=(FormField("section", "Section", value, FieldKind.CHOICE, options, required=True),))


def test_each_field_is_an_input_with_what_it_holds() -> None:
    view = view_of(FORM)
    assert_view_within_limits(view)
    form = inputs(view)
    assert list(form) == ["title", "section", "note"]
    assert form["title"]["element"]["initial_value"] == "LiteTrain: Transformers on Phones"
    assert form["title"]["element"]["max_length"] == 300
    assert [form[name]["optional"] for name in form] == [False, True, True]
    assert form["section"]["element"]["initial_option"]["text"]["text"] == "1.1 Memory Efficient Learning"
    assert form["section"]["hint"]["text"] == "where it belongs; the likeliest first"
    assert form["note"]["element"]["multiline"] is True
    assert view["submit"]["text"] == "send it"  # type: ignore[index]
    assert "arXiv could not be asked" in str(view["blocks"])
    assert command_of(str(view["callback_id"])) == FORM.command


@settings(max_examples=100, deadline=None)
@given(forms(hostile))
def test_any_form_is_within_limits(form: Form) -> None:
    view = view_of(form)
    assert_view_within_limits(view)
    assert {name.removesuffix(OTHER) for name in inputs(view)} == {field.name for field in form.fields}


@settings(max_examples=50, deadline=None)
@given(replies_by_type(hostile)[FormErrors])
def test_what_is_wrong_stands_at_an_input_of_the_form(reply: Any) -> None:
    assert_view_within_limits(view_of(reply))
    errors = errors_of(reply)
    assert set(errors) <= set(inputs(view_of(reply.form)))
    assert all(0 < len(each) <= 300 for each in errors.values())
    assert bool(errors) is bool(reply.errors)


def test_more_choices_than_a_menu_holds_have_an_input_beside_it() -> None:
    form = inputs(view_of(with_section(150, "s140")))
    assert len(form["section"]["element"]["options"]) == 100
    assert form["section"]["element"]["initial_option"]["value"] == "s140"
    assert form["section" + OTHER]["optional"] is True
    assert list(inputs(view_of(with_section(100, "s1")))) == ["section"]


def test_what_is_typed_beside_a_menu_wins_and_what_is_empty_is_told() -> None:
    names = ("title", "section", "section" + OTHER)
    assert values_of({"section": "s1", "section" + OTHER: "New"}, names) == {"title": "", "section": "New"}
    assert values_of({"section": "s1"}, names) == {"title": "", "section": "s1"}


def test_a_form_that_came_too_late_is_a_button_that_opens_it() -> None:
    message = render(FORM, SETTING)
    (button,) = [part for part in parts(message.blocks) if part.get("type") == "button"]
    press = read_press(button)
    assert press is not None
    assert (press.action, press.words.text) == (Action.FORM, "/suggest open s7k2")
    assert "arXiv could not be asked" in said(message)


def test_a_message_about_mistakes_says_them_and_all_that_was_typed() -> None:
    reply = FormErrors(FORM, (("title", "It is on the list already."), ("", "Try again later.")))
    there = said(render(reply, SETTING))
    for text in ("It is on the list already.", "Try again later.", FORM.fields[0].value, "1.1 Memory Efficient"):
        assert text in there


def test_another_forms_id_is_none() -> None:
    for callback_id in ("", "command:search", "ab1o0:=/show poet", "ab9u0:=/suggest"):
        assert command_of(callback_id) is None
