"""Make what bibliographic services say fit for a form: one harmless line of plain text.

They answer with entities, JATS and HTML tags, LaTeX, line breaks, and now and then with an attack.  Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import islice

from bot.replies.harmless import harmless, safe_url

TITLE_LIMIT = 300
NAME_LIMIT = 100
TEXT_LIMIT = 2_000
MOST_AUTHORS = 100

_READ = 20_000
"""Characters looked at: cleaning costs time, and no title starts after them."""

_TAG = re.compile(
    r"</?(?:(?:jats|mml|m):[\w-]{1,30}|a|abbr|b|big|blockquote|body|br|code|div|em|font|h[1-6]|head|hr|html|i|iframe|img"
    r"|inf|input|li|link|math|meta|mrow|mi|mo|mn|msub|msup|ol|p|pre|scp|script|sec|small|span|strong|style|sub|sup|svg"
    r"|table|td|th|title|tr|tt|u|ul)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_LATEX = re.compile(r"\\[A-Za-z'`^\"~=.{}%&#_$]|\$[^$\s](?:[^$]{0,78}[^$\s])?\$(?!\d)")
_BARE = re.compile(r"(?<!\\)([%&#])")  # to TeX these begin a comment, a column and a parameter
_LONGEST_LATEX = 5_000
_MOST_BRACES = 60


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Return *text* without tags, entities, LaTeX and all that acts, at most *limit* characters long."""
    plain = html.unescape(html.unescape(text[:_READ]))
    return harmless(_without_latex(_TAG.sub("", plain)), limit)


def names(raw: Iterable[str]) -> tuple[str, ...]:
    """Return people's names in the order `First Last`, without empty ones."""
    cleaned = (_in_order(one_line(name, NAME_LIMIT)) for name in islice(raw, MOST_AUTHORS))
    return tuple(name for name in cleaned if name)


def year_in(text: str) -> int | None:
    """Return the first year of four digits in a date, from 1900 to 2099; None without."""
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text[:200])
    return int(found[0]) if found else None


def web_address(text: str) -> str | None:
    """Return *text* where it is an address that a person may be led to, without a name or password; else None."""
    url = safe_url(text.strip())
    place = re.match(r"https?://([^/?#]+)", url or "", re.IGNORECASE)
    return url if place and "@" not in place[1] else None


def _in_order(name: str) -> str:
    family, comma, given = name.partition(",")
    given = given.strip()
    if (
        not comma
        or not given
        or "," in given
        or given.casefold().rstrip(".") in ("jr", "sr", "ii", "iii", "inc", "ltd")
    ):
        return name
    return f"{given} {family.strip()}"


def _without_latex(text: str) -> str:
    if len(text) > _LONGEST_LATEX or text.count("{") > _MOST_BRACES or not _LATEX.search(text):
        return text
    from pylatexenc.latex2text import LatexNodes2Text  # loaded where there is LaTeX only

    try:
        plain: str = LatexNodes2Text(math_mode="text").latex_to_text(_BARE.sub(r"\\\1", text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # not LaTeX after all
        return text
    return plain
