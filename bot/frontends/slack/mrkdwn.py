"""Write text in Slack's mrkdwn so that what others wrote stays text: no markup, no mention, no live link.

Slack escapes three characters and no more; what could still act is replaced by its nearest look-alike, which every
client shows, also within a link.  Knows characters only: what is invisible or acts otherwise has been taken out by
`bot.replies.harmless` before.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache

from bot.replies.clipping import units
from bot.replies.harmless import harmless, safe_url
from bot.replies.moments import clock_time, period

LONGEST_URL = 3_000

_ACTING = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])|`")
"""What opens or closes markup: `snake_case` and `a*b` do neither."""

_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_AS_WRITTEN = str.maketrans({"∗": "*", "ˍ": "_", "∼": "~", "ˋ": "`", "›": ">", "¦": "|"})
_QUOTE = re.compile("^>")
_MENTION = re.compile(r"@(?=\S)")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_PERSON = re.compile(r"slack:([A-Z0-9]+)\.([UW][A-Z0-9]+)")
_JOINER = "\u2060"
_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


@lru_cache(maxsize=8_192)  # one work is drawn for every channel that hears of it
def escaped(text: str, limit: int = 1_000) -> str:
    """Return *text* harmless and as text, at most *limit* UTF-16 units long with all that escaping adds."""
    room = limit
    said = escape(harmless(text, room))
    while units(said) > limit:
        room = room * limit // (units(said) + 1)
        said = escape(harmless(text, room))
    return said


def escape(text: str) -> str:
    """Keep text that is harmless already from being markup, a mention, an emoji or a quotation; its spaces stay."""
    text = _ACTING.sub(lambda found: found[0].translate(_LOOK_ALIKES), _QUOTE.sub("›", text))
    return entities(_still(text))


def entities(text: str) -> str:
    """Escape the three characters that Slack's own syntax is made of, and nothing else."""
    for char, entity in _ENTITIES:
        text = text.replace(char, entity)
    return text


def unescaped(text: str) -> str:
    """Return what `escaped` was given, but for what it made harmless."""
    for char, entity in reversed(_ENTITIES):
        text = text.replace(entity, char)
    return text.replace(_JOINER, "").translate(_AS_WRITTEN)


def link(label: str, url: str, limit: int = LONGEST_URL) -> str | None:
    """Return a link under an escaped label; None where the URL must not be clickable (http and https only)."""
    target = web_url(url, limit)
    return f"<{entities(target)}|{label.replace('|', '¦')}>" if target and label else None


def web_url(url: str, limit: int = LONGEST_URL) -> str | None:
    """Return a URL that may be clicked, in ASCII; None for all else and for what is too long."""
    safe = safe_url(url)
    if safe is None or not safe.lower().startswith(("http://", "https://")):
        return None
    return safe if len(safe) <= limit else None


def stamp(when: datetime | date) -> str:
    """Return a moment, or a day, that each reader's client shows in the reader's own zone and language.

    A bare day counts as its noon in UTC, which is the same day nearly everywhere.  Clients that cannot do this show
    what comes last.
    """
    if isinstance(when, datetime):
        return _stamp(when, "{date_short_pretty}, {time}", f"{clock_time(when, 'UTC')} UTC")
    return day_stamp(datetime.combine(when, time(12), UTC))


def day_stamp(at: datetime) -> str:
    """Return the day on which a moment is for each reader."""
    return _stamp(at, "{date_short}", period(at, at, "UTC"))


def mention(key: str, team: str) -> str | None:
    """Return the name of somebody of the workspace *team*, as each reader knows them; None for anybody else.

    A key is made of what Slack said of whoever acted, never of text.
    """
    found = _PERSON.fullmatch(key)
    return f"<@{found[2]}>" if found and team and found[1] == team else None


def bold(text: str) -> str:
    """Return escaped text in bold; nothing for nothing."""
    return f"*{text}*" if text else ""


def code(text: str, limit: int = 200) -> str:
    """Return text as it is typed, where nothing acts."""
    return f"`{entities(_still(harmless(text, limit).replace('`', 'ˋ'))) or ' '}`"


def _still(text: str) -> str:
    """Keep text from naming people, channels or emoji."""
    return _EMOJI.sub(":" + _JOINER, _MENTION.sub("@" + _JOINER, text))


def _stamp(at: datetime, form: str, otherwise: str) -> str:
    return f"<!date^{int(at.timestamp())}^{form}|{escape(harmless(otherwise))}>"
