"""Discord's Markdown as HTML: as much of it as people can write, which is more than the bot does.  Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from babel.dates import format_date, format_datetime, format_time, format_timedelta

from tests.showcase.html import tag, text

_INSIDE = r"(?:\\.|[^\\])+?"
_INLINE = re.compile(
    r"\\(?P<literal>[^0-9A-Za-z\s])"
    r"|(?P<fence>`+)(?P<code>.+?)(?<!`)(?P=fence)(?!`)"
    r"|<t:(?P<at>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?>"
    r"|<(?P<autolink>https?://[^\s<>]+)>"
    r"|<@!?(?P<person>\d+)>"
    rf"|\[(?P<label>(?:\\.|[^\]\\])+)\]\(<?(?P<target>https?://[^\s<>()]+)>?\)"
    r"|(?P<url>https?://[^\s<>]+)"
    rf"|\*\*(?P<strong>{_INSIDE})\*\*(?!\*)"
    rf"|__(?P<u>{_INSIDE})__(?!_)"
    rf"|~~(?P<s>{_INSIDE})~~"
    rf"|\*(?=\S)(?P<star>{_INSIDE})(?<=\S)\*"
    rf"|\b_(?P<em>{_INSIDE})_\b",
    re.DOTALL,
)
_BLOCK = re.compile(r"```(?:[a-z]+\n|\n)?(.*?)```", re.DOTALL)
_LINE = re.compile(r"(?P<heading>#{1,3}) +|(?P<small>-# +)|(?P<indent> *)(?P<bullet>[-*]) +|(?P<quote>> +)")


@dataclass(frozen=True)
class Reader:
    """Whoever reads: `now` (aware) is what relative times are told from, `people` are names by id."""

    now: datetime
    people: Mapping[int, str] = field(default_factory=dict)


def markdown(content: str, reader: Reader) -> str:
    """Return the HTML of a text display."""
    drawn: list[str] = []
    end = 0
    for block in _BLOCK.finditer(content):
        drawn += _drawn(_lines(content[end : block.start()]), reader)
        drawn.append(tag("pre", text(block[1].rstrip("\n"))))
        end = block.end()
    drawn += _drawn(_lines(content[end:]), reader)
    return tag("div", *drawn, class_="markdown")


def _drawn(lines: Iterable[str], reader: Reader) -> Iterator[str]:
    """Draw lines; one that is set in below a bullet belongs to it."""
    deep: str | None = None
    for line in lines:
        matched = _LINE.match(line)
        if matched and matched["bullet"]:
            deep = matched["indent"]
        elif deep is None or matched or not line.startswith(f"{deep}  "):
            deep = None
        if deep is not None and not matched:
            yield tag("p", _inline(line.strip(), reader), class_=f"more deep{_depth(deep)}")
        else:
            yield _line(line, reader)


def _depth(indent: str) -> int:
    return min(len(indent) // 2, 4)


def _lines(part: str) -> Iterator[str]:
    yield from part.strip("\n").split("\n") if part.strip("\n") else ()


def _line(line: str, reader: Reader) -> str:
    matched = _LINE.match(line)
    rest = _inline(line[matched.end() :] if matched else line, reader)
    if matched is None:
        return tag("p", rest or tag("br"))
    if matched["heading"]:
        return tag(f"h{len(matched['heading'])}", rest)
    if matched["bullet"]:
        return tag("p", rest, class_=f"item deep{_depth(matched['indent'])}")
    return tag("p", rest, class_="small" if matched["small"] else "quote")


def _inline(words: str, reader: Reader) -> str:
    drawn: list[str] = []
    end = 0
    for found in _INLINE.finditer(words):
        drawn += [text(words[end : found.start()]), _piece(found, reader)]
        end = found.end()
    return "".join([*drawn, text(words[end:])])


def _piece(found: re.Match[str], reader: Reader) -> str:
    kind = found.lastgroup or ""
    plain: Mapping[str, Callable[[], str]] = {
        "literal": lambda: text(found["literal"]),
        "code": lambda: tag("code", text(found["code"])),
        "at": lambda: _time(found, reader),
        "style": lambda: _time(found, reader),
        "autolink": lambda: tag("a", text(found["autolink"])),
        "url": lambda: tag("a", text(found["url"])),
        "target": lambda: tag("a", _inline(found["label"], reader)),
        "person": lambda: tag("span", text(f"@{reader.people.get(int(found['person']), 'someone')}"), class_="mention"),
    }
    if kind in plain:
        return plain[kind]()
    return tag({"star": "em"}.get(kind, kind), _inline(found[kind], reader))


def _time(found: re.Match[str], reader: Reader) -> str:
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(found["at"]))
    return tag("span", text(told(at, found["style"] or "f", reader.now)), class_="time")


def told(at: datetime, style: str, now: datetime) -> str:
    """Return a moment as Discord tells it to a reader in England's English and UTC."""
    match style:
        case "R":
            return format_timedelta(at - now, add_direction=True, locale="en_GB")
        case "t" | "T":
            return format_time(at, "short" if style == "t" else "medium", locale="en_GB")
        case "d" | "D":
            return format_date(at, "short" if style == "d" else "long", locale="en_GB")
        case _:
            return format_datetime(at, "d MMMM y HH:mm" if style == "f" else "EEEE, d MMMM y HH:mm", locale="en_GB")
