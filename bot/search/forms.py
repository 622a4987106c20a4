"""Forms: under which keys a piece of text can be found, and where in it each of them stands.

The same for indexing and for explaining a hit, so that whatever was found can also be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import NamedTuple, TypeAlias, cast

from bot.domain.entries import SectionPath
from bot.search.lexicon import Lexicon
from bot.search.stems import stem
from bot.search.text import Word, chained_words, compounds_of, look_alikes, parts_of, words_of

PART = 0.8
"""What a word inside another counts for: `bert` in `MobileBERT`."""

_REMEMBERED = 32_768
_SHARED_TEXTS = 4_096
"""How many words, and whole texts, are remembered while many texts are read."""


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


def forms_with(text: str, keys: Collection[str], lexicon: Lexicon) -> Iterator[Form]:
    """Yield the forms of a text that have one of the keys, in a third of the time that all of them take."""
    words = words_of(text)
    stems: list[str] = []
    for folded, start, end in words:
        known = _cached_word_keys(folded, text[start:end], lexicon)
        stems.append(known[0].key)
        for key in known:
            if key.key in keys:
                yield Form(*key, start, end)
    for compound in compounds_of(text, words):
        if (key_ := stem(compound.text)) in keys:
            yield Form(key_, compound.text, 1.0, compound.start, compound.end)
    for marker, first, last in lexicon.concepts_in(stems):
        if marker in keys:
            yield Form(marker, "", 1.0, words[first].start, words[last - 1].end)


class FieldKeys(NamedTuple):
    """What an index needs of `read_field`, at a third of the cost.

    The folded words, the stem of each, and all other keys that the text can be found by.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    more: list[Key]

    def holds(self, keys: frozenset[str]) -> bool:
        """Say whether the text can be found by one of the keys."""
        return not keys.isdisjoint(self.stems) or any(each.key in keys for each in self.more)


_WordKeys: TypeAlias = tuple[str, str, tuple[Key, ...], bool]
"""A word's folded form, its stem, its other keys, and whether a concept may begin with it."""

_Chain: TypeAlias = tuple[tuple[_WordKeys, ...], tuple[Key, ...]]
"""What stands between two spaces: its words, and the keys of what hyphens and dots join."""


class KeyReader:
    """Reads the keys of many texts, and remembers the words that it met.

    *read_shared* is for texts that come again, *read_paths* for the headings of paths that do, as if they were one
    text, but that no meaning reaches from one heading to the next.
    """

    def __init__(self, lexicon: Lexicon, *, remembered: int = _REMEMBERED) -> None:
        """About so many words are *remembered*, at 300 bytes each."""
        # Partial functions, and no methods, so that a reader that is let go goes at once (see `bot.search.garbage`).
        self.read: Callable[[str], FieldKeys] = partial(_read, {}, {}, lexicon, remembered)
        self.read_shared: Callable[[str], FieldKeys] = lru_cache(maxsize=_SHARED_TEXTS)(self.read)
        self.read_paths: Callable[[tuple[SectionPath, ...]], FieldKeys] = lru_cache(maxsize=_SHARED_TEXTS)(
            partial(_read_paths, self.read)
        )


def _read_paths(read: Callable[[str], FieldKeys], paths: tuple[SectionPath, ...]) -> FieldKeys:
    found = [read(heading) for heading in dict.fromkeys(chain.from_iterable(paths))]
    words = tuple(chain.from_iterable(each.words for each in found))
    stems = tuple(chain.from_iterable(each.stems for each in found))
    return FieldKeys(words, stems, [key for each in found for key in each.more])


def _read(known: dict[str, _WordKeys], chains: dict[str, _Chain], lexicon: Lexicon, most: int, text: str) -> FieldKeys:
    """Read a text by what stands between spaces, over which neither words nor what joins them ever reach."""
    between = text.split()
    met = list(map(known.get, between))
    joined: list[Key] = []
    if None in met:
        if len(known) + len(chains) > most:
            known.clear()
            chains.clear()
        met = []
        for piece in between:
            if word := known.get(piece):
                met.append(word)
            else:
                words, more = chains.get(piece) or _take_apart(known, chains, lexicon, piece)
                met += words
                joined += more
    if not met:
        return FieldKeys((), (), [])
    folded_words, stems, others, begins = zip(*cast("list[_WordKeys]", met), strict=True)
    found = [key for keys in others if keys for key in keys] + joined
    if True in begins and (concepts := lexicon.concepts_in(stems)):
        found += [Key(concept.marker, "", 1.0) for concept in concepts]
    return FieldKeys(folded_words, stems, found)


def _take_apart(known: dict[str, _WordKeys], chains: dict[str, _Chain], lexicon: Lexicon, piece: str) -> _Chain:
    """Read what stands between two spaces, and remember it: among the words where it is no more than one."""
    joined: Sequence[str]
    if chained := chained_words(piece):
        plain, joined = chained
        words = [known.get(word) or _remember(known, lexicon, word.lower(), word) for word in plain]
    else:
        placed = words_of(piece)
        joined = [compound.text for compound in compounds_of(piece, placed)]
        words = [
            known.get(piece[start:end]) or _remember(known, lexicon, folded, piece[start:end])
            for folded, start, end in placed
        ]
    found = tuple(words), tuple([Key(stem(compound), compound, 1.0) for compound in joined])
    if len(words) == 1 and not joined:
        known[piece] = words[0]
    else:
        chains[piece] = found
    return found


def _remember(known: dict[str, _WordKeys], lexicon: Lexicon, folded: str, original: str) -> _WordKeys:
    own, *others = _word_keys(folded, original, lexicon)
    found = known[original] = (folded, own.key, tuple(others), lexicon.may_begin(own.key))
    return found


def _word_keys(folded: str, original: str, lexicon: Lexicon) -> tuple[Key, ...]:
    """Return the keys of a word by itself, as folded and as written."""
    found = [Key(stem(folded), folded, 1.0)]
    if not original.isascii():
        found += [Key(stem(other), other, 1.0) for other in look_alikes(original)]
    for part in parts_of(original):
        key = stem(part)
        found.append(Key(key, part, PART))
        if lexicon.may_begin(key):
            found += [Key(concept.marker, "", PART) for concept in lexicon.concepts_in((key,))]
    return tuple(found)


_cached_word_keys = lru_cache(maxsize=16_384)(_word_keys)


def _forms(text: str, words: tuple[Word, ...], stems: tuple[str, ...], lexicon: Lexicon) -> Iterator[Form]:
    for folded, start, end in words:
        for key in _cached_word_keys(folded, text[start:end], lexicon):
            yield Form(*key, start, end)
    for compound in compounds_of(text, words):
        yield Form(stem(compound.text), compound.text, 1.0, compound.start, compound.end)
    for marker, first, last in lexicon.concepts_in(stems):
        yield Form(marker, "", 1.0, words[first].start, words[last - 1].end)
