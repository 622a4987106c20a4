"""Of two listings of one work nothing is lost, and nothing stands there twice."""

from datetime import date

from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.joining import joined

HERE, THERE = Placement(("Here",)), Placement(("There",), 1)
PAPER = Link(LinkKind.PAPER, "https://arxiv.org/abs/2206.15472")


def test_what_one_says_stands_and_what_it_lacks_is_the_others() -> None:
    one = Entry("Sage", EntryKind.PAPER, (HERE,), venue="ICML", links=(PAPER,))
    other = Entry("sage", EntryKind.PROJECT, (THERE,), "SAGE", "Ida Moss", "icml", 2024, (), "Sows.", date(2024, 5, 1))
    whole = Entry(
        "Sage", EntryKind.PAPER, (HERE, THERE), "SAGE", "Ida Moss", "ICML", 2024, (PAPER,), "Sows.", date(2024, 5, 1)
    )
    assert joined(one, other) == whole


def test_of_two_forms_of_one_address_the_first_is_kept_and_every_other_link() -> None:
    """Also of links whose addresses lead nowhere that could be compared."""
    mine = (PAPER, Link(LinkKind.OTHER, "mailto:ida@example.org", "write to Ida"))
    yours = (
        Link(LinkKind.PAPER, "http://www.arxiv.org/pdf/2206.15472v2"),
        Link(LinkKind.OTHER, "mailto:kim@example.org", "write to Kim"),
        Link(LinkKind.OTHER, "mailto:ida@example.org", "write to Ida"),
    )
    whole = joined(
        Entry("Sage", EntryKind.PAPER, (HERE,), links=mine), Entry("Sage", EntryKind.PAPER, (THERE,), links=yours)
    )
    assert whole.links == (*mine, yours[1])
