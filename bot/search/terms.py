"""Terms: what each free word of a query may be called in the catalog, and how much it matters.

A term is one thing that is asked for: a word, or several that mean one thing ("large language models").
Words that the catalog does not know are read as two words written as one, as a slip of the finger or, the last of
them, as the beginning of one that it does know; each reading counts for less than the word itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from bot.search.lexicon import NEAR, Concept, Lexicon
from bot.search.results import Correction, Span
from bot.search.stems import stem
from bot.search.text import Word, key_of, words_of
from bot.search.vocabulary import Vocabulary

MAX_TERMS = 32
"""Things that one query can ask for."""

BEGINNING = 0.8
"""What a word counts for of which only the beginning was typed."""

SHORTEST_BEGINNING = 4
"""Letters from which on a word may be the beginning of another."""

CORRECTED = 0.9
"""What a corrected word counts for."""

DOUBTFUL = 0.75
"""... and a short one of which a letter was replaced by another: that is a word of its own as often as a slip."""

_LONG = 8
"""Letters from which on what two words make is recognised in spite of a slip."""

_SHORT = 10
"""Letters from which on a word is no short one."""

FEW = 3
"""Telling things of which each counts: where one is foreign, all may be."""

WEAK = 0.3
"""How much of its rarity a word keeps that shapes a question more than it asks for anything."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is asked for.

    `keys` are the stems and concepts that answer it, each with what it counts for; `importance` is how
    rare and how telling it is; `typed` the folded words that it was read from; `known` says whether some entry
    answers it; `parts` the stems of a term
    of several words, each with its share of the whole (they add up to 1).
    """

    typed: tuple[str, ...]
    keys: dict[str, float]
    importance: float = 0.0
    weak: bool = False
    known: bool = True
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a query's free words ask for."""

    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def key(self) -> str:
        """The key of all that is asked for, by which a work's very name is known."""
        return key_of(" ".join(word for term in self.terms for word in term.typed))

    @property
    def text(self) -> str:
        """What is asked for in the catalog's own words: translated, surely corrected, without what asks for nothing."""
        better = {each.typed: each.used for each in self.corrections if _trust(each.typed, each.used) > DOUBTFUL}
        return " ".join(better.get(word, word) for term in self.terms for word in term.typed)

    @property
    def familiar(self) -> int:
        """How many telling things are asked for, if the catalog has something on every one; else 0."""
        telling = [term for term in self.terms if not term.weak]
        return len(telling) if all(term.known for term in telling) else 0

    @property
    def brief(self) -> bool:
        """Whether few telling things are asked for, of which the catalog lacks one."""
        return not self.familiar and sum(not term.weak for term in self.terms) <= FEW


