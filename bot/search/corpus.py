"""The corpus: the documents of a whole catalog in a few flat arrays, about 250 bytes each.

As objects they would take 4 KB each, and to derive one again costs more than to rank it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from bot.search.documents import FIELD_WEIGHTS, Document
from bot.search.forms import PART
from bot.search.kept import Kept, Part, pieces_of_array, pieces_of_list, pieces_of_table
from bot.search.postings import Gathering, Held
from bot.search.results import ReasonKind

_WEIGHTS = tuple(sorted({weight * share for weight in FIELD_WEIGHTS.values() for share in (1.0, PART)}))
_CODES = {weight: code for code, weight in enumerate(_WEIGHTS)}
_TOPIC = 0x80
"""Marks a key of the title or the description."""

_TOPICAL = bytes(code & _TOPIC for code in range(256))

TITLE_WEIGHT = FIELD_WEIGHTS[ReasonKind.TITLE] * PART
"""A key of at least this weight stands in the title or the name, or counts as much."""


_TITLED = tuple(code & ~_TOPIC < len(_WEIGHTS) and _WEIGHTS[code & ~_TOPIC] >= TITLE_WEIGHT for code in range(256))
"""By code: whether it is of such a key."""


class Corpus:
    """Documents by row."""

    def __init__(self) -> None:
        self._ids = _Numbers()
        self._keys = array("I")
        self._codes = bytearray()
        self._key_spans = _Spans()
        self._titles = array("I")
        self._title_spans = _Spans()
        self._names: dict[int, tuple[str, ...]] = {}  # a set takes three times as much

    def state(self) -> Iterator[Part]:
        """Yield what is to be kept."""
        yield from pieces_of_list("corpus.words", self._ids.words)
        yield from pieces_of_array("corpus.keys", self._keys)
        yield from pieces_of_array("corpus.codes", self._codes)
        yield from self._key_spans.state("corpus.key_spans")
        yield from pieces_of_array("corpus.titles", self._titles)
        yield from self._title_spans.state("corpus.title_spans")
        yield from pieces_of_table("corpus.names", self._names.items())

    def restore(self, kept: Kept) -> None:
        """Take in what was kept."""
        self._ids.words = kept.texts("corpus.words")
        self._ids.update({word: number for number, word in enumerate(self._ids.words)})
        self._keys = kept.numbers("corpus.keys")
        self._codes = kept.bytes("corpus.codes")
        self._key_spans.restore(kept, "corpus.key_spans")
        self._titles = kept.numbers("corpus.titles")
        self._title_spans.restore(kept, "corpus.title_spans")
        names: dict[int, tuple[str, ...]] = kept.table("corpus.names")
        self._names = {row: tuple(map(kept.shared, held)) for row, held in names.items()}

    def put(self, row: int, document: Document) -> None:
        """Keep the document of a row, the next or one that has another.

        What that one took up in the arrays stays taken until the whole is made anew.
        """
        topic = frozenset(document.topic)
        ids = self._ids
        self._key_spans.put(row, len(self._keys), len(document.weights))
        # Lists, which an array takes in at once, and not one number after the other.
        self._keys.fromlist([ids[key] for key in document.weights])
        self._codes += bytes(
            [_CODES[weight] | (_TOPIC if key in topic else 0) for key, weight in document.weights.items()]
        )
        self._title_spans.put(row, len(self._titles), 2 * len(document.title))
        self._titles.fromlist([ids[word] for word in (*document.title, *document.title_stems)])
        if document.names:
            self._names[row] = tuple(document.names)
        else:
            self._names.pop(row, None)

    def gather(self, rows: Sequence[int], *, titled: bool) -> dict[str, Held]:
        """Return which of all *rows* hold each key; if *titled*, have it in their titles (see `TITLE_WEIGHT`)."""
        found = Gathering()
        for row in rows:
            span = self._key_spans[row]
            numbers: Iterable[int] = self._keys[span]
            if titled:
                numbers = compress(numbers, map(_TITLED.__getitem__, self._codes[span]))
            found.add_all(numbers, row)
        return found.named(self._ids.words, rows)

    def pop(self) -> None:
        """Forget the last row."""
        self._key_spans.pop()
        self._names.pop(self._title_spans.pop(), None)

    def numbers(self, keys: Iterable[str]) -> frozenset[int]:
        """Return what *keys* are called inside; unknown ones are left out."""
        return frozenset(self._ids[key] for key in keys if key in self._ids)

    def document(self, row: int, asked: frozenset[int] | None = None) -> Document:
        """Return the document of a row; with *asked*, only these of its keys, and no topic."""
        words, span = self._ids.words, self._key_spans[row]
        numbers = self._keys[span]
        topic: tuple[str, ...] = ()
        if asked is None:
            codes = self._codes[span]
            topic = tuple([words[number] for number, code in zip(numbers, codes, strict=True) if code & _TOPIC])
            weights = {words[number]: _WEIGHTS[code & ~_TOPIC] for number, code in zip(numbers, codes, strict=True)}
        else:
            held, at = self._codes, numbers.index
            weights = {
                words[number]: _WEIGHTS[held[span.start + at(number)] & ~_TOPIC]
                for number in asked.intersection(numbers)
            }
        title = tuple(map(words.__getitem__, self._titles[self._title_spans[row]]))
        half = len(title) // 2
        return Document(weights, title[:half], title[half:], frozenset(self._names.get(row, ())), topic)

    def topic(self, row: int) -> list[str]:
        """Return the keys of a row's title and description: its document's topic, at a fraction of the cost."""
        span = self._key_spans[row]
        return list(map(self._ids.words.__getitem__, compress(self._keys[span], self._codes[span].translate(_TOPICAL))))

    def title_lengths(self) -> Iterator[int]:
        """Give how many words each row's title has."""
        return (length // 2 for length in self._title_spans.lengths)

    def title(self, row: int) -> list[str]:
        """Return the words of a row's title."""
        words = self._titles[self._title_spans[row]]
        return [self._ids.words[number] for number in words[: len(words) // 2]]


class _Spans:
    """Where in an array each row's part begins, and how long it is."""

    def __init__(self) -> None:
        self._starts = array("I")
        self.lengths = array("I")

    def state(self, name: str) -> Iterator[Part]:
        yield from pieces_of_array(f"{name}.starts", self._starts)
        yield from pieces_of_array(f"{name}.lengths", self.lengths)

    def restore(self, kept: Kept, name: str) -> None:
        self._starts = kept.numbers(f"{name}.starts")
        self.lengths = kept.numbers(f"{name}.lengths")

    def put(self, row: int, start: int, length: int) -> None:
        if row == len(self._starts):
            self._starts.append(start)
            self.lengths.append(length)
        else:
            self._starts[row], self.lengths[row] = start, length

    def pop(self) -> int:
        self._starts.pop()
        self.lengths.pop()
        return len(self._starts)

    def __getitem__(self, row: int) -> slice:
        start = self._starts[row]
        return slice(start, start + self.lengths[row])


class _Numbers(dict[str, int]):
    """Numbers words as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self.words)
        self.words.append(word)
        return number
