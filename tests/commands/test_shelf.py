"""The shelf: saving, notes, finding again, exports, and being forgotten."""

import json

import pytest

from bot.commands.desk import Desk
from bot.replies.model import Clarify, Document, EntryLines, Failure, Message, NothingFound
from tests.commands.conftest import ME, Ask


async def saved(ask: Ask, words: str = "") -> list[tuple[str, str | None]]:
    reply = await ask(f"/saved {words}")
    return [(line.ref.id, line.note) for line in reply.lines] if isinstance(reply, EntryLines) else []


async def test_what_is_saved_is_on_the_shelf_newest_first(ask: Ask) -> None:
    await ask("/save poet")
    await ask("/save melon note: for the reading group")
    assert set(await saved(ask)) == {("poet", None), ("melon", "for the reading group")}


@pytest.mark.parametrize(
    "line", ["/save poet for Thursday", "/save poet note: for Thursday", '/save poet note:"for Thursday"']
)
async def test_a_note_may_follow_an_id_or_its_name(ask: Ask, line: str) -> None:
    await ask(line)
    assert await saved(ask) == [("poet", "for Thursday")]


async def test_a_title_that_begins_like_an_id_is_no_note(ask: Ask) -> None:
    await ask("/save melon: breaking the memory wall")
    assert await saved(ask) == [("melon", None)]


async def test_saving_again_keeps_the_note_and_says_so(ask: Ask) -> None:
    await ask("/save poet note: mine")
    reply = await ask("/save poet")
    assert isinstance(reply, Message)
    assert "already" in reply.text
    assert await saved(ask) == [("poet", "mine")]


async def test_the_shelf_is_searched_in_entries_and_notes(ask: Ask) -> None:
    await ask("/save poet note: for Thursday")
    await ask("/save tvm")
    assert await saved(ask, "thursday") == [("poet", "for Thursday")]
    assert await saved(ask, "compiler") == [("tvm", None)]
    assert isinstance(await ask("/saved chocolate"), NothingFound)


async def test_unsave_takes_it_off_and_offers_a_way_back(ask: Ask) -> None:
    await ask("/save poet")
    reply = await ask("/unsave poet")
    assert isinstance(reply, Message)
    assert reply.actions[0].command == "/save poet"
    assert await saved(ask) == []
    again = await ask("/unsave poet")
    assert isinstance(again, Message)
    assert "not on your shelf" in again.text


async def test_an_empty_shelf_says_how_to_fill_it(ask: Ask) -> None:
    reply = await ask("/saved")
    assert isinstance(reply, NothingFound)
    assert "/save" in reply.sentence


async def test_shelves_are_personal(ask: Ask, desk: Desk) -> None:
    await ask("/save poet")
    assert await desk.store.saved("test:other") == ()


async def test_forget_asks_first_and_then_deletes_everything(ask: Ask, desk: Desk) -> None:
    await ask("/save poet")
    await ask("/recommend")
    question = await ask("/forget")
    assert isinstance(question, Clarify)
    assert await desk.store.saved(ME.key)
    done = await ask(question.choices[0].command)
    assert isinstance(done, Message)
    assert await desk.store.saved(ME.key) == ()
    assert await desk.store.shown(ME.key) == frozenset()


async def export(ask: Ask, what: str) -> Document:
    reply = await ask(f"/export {what}")
    assert isinstance(reply, Document), reply
    return reply


async def test_the_shelf_is_exported_as_bibtex_with_its_notes(ask: Ask) -> None:
    await ask("/save poet note: for Thursday")
    text = (await export(ask, "saved bibtex")).text
    assert text.count("@") == 1
    assert "for Thursday" in text


@pytest.mark.parametrize(
    ("what", "count"),
    [("all", 31), ("poet", 1), ("1.1", 4), ("section:inference kind:project", 4), ("inference deployment", 4)],
)
async def test_what_to_export_may_be_all_an_entry_a_section_or_a_search(ask: Ask, what: str, count: int) -> None:
    assert len(json.loads((await export(ask, f"{what} csl")).text)) == count


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl", "csv", "markdown"])
async def test_every_format_in_the_table_can_be_written(ask: Ask, form: str) -> None:
    document = await export(ask, f"all {form}")
    assert "POET" in document.text
    assert document.filename


async def test_nothing_to_export_is_said(ask: Ask) -> None:
    assert isinstance(await ask("/export chocolate cake"), NothingFound)
    assert isinstance(await ask("/export saved"), NothingFound)


async def test_what_has_left_its_list_stays_on_the_shelf_and_can_be_taken_off(ask: Ask, desk: Desk) -> None:
    await ask("/save poet note: for Thursday")
    await ask("/save tvm")
    await desk.store.drop_lists_except([])
    assert set(await saved(ask)) == {
        ("poet", "for Thursday (no longer on the list)"),
        ("tvm", "(no longer on the list)"),
    }
    assert json.loads((await export(ask, "saved csl")).text)
    reply = await ask("/unsave poet")
    assert isinstance(reply, Message)
    assert "Took “POET” off your shelf" in reply.text


async def test_a_refusal_is_kept_and_can_be_taken_back(ask: Ask, desk: Desk) -> None:
    reply = await ask("/refuse poet")
    assert isinstance(reply, Message)
    assert [ref.id for ref in await desk.store.refused(ME.key)] == ["poet"]
    assert reply.actions[0].command == "/unrefuse poet"
    await ask(reply.actions[0].command)
    assert not await desk.store.refused(ME.key)


async def test_only_an_entry_can_be_refused(ask: Ask) -> None:
    for command in ("refuse", "unrefuse"):
        assert isinstance(await ask(f"/{command} zzzzqqqq"), NothingFound)
    again = await ask("/unrefuse poet")
    assert isinstance(again, Message)
    assert "not refused" in again.text


async def test_the_reading_list_of_nobody_is_not_searched_for(ask: Ask) -> None:
    reply = await ask("/export reading list")
    assert isinstance(reply, Message)
    assert "belongs to a server or a workspace" in reply.text


async def test_a_format_that_there_is_none_of_is_not_searched_for(ask: Ask) -> None:
    await ask("/save poet")
    reply = await ask("/export saved pdf")
    assert isinstance(reply, Failure)
    assert reply.sentence == "There is no format “pdf”; there are bibtex, ris, csl, csv, markdown."
