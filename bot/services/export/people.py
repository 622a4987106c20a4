"""People: take apart the authors as a list words them, as far as that can be done without guessing names.

`Ji Lin, Song Han et al.` are two people and others, `Patil et al.` a family name and others, `Google` an
organisation.  What cannot be told apart stays one name, as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Author:
    """One author: a person by names, or (`literal`) an organisation or a name that is not to be taken apart."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def inverted(self) -> str:
        """`Lin, Ji`, or the literal name."""
        return self.literal or ", ".join(part for part in (self.family, self.suffix, self.given) if part)


@dataclass(frozen=True, slots=True)
class Authors:
    """Those who are named, and whether there are others."""

    named: tuple[Author, ...] = ()
    others: bool = False


_OTHERS = re.compile(
    r"[\s,;(]*(?:\bet\.?\s*al\b\.?|\band\s+(?:others|colleagues)\b\.?|\betc\b\.?|等人?)[\s.,;)]*$", re.I
)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*[;；]\s*", re.I)
_COMMA = re.compile(r"\s*[,，、]\s*")
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
_MARKS = re.compile(r"[\s*†‡§¶⁰¹²³⁴-⁹∗]+$|^[\s*†‡§¶∗]+")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}|[^\W\d_]{1,3}")
_NOBILITY = "af al av ben bin da das de del della den der di dos du el ibn la le ten ter van vom von y zu zum zur"
_PARTICLES = set(_NOBILITY.split())
_LAST_LATIN_LETTER = "\u024f"
_BODIES = """
academy ai alliance association authors center centre college committee community company consortium contributors corp
corporation deepmind department developers foundation google group inc institute intelligence lab laboratories
laboratory labs llc ltd meta microsoft network nvidia openai organization organisation project research school
society team technologies technology the university
"""
_BODY = set(_BODIES.split())


def read_authors(text: str | None) -> Authors:
    """Take apart the authors of one entry; never raises."""
    rest = " ".join((text or "").split())
    others = False
    while rest and (found := _OTHERS.search(rest)):
        rest, others = rest[: found.start()], True
    chunks = [chunk for chunk in _AND.split(rest) if chunk]
    names = _inverted_names(chunks) or [name for chunk in chunks for name in _COMMA.split(chunk)]
    cleaned = _suffixes_joined([clean for name in names if (clean := _clean(name))])
    alone = not others and all(" " not in name for name in cleaned)
    return Authors(tuple(_author(name, alone=alone) for name in cleaned), others)


def _inverted_names(chunks: Sequence[str]) -> list[str] | None:
    """Return names of the form `Lin, Ji` put right, if that is the form of them all."""
    pairs = [_COMMA.split(chunk) for chunk in chunks]
    if len(pairs) == 1 and len(pairs[0]) % 2 == 0:  # Lin, J., Han, S.
        flat = pairs[0]
        pairs = [flat[index : index + 2] for index in range(0, len(flat), 2)]
        if not all(_are_initials(given) and len(family.split()) == 1 for family, given in pairs):
            return None
    if not all(len(pair) == 2 and pair[0] and " " not in pair[0] and pair[1] for pair in pairs):
        return None
    if len(pairs) == 1 and not _are_initials(pairs[0][1]):
        return None  # `Google, Meta` is no person
    return [f"{given} {family}" for family, given in pairs]


def _suffixes_joined(names: Sequence[str]) -> list[str]:
    """Join `Jr.` to the name before it."""
    joined: list[str] = []
    for name in names:
        if joined and _SUFFIX.fullmatch(name):
            joined[-1] += f" {name}"
        else:
            joined.append(name)
    return joined


def _clean(name: str) -> str:
    name = re.sub(r"^(?:by|and)(?:\s+|$)", "", _MARKS.sub("", _ASIDE.sub("", name)), flags=re.I)
    return _MARKS.sub("", name).strip(" .,;:") + ("." if re.search(r"\b(?:jr|sr)\.$", name, re.I) else "")


def _author(name: str, *, alone: bool) -> Author:
    words = name.split()
    if len(words) == 1:
        return Author(literal=name) if alone or _stands_alone(name) else Author(family=name)
    if len(words) > 6 or {word.casefold() for word in words} & _BODY or re.search(r"[^\w\s.'’\-]|\d", name):
        return Author(literal=name)
    suffix = words.pop() if _SUFFIX.fullmatch(words[-1]) and len(words) > 2 else ""
    if _are_initials(words[-1]) and not words[-1].endswith(".") and not _are_initials(words[0]):  # Vaswani A
        return Author(family=" ".join(words[:-1]), given=words[-1])
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES and words[start - 1].islower():
        start -= 1
    return Author(family=" ".join(words[start:]), given=" ".join(words[:start]), suffix=suffix)


def _are_initials(name: str) -> bool:
    return bool(_INITIALS.fullmatch(name)) and name.isupper()


def _stands_alone(name: str) -> bool:
    """Say whether a single word is more likely MIT, OpenAI or 张三 than a family name."""
    return sum(char.isupper() for char in name) > 1 or not name[0].isalpha() or max(name) > _LAST_LATIN_LETTER
