"""Read a drawn page back, as a browser would: what it shows, and what it is made of."""

from __future__ import annotations

from html.parser import HTMLParser


class Seen(HTMLParser):
    """What a page shows: its words, its pictures' words, and the elements that it is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.words += [value or "" for name, value in attrs if name == "alt"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
