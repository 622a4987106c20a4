"""A list may change its format: what was read from Markdown is written as YAML and read back the same."""

from dataclasses import replace

from hypothesis import given, settings

from bot.domain.entries import Entry, Placement, Reading
from bot.domain.markdown import read_markdown
from bot.domain.yaml_format import read_yaml, write_yaml
from bot.shipped import venue_table
from tests.domain.markdown.test_properties import ITEMS, MARKDOWN


def without_lines(reading: Reading) -> list[Entry]:
    """Leave out what a format cannot keep: lines, and ranks among placements."""
    return [
        replace(entry, placements=tuple(sorted((Placement(place.section) for place in entry.placements), key=repr)))
        for entry in reading.entries
    ]


@given(MARKDOWN | ITEMS)
@settings(max_examples=150)
def test_markdown_to_yaml_and_back_keeps_every_entry(text: str) -> None:
    reading = read_markdown(text, venues=venue_table())
    again = read_yaml(write_yaml(reading))
    assert without_lines(again) == without_lines(reading)
    assert again.title == reading.title
