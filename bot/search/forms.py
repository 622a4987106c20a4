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


class Key(NamedTuple):
    """A stem or a concept, the folded word that it was made of (`""` for a concept), and what it counts for."""

    key: str
    spelling: str
    share: float


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


@lru_cache(maxsize=4_096)
def read_field(text: str, lexicon: Lexicon) -> FieldText:
    """Take a field's text apart."""
    words = words_of(text)
    stems = tuple(stem(word.text) for word in words)
    return FieldText(words, stems, tuple(_forms(text, words, stems, lexicon)))


def keys_in(text: str, lexicon: Lexicon) -> list[Key]:
    """Return every key that a text can be found by: what an index needs of `read_field`, at half the cost."""
    words = words_of(text)
    by_word = [_word_keys(folded, text[start:end], lexicon) for folded, start, end in words]
    keys = [key for keys in by_word for key in keys]
    if len(words) > 1:
        keys += [Key(stem(compound.text), compound.text, 1.0) for compound in compounds_of(text, words)]
    keys += [Key(concept.marker, "", 1.0) for concept in lexicon.concepts_in([keys[0][0] for keys in by_word])]
    return keys


@lru_cache(maxsize=16_384)
def _word_keys(folded: str, original: str, lexicon: Lexicon) -> tuple[Key, ...]:
    """Return the keys of a word by itself, as folded and as written."""
    found = [Key(stem(folded), folded, 1.0)]
    if not original.isascii():
        found += [Key(stem(other), other, 1.0) for other in look_alikes(original)]
    for part in parts_of(original):
        found.append(Key(stem(part), part, PART))
        found += [Key(concept.marker, "", PART) for concept in lexicon.concepts_in((stem(part),))]
    return tuple(found)


def _forms(text: str, words: tuple[Word, ...], stems: tuple[str, ...], lexicon: Lexicon) -> Iterator[Form]:
    for folded, start, end in words:
        for key in _word_keys(folded, text[start:end], lexicon):
            yield Form(*key, start, end)
    for compound in compounds_of(text, words):
        yield Form(stem(compound.text), compound.text, 1.0, compound.start, compound.end)
    for marker, first, last in lexicon.concepts_in(stems):
        yield Form(marker, "", 1.0, words[first].start, words[last - 1].end)