class TermReader:
    """Reads words with a catalog's vocabulary and the lexicon."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, *, stand_together: Callable[[str], bool]) -> None:
        """*stand_together* says whether some entry has two stems, joined by a space, next to each other."""
        self._vocabulary = vocabulary
        self._lexicon = lexicon
        self._stand_together = stand_together

    def read(self, words: Sequence[str], *, beside_facets: bool = False) -> Terms:
        """Return the terms that the free words, as typed, ask for.

        *beside_facets*, words that ask for nothing ask for nothing even where there are no others.
        """
        text = " ".join(self._lexicon.translated(word, known=self._vocabulary.knows) for word in words)
        folded = [part for word in self._rejoined(words_of(text)) for part in self._split(word)]
        begun = self._beginnings(folded[-1]) if folded else {}
        right = self._in_phrases(folded) | ({folded[-1]} if begun else set())
        corrections = {word: better for word in folded if word not in right and (better := self._correction(word))}
        stems = [stem(corrections.get(word, word)) for word in folded]
        hints = self._hints(stems)
        terms = [
            _hinted(
                self._term(folded[start:end], stems[start:end], corrections, begun if end == len(folded) else {}),
                hints.get(start, ()),
            )
            for start, end in self._spans(folded, stems, alone=not beside_facets)
        ]
        used = {word for term in terms for word in term.typed}
        told = (Correction(typed, better) for typed, better in corrections.items() if typed in used)
        return Terms(tuple(self._joined(terms)), tuple(told))

    def _in_phrases(self, words: Sequence[str]) -> set[str]:
        """Return the words of phrases that mean something: spelt right, whether the catalog has them or not."""
        concepts = self._lexicon.concepts_in([stem(word) for word in words])
        return {word for each in concepts if each.end > each.start + 1 for word in words[each.start : each.end]}

    def _spans(self, words: Sequence[str], stems: Sequence[str], *, alone: bool) -> list[Span]:
        """Return the ranges of words that each ask for one thing.

        Words that ask for nothing are left out, unless several words mean something together ("at the same
        time") or, *alone*, there are no others.
        """
        found = self._lexicon.concepts_in(stems, overlapping=False)
        concepts = {concept.start: concept.end for concept in found if self._is_one_thing(concept, stems)}
        spans: list[Span] = []
        at = 0
        while at < len(words):
            end = concepts.get(at, at + 1)
            if end > at + 1 or self._asks(words[at], stems[at]):
                spans.append((at, end))
            at = end
        if not alone and all(self._lexicon.is_weak(stems[start]) for start, end in spans if end == start + 1):
            spans = [span for span in spans if span[1] > span[0] + 1]
        only_small = alone and not spans and len(set(words)) > 1
        return [(at, at + 1) for at in range(len(words))] if only_small else spans[:MAX_TERMS]

    def _asks(self, word: str, key: str) -> bool:
        """Say whether a word asks for something: everyday English does, if some entry has it."""
        if word in self._lexicon.ignored:
            return False
        return not self._lexicon.is_plain(word) or self._answers(key)

    def _answers(self, key: str) -> bool:
        """Say whether some entry has a key, or what comes close to it."""
        return any(map(self._vocabulary.knows, (key, *self._lexicon.near(key))))

    def _hints(self, stems: Sequence[str]) -> dict[int, list[str]]:
        """Return by position what comes close to a phrase whose words are asked for one by one ("web page")."""
        found: dict[int, list[str]] = {}
        for concept in self._lexicon.concepts_in(stems):
            if concept.end > concept.start + 1 and not self._is_one_thing(concept, stems):
                near = [key for key in self._lexicon.near(concept.marker) if self._vocabulary.knows(key)]
                for at in range(concept.start, concept.end):
                    found.setdefault(at, []).extend(near)
        return found

    def _is_one_thing(self, concept: Concept, stems: Sequence[str]) -> bool:
        """Say whether words are asked for together: the catalog has them so, or it does not have each by itself."""
        known = map(self._vocabulary.knows, stems[concept.start : concept.end])
        return self._vocabulary.knows(concept.marker) or not all(known)

    def _term(
        self, words: Sequence[str], stems: Sequence[str], corrections: Mapping[str, str], begun: Mapping[str, float]
    ) -> Term:
        share = min((_trust(word, corrections[word]) for word in words if word in corrections), default=1.0)
        keys = {
            concept.marker: share
            for concept in self._lexicon.concepts_in(stems)
            if concept.end - concept.start == len(stems)
        }
        if len(stems) == 1:
            keys[stems[0]] = share
            keys |= {key: count for key, count in begun.items() if key not in keys}
        return self._weighed(Term(tuple(words), keys, parts=self._parts(stems)))

    def _known(self, word: str) -> bool:
        key = stem(word)
        if self._vocabulary.knows(key) or self._lexicon.is_weak(key) or self._lexicon.is_plain(word):
            return True
        return any(map(self._answers, (key, *(concept.marker for concept in self._lexicon.concepts_in((key,))))))

    def _rejoined(self, words: Sequence[Word]) -> list[str]:
        """Return the words, those put together that only make sense as one: "on nx", "in tel"."""
        found: list[str] = []
        for word, _start, _end in words:
            whole = self._whole(found[-1], word) if found else None
            if whole:
                found[-1] = whole
            else:
                found.append(word)
        return found

    def _whole(self, one: str, other: str) -> str | None:
        """Return the word that two make if one of them makes no sense, or nearly make: "shufle net"."""
        joined = one + other
        unknown = [word for word in (one, other) if not self._known(word)]
        if not unknown or len(joined) < SHORTEST_BEGINNING:
            return None
        if joined in self._vocabulary.spelling:
            return joined
        if len(joined) < _LONG or any(map(self._vocabulary.spelling.correct, unknown)):
            return None
        nearest = self._vocabulary.spelling.correct(joined)
        return nearest if nearest and OSA.distance(joined, nearest) == 1 else None

    def _split(self, word: str) -> tuple[str, ...]:
        """Take apart two words that were typed as one, if some entry has them side by side."""
        if not self._known(word) and word.isalpha():
            for at in range(3, len(word) - 2):
                one, other = word[:at], word[at:]
                if self._known(one) and self._known(other) and self._stand_together(f"{stem(one)} {stem(other)}"):
                    return one, other
        return (word,)

    def _correction(self, word: str) -> str | None:
        return None if self._known(word) else self._vocabulary.spelling.correct(word)

    def _beginnings(self, word: str) -> dict[str, float]:
        """Return what a word that is still being typed may become: the last one, as only that may be unfinished."""
        if len(word) < SHORTEST_BEGINNING or self._known(word):
            return {}
        return {stem(whole): BEGINNING for whole in self._vocabulary.spelling.starting(word)}

    def _weighed(self, term: Term) -> Term:
        """Add what comes close in meaning, and weigh the term: what much of the catalog answers to says little."""
        keys = dict(term.keys)
        for key, share in term.keys.items():
            for near in self._lexicon.near(key):
                keys[near] = max(keys.get(near, 0.0), share * NEAR)
        known = {key: share for key, share in keys.items() if self._vocabulary.knows(key)}
        said = max((self._vocabulary.frequency(key) for key in term.keys), default=0)
        close = sum(self._vocabulary.frequency(key) for key in known if key not in term.keys)
        frequency = said + NEAR * close
        weak = all(self._lexicon.is_weak(stem(word)) for word in term.typed)
        importance = self._vocabulary.rarity(frequency) * (WEAK if weak else 1.0)
        return replace(term, keys=known or keys, importance=importance, weak=weak, known=bool(known))

    def _parts(self, stems: Sequence[str]) -> tuple[tuple[str, float], ...]:
        rarities = [self._vocabulary.rarity(self._vocabulary.frequency(key)) for key in stems]
        return (
            tuple((key, rarity / sum(rarities)) for key, rarity in zip(stems, rarities, strict=True))
            if stems[1:]
            else ()
        )

    def _joined(self, terms: list[Term]) -> list[Term]:
        """Let neighbours answer to the word that they make when written as one: "mobile bert", "nn-meter"."""
        made = [dict(term.keys) for term in terms]
        for at in range(len(terms) - 1):
            key = stem("".join((*terms[at].typed, *terms[at + 1].typed)))
            if self._vocabulary.knows(key):
                made[at][key] = made[at + 1][key] = 1.0
        return [replace(term, keys=keys) for term, keys in zip(terms, made, strict=True)]


def _hinted(term: Term, hints: Sequence[str]) -> Term:
    """Let a term answer to what comes close to a phrase that it is a word of."""
    if len(term.typed) > 1 or not hints:
        return term
    return replace(term, keys={**dict.fromkeys(hints, NEAR), **term.keys}, known=True)


def _trust(word: str, better: str) -> float:
    """Return what a corrected word counts for."""
    return DOUBTFUL if len(word) < _SHORT and _is_replaced(word, better) else CORRECTED


def _is_replaced(word: str, better: str) -> bool:
    """Say whether some letter stands for another, and not all are only missing, too many, or exchanged."""
    typed, meant = Counter(word), Counter(better)
    return bool(typed - meant) and bool(meant - typed)
