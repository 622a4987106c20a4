"""Text: pieces of a list's words, cleaned of what is not words.

Repairs mojibake, removes invisible and control characters, folds white space, strips decoration from the
ends.  Knows nothing of Markdown.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""A UTF-8 lead byte and a continuation byte, both read as Windows-1252: what good text all but never holds."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, direction overrides, soft hyphens, lone surrogates; joiners stay, for emoji and Persian."""

_PICTURES = (
    "\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\ufe0f\u200d\u20e3"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f"
)
_DECORATION = rf"(?:[{_PICTURES}]|:[a-z0-9_+-]+:)"
_LEADING_DECORATION = re.compile(rf"^(?:{_DECORATION}|\s)+")
_TRAILING_DECORATION = re.compile(rf"(?:{_DECORATION}|\s)+$")
_ANY_PICTURE = re.compile(rf"[{_PICTURES}]+")


has_word = re.compile(r"\w").search
"""Find a letter or digit in a text."""


def clean(text: str) -> str:
    """Return the text on one line: mojibake repaired, invisible characters gone, each white space one blank."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if _MOJIBAKE.search(text):
        text = _repair(text)
    return " ".join(_INVISIBLE.sub("", text).split())


def visible(text: str) -> str:
    """Return the text without invisible and control characters: for addresses, which are kept as written."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def undecorated(text: str) -> str:
    """Strip emoji, arrows and `:shortcodes:` from both ends; a text of nothing else becomes empty."""
    if text[:1].isalnum() and text[-1:].isalnum():
        return text
    return _TRAILING_DECORATION.sub("", _LEADING_DECORATION.sub("", text))


def without_pictures(text: str) -> str:
    """Remove emoji and arrows wherever they stand."""
    return " ".join(_ANY_PICTURE.sub(" ", text).split())


@lru_cache(maxsize=1024)
def _repair(text: str) -> str:
    """Undo a wrong decoding.  Only the encoding: quotes and widths stay as the list has them."""
    from ftfy import fix_encoding  # heavy, and few lists need it

    return fix_encoding(text)


def one_of(alternatives: str, *, whole: str = "{}") -> re.Pattern[str]:
    """Compile a table of alternatives, several a line and any number of lines, into one pattern without case."""
    return re.compile(
        whole.format("(?:" + "|".join(line.strip() for line in alternatives.strip().splitlines()) + ")"), re.I
    )
