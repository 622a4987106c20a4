"""LaTeX: encode text so that BibTeX can read it and LaTeX prints it, whatever it holds."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

_SIGNS = {
    "{": r"\textbraceleft",
    "}": r"\textbraceright",
    "\\": r"\textbackslash",
    "^": r"\textasciicircum",
    "~": r"\textasciitilde",
    "|": r"\ensuremath{|}",
    "`": r"\textasciigrave",
}
"""Signs for which LaTeX wants words: a brace would upset BibTeX even behind a backslash, as it counts them all."""

_HARMLESS = re.compile(r"[A-Za-z0-9 .,:;!?()\[\]'/+*=@-]*")
_WORD_BREAK = re.compile(r"([\s/:,;()\-–—]+)")


def latex(text: str) -> str:
    r"""Encode text: `50 % of μJ` gives `50 {\%} of {\ensuremath{\mu}}J`.

    Letters that LaTeX has no command for (Chinese, emoji) stay; every engine since 2018 reads them as UTF-8.
    """
    return text if _HARMLESS.fullmatch(text) else str(_encoder().unicode_to_latex(text))


def latex_title(title: str, name: str = "") -> str:
    """Encode a title and put braces around what must keep its capitals: the work's name, acronyms, `MobileBERT`."""
    named = name if name and re.match(rf"{re.escape(name)}\b", title) else ""
    words = _WORD_BREAK.split(title.removeprefix(named))
    protected = "".join(f"{{{latex(word)}}}" if _keeps_capitals(word) else latex(word) for word in words)
    return f"{{{latex(named)}}}{protected}" if named else protected


def _keeps_capitals(word: str) -> bool:
    """Say whether a style that lowers all capitals but the first would spoil the word."""
    return any(char.isupper() for char in word[1:]) or (word[:1].isupper() and bool(re.search(r"[\d+#]", word)))


@cache
def _encoder() -> UnicodeToLatexEncoder:
    from pylatexenc import latexencode  # loaded by this export only

    words = {ord(sign): word for sign, word in _SIGNS.items()}
    signs = latexencode.UnicodeToLatexConversionRule(latexencode.RULE_DICT, words)
    return latexencode.UnicodeToLatexEncoder(
        conversion_rules=[signs, "defaults"],
        replacement_latex_protection="braces-all",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
