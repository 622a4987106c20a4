"""A YAML list gains an entry as a person would write it, and keeps its comments."""

import pytest

from bot.domain.suggesting import Addition, Proposal, write_line
from bot.errors import NoSafeLine, SuggestionRefused
from bot.shipped import venue_table
from tests.domain.suggesting.styles import PAPER, paper

TEXT = """\
format: 1
title: Birds  # ours
entries:
  # the first
  - title: Heron
    kind: paper
    sections:
      - [Papers]

  # the second
  - title: Stork   # small
    sections:
      - [Tools]
"""


def add(text: str, proposal: Proposal) -> Addition:
    """Write a proposal into a YAML list."""
    return write_line(text, proposal, venues=venue_table(), filename="birds.yaml")


def test_it_stands_behind_the_last_of_its_section_and_nothing_else_changes() -> None:
    found = add(TEXT, paper())
    assert found.lines == (
        "  - title: 'Osprey: Catching Stragglers in Edge Clusters'",
        "    kind: paper",
        "    authors: Jane Doe et al.",
        "    venue: MobiSys",
        "    year: 2024",
        "    sections:",
        "      - [Papers]",
        "    links:",
        f"      - {{kind: paper, url: '{PAPER}'}}",
    )
    assert found.line_number == 9
    assert found.text.replace("\n".join(found.lines) + "\n", "") == TEXT


def test_the_last_entry_of_the_file() -> None:
    found = add(TEXT, paper(section=("Tools",)))
    assert found.text == TEXT + "\n".join(found.lines) + "\n"


def test_a_section_that_is_not_there_and_a_work_that_is_are_refused() -> None:
    with pytest.raises(SuggestionRefused, match="no section"):
        add(TEXT, paper(section=("Owls",)))


def test_a_list_on_one_line_is_left_to_people() -> None:
    with pytest.raises(NoSafeLine, match="by hand"):
        add("format: 1\ntitle: Birds\nentries: [{title: Heron, sections: [[Papers]]}]\n", paper())
