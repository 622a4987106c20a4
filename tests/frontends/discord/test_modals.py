"""Every form is drawn within Discord's limits, and what was typed is never lost on the way."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.frontends.discord.drawing import Mark, Row, Text
from bot.frontends.discord.forms import OTHER, Input, Picker, draw_form
from bot.frontends.discord.modals import filled_in, modal_of
from bot.frontends.discord.pad import Pad, read_values
from bot.frontends.discord.render import render
from bot.frontends.discord.setting import Setting
from bot.replies.clipping import units
from bot.replies.forms import FieldKind, Form, FormErrors, FormField, filled
from bot.replies.model import Failure
from bot.replies.presses import Action, decode_press
from tests.frontends.discord.described import problems_with
from tests.frontends.discord.test_render import assert_within_limits, texts
from tests.replies.samples import FORM
from tests.replies.strategies import NOW, forms

SETTING = Setting(NOW)
SECTIONS = tuple((f"s{n}", f"{n}. Section") for n in range(80))


def assert_modal_within_limits(form: Form) -> dict[str, Any]:
    modal = modal_of(draw_form(form))
    payload: dict[str, Any] = modal.to_dict()
    assert 1 <= len(payload["title"]) <= 45
    assert 1 <= len(payload["custom_id"]) <= 100
    assert 1 <= len(payload["components"]) <= 5
    names = [part["component"]["custom_id"] for part in payload["components"] if part["type"] == 18]
    assert len(names) == len(set(names))
    assert {name.removesuffix(OTHER) for name in names} == {field.name for field in form.fields}
    for part in payload["components"]:
        assert_part_within_limits(part)
    assert problems_with([payload], "ModalInteractionCallbackRequestData") == []
    return payload


def assert_part_within_limits(part: dict[str, Any]) -> None:
    if part["type"] == 10:
        assert 1 <= units(part["content"]) <= 4_000
        return
    assert 1 <= units(part["label"]) <= 45
    assert units(part.get("description") or "") <= 100
    field = part["component"]
    if field["type"] == 4:
        value = field.get("value") or ""
        assert units(value) <= field["max_length"] <= 4_000
        assert field["style"] == 2 or "\n" not in value
        return
    values = [option["value"] for option in field["options"]]
    assert 1 <= len(values) == len(set(values)) <= 25
    assert sum(bool(option.get("default")) for option in field["options"]) <= 1
    assert field["min_values"] == int(field["required"])
    for option in field["options"]:
        assert 1 <= units(option["label"]) <= 100
        assert 1 <= units(option["value"]) <= 100


@settings(max_examples=80, deadline=None)
@given(forms(texts))
def test_any_form_is_within_limits(form: Form) -> None:
    assert_modal_within_limits(form)


@pytest.mark.parametrize("text", ["x" * 5_000, "🚀" * 5_000, "*" * 5_000, "\n" * 5_000, "@everyone \x1b[2J\u202e"])
@pytest.mark.parametrize("kind", FieldKind)
def test_a_form_full_of_anything_is_within_limits(text: str, kind: FieldKind) -> None:
    choices = tuple((f"{n}{text}"[: 50 + n], text) for n in range(80))
    field = FormField("a", text, text, kind, choices, required=True, help=text)
    assert_modal_within_limits(Form(text, "/x", (field,), (text,) * 9, text, text))
    assert_modal_within_limits(Form(text, "/x", tuple(replace(field, name=f"f{n}") for n in range(5)), (text,) * 9))


def test_a_form_is_opened_with_what_it_holds() -> None:
    drawing = draw_form(FORM)
    assert drawing.custom_id == "ab1u0:=/suggest edit s7k2"
    assert drawing.notices == "arXiv could not be asked, so that nothing else is filled in."
    title, section, note = drawing.parts
    assert title == Input("title", "Title", "", "LiteTrain: Transformers on Phones", False, True, 300)
    assert isinstance(section, Picker)
    assert (section.value, [option.value for option in section.options]) == ("memory", ["memory", "surveys", "大模型"])
    assert isinstance(note, Input)
    assert note.tall


def test_a_notice_that_has_no_place_of_its_own_is_said_above_the_first_field() -> None:
    fields = tuple(FormField(f"f{n}", "F", help="a help") for n in range(5))
    drawing = draw_form(Form("t", "/x", fields, ("Nothing is filled in.",)))
    assert drawing.notices == ""
    assert [part.description for part in drawing.parts] == ["Nothing is filled in.", *["a help"] * 4]


def test_a_menu_has_the_likeliest_and_what_is_chosen_and_a_field_for_the_rest() -> None:
    section = FormField("section", "Section", "s70", FieldKind.CHOICE, SECTIONS, required=True)
    menu, other = draw_form(Form("t", "/x", (section,))).parts
    assert isinstance(menu, Picker)
    assert [option.value for option in menu.options] == ["s70", *(f"s{n}" for n in range(24))]
    assert (menu.value, menu.required) == ("s70", False)
    assert isinstance(other, Input)
    assert (other.name, other.description, other.required) == (
        "section+",
        "One that the menu above lacks: it has 25 of 80.",
        False,
    )


def test_a_full_form_says_that_its_menu_is_cut() -> None:
    section = FormField("section", "Section", "s2", FieldKind.CHOICE, SECTIONS, required=True, help="where it belongs")
    others = tuple(FormField(f"f{n}", "F") for n in range(4))
    menu, *rest = draw_form(Form("t", "/x", (section, *others))).parts
    assert isinstance(menu, Picker)
    assert menu.description == "The 25 likeliest of 80. where it belongs"
    assert menu.required
    assert len(rest) == 4


def test_choices_that_no_menu_can_hold_are_typed() -> None:
    section = FormField("section", "Section", "", FieldKind.CHOICE, (("x" * 101, "X"), (" ", "nothing")))
    assert isinstance(draw_form(Form("t", "/x", (section,))).parts[0], Input)


def test_what_was_typed_beside_a_menu_wins() -> None:
    def label(component: dict[str, Any]) -> dict[str, Any]:
        return {"type": 18, "component": component}

    section = {"type": 3, "custom_id": "section", "values": ["s1"]}
    for typed, value in (("  ", "s1"), ("Audio", "Audio")):
        other = {"type": 4, "custom_id": "section+", "value": typed}
        data = {"custom_id": "ab1u0:=/x", "components": [{"type": 10}, label(section), label(other)]}
        assert filled_in(SimpleNamespace(data=data)) == ("ab1u0:=/x", {"section": value})  # type: ignore[arg-type]


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["custom_id", "components", "component", "value", "values"]), inner)
        ),
    )
)
@settings(max_examples=100)
def test_nothing_that_may_come_breaks_the_reading_of_it(data: object) -> None:
    custom_id, values = filled_in(SimpleNamespace(data=data))  # type: ignore[arg-type]
    assert isinstance(custom_id, str)
    assert all(isinstance(each, str) for pair in values.items() for each in pair)


typed_texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=60)


@given(st.dictionaries(st.sampled_from(["title", "note", "名前"]), st.lists(typed_texts, min_size=1).map("\n".join)))
def test_what_was_typed_is_read_back_from_the_message_as_it_was(values: dict[str, str]) -> None:
    written = "\n".join(block.content for block in Pad(NOW).values(values) if isinstance(block, Text))
    read = read_values(written)
    assert read.items() <= {name: harmlessly(value) for name, value in values.items()}.items()
    if units(written) < 700:
        assert set(read) == set(values)


def harmlessly(value: str) -> str:
    from bot.replies.harmless import harmless

    return harmless(value.replace("\n", "⏎"), 2_000).replace("⏎", "\n")


def test_errors_are_said_by_field_and_the_form_opens_again_with_what_was_typed() -> None:
    form = filled(FORM, {"title": "a *bold* title", "note": "one\n  https://example.org @here"})
    drawing = render(FormErrors(form, (("title", "Not *bold*."), ("", "Three a day."))), SETTING)
    assert_within_limits(drawing)
    assert drawing.form is None
    about, wrong, values, row = drawing.blocks
    assert isinstance(about, Text)
    assert about.mark is Mark.FORM
    assert isinstance(wrong, Text)
    assert wrong.content == "- **Title:** Not \\*bold\\*.\n- Three a day."
    assert isinstance(values, Text)
    assert values.mark is Mark.VALUES
    assert read_values(values.content) == {
        "title": "a *bold* title",
        "section": "memory",
        "note": "one\n https://example.org @here",
    }
    assert isinstance(row, Row)
    press = decode_press(row.buttons[0].custom_id)
    assert press
    assert (press.action, press.words.text) == (Action.FORM, "/suggest open s7k2")


@pytest.mark.parametrize("value", ["x" * 4_000, "*" * 1_000, "🚀" * 3_000])
def test_values_that_are_too_long_for_a_message_are_left_to_the_draft(value: str) -> None:
    form = filled(FORM, {"title": value, "note": value})
    drawing = render(FormErrors(form, (("title", value),) * 9), SETTING)
    assert_within_limits(drawing)
    kept = [read_values(block.content) for block in drawing.blocks if isinstance(block, Text)]
    assert {"section": "memory"} in kept


def test_a_form_that_came_too_late_is_a_message_with_a_button() -> None:
    drawing = render(FORM, SETTING)
    assert_within_limits(drawing)
    about, row = drawing.blocks
    assert isinstance(about, Text)
    assert about.content.splitlines() == [
        "### A suggestion",
        "-# arXiv could not be asked, so that nothing else is filled in.",
    ]
    assert isinstance(row, Row)
    assert [button.label for button in row.buttons] == ["Open the form"]


def test_a_form_whose_command_to_open_it_again_is_endless_is_opened_by_the_one_it_completes() -> None:
    for reply in (replace(FORM, again="/open " + "x" * 1_500), FormErrors(replace(FORM, again="端" * 2_000), ())):
        row = render(reply, SETTING).blocks[-1]
        assert isinstance(row, Row)
        press = decode_press(row.buttons[0].custom_id)
        assert press
        assert press.words.text == FORM.command


def test_what_was_typed_stays_in_sight_where_sending_it_failed() -> None:
    drawing = render(Failure("busy", "The store is busy."), replace(SETTING, typed={"title": "Poem"}))
    assert_within_limits(drawing)
    assert "-# title: Poem" in [block.content for block in drawing.blocks if isinstance(block, Text)]
