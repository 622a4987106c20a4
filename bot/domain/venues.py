"""Venues: which spellings mean the same conference, journal or preprint server.

Readers keep a list's own spelling; this table serves comparison, search and display beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping


def fold_venue(text: str) -> str:
    """Fold case, width, punctuation and a trailing year away: `MobiSys'24` and `mobisys 2024` give `mobisys`."""
    folded = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return re.sub(r"\s*(?:(?:19|20)\d{2}|\b\d{2})$", "", folded).strip().replace(" ", "")


_PUBLISHER = re.compile(r"^(?:(?:acm|ieee|usenix)[\s/]+)+(?=\S+\s+\S+\s)", re.I)
"""Who publishes a venue, before a name of three words or more: people say `Transactions on Mobile Computing`."""

_WORD_BREAK = re.compile(r"[\s,;()]+")


class VenueTable:
    """Canonical venue names and the spellings that stand for them."""

    def __init__(self, aliases: Mapping[str, Iterable[str]]) -> None:
        self._spellings = {name: (name, *others) for name, others in aliases.items()}
        self._canonical = {
            fold_venue(spelling): name for name, spellings in self._spellings.items() for spelling in spellings
        }
        for name, spellings in self._spellings.items():
            for spelling in spellings:
                self._canonical.setdefault(fold_venue(_PUBLISHER.sub("", spelling)), name)
        self._starts = {fold_venue(s.split()[0]) for row in self._spellings.values() for s in row}
        self._most_words = max((len(s.split()) for row in self._spellings.values() for s in row), default=1)

    def canonical(self, text: str) -> str | None:
        """Return the canonical name of a venue as written, year or not; None for what is not in the table."""
        return self._canonical.get(fold_venue(text))

    def leading(self, text: str) -> str | None:
        """Return the canonical name of the venue that a text starts with: `EMNLP Findings, long paper` gives EMNLP."""
        words = _WORD_BREAK.split(text.strip())
        if fold_venue(words[0]) not in self._starts:
            return None
        for count in range(min(len(words), self._most_words), 0, -1):
            found = self.canonical(" ".join(words[:count]))
            if found:
                return found
        return None

    def spellings(self, name: str) -> tuple[str, ...]:
        """Return every spelling of a canonical name, itself first; empty for what is not in the table."""
        return self._spellings.get(name, ())
