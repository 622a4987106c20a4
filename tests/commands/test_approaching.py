"""Same problem, other approach: asked of an entry, and of the whole list."""

from bot.commands.desk import Desk
from bot.replies.model import EntryCard, EntryLines, NothingFound, Reply
from bot.search.results import ReasonKind
from tests.commands.conftest import Ask


def lines(reply: Reply) -> EntryLines:
    assert isinstance(reply, EntryLines), reply
    return reply


async def test_the_approaches_to_an_entrys_problem_stand_in_other_sections(ask: Ask, desk: Desk) -> None:
    reply = lines(await ask("/approaches eco-fl"))
    own = desk.library.engine.resolve("eco-fl").entry
    assert own
    for line in reply.lines:
        assert line.section not in own.entry.sections
        assert [reason.kind for reason in line.reasons] == [ReasonKind.PROBLEM, ReasonKind.APPROACH]
        assert line.section[-1] in line.reasons[1].words[0]
    assert reply.actions[0].command == "/similar eco-fl"


async def test_without_an_entry_the_strongest_pairs_are_told_two_by_two(ask: Ask) -> None:
    reply = lines(await ask("/approaches"))
    assert len(reply.lines) % 2 == 0
    for one, other in zip(reply.lines[::2], reply.lines[1::2], strict=True):
        assert one.section != other.section
        assert one.score == other.score
    assert reply == await ask("/approaches")


async def test_an_entry_that_stands_alone_leads_to_what_is_like_it(ask: Ask, desk: Desk) -> None:
    alone = next(e for e in desk.library.catalog.entries if not desk.library.engine.approaches(e.ref))
    reply = await ask(f"/approaches {alone.id}")
    assert isinstance(reply, NothingFound)
    assert reply.nearest[0].command == f"/similar {alone.id}"


async def test_it_is_offered_where_an_entry_is_shown(ask: Ask) -> None:
    card, similar = await ask("/show poet"), lines(await ask("/similar poet"))
    assert isinstance(card, EntryCard)
    assert "/approaches poet" in [choice.command for choice in card.actions]
    assert [choice.command for choice in similar.actions] == ["/approaches poet"]
    assert "/similar poet" in [choice.command for choice in card.actions]


async def test_what_is_new_leads_to_its_like(ask: Ask) -> None:
    line = lines(await ask("/recent")).lines[0]
    assert [(each.label, each.command) for each in line.actions] == [("More like this", f"/similar {line.ref.id}")]
