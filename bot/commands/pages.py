"""Divide what happened, day by day and sentence by sentence, into pages that every platform can show whole.

Pure.  Knows no platform's limits exactly: it counts what a text may become at worst, and stays well below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.replies.model import ChangeDay

MOST_DAYS = 7
ROOM = 2_000
"""What a page may weigh: UTF-16 units, each sign that may have to be escaped counting twice."""

_DAY = 24
_SENTENCE = 3  # its bullet, and the end of its line
_LONGEST = 1_200  # of a longer sentence, platforms show the first 600 characters


def change_pages(days: Sequence[ChangeDay]) -> tuple[tuple[ChangeDay, ...], ...]:
    """Return the days, in their order, as pages; a day for which there is no room goes on on the next.

    Every sentence is on one page, and every page has at least one; there is at least one page.
    """
    return tuple(_filled(days)) or ((),)


def _filled(days: Sequence[ChangeDay]) -> Iterator[tuple[ChangeDay, ...]]:
    page: list[ChangeDay] = []
    used = 0
    for each in days:
        for sentence in each.sentences:
            new = not page or page[-1].day != each.day
            needed = _weight(sentence) + _DAY * new
            if page and (used + needed > ROOM or (new and len(page) == MOST_DAYS)):
                yield tuple(page)
                page, used, new, needed = [], 0, True, _weight(sentence) + _DAY
            if new:
                page.append(ChangeDay(each.day, ()))
            page[-1] = ChangeDay(each.day, (*page[-1].sentences, sentence))
            used += needed
    if page:
        yield tuple(page)


def _weight(sentence: str) -> int:
    plain = sum(char <= "\uffff" and (char == " " or char.isalnum()) for char in sentence)
    return min(2 * len(sentence) - plain, _LONGEST) + _SENTENCE
