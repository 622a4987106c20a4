"""Links: which entries a link leads to, in whichever of its forms people type it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.catalog import CatalogEntry
from bot.domain.keys import LinkKey, link_key
from bot.search.kept import Kept, Part
from bot.search.postings import Postings


class LinkIndex:
    """The rows of each link."""

    def __init__(self) -> None:
        self._rows: Postings[str] = Postings()

    def state(self, name: str) -> Iterator[Part]:
        """Yield what is to be kept, under a name."""
        return self._rows.state(name)

    def restore(self, kept: Kept, name: str) -> None:
        """Take in what was kept under a name."""
        self._rows.restore(kept, name)

    def enter(self, row: int, stored: CatalogEntry) -> None:
        """Note where an entry's links lead."""
        self._rows.add_all(_links_of(stored), row)

    def leave(self, row: int, stored: CatalogEntry) -> None:
        """Forget where the links of a row's entry lead."""
        self._rows.discard_all(_links_of(stored), row)

    def rows(self, word: str) -> list[int]:
        """Return the rows that a link leads to: a URL, an arXiv id, a DOI, a repository's `owner/name`."""
        if bare := re.fullmatch(r"(?:arxiv:?)?(\d{4}\.\d{4,5})(?:v\d+)?", word, re.I | re.ASCII):
            word = f"https://arxiv.org/abs/{bare[1]}"
        elif re.match(r"10\.\d{4,9}/", word):
            word = f"https://doi.org/{word}"
        elif re.fullmatch(r"[\w.-]+/[\w.-]+", word, re.ASCII):
            word = f"https://github.com/{word}"
        elif not re.match(r"https?://|doi:|www\.|[\w-]+\.[\w.-]+/", word, re.I):
            return []
        key = link_key(word)
        return list(self._rows.rows(_spelt(key))) if key else []


def _links_of(stored: CatalogEntry) -> list[str]:
    return [_spelt(key) for link in stored.entry.links if (key := link_key(link.url))]


def _spelt(key: LinkKey) -> str:
    return f"{key.scheme} {key.value}"
