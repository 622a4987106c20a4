"""Forms: under which keys a piece of text can be found, and where in it each of them stands.

The same for indexing and for explaining a hit, so that whatever was found can also be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.search.lexicon import Lexicon
from bot.search.stems import stem
from bot.search.text import Word, compounds_of, look_alikes, parts_of, words_of

PART = 0.8
"""What a word inside another counts for: `bert` in `MobileBERT`."""


class Form(NamedTuple):
    """One way in which a piece of text can be found.

    `key` is a stem or a concept; `spelling` the folded word, `""` for a concept; `share` what it counts for;
    `start` and `end` the range of characters that it stands for.
    """

    key: str
    spelling: str
    share: float
    start: int
    end: int


class FieldText(NamedTuple):
    """A text taken apart: its words, their stems, and all forms under which it can be found."""

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    forms: tuple[Form, ...]


@lru_cache(maxsize=16_384)
def read_field(text: str, lexicon: Lexicon) -> FieldText:
    """Take a field's text apart."""
    words = words_of(text)
    stems = tuple(stem(word.text) for word in words)
    return FieldText(words, stems, tuple(_forms(text, words, stems, lexicon)))


def _forms(text: str, words: tuple[Word, ...], stems: tuple[str, ...], lexicon: Lexicon) -> Iterator[Form]:
    for (folded, start, end), key in zip(words, stems, strict=True):
        yield Form(key, folded, 1.0, start, end)
        original = text[start:end]
        for other in look_alikes(original):
            yield Form(stem(other), other, 1.0, start, end)
        for part in parts_of(original):
            yield Form(stem(part), part, PART, start, end)
            for marker, _, _ in lexicon.concepts_in((stem(part),)):
                yield Form(marker, "", PART, start, end)
    for compound in compounds_of(text, words):
        yield Form(stem(compound.text), compound.text, 1.0, compound.start, compound.end)
    for marker, first, last in lexicon.concepts_in(stems):
        yield Form(marker, "", 1.0, words[first].start, words[last - 1].end)
