"""Help for the reader's tests: read a small list with the shipped table of venues."""

from textwrap import dedent

from bot.domain.entries import Entry, Reading
from bot.domain.markdown import read_markdown
from bot.shipped import venue_table


def read(text: str) -> Reading:
    """Read a list that is indented as the test is."""
    return read_markdown(dedent(text), venues=venue_table())


def only(text: str) -> Entry:
    """Read the one entry of a list; everything stands in a section called Papers unless the text says otherwise."""
    body = dedent(text).strip("\n")
    reading = read_markdown(body if body.startswith("#") else f"# Awesome\n\n## Papers\n\n{body}", venues=venue_table())
    assert len(reading.entries) == 1, [entry.title for entry in reading.entries]
    return reading.entries[0]


def titles(text: str) -> list[str]:
    """Return the titles of a list's entries in order."""
    return [entry.title for entry in read(text).entries]


def urls(entry: Entry) -> list[str]:
    """Return the addresses of an entry's links in order."""
    return [link.url for link in entry.links]
