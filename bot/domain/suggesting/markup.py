"""Markup of one entry's raw text: where its links are, and its words without any of it, each with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Range = tuple[int, int]
"""A half-open range of characters."""

_TARGET = re.compile(
    r"\(\s*(?P<url><[^<>\n]*>|(?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_REFERENCE = re.compile(r"\[[^\[\]]*\]")
_ANCHOR = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?(?P<url>[^\"'\s>]+)[^>]*>(?P<text>.*?)</a\s*>", re.I | re.S)
_NOISE = re.compile(
    r"<[A-Za-z/!][^<>]*>|(?P<entity>&#?\w{1,32};)|\\(?=[!-/:-@\[-`{-~])|\*+|`+|~~|(?<![^\W_])_+|_+(?![^\W_])|(?P<space>\s+)"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture: all of it, the words that it stands on, and its address; of a reference, no address."""

    whole: Range
    text: Range
    url: Range
    image: bool = False


def find_links(raw: str) -> list[Link]:
    """Return the links and pictures of a text, inner ones first."""
    found: list[Link] = []
    opened: list[int] = []
    at = 0
    while at < len(raw):
        char = raw[at]
        at += 1
        if char == "\\":
            at += 1
        elif char == "[":
            opened.append(at - 1)
        elif char == "]" and opened:
            start = opened.pop()
            link = _link(raw, start, at - 1)
            if link:
                found.append(link)
                at = link.whole[1]
    anchors = (Link(each.span(), each.span("text"), each.span("url")) for each in _ANCHOR.finditer(raw))
    return [*found, *anchors]


def _link(raw: str, start: int, close: int) -> Link | None:
    image = start > 0 and raw[start - 1] == "!"
    target = _TARGET.match(raw, close + 1)
    if target:
        url = target.span("url")
        if raw[url[0] : url[0] + 1] == "<":
            url = (url[0] + 1, url[1] - 1)
        return Link((start - image, target.end()), (start + 1, close), url, image)
    reference = _REFERENCE.match(raw, close + 1) if image else None
    end = reference.end() if reference else close + 1
    return Link((start - 1, end), (start + 1, close), (end, end), image) if image else None


class Words:
    """The words of a raw text without markup, white space folded, and where each character stands in it."""

    def __init__(self, raw: str, links: Sequence[Link]) -> None:
        chars: list[str] = []
        self._places: list[Range] = []
        for text, place in _visible(raw, links):
            if text == " " and (not chars or chars[-1] == " "):
                continue
            chars += text
            self._places += [place] * len(text)
        self.text = "".join(chars)

    def find(self, words: str, taken: Sequence[Range]) -> Range | None:
        """Return where a phrase first stands in the raw text, as whole words and outside of what is *taken*."""
        return next(self.find_all(words, taken), None)

    def find_all(self, words: str, taken: Sequence[Range]) -> Iterator[Range]:
        """Yield every place of a phrase, in order."""
        at = self.text.find(words)
        while words and at >= 0:
            end = at + len(words)
            whole = not (_within_word(self.text, at) or _within_word(self.text, end))
            place = (self._places[at][0], self._places[end - 1][1])
            if whole and not any(start < place[1] and place[0] < stop for start, stop in taken):
                yield place
            at = self.text.find(words, at + 1)


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _visible(raw: str, links: Sequence[Link]) -> Iterator[tuple[str, Range]]:
    hidden = sorted(span for link in links for span in _hidden(link))
    at = 0
    for start, end in [*hidden, (len(raw), len(raw))]:
        if start >= at:
            yield from _bare(raw, at, start)
        at = max(at, end)


def _hidden(link: Link) -> list[Range]:
    return [link.whole] if link.image else [(link.whole[0], link.text[0]), (link.text[1], link.whole[1])]


def _bare(raw: str, start: int, end: int) -> Iterator[tuple[str, Range]]:
    at = start
    for noise in _NOISE.finditer(raw, start, end):
        for index in range(at, noise.start()):
            yield raw[index], (index, index + 1)
        if noise["space"]:
            yield " ", noise.span()
        elif noise["entity"]:
            yield html.unescape(noise["entity"]), noise.span()
        at = noise.end()
    for index in range(at, end):
        yield raw[index], (index, index + 1)
