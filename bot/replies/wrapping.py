"""Measure text in terminal cells, and fold rows of spans into a width.

Knows characters, not replies.  A wide character takes two cells, a mark none; what others wrote has been
made harmless before it comes here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.replies.spans import Role, Row, Span, row_text

# Characters that take one cell each and stand alone: no table has to be loaded for them.
_NARROW = re.compile(
    r"[ -~\xa1-\xac\xae-\u02ff\u0370-\u0373\u0376-\u0377\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482–—‘’“”…›█▉▊▋▌▍▎▏]*"
)
_WORDS = re.compile(r" +|[^ ]+")
_UNBROKEN = {Role.LINK}
_CLOSING = {"Po", "Pe", "Pf"}


def cells(text: str) -> int:
    """Return how many terminal cells *text* takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def row_cells(row: Iterable[Span]) -> int:
    """Return how many terminal cells a row takes."""
    return cells(row_text(row))


def padded(text: str, width: int) -> str:
    """Return *text* followed by the spaces that fill *width* cells."""
    return text + " " * (width - cells(text))


def fold(row: Sequence[Span], width: int | None, indent: int = 0) -> tuple[Row, ...]:
    """Fold one row at its spaces into rows of at most *width* cells; all but the first start *indent* cells in.

    A word that is too long is broken between characters; wide characters may be parted anywhere.  A link's
    text is never broken, however long, so that it can be copied and opened.  No width: no folding.
    """
    if width is None or row_cells(row) <= width:
        return (_without_end(row),)
    rows: list[list[Span]] = [[]]
    used = 0
    gap: list[Span] = []
    for word in _words(row):
        if _is_space(word):
            gap = word if rows[-1] or len(rows) == 1 else []
            continue
        for piece in _pieces(word, max(width - indent, 1)):
            size, space = row_cells(piece), row_cells(gap)
            endless = size > width - indent  # a link that fits no line stays by its label
            if rows[-1] and used + space + size > width and not endless:
                rows.append([])
                used, space, gap = indent, 0, []
            rows[-1] += [*gap, *piece]
            used, gap = used + space + size, []
    return tuple(joined(folded if not index else [*_margin(indent), *folded]) for index, folded in enumerate(rows))


def flow(items: Sequence[Row], separator: Span, width: int | None, indent: int = 0, lead: Row = ()) -> tuple[Row, ...]:
    """Set items side by side after *lead*, *separator* between them, and break lines between items where that fits.

    All lines but the first start *indent* cells in.  A line's end stands for the separator: none is left dangling.
    """
    rows: list[Row] = []
    current, fresh = list(lead), True
    for item in items:
        longer = [*current, *item] if fresh else [*current, separator, *item]
        if not fresh and width is not None and row_cells(longer) > width:
            rows += fold(current, width, indent)
            longer = [*_margin(indent), *item]
        current, fresh = longer, False
    return (*rows, *fold(current, width, indent)) if current else ()


def joined(spans: Iterable[Span]) -> Row:
    """Return the row with neighbours of one role and one link made into one span, and empty ones left out."""
    row: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if row and (row[-1].role, row[-1].url) == (span.role, span.url):
            row[-1] = Span(row[-1].text + span.text, span.role, span.url)
        else:
            row.append(span)
    return tuple(row)


def _without_end(row: Sequence[Span]) -> Row:
    """Return the row without the spaces at its end."""
    kept = list(row)
    while kept and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept:
        last = kept[-1]
        kept[-1] = Span(last.text.rstrip(" "), last.role, last.url)
    return joined(kept)


def _words(row: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield runs of spaces and words in turn; a word may have pieces in several roles."""
    word: list[Span] = []
    for span in row:
        for text in _WORDS.findall(span.text):
            piece = Span(text, span.role, span.url)
            if word and (_is_space(word) or text[0] == " "):
                yield word
                word = []
            word.append(piece)
    if word:
        yield word


def _is_space(word: Sequence[Span]) -> bool:
    return word[0].text[0] == " "


def _pieces(word: list[Span], width: int) -> Iterator[list[Span]]:
    """Yield a word whole where it fits or must not be broken, else in the pieces that a line may end after."""
    if all(span.role in _UNBROKEN for span in word) or (row_cells(word) <= width and not _has_wide(word)):
        yield word
        return
    for wide, group in groupby(_clusters(word), lambda cluster: cells(cluster.text) > 1):
        run = list(group)
        if wide or row_cells(run) > width:
            yield from _breakable(run)
        else:
            yield run


def _breakable(run: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield characters one by one, closing punctuation with the one before it: no line starts with a full stop."""
    piece: list[Span] = []
    for cluster in run:
        closes = len(piece) == 1 and unicodedata.category(cluster.text[0]) in _CLOSING
        if piece and not closes:
            yield piece
            piece = []
        piece.append(cluster)
    yield piece


def _has_wide(word: Sequence[Span]) -> bool:
    return any(not _NARROW.fullmatch(span.text) and cells(span.text) > len(span.text) for span in word)


def _clusters(word: Sequence[Span]) -> Iterator[Span]:
    from wcwidth import iter_graphemes

    for span in word:
        for text in iter_graphemes(span.text):
            yield Span(text, span.role, span.url)


def _margin(indent: int) -> Row:
    return (Span(" " * indent),) if indent else ()
