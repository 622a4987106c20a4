"""Mint ids: the short word that an entry is called by in commands, links and buttons, for life.

An id is made once, from what the entry is called on that day, and never again changes with its text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.domain.entries import Entry
from bot.domain.keys import link_key
from bot.domain.titles import SMALL_WORDS, normal_title, short_name

MAX_LENGTH = 40

_COMMAND_WORDS = """
about accept add admin again all any approve ask back browse cancel chat check clear code config db delete diff digest
down edit entry exit export feed filter find forget get go help hide history import info kind language like link list
lists login logout me merge mine more name new next no none note notes off ok on open page paper parse pause pending
ping poll prev previous project quit random read recent recommend refresh reject remove reset resource restore resume
run save saved search section sections set settings shelf show similar since start status stop submit subscribe
subscriptions suggest suggestions summary sync tag tags test today top undo unsave unsubscribe up update venue version
watch week who why year yes
"""
RESERVED = frozenset(_COMMAND_WORDS.split())
"""Words that mean something in commands and would make an id ambiguous."""


def mint_id(entry: Entry, taken: Collection[str]) -> str:
    """Return a new id: ASCII `[a-z0-9-]`, at most 40 characters, with a letter, neither *taken* nor reserved.

    The same entry and *taken* give the same id: the name it goes by (`poet`), else a few telling words of
    its title (`on-device-training-256kb`), else its repository or identifier, with `-2`, `-3`, … where
    that is taken.  Pass every id that the list ever had, of removed entries too, as a set.
    """
    base = next((slug for slug in map(_slug, _candidates(entry)) if _speakable(slug)), None)
    if base is not None and base not in taken:
        return base
    return _next_free(base or "entry", taken, first=1 if base is None else 2)


def _next_free(base: str, taken: Collection[str], first: int) -> str:
    """Find a free number after a taken one in few steps, for a list may have thousands of "Introduction"."""
    low, high = first - 1, first
    while _numbered(base, high) in taken:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _numbered(base, middle) in taken else (low, middle)
    return _numbered(base, high)


def _numbered(base: str, number: int) -> str:
    return f"{_cut(base, MAX_LENGTH - len(str(number)) - 1)}-{number}"


def _candidates(entry: Entry) -> Iterator[str]:
    """Yield what the entry could be called, best first."""
    titles = [title for title in (entry.name, entry.title, entry.description) if title and _mostly_ascii(title)]
    for title in titles[:2]:
        name = title if title == entry.name else short_name(title)
        if name and len(name.split()) <= 5:
            yield name
    for title in titles:
        yield " ".join(_telling_words(title)[:3])
    for link in entry.links:
        key = link_key(link.url)
        if key is not None and _mostly_ascii(key.value):
            yield key.value.split("/")[1] if key.scheme == "github" else f"{key.scheme} {key.value}"


def _telling_words(title: str) -> list[str]:
    """Return the words that carry the title; a compound ("on-device") is one word."""
    words = [normal_title(word) for word in title.split()]
    return [word for word in words if word not in SMALL_WORDS and re.search(r"[a-z0-9]", word)]


def _mostly_ascii(text: str) -> bool:
    """Say whether the text would survive being written in ASCII: not so a Chinese title with one English word."""
    letters = [letter for letter in normal_title(text) if letter.isalnum()]
    return bool(letters) and sum(letter.isascii() for letter in letters) * 2 >= len(letters)


def _slug(text: str) -> str:
    return _cut(re.sub(r"[^a-z0-9]+", "-", normal_title(text)).strip("-"), MAX_LENGTH)


def _cut(slug: str, length: int) -> str:
    """Shorten at a hyphen where one is near, so that no word is left in half."""
    if len(slug) <= length:
        return slug
    whole, hyphen, _ = slug[: length + 1].rpartition("-")
    return (whole if hyphen and len(whole) * 2 >= length else slug[:length]).strip("-")


def _speakable(slug: str) -> bool:
    return len(slug) > 1 and slug not in RESERVED and re.search(r"[a-z]", slug) is not None
