"""Write text in Discord's Markdown so that what others wrote stays text: no markup, no mention, no live link.

Knows characters only; what is invisible or acts has been taken out by `bot.replies.harmless` before.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache

from bot.replies.harmless import harmless, safe_url

_MARKUP = re.compile(r"([\\*_~`|<>\[\]()#])")
_BULLET = re.compile(r"^(\s*)([-+])")
_NUMBER = re.compile(r"^(\s*\d+)\.")
_SCHEME = re.compile(r":(?=//)")
_MENTION = re.compile(r"@(?=\S)")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_PERSON = re.compile(r"discord:(\d{1,20})", re.ASCII)
_INVISIBLE = "\u200b"


@lru_cache(maxsize=8_192)  # one work is drawn for every channel that hears of it
def escaped(text: str, limit: int = 1_000) -> str:
    """Return *text* harmless, at most *limit* characters before what is added to keep it from being markup."""
    return escape(harmless(text, limit))


def escape(text: str) -> str:
    """Keep text that is harmless already from being markup, a mention or a link; its spaces stay."""
    text = _MARKUP.sub(r"\\\1", text)
    text = _NUMBER.sub(r"\1\\.", _BULLET.sub(r"\1\\\2", text))
    return _MENTION.sub("@" + _INVISIBLE, _SCHEME.sub(r"\:", text))


def unescaped(text: str) -> str:
    """Return what `escaped` was given, but for what it made harmless."""
    return _ESCAPED.sub(r"\1", text).replace(_INVISIBLE, "")


@lru_cache(maxsize=4_096)
def masked_link(label: str, url: str) -> str | None:
    """Return a link under a label; None where the URL must not be clickable (http and https only)."""
    target = web_url(url)
    return f"[{label}](<{target}>)" if target else None


def web_url(url: str, limit: int = 512) -> str | None:
    """Return a URL that may be clicked, safe inside Markdown; None for all else and for what is too long."""
    safe = safe_url(url)
    if safe is None or not safe.lower().startswith(("http://", "https://")):
        return None
    safe = safe.replace("(", "%28").replace(")", "%29").replace("*", "%2A")
    return safe if len(safe) <= limit else None


def stamp(when: datetime | date, style: str) -> str:
    """Return a moment that each reader's client shows in the reader's own zone and language.

    Styles are Discord's: `R` for "3 days ago", `D` for a day, `f` for day and time.  A bare day counts as its
    noon in UTC, which is the same day nearly everywhere.
    """
    moment = when if isinstance(when, datetime) else datetime.combine(when, time(12), UTC)
    return f"<t:{int(moment.timestamp())}:{style}>"


def mention(key: str) -> str | None:
    """Return the name of one of Discord's people, as each reader knows them; None for anybody else.

    Messages of the bot allow no mentions, so that whoever is named is not called.
    """
    found = _PERSON.fullmatch(key)
    return f"<@{found[1]}>" if found else None


def code(text: str, limit: int = 200) -> str:
    """Return text as it is typed, where nothing acts."""
    return f"`{harmless(text, limit).replace('`', 'ˋ') or ' '}`"


def code_block(text: str, language: str = "") -> str:
    """Return text in a block of its own where columns stay columns and nothing acts; coloured as *language* is."""
    return f"```{language}\n{text.replace('`', 'ˋ').rstrip()}\n```"
