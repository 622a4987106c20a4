"""Lengths as chat platforms count them, in UTF-16 units at most, and texts cut to them."""

from __future__ import annotations

from bot.replies.harmless import ELLIPSIS, harmless


def units(text: str) -> int:
    """Return the length of *text* in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clipped(text: str, limit: int) -> str:
    """Return *text* harmless and at most *limit* UTF-16 units long."""
    text = harmless(text, limit)
    if units(text) <= limit:
        return text
    while units(text) >= limit:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
