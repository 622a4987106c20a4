"""Stems: what the forms of one English word share (`quantised`, `quantization`; `caches`, `caching`).

A light suffix stripper in the spirit of Porter (1980), made for technical titles: it would rather join two
words too few than too many, keeps short words and names whole, and leaves other alphabets alone.  Stems
are for comparing only and never shown.
"""

from __future__ import annotations

from functools import lru_cache

_KEPT = frozenset(
    {
        "accelerator",
        "adapter",
        "agent",
        "apple",
        "care",
        "contention",
        "customer",
        "embedding",
        "factorization",
        "general",
        "generation",
        "generative",
        "localization",
        "news",
        "partition",
        "personal",
        "pose",
        "projection",
        "transformer",
        "typing",
        "university",
        "variable",
        "variational",
        "worker",
    }
)
"""Words whose forms are words of their own in this field: a transformer is no transformation."""

_PLURAL_UNITS = frozenset({"apus", "cpus", "dpus", "gpus", "ipus", "lpus", "mcus", "npus", "tpus"})
"""Plurals that look like Latin singulars (`corpus`)."""

_SUFFIXES: tuple[tuple[str, int], ...] = tuple(
    sorted(
        [
            *((suffix, 4) for suffix in ("ization", "izing", "ized", "izer", "izable", "ize", "ational", "ation")),
            *((suffix, 4) for suffix in ("ating", "ated", "ator", "ative", "ate", "ition", "ion", "ive", "ible")),
            *((suffix, 4) for suffix in ("able", "ability", "ment", "ness", "ism", "ity", "al", "ally", "ly", "ous")),
            *((suffix, 5) for suffix in ("ency", "ence", "ent", "ance", "ant")),
            *((suffix, 4) for suffix in ("er",)),
            *((suffix, 3) for suffix in ("ing", "ed")),
        ],
        key=lambda item: -len(item[0]),
    )
)
"""A suffix, and how many letters must be left before it."""

_ENDINGS = tuple(suffix for suffix, _ in _SUFFIXES)


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """Return the stem of one folded word; words with digits only lose a plural `s`."""
    if len(word) < 4 or not word.isascii():
        return word
    if word in _KEPT:
        return word
    singular = _singular(word)
    if singular in _KEPT or not singular.isalpha():
        return singular
    return _tail(_strip(singular.replace("isation", "ization").replace("ising", "izing")))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("sses") or (word.endswith(("xes", "ches", "shes")) and len(word) > 6):
        return word[:-2]
    if word in _PLURAL_UNITS or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
        return word[:-1]
    return word


def _strip(word: str) -> str:
    if word.endswith("ise") and len(word) > 6:
        word = word[:-3] + "ize"
    elif word.endswith("ised") and len(word) > 7:
        word = word[:-4] + "ized"
    if not word.endswith(_ENDINGS):
        return word
    for suffix, left in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= left:
            rest = word[: -len(suffix)]
            if left > 3 or (any(letter in "aeiouy" for letter in rest) and not word.endswith("eed")):
                return rest
            return word
    return word


def _tail(word: str) -> str:
    if len(word) >= 4 and word[-1] in "ey":
        word = word[:-1]
    if len(word) >= 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word
