"""What may be done with many entries stands in menus: the same order everywhere, whatever some entries lack."""

from dataclasses import replace

from bot.replies.model import EntryLines, Line, SectionNode, SectionTree
from bot.replies.offers import offers_of, sections_to_open
from tests.replies.samples import SAMPLES


def lines_of(sample: str) -> list[tuple[int, Line]]:
    reply = SAMPLES[sample]
    assert isinstance(reply, EntryLines)
    return list(enumerate(reply.lines, 1))


def test_each_action_is_offered_for_all_entries_in_turn_with_their_ranks() -> None:
    lines = lines_of("refined search")
    (offers,) = offers_of(lines)
    assert offers.turns
    assert offers.title == "More like this, Not this"
    assert [each.label.split(". ")[0] for each in offers.choices] == [
        *(f"More like this: {rank}" for rank in range(1, 9)),
        *(f"Not this: {rank}" for rank in range(1, 9)),
    ]


def test_the_order_of_actions_does_not_depend_on_what_the_first_entry_lacks() -> None:
    lines = lines_of("refined search")
    chosen = replace(lines[0][1], actions=lines[0][1].actions[1:])
    (offers,) = offers_of([(1, chosen), *lines[1:]])
    assert offers.title == "More like this, Not this"
    assert len(offers.choices) == 15


def test_of_a_list_without_actions_there_is_nothing_to_offer() -> None:
    assert offers_of(lines_of("middle page")) == ()


def tree(sections: int) -> SectionTree:
    nodes = tuple(SectionNode(f"Part {at}", 0, at, f"/browse {at}") for at in range(1, sections + 1))
    return SectionTree("Sections", nodes, 820)


def test_sections_are_opened_from_one_menu_or_from_several_that_say_which_they_hold() -> None:
    (only,) = sections_to_open(tree(25), 25, 4)
    assert only.title == "Open a section"
    assert only.choices[2].label == "Part 3 (3)"
    several = sections_to_open(tree(107), 25, 4)
    assert [each.title.partition("(")[2] for each in several] == ["1–25)", "26–50)", "51–75)", "76–100)"]
    assert [choice.command for each in several for choice in each.choices] == [f"/browse {at}" for at in range(1, 101)]
    assert sections_to_open(tree(0), 25, 4) == []
