"""More like this, not that: what the buttons of a search say, and that they add up without anything being kept."""

from bot.commands.complete import complete_line, complete_value
from bot.commands.desk import Desk
from bot.replies.model import Choice, EntryLines, Line, Reply
from tests.commands.conftest import Ask


def lines(reply: Reply) -> EntryLines:
    assert isinstance(reply, EntryLines), reply
    return reply


def action(line: Line, sign: str) -> Choice:
    return next(each for each in line.actions if each.sign == sign)


async def test_every_result_can_be_refined_in_place(ask: Ask) -> None:
    reply = lines(await ask("/search on-device training"))
    assert all([each.label for each in line.actions] == ["More like this", "Not this"] for line in reply.lines)
    assert all(each.turns for line in reply.lines for each in line.actions)
    assert reply.actions == ()


async def test_presses_add_up_and_can_be_taken_back(ask: Ask) -> None:
    first = lines(await ask("/search on-device training"))
    liked = first.lines[1]
    second = lines(await ask(action(liked, "+").command))
    assert second.lines[0].ref == liked.ref
    assert [each.sign for each in second.lines[0].actions] == ["-"]
    refused = second.lines[1]
    third = lines(await ask(action(refused, "-").command))
    assert third.lines[0].ref == liked.ref
    assert refused.ref not in [line.ref for line in third.lines]
    assert any("First what is like" in notice for notice in third.notices)
    assert any("Without" in notice for notice in third.notices)
    (again,) = third.actions
    assert (again.label, again.turns) == ("Start over", True)
    assert lines(await ask(again.command)) == first


async def test_the_heading_names_the_words_alone_and_pages_keep_what_was_said(ask: Ask) -> None:
    reply = lines(await ask("/search kind:paper unlike:poet"))
    assert reply.title == "21 results for “kind:paper”"
    assert reply.more == "/search kind:paper unlike:poet page:2"


async def test_where_all_is_refused_the_way_back_is_offered(ask: Ask) -> None:
    only = lines(await ask("/search nn-meter"))
    reply = lines(await ask("/search nn-meter unlike:" + ",".join(line.ref.id for line in only.lines)))
    assert reply.lines == ()
    assert [each.command for each in reply.actions] == ["/search nn-meter"]


async def test_a_name_that_is_nobodys_is_said_beside_the_answer(ask: Ask) -> None:
    reply = lines(await ask("/search training like:zzzzqqqq"))
    assert any("zzzzqqqq" in notice for notice in reply.notices)


async def test_what_is_liked_is_completed_after_each_comma(desk: Desk) -> None:
    assert [c.text for c in complete_line(desk, "/search training like:poe")] == ["poet"]
    assert complete_line(desk, "/search training like:poet,nn-me")[0].text == "poet,nn-meter"
    param = desk.table["search"].param("unlike")
    assert param
    assert complete_value(desk, param, "poet, tv")[0].text == "poet,tvm"
