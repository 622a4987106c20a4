"""Words: how any text becomes the folded words that are indexed, searched and marked.

One way for lists and for queries, so that both sides always agree.  Knows no catalog and no meaning.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts written without spaces: their words are looked for as pairs of characters."""

_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"(?P<cjk>[{CJK}]+)|(?P<word>(?:(?![{CJK}])[^\W_][{_MARKS}]*)+)(?:['’]s(?![^\W_]))?")
_PLAIN_WORD = re.compile(r"([A-Za-z0-9]+)(?:'s(?![A-Za-z0-9]))?")
"""The same for ASCII, which is most of all text, four times faster."""
_CHAIN = re.compile(r"[A-Za-z0-9]+(?:[-./_+][A-Za-z0-9]+)+")
"""Words of ASCII that joints make one."""
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_JOINTS = frozenset("-‐‑–./_+'’")
_JOINED = re.compile(r"[-‐‑–./_+'’]")
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω"
# fmt: off
_GREEK_NAMES = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)
# fmt: on
_SPOKEN = str.maketrans(dict(zip(_GREEK, _GREEK_NAMES, strict=True)))
_DRAWN = str.maketrans(dict(zip("αβεικμνορτυχω", "abeikuvoptuxw", strict=True)))


class Word(NamedTuple):
    """One word of a text: its folded form, and the half-open range of characters that it stands for."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=4_096)
def words_of(text: str) -> tuple[Word, ...]:
    """Split a text into words, in order.  A run of Chinese or Japanese gives its overlapping pairs of characters."""
    if text.isascii():
        return tuple([Word(match[1].lower(), match.start(), match.end(1)) for match in _PLAIN_WORD.finditer(text)])
    found: list[Word] = []
    for match in _WORD.finditer(text):
        if match["cjk"]:
            found += _pairs(match["cjk"], match.start())
        elif folded := fold(match["word"]):
            found.append(Word(folded, match.start("word"), match.end("word")))
    return tuple(found)


def plain_words(text: str) -> list[str] | None:
    """Return the words of a text as written, where they are plain and nothing joins them; None where `words_of` tells.

    That is most of all text, and where its words stand does not matter to an index.
    """
    return None if not text.isascii() or _JOINED.search(text) else _PLAIN_WORD.findall(text)


def chained_words(text: str) -> tuple[list[str], list[str]] | None:
    """Return the words of a text as written, and what those make that hyphens and dots join; None where that is hard.

    The same as `words_of` and `compounds_of` give, for ASCII without apostrophes: without their places, in a third of
    the time.
    """
    if not text.isascii() or "'" in text:
        return None
    joined: list[str] = []
    for chain in _CHAIN.findall(text):
        words = _JOINED.split(chain.lower())
        if len(words) == 2:
            joined.append(words[0] + words[1])
        else:
            joined += [
                words[0] + words[1],
                "".join(words),
                *(words[at] + words[at + 1] for at in range(1, len(words) - 1)),
            ]
    return _PLAIN_WORD.findall(text), joined


def folded_words(text: str) -> list[str]:
    """Return the folded words that `words_of` finds; for what is no more than words, in a third of the time."""
    plain = plain_words(text)
    return [word.text for word in words_of(text)] if plain is None else [word.lower() for word in plain]


def count_words(text: str) -> int:
    """Return how many words `words_of` finds."""
    plain = plain_words(text)
    return len(words_of(text) if plain is None else plain)


def _pairs(run: str, start: int) -> Iterator[Word]:
    width = min(2, len(run))
    for i in range(len(run) - width + 1):
        if folded := fold(run[i : i + width]):
            yield Word(folded, start + i, start + i + width)


def fold(text: str) -> str:
    """Fold width, case, accents and Greek letters (`μ` is spoken `mu`) away, and everything but letters and digits."""
    if text.isascii():
        lower = text.lower()
        return lower if lower.isalnum() else "".join(filter(str.isalnum, lower))
    return _letters(_plain(text).translate(_SPOKEN))


def key_of(text: str) -> str:
    """Return what spellings of one name share: `nn-Meter`, `NN Meter` and `nnmeter` are `nnmeter`."""
    return fold(text)


@lru_cache(maxsize=4_096)
def look_alikes(text: str) -> tuple[str, ...]:
    """Return the other folded forms that people type for a word with Greek letters: `ulayer` for `μLayer`."""
    if text.isascii():
        return ()
    plain = _plain(text)
    drawn = _letters(plain.translate(_DRAWN).translate(_SPOKEN))
    return (drawn,) if drawn and drawn != fold(text) else ()


def parts_of(text: str) -> tuple[str, ...]:
    """Return the words inside one written in camel case: `FlashAttention`, `MobileNetV2` (`mobilenet`, `v2`, …).

    Neighbours are joined as well, since capitals do not say where a name's words end.
    """
    if (text.isascii() and text.isalpha() and (text[1:].islower() or text.isupper())) or _PLURAL_ACRONYM.fullmatch(
        text
    ):
        return ()
    pieces = _CAMEL.findall(unicodedata.normalize("NFKC", text))
    if len(pieces) < 2:
        return ()
    joined = [one + other for one, other in itertools.pairwise(pieces)]
    whole = fold(text)
    folded = (fold(piece) for piece in (*pieces, *joined))
    return tuple(dict.fromkeys(part for part in folded if part != whole and (len(part) > 2 or _is_version(part))))


def compounds_of(text: str, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return what words that only a hyphen or dot parts make when they are joined: `finetuning`, `justintime`."""
    found: list[Word] = []
    if len(words) < 2 or not _JOINED.search(text):
        return ()
    first = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and words[at].start - words[at - 1].end == 1 and text[words[at - 1].end] in _JOINTS:
            continue
        if at - first > 1:
            found += _joined(words[first:at])
        first = at
    return tuple(found)


def _joined(chain: tuple[Word, ...]) -> list[Word]:
    runs = {(0, len(chain)), *((at, at + 2) for at in range(len(chain) - 1))}
    return [
        Word("".join(word.text for word in chain[start:end]), chain[start].start, chain[end - 1].end)
        for start, end in sorted(runs)
    ]


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(filter(str.isalnum, text)))


def _is_version(part: str) -> bool:
    return len(part) > 1 and part[0] == "v" and part[1:].isdigit()
