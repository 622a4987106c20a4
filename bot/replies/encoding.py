"""Say the same with fewer characters, for a stream that is not UTF-8.

Nothing here knows what a reply is; text that the encoding can carry passes unchanged.
"""

from __future__ import annotations

import codecs
import unicodedata

_NEAREST = {
    "·": "-",
    "•": "*",
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "…": "...",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "›": ">",
    "→": "->",
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "Æ": "AE",
    "Ø": "O",
    "Ł": "L",
}


def encodable(text: str, encoding: str) -> str:
    """Return *text*, each character that *encoding* lacks replaced by its nearest, without accents, or by `?`."""
    if text.isascii() or encoding == "utf-8" or carries(encoding, text):
        return text
    return "".join(char if carries(encoding, char) else _nearest(char, encoding) for char in text)


def carries(encoding: str, text: str) -> bool:
    """Tell whether *encoding* can write *text*."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def encoding_name(name: str | None) -> str:
    """Return Python's one name for an encoding (`UTF8` is `utf-8`); ASCII for what is unknown or unsaid."""
    try:
        return codecs.lookup(name or "ascii").name
    except LookupError:
        return "ascii"


def _nearest(char: str, encoding: str) -> str:
    if char in _NEAREST:
        return _NEAREST[char]
    plainer = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    if plainer and carries(encoding, plainer):
        return plainer
    return "" if unicodedata.combining(char) else "?"
