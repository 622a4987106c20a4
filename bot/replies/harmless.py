"""Make text that others wrote safe to show: one line, visible characters, honest order, bounded length.

Whatever a title contains, after this it cannot move a cursor, set a window's title, forge a hyperlink,
reverse the text around it, hide words or pile marks over its neighbours.  It does not escape for a
platform (Markdown, mrkdwn, HTML): that is each front-end's own last step.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

ELLIPSIS = "…"
URL_LIMIT = 2_000

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_LINKABLE = {"http", "https", "mailto"}
_MARKS_IN_A_ROW = 4
_VIRAMA = 9  # the canonical combining class of every virama
_JOINERS = "\u200c\u200d"
_VISIBLE_FORMAT = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"  # Arabic and Syriac signs with a shape
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5"  # letters and marks by category, invisible by design
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_URL_SAFE = "%/:?#[]@!$&'()*+,;=~-._"

Indexed = list[tuple[int, str]]
"""Characters, each with its place in the text that it came from."""


def harmless(text: str, limit: int = 1_000) -> str:
    """Return *text* on one line without anything that is invisible or acts, at most *limit* characters long.

    What is too long ends in an ellipsis, which counts.  Harmless text comes back as it is.
    """
    if len(text) <= limit and _PLAIN.fullmatch(text):
        return text
    return "".join(char for _, char in harmless_characters(text, limit))


def harmless_characters(text: str, limit: int = 1_000) -> Indexed:
    """Do the same, and say for each character where in *text* it stood (an ellipsis stands for the first one cut)."""
    if len(text) <= limit and _PLAIN.fullmatch(text):
        return list(enumerate(text))
    kept: Indexed = []
    for index, char in _without_actors(text):
        if char != " " or (kept and kept[-1][1] != " "):
            kept.append((index, char))
        if len(kept) > limit + 1:
            break
    if kept and kept[-1][1] == " ":
        kept.pop()
    return kept if len(kept) <= limit else _cut(kept, limit)


def harmless_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a file, verbatim but for what is invisible or acts; tabs and spaces stay."""
    return tuple(
        "\t".join("".join(char for _, char in _without_actors(cell)) for cell in line.split("\t"))
        for line in re.split(r"\r\n|\r|\n", text)
    )


def safe_url(url: str) -> str | None:
    """Return *url* in printable ASCII if it may be made clickable: http, https and mailto only, with a host."""
    if len(url) > URL_LIMIT or " " in url or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        ascii_host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return None
    if parts.scheme.lower() not in _LINKABLE or not (host or parts.scheme.lower() == "mailto"):
        return None
    netloc = parts.netloc if host == ascii_host else ascii_host + port
    return quote(parts._replace(netloc=netloc).geturl(), safe=_URL_SAFE)


def _without_actors(text: str) -> Iterator[tuple[int, str]]:
    """Yield each visible character, white space as one kind of space, and what scripts need to join letters."""
    marks, before = 0, ""
    for index, char in enumerate(text):
        shown = char if char in _JOINERS and _joins(text, index) else _shown(char)
        if not shown:
            continue
        if shown not in _JOINERS:  # a joiner belongs to the letter before it
            marks = marks + 1 if unicodedata.category(shown)[0] == "M" else 0
        if marks > _MARKS_IN_A_ROW or (marks and (before in ("", " ") or _repeats(before, shown))):
            continue
        yield index, shown
        before = shown


def _shown(char: str) -> str:
    """Return what one character becomes: itself, a space, a replacement, or nothing."""
    if "!" <= char <= "~":
        return char
    category = unicodedata.category(char)
    if category[0] == "Z" or char in "\t\n\v\f\r\x85":
        return " "
    if category == "Cs" or (category == "Cn" and ord(char) & 0xFFFE == 0xFFFE):
        return _REPLACEMENT
    if category == "Cc" or char in _BLANK_LETTERS or "\U000e0000" <= char <= "\U000e0fff":
        return ""
    if category == "Cf":
        return char if char in _VISIBLE_FORMAT else ""
    return char


def _joins(text: str, index: int) -> bool:
    """Tell whether the joiner at *index* does a letter's work, by the contextual rules of RFC 5892, appendix A.

    The first rule of both joiners (after a virama) is taken as it is; the second (between Arabic letters
    that join) is taken by bidirectional class, which needs no table.
    """
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if not before or not after or unicodedata.category(after)[0] not in "LM":
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    return all(unicodedata.bidirectional(char) == "AL" for char in (before, after))


def _repeats(before: str, mark: str) -> bool:
    """Tell whether *mark* is a variation selector on a mark or another selector, where it selects nothing."""
    return "\ufe00" <= mark <= "\ufe0f" and unicodedata.category(before)[0] in "MZ"


def _cut(kept: Indexed, limit: int) -> Indexed:
    """Cut to *limit* with an ellipsis, at a space if one is near, and never between a letter and its marks."""
    end = max(limit - 1, 0)
    near = range(end, max(end - 20, end // 2), -1)
    end = next((place for place in near if kept[place][1] == " "), end)
    while end and (unicodedata.category(kept[end][1])[0] == "M" or kept[end][1] in _JOINERS):
        end -= 1
    place = kept[end][0]
    while end and kept[end - 1][1] in (" ", *_JOINERS):
        end -= 1
    return [*kept[:end], (place, ELLIPSIS)]
