"""Search, similar, recommend, random, recent: asked as people ask."""

import pytest

from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.finding import query_text
from bot.commands.model import Call, Person
from bot.replies.model import EntryCard, EntryLines, Failure, NothingFound, Reply
from tests.commands.conftest import ME, Ask


def lines(reply: Reply) -> EntryLines:
    assert isinstance(reply, EntryLines), reply
    return reply


def ids(reply: Reply) -> list[str]:
    return [line.ref.id for line in lines(reply).lines]


async def test_search_puts_the_best_first_and_says_why(ask: Ask) -> None:
    reply = lines(await ask("/search memory efficient training"))
    assert {"sage", "melon"} & set(ids(reply)[:3])
    assert all(line.reasons for line in reply.lines)
    assert reply.lines[0].marks


async def test_words_without_a_slash_are_a_search(ask: Ask) -> None:
    assert ids(await ask("federated learning keyboard")) == ids(await ask("/search federated learning keyboard"))


async def test_a_typo_is_corrected_and_said(ask: Ask) -> None:
    reply = lines(await ask("/search federatd lerning"))
    assert reply.lines
    assert any("federat" in notice for notice in reply.notices)


async def test_nothing_is_found_for_what_the_list_does_not_have(ask: Ask) -> None:
    reply = await ask("/search chocolate cake recipe")
    assert isinstance(reply, NothingFound)
    assert "chocolate cake recipe" in reply.sentence


async def test_pages_follow_one_another_without_gap_or_repeat(ask: Ask) -> None:
    seen: list[str] = []
    command: str | None = "/search kind:paper"
    while command:
        reply = lines(await ask(command))
        assert reply.first == len(seen) + 1
        seen += ids(reply)
        command = reply.more
    assert len(seen) == reply.total == len(set(seen)) == 22


async def test_a_page_past_the_end_says_so(ask: Ask) -> None:
    reply = lines(await ask("/search kind:paper page:99"))
    assert not reply.lines
    assert reply.back == "/search kind:paper"


def test_typed_options_become_the_query_language() -> None:
    call = Call("search", ME, {"words": "npu", "venue": 'Mobi"Sys 2022', "has": "code"})
    assert query_text(call) == 'npu venue:"MobiSys 2022" has:"code"'


async def test_similar_does_not_name_the_entry_itself(ask: Ask) -> None:
    reply = lines(await ask("/similar poet"))
    assert "poet" not in ids(reply)
    assert all(line.reasons for line in reply.lines)


async def test_similar_to_nothing_offers_the_nearest(ask: Ask) -> None:
    reply = await ask("/similar zzzzqqqq")
    assert isinstance(reply, NothingFound)


async def test_recommendations_do_not_repeat_until_all_were_seen(ask: Ask, desk: Desk) -> None:
    seen: list[str] = []
    while len(seen) < len(desk.library.catalog.entries):
        fresh = ids(await ask("/recommend"))
        assert not set(fresh) & set(seen)
        seen += fresh
    again = lines(await ask("/recommend"))
    assert again.lines
    assert "starting over" in again.notices[0]


async def test_what_is_saved_is_not_recommended(ask: Ask, desk: Desk) -> None:
    await ask("/save poet")
    for _ in range(len(desk.library.catalog.entries)):
        assert "poet" not in ids(await ask("/recommend"))


async def test_what_is_refused_is_neither_recommended_nor_similar(ask: Ask, desk: Desk) -> None:
    similar = ids(await ask("/similar poet"))[0]
    await ask(f"/refuse {similar}")
    assert similar not in ids(await ask("/similar poet"))
    await ask("/save poet")
    for _ in range(10):
        assert similar not in ids(await ask("/recommend"))


async def test_what_is_saved_leads_to_its_like(ask: Ask) -> None:
    await ask("/save poet")
    first = lines(await ask("/recommend")).lines[0]
    assert first.reasons[0].words == ("POET",)


async def test_what_is_looked_at_has_a_say(ask: Ask, desk: Desk) -> None:
    await ask("/show poet")
    assert [ref.id for ref in await desk.store.opened(ME.key, 10)] == ["poet"]
    assert lines(await ask("/recommend")).lines[0].reasons[0].words == ("POET",)


async def test_somebody_new_is_told_how_to_begin(ask: Ask) -> None:
    assert "to begin with" in lines(await ask("/recommend")).notices[0]


async def test_the_same_state_gets_the_same_recommendation(ask: Ask, desk: Desk) -> None:
    first = ids(await ask("/recommend"))
    await desk.store.forget_shown(ME.key)
    assert ids(await ask("/recommend")) == first


async def test_each_person_has_their_own_round(ask: Ask, desk: Desk) -> None:
    await ask("/recommend")
    assert await desk.store.shown(ME.key)
    assert not await desk.store.shown("test:other")


async def test_a_topic_nobody_wrote_about_gives_nothing(ask: Ask) -> None:
    assert isinstance(await ask("/recommend chocolate cake"), NothingFound)


async def test_random_picks_inside_the_section(ask: Ask) -> None:
    for _ in range(10):
        reply = await ask("/random Inference Deployment")
        assert isinstance(reply, EntryCard)
        assert any(path[-1] == "2. Inference Deployment" for path in reply.sections)


async def test_recent_is_newest_first(ask: Ask) -> None:
    days = [line.added_on for line in lines(await ask("/recent")).lines]
    assert days == sorted(days, key=str, reverse=True)


async def test_recent_since_leaves_out_what_is_older(ask: Ask) -> None:
    assert isinstance(await ask("/recent 7d"), NothingFound)
    assert lines(await ask("/recent 20 years")).total == 31


async def test_a_moment_that_is_none_is_refused_with_examples(ask: Ask) -> None:
    reply = await ask("/recent banana")
    assert isinstance(reply, Failure)
    assert "2 weeks" in reply.sentence


@pytest.mark.parametrize("line", ["/", "/search", "/show", '/show "', "/search " + "x" * 5000, "/save note:", "\x00"])
async def test_no_line_is_answered_with_a_bug(desk: Desk, line: str) -> None:
    _name, reply = await answer_line(desk, line, Person("test:me"))
    assert not (isinstance(reply, Failure) and reply.code == "internal")
