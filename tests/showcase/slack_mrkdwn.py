"""Slack's mrkdwn as HTML: as much of it as the bot writes, and what people might.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape

from babel.dates import format_date, format_time

from tests.showcase.html import tag, text

_INLINE = re.compile(
    r"<!date\^(?P<at>-?\d+)\^(?P<form>[^|^>]+)(?:\^[^|>]+)?\|(?P<otherwise>[^>]*)>"
    r"|<@(?P<person>\w+)>"
    r"|<(?P<target>https?://[^|>]+)(?:\|(?P<label>[^>]*))?>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![^\W_])\*(?=\S)(?P<strong>[^*\n]+)(?<=\S)\*(?![^\W_])"
    r"|(?<![^\W_])_(?=\S)(?P<em>[^_\n]+)(?<=\S)_(?![^\W_])"
    r"|(?<![^\W_])~(?=\S)(?P<s>[^~\n]+)(?<=\S)~(?![^\W_])"
)
_TOKEN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class SlackReader:
    """Whoever reads, in UTC: `now` (aware) is what "yesterday" is told from, `people` are names by id."""

    now: datetime
    people: Mapping[str, str] = field(default_factory=dict)


def mrkdwn(content: str, reader: SlackReader) -> str:
    """Return the HTML of a text object, a paragraph a line."""
    return "".join(tag("p", inline(line, reader) or tag("br")) for line in content.split("\n"))


def inline(words: str, reader: SlackReader) -> str:
    """Return the HTML of a line."""
    drawn: list[str] = []
    end = 0
    for found in _INLINE.finditer(words):
        drawn += [text(unescape(words[end : found.start()])), _piece(found, reader)]
        end = found.end()
    return "".join([*drawn, text(unescape(words[end:]))])


def told(at: datetime, form: str, now: datetime) -> str:
    """Return a moment as Slack's client tells it to a reader in England's English and UTC."""
    pretty = {0: "Today", 1: "Yesterday"}.get((now.date() - at.date()).days)
    short = format_date(at, "d MMM y" if at.year != now.year else "d MMM", locale="en_GB")
    values = {
        "date_short": format_date(at, "d MMM y", locale="en_GB"),
        "date_short_pretty": pretty or short,
        "time": format_time(at, "short", locale="en_GB"),
    }
    return _TOKEN.sub(lambda found: values[found[1]], form)


def _piece(found: re.Match[str], reader: SlackReader) -> str:
    if found["at"]:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(found["at"]))
        return tag("span", text(told(at, found["form"], reader.now)))
    if found["person"]:
        return tag("span", text(f"@{reader.people.get(found['person'], 'someone')}"), class_="mention")
    if found["target"]:
        return tag("a", inline(found["label"] or found["target"], reader))
    if found["code"]:
        return tag("code", text(unescape(found["code"])))
    kind = found.lastgroup or "em"
    return tag(kind, inline(found[kind], reader))
