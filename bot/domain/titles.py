"""Titles: compare them as careful readers do, through respelling but not across versions.

Knows words only.  Whether two entries are one work is decided in `bot.domain.matching`, which also asks
links, authors and places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

_GREEK_NAMES = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi
omega
"""
_GREEK = str.maketrans(dict(zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_NAMES.split(), strict=True)) | {"ς": "sigma"})
_SIGNS = (
    (re.compile(r"(?<=\w)\+\+"), " plusplus "),
    (re.compile(r"(?<=\w)\+(?!\w)"), " plus "),
    (re.compile(r"(?<=\b[cf])#"), "sharp"),
    (re.compile(r"\s&\s"), " and "),
    (re.compile(r"(?<=\w)['’`](?=\w)"), ""),
)
_SIGN = re.compile(r"[+#&'’`]")
_LATIN_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_LOOKS_GREEK = re.compile(r"[\u0370-\u03ff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})
_PARTICLES = "and as at by for from in into is of on or over through to towards toward under using via with within your"
SMALL_WORDS = _ARTICLES | frozenset(_PARTICLES.split())
"""Words that say little about which work a title names."""


def fold(text: str) -> str:
    """Fold width, case, accents and Greek letters away; every sign and space stays."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", folded)))
        if _LOOKS_GREEK.search(folded):
            folded = folded.translate(_GREEK)
    return folded


@lru_cache(maxsize=32_768)
def normal_title(text: str) -> str:
    """Return the title's bare words: `ConvReLU++: μLayer’s  Café` gives `convrelu plusplus mulayers cafe`.

    Never empty for a text that is not: one without a single letter or digit stays as it is written, and one
    without a visible sign is a question mark.
    """
    return _bare_words(text)


def _bare_words(text: str) -> str:
    folded = fold(text)
    if _SIGN.search(folded):
        for sign, words in _SIGNS:
            folded = sign.sub(words, folded)
    bare = _BETWEEN_WORDS.sub(" ", folded).strip() or " ".join(folded.split())
    return bare or " ".join(_INVISIBLE.sub("", text).split()) or (text and "?")


@lru_cache(maxsize=32_768)
def title_key(text: str) -> str:
    """Return what equal titles share whatever their spacing, hyphens and leading article."""
    return _joined(normal_title(text))


def derive_title_key(text: str) -> str:
    """Return `title_key`, and do not remember it: for going through very many, each once."""
    return _joined(_bare_words(text))


def _joined(title: str) -> str:
    words = title.split(" ")
    return "".join(words[1:] if len(words) > 2 and words[0] in _ARTICLES else words)


_SEPARATOR = re.compile(r"\s*[:：]\s+|[：]|\s+[-–—|]\s+|\s*—\s*")
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")


@lru_cache(maxsize=32_768)
def short_name(title: str) -> str | None:
    """Return the name a work goes by ("POET", "Agent-X"), if its title starts with one or is one word; else None."""
    head, *rest = _SEPARATOR.split(title.strip(), maxsplit=1)
    head = _ASIDE.sub("", head).strip(" *`\"'[](),.")
    if re.fullmatch(r"[\w.-]+/[\w.-]+", head):  # owner/repository
        head = head.split("/")[1]
    words = head.split()
    if not words or len(head) > 40 or len(words) > (3 if rest else 1):
        return None
    return head if re.search(r"\w", head) else None


_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_NUMERAL = re.compile(r"\d+(?:\.\d+)*|(?<![^\W\d_])(?:ii|iii|iv|vi{1,3}|ix)(?![^\W\d_])|(?<=\w)\+\+?(?!\w)")


@lru_cache(maxsize=32_768)
def version_marks(text: str) -> tuple[str, ...]:
    """Return the numerals that tell siblings apart, sorted: `MobileNetV2` ("2",), `YOLO 3.0++` ("++", "3")."""
    found = (_ROMAN.get(mark, mark) for mark in _NUMERAL.findall(fold(text)))
    return tuple(sorted(re.sub(r"(?:\.0+)+$", "", mark).lstrip("0") or "0" for mark in found))


def versions_differ(one: str, other: str) -> bool:
    """Say whether two titles name different members of one family: V2 and V3, AutoDroid and AutoDroid-V2."""
    names = short_name(one), short_name(other)
    if names[0] and names[1]:
        return version_marks(names[0]) != version_marks(names[1])
    return version_marks(one) != version_marks(other)


SAME = 0.9
"""From this similarity on, titles alone say that two entries are one work."""


def title_similarity(one: str, other: str) -> float:
    """Return how surely two titles name one work, from 0 to 1; 1 only for titles with one key.

    Spelling mistakes, articles, a name put before a title or taken away cost little; another content word
    costs much; another version or number keeps the result below `SAME`.
    """
    if title_key(one) == title_key(other):
        return 1.0
    one, other = sorted((one, other))  # so that the answer does not depend on who asks whom
    score = max(_by_words(normal_title(one), normal_title(other)), _by_containment(one, other))
    if versions_differ(one, other):
        return min(score, 0.4)
    if version_marks(one) != version_marks(other) and not _contained(one, other):
        return min(score, 0.8)
    return min(score, 0.99)


def _by_words(one: str, other: str) -> float:
    score = fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")) / 100
    if score < 0.5:
        return score
    mine, yours = _odd_words(one.split(" "), other.split(" "))
    if (mine and yours) or min(len(one), len(other)) < 12:  # in a short name every letter counts: panda, pandas
        return min(score - 0.04, 0.89)
    return min(score, 0.95) - 0.02 * len(mine or yours)


def _odd_words(one: list[str], other: list[str]) -> tuple[list[str], list[str]]:
    """Return the content words of each that the other has not, not even misspelt or written as two."""
    blocks = LCSseq.opcodes(one, other)
    mine: list[str] = []
    yours: list[str] = []
    for block in blocks:
        if block.tag != "equal":
            mine += one[block.src_start : block.src_end]
            yours += other[block.dest_start : block.dest_end]
    if fuzz.ratio("".join(mine), "".join(yours)) >= 85:
        return [], []
    return _without(mine, yours), _without(yours, mine)


def _without(words: list[str], others: list[str]) -> list[str]:
    pool = Counter(others)
    odd = []
    for word in words:
        twin = next((other for other in pool if pool[other] and fuzz.ratio(word, other) >= 75), None)
        if twin is not None:
            pool[twin] -= 1
        elif word not in SMALL_WORDS:
            odd.append(word)
    return odd


def _contained(one: str, other: str) -> bool:
    return _by_containment(one, other) > 0


def _by_containment(one: str, other: str) -> float:
    """Score a title that is the other without its name, without its subtitle, or its name alone; else 0."""
    short, long = sorted((one, other), key=lambda title: len(normal_title(title)))
    words, all_words = normal_title(short).split(" "), normal_title(long).split(" ")
    name = short_name(long)
    if name and title_key(long) == title_key(name) + title_key(short) and len(words) >= 3:
        return 0.96
    if name and title_key(name) == title_key(short):
        return 0.85
    if len(words) >= 4 and all_words[: len(words)] == words:
        return 0.9
    if len(words) >= 4 and all_words[-len(words) :] == words and len(all_words) - len(words) <= 3:
        return 0.93
    return 0.0
