"""Browse, show, stats."""

import pytest

from bot.replies.model import Clarify, EntryCard, EntryLines, NothingFound, SectionTree, Statistics
from tests.commands.conftest import Ask


async def test_the_tree_has_every_section_once_with_its_count(ask: Ask) -> None:
    tree = await ask("/browse")
    assert isinstance(tree, SectionTree)
    assert tree.total == 31
    top = [(node.title, node.count) for node in tree.nodes if node.depth == 0]
    assert top == [("Papers", 22), ("Open Source Projects", 9)]
    assert len({node.command for node in tree.nodes}) == len(tree.nodes)


async def test_every_section_in_the_tree_opens_by_its_command(ask: Ask) -> None:
    tree = await ask("/browse")
    assert isinstance(tree, SectionTree)
    for node in tree.nodes:
        reply = await ask(node.command)
        assert isinstance(reply, EntryLines), node.command
        assert reply.total == node.count


async def test_a_number_is_enough_to_open_a_section(ask: Ask) -> None:
    reply = await ask("/browse 1.1")
    assert isinstance(reply, EntryLines)
    assert reply.total == 4


async def test_an_ambiguous_section_is_asked_back(ask: Ask) -> None:
    reply = await ask("/browse on device")
    assert isinstance(reply, Clarify | EntryLines)


async def test_an_unknown_section_points_to_all(ask: Ask) -> None:
    reply = await ask("/browse chocolate")
    assert isinstance(reply, NothingFound)
    assert (reply.leads, [each.command for each in reply.nearest]) == ("Instead:", ["/browse"])


async def test_show_knows_everything(ask: Ask) -> None:
    card = await ask("/show poet")
    assert isinstance(card, EntryCard)
    assert (card.authors, card.venue, card.year) == ("Patil et al.", "ICML", 2022)
    assert card.sections == (("Papers", "1. Learning on Devices", "1.1 Memory Efficient Learning"),)
    assert card.permalink
    assert card.permalink.endswith("awesome-on-device-AI#11-memory-efficient-learning")
    assert card.added_on
    assert {choice.command for choice in card.actions} == {
        "/similar poet",
        "/approaches poet",
        "/save poet",
        "/refuse poet",
    }
    assert card.again == "/show poet"


async def test_show_names_a_venue_that_the_list_misspells(ask: Ask) -> None:
    card = await ask("/show On-Device Training Under 256KB Memory")
    assert isinstance(card, EntryCard)
    assert (card.venue, card.venue_known_as) == ("NIPS", "NeurIPS")


async def test_show_has_the_readers_own_note(ask: Ask) -> None:
    await ask("/save poet note: for Thursday")
    card = await ask("/show poet")
    assert isinstance(card, EntryCard)
    assert (card.saved, card.note) == (True, "for Thursday")


async def test_a_short_name_in_greek_is_found_in_latin_letters(ask: Ask) -> None:
    card = await ask("/show ulayer")
    assert isinstance(card, EntryCard)
    assert card.title.startswith("μLayer")


async def test_versions_are_not_confused(ask: Ask) -> None:
    card = await ask("/show MobileNetV2")
    assert isinstance(card, EntryCard)
    assert not isinstance(await ask("/show MobileNetV3"), EntryCard)


async def test_statistics_add_up(ask: Ask) -> None:
    reply = await ask("/stats")
    assert isinstance(reply, Statistics)
    by_title = {tally.title: dict(tally.rows) for tally in reply.tallies}
    assert by_title["By kind"] == {"papers": 22, "projects": 9}
    assert sum(by_title["By section"].values()) == 31
    assert by_title["By venue"]["MobiSys"] == 4


async def test_sections_in_the_statistics_go_by_their_own_heading(ask: Ask) -> None:
    reply = await ask("/stats")
    assert isinstance(reply, Statistics)
    names = [name for name, _count in reply.tallies[0].rows]
    assert names[:2] == ["1. Learning on Devices", "2. Inference on Devices"]


@pytest.mark.parametrize(
    ("line", "leads", "command"),
    [
        ("/show zebra quantum", "Instead:", "/search zebra quantum"),
        ("/approaches poet", "Instead:", "/similar poet"),
        ("/recent 2 weeks", "The newest:", "/show "),
    ],
)
async def test_what_has_nothing_says_what_to_do_instead(ask: Ask, line: str, leads: str, command: str) -> None:
    reply = await ask(line)
    assert isinstance(reply, NothingFound)
    assert reply.leads == leads
    assert reply.nearest[0].command.startswith(command)


@pytest.mark.parametrize("command", ["search", "show", "browse", "similar", "export", "interests", "rate"])
async def test_what_goes_on_and_on_is_not_said_again_whole(ask: Ask, command: str) -> None:
    assert len(str(await ask(f"/{command} {'x' * 1_900}"))) < 500
