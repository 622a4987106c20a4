"""Text in a YAML list: which characters may stand in the file, and in a value."""

from __future__ import annotations

import re
import unicodedata

LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line in YAML 1.1, which is what PyYAML counts lines by."""

UNREADABLE = re.compile(r"[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]+")
"""What may not stand in a YAML file at all: control characters, lone surrogates, a byte order mark inside."""

_SPACE = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")

_INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def one_line(text: str) -> str:
    """Return *text* on one line: white space as single spaces, nothing at its ends, no control characters."""
    if text.isascii() and text.isprintable() and "  " not in text:  # as nearly all text is
        return text.strip(" ")
    return _SPACE.sub(" ", _CONTROL.sub("", _SPACE.sub(" ", text))).strip(" ")


def is_visible(text: str) -> bool:
    """Say whether *text* shows anything at all."""
    return any(unicodedata.category(char) not in _INVISIBLE for char in text)


def shortened(text: str, limit: int = 40) -> str:
    """Return the start of *text*, to name it in a sentence."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
