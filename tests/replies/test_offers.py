"""What may be done with many entries stands in menus: the same order everywhere, whatever some entries lack."""

from bot.replies.offers import offers_of
from tests.replies.samples import SAMPLES


def test_each_action_is_offered_for_all_entries_in_turn_with_their_ranks() -> None:
    reply = SAMPLES["refined search"]
    lines = list(enumerate(reply.lines, 1))  # type: ignore[union-attr]
    (offers,) = offers_of(lines)
    assert offers.turns
    assert offers.title == "More like this, Not this"
    assert [each.label.split(". ")[0] for each in offers.choices] == [
        *(f"More like this: {rank}" for rank in range(1, 9)),
        *(f"Not this: {rank}" for rank in range(1, 9)),
    ]


def test_the_order_of_actions_does_not_depend_on_what_the_first_entry_lacks() -> None:
    from dataclasses import replace

    lines = list(enumerate(SAMPLES["refined search"].lines, 1))  # type: ignore[union-attr]
    chosen = replace(lines[0][1], actions=lines[0][1].actions[1:])
    (offers,) = offers_of([(1, chosen), *lines[1:]])
    assert offers.title == "More like this, Not this"
    assert len(offers.choices) == 15


def test_of_a_list_without_actions_there_is_nothing_to_offer() -> None:
    assert offers_of(list(enumerate(SAMPLES["middle page"].lines))) == ()  # type: ignore[union-attr]
