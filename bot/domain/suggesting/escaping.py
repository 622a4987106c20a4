"""Escaping: words that stay words when they are written into Markdown (CommonMark 0.31, section 2.4).

Escapes little, so that a line looks as a person would have written it, but whatever could act: links, HTML, code,
emphasis, entities, cells.
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(
    r"[\\`]"  # escapes and code
    r"|<(?=[A-Za-z/!?])"  # a tag, a comment, an autolink
    r"|&(?=#?\w{1,32};)"  # an entity
    r"|\*(?!\s)|(?<=\S)\*"  # emphasis
    r"|(?<![^\W_])_|_(?![^\W_])"  # emphasis, but not within a word
    r"|~~"
    r"|!(?=\[)"
)
_LEADING = re.compile(r"^(?:[-+#>=|•·–—](?=\s|$)|#{1,6}(?=\s)|>|\d{1,9}(?=[.)](?:\s|$)))")
_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")


def escaped(text: str, *, cell: bool = False, first: bool = False, fully: bool = False) -> str:
    """Return *text* so that Markdown shows it as it is.

    In a *cell* of a table its bars are escaped as well; where it comes *first* in an item it opens neither a list nor
    a heading; *fully* escapes every sign that means anything in Markdown.
    """
    if fully:
        return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    out = _ALWAYS.sub(lambda found: "\\" + "\\".join(found[0]), text)
    out = _brackets(out)
    if first and (leading := _LEADING.match(out)):
        digits = leading[0].isdigit()
        out = f"{leading[0]}\\{out[leading.end() :]}" if digits else f"\\{out}"
    return out.replace("|", r"\|") if cell else out


def _brackets(text: str) -> str:
    """Escape square brackets unless they come in pairs that no link can be made of."""
    if "[" not in text and "]" not in text:
        return text
    harmless = re.sub(r"\[[^\[\]]*\](?![(\[:])", "", text)
    if "[" in harmless or "]" in harmless:
        return re.sub(r"(?<!\\)[\[\]]", lambda found: f"\\{found[0]}", text)
    return text
