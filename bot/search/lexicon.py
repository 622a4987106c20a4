"""The lexicon: which words mean the same, which come close, and which say nothing.

Built from the table in `data/synonyms.yaml` (its format is described there).  What several words or an
acronym mean is called a *concept* and written as a marker that no text can contain, so that `LLM` and
`large language models` are found by one look-up on both sides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, TypedDict

from bot.search.stems import stem
from bot.search.text import CJK, words_of

_CHINESE = re.compile(rf"[{CJK}]+")
_LONGEST_ALIAS = 12

NEAR = 0.6
"""What a word that only comes close counts for, where the word itself counts 1."""


class Concept(NamedTuple):
    """A meaning found in a row of stems: its marker, and the half-open range of stems that stand for it."""

    marker: str
    start: int
    end: int


class SynonymData(TypedDict):
    """The table as YAML has it; the file explains its parts."""

    same: list[list[str]]
    near: list[list[str]]
    means: dict[str, list[str]]
    translations: dict[str, str]
    ignored: str
    weak: str
    software: str
    plain: str


@dataclass(frozen=True, slots=True)
class SynonymTable:
    """The table as written: rows of one meaning, rows of near meaning, one-way hints, translations, single words."""

    same: tuple[tuple[str, ...], ...] = ()
    near: tuple[tuple[str, ...], ...] = ()
    means: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    translations: Mapping[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    software: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()

    @classmethod
    def read(cls, data: SynonymData) -> SynonymTable:
        """Make the table of what YAML holds."""
        return cls(
            same=tuple(map(tuple, data["same"])),
            near=tuple(map(tuple, data["near"])),
            means={word: tuple(meanings) for word, meanings in data["means"].items()},
            translations=data["translations"],
            ignored=frozenset(data["ignored"].split()),
            weak=frozenset(data["weak"].split()),
            software=frozenset(data["software"].split()),
            plain=frozenset(data["plain"].split()),
        )


class Lexicon:
    """Answers what words mean, for documents and queries alike."""

    def __init__(self, table: SynonymTable) -> None:
        self._translations = dict(table.translations)  # its own, as all that an index holds (see `bot.search.garbage`)
        self.ignored = table.ignored
        self._weak = frozenset(stem(word) for word in table.weak)
        self._software = frozenset(stem(word) for word in table.software)
        self._plain = table.plain.union(*map(_forms, table.plain))
        self._concepts: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._near: dict[str, dict[str, None]] = defaultdict(dict)
        for row in table.same:
            self._add_concept(row)
        for row in table.near:
            self._add_near(row, row)
        for word, meanings in table.means.items():
            self._add_near((word,), meanings)
        for sequences in self._concepts.values():
            sequences.sort(key=lambda item: -len(item[0]))
        # By two stems, and not by one: of those that begin with `memor` alone there are dozens.
        self._begun: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
        for each in chain.from_iterable(self._concepts.values()):
            self._begun.setdefault(each[0][:2], []).append(each)

    def concepts_in(self, stems: Sequence[str], *, overlapping: bool = True) -> list[Concept]:
        """Find the concepts in a row of stems; without *overlapping*, the longest from the left."""
        found: list[Concept] = []
        if self._concepts.keys().isdisjoint(stems):
            return found
        stems = tuple(stems)
        rest = 0
        for position, first in enumerate(stems):
            if position >= rest and first in self._concepts:
                for sequence, marker in self._beginning(stems[position : position + 2]):
                    if stems[position : position + len(sequence)] == sequence:
                        found.append(Concept(marker, position, position + len(sequence)))
                        if not overlapping:
                            rest = position + len(sequence)
                            break
        return found

    def _beginning(self, stems: tuple[str, ...]) -> Sequence[tuple[tuple[str, ...], str]]:
        """Return the concepts that begin with two stems, or are the first of them alone, the longest first."""
        alone = self._begun.get(stems[:1], ())
        return (*self._begun[stems], *alone) if len(stems) == 2 and stems in self._begun else alone

    def may_begin(self, stem_: str) -> bool:
        """Say whether any concept's row of stems begins with this one."""
        return stem_ in self._concepts

    def near(self, key: str) -> tuple[str, ...]:
        """Return what comes close in meaning to a stem or marker."""
        return tuple(self._near.get(key, ()))

    def translated(self, word: str, *, known: Callable[[str], bool]) -> str:
        """Replace the Chinese in a word by the English that the table has for it, longest pieces first.

        *known* says whether the catalog has a word; Chinese that it has stays.
        """
        return _CHINESE.sub(lambda run: run[0] if all(map(known, stems_of(run[0]))) else self._run(run[0]), word)

    def _run(self, run: str) -> str:
        found: list[str] = []
        rest = ""
        while run:
            sizes = range(min(_LONGEST_ALIAS, len(run)), 0, -1)
            size = next((size for size in sizes if run[:size] in self._translations), 0)
            if size:
                found += [rest, self._translations[run[:size]]]
                rest = ""
            else:
                rest += run[0]
            run = run[size or 1 :]
        return f" {' '.join((*found, rest))} "

    def is_weak(self, stem_: str) -> bool:
        """Say whether a stem shapes a question more than it asks for anything (`run`, `best`, `small`)."""
        return stem_ in self._weak

    def is_software(self, stem_: str) -> bool:
        """Say whether a stem is a word for software (`library`, `app`)."""
        return stem_ in self._software

    def is_plain(self, word: str) -> bool:
        """Say whether a word, or what it is a form of, is everyday English: where no entry has it, nobody misses it."""
        return word in self._plain

    def _add_concept(self, phrases: Iterable[str]) -> str:
        rows = [stems for phrase in phrases if (stems := stems_of(phrase))]
        marker = "_" + "_".join(rows[0])
        for stems in rows:
            if (stems, marker) not in self._concepts[stems[0]]:
                self._concepts[stems[0]].append((stems, marker))
        return marker

    def _add_near(self, phrases: Iterable[str], others: Iterable[str]) -> None:
        keys = [self._key(phrase) for phrase in others]
        for key in [self._key(phrase) for phrase in phrases]:
            for other in keys:
                if other != key:
                    self._near[key][other] = None

    def _key(self, phrase: str) -> str:
        stems = stems_of(phrase)
        known = next((marker for sequence, marker in self._concepts.get(stems[0], ()) if sequence == stems), None)
        return known or (stems[0] if len(stems) == 1 else self._add_concept((phrase,)))


def _forms(word: str) -> tuple[str, ...]:
    """Return what regular English makes of a verb, noun or adjective; some of it no word, which does no harm."""
    bare = word.removesuffix("e")
    return f"{word}s", f"{bare}ed", f"{bare}ing", f"{word}ly"


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text's words, in order."""
    return tuple(stem(word.text) for word in words_of(text))
