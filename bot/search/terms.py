"""Terms: what each free word of a query may be called in the catalog, and how much it matters.

A term is one thing that is asked for: a word, or several that mean one thing ("large language models").
Words that the catalog does not know are read as the beginning of one that it does, as two words written
as one, or as a slip of the finger; each reading counts for less than the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.search.lexicon import NEAR, Lexicon
from bot.search.results import Correction
from bot.search.stems import stem
from bot.search.text import CJK, words_of
from bot.search.vocabulary import Vocabulary

BEGINNING = 0.8
"""What a word counts for of which only the beginning was typed."""

CORRECTED = 0.9
"""What a corrected word counts for."""

WEAK = 0.3
"""How much of its rarity a word keeps that shapes a question more than it asks for anything."""

_CHINESE = re.compile(rf"[{CJK}]+")
_LONGEST_ALIAS = 12


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for.

    `keys` are the stems and concepts that answer it, each with what it counts for; `importance` is how
    rare and how telling it is; `typed` the folded words that it was read from.
    """

    typed: tuple[str, ...]
    keys: dict[str, float]
    importance: float = 0.0
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a query's free words ask for."""

    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...] = ()


class TermReader:
    """Reads words with a catalog's vocabulary and the lexicon."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, *, stand_together: Callable[[str], bool]) -> None:
        """*stand_together* says whether some entry has two stems, joined by a space, next to each other."""
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._stand_together = stand_together

    def read(self, words: Sequence[str]) -> Terms:
        """Return the terms that the free words, as typed, ask for."""
        text = " ".join(self._translated(word) for word in words)
        folded = self._content([word.text for word in words_of(text)])
        folded = [part for word in folded for part in self._split(word)]
        corrections = {word: better for word in folded if (better := self._correction(word))}
        used = [corrections.get(word, word) for word in folded]
        stems = [stem(word) for word in used]
        terms: list[Term] = []
        at = 0
        concepts = {concept.start: concept for concept in self._lexicon.concepts_in(stems, overlapping=False)}
        while at < len(used):
            concept = concepts.get(at)
            end = concept.end if concept else at + 1
            share = CORRECTED if any(word in corrections for word in folded[at:end]) else 1.0
            keys = {concept.marker: share} if concept else {}
            if end == at + 1:
                keys[stems[at]] = share
                keys |= {key: share * count for key, count in self._beginnings(used[at]).items() if key not in keys}
            terms.append(self._weighed(Term(tuple(folded[at:end]), keys)))
            at = end
        terms = self._joined(terms)
        return Terms(tuple(terms), tuple(Correction(typed, better) for typed, better in corrections.items()))

    def _translated(self, word: str) -> str:
        """Replace the Chinese that the table of translations knows, longest first."""
        return _CHINESE.sub(lambda run: self._translated_run(run[0]), word)

    def _translated_run(self, run: str) -> str:
        found: list[str] = []
        rest = ""
        while run:
            size = next(
                (n for n in range(min(_LONGEST_ALIAS, len(run)), 0, -1) if run[:n] in self._lexicon.translations), 0
            )
            if size:
                found += [rest, self._lexicon.translations[run[:size]]]
                rest = ""
            else:
                rest += run[0]
            run = run[size or 1 :]
        return f" {' '.join((*found, rest))} "

    def _content(self, words: list[str]) -> list[str]:
        """Leave out words that ask for nothing, unless there are no others."""
        return [word for word in words if word not in self._lexicon.ignored] or (words if len(words) > 1 else [])

    def _known(self, word: str) -> bool:
        key = stem(word)
        if self._vocabulary.knows(key) or self._lexicon.is_weak(key):
            return True
        concepts = [concept.marker for concept in self._lexicon.concepts_in((key,))]
        return any(
            self._vocabulary.knows(near) for each in (key, *concepts) for near in (each, *self._lexicon.near(each))
        )

    def _split(self, word: str) -> tuple[str, ...]:
        """Take apart two words that were typed as one, if some entry has them side by side."""
        if not self._known(word) and word.isalpha():
            for at in range(3, len(word) - 2):
                one, other = word[:at], word[at:]
                if self._known(one) and self._known(other) and self._stand_together(f"{stem(one)} {stem(other)}"):
                    return one, other
        return (word,)

    def _correction(self, word: str) -> str | None:
        if self._known(word) or self._beginnings(word):
            return None
        return self._vocabulary.correct(word)

    def _beginnings(self, word: str) -> dict[str, float]:
        if len(word) < 3 or self._known(word):
            return {}
        return {stem(whole): BEGINNING for whole in self._vocabulary.starting(word)}

    def _weighed(self, term: Term) -> Term:
        """Add what comes close in meaning, and weigh the term by how rare all that is in the catalog."""
        keys = dict(term.keys)
        for key, share in term.keys.items():
            for near in self._lexicon.near(key):
                keys[near] = max(keys.get(near, 0.0), share * NEAR)
        known = {key: share for key, share in keys.items() if self._vocabulary.knows(key)}
        spoken = [self._vocabulary.frequency(key) for key, share in known.items() if share > NEAR]
        frequency = max(spoken) if spoken else sum(self._vocabulary.frequency(key) for key in known)
        weak = all(self._lexicon.is_weak(stem(word)) for word in term.typed)
        importance = self._vocabulary.rarity(frequency) * (WEAK if weak else 1.0)
        return replace(term, keys=known or keys, importance=importance, weak=weak)

    def _joined(self, terms: list[Term]) -> list[Term]:
        """Let neighbours answer to the word that they make when written as one: "mobile bert", "nn-meter"."""
        made = [dict(term.keys) for term in terms]
        for at in range(len(terms) - 1):
            key = stem("".join((*terms[at].typed, *terms[at + 1].typed)))
            if self._vocabulary.knows(key):
                made[at][key] = made[at + 1][key] = 1.0
        return [replace(term, keys=keys) for term, keys in zip(terms, made, strict=True)]
