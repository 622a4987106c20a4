"""Runs: inline Markdown and HTML as a flat row of styled pieces, the form that everything else reads.

Only takes apart; what a piece means is decided elsewhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Flag, StrEnum, auto

from markdown_it.token import Token

from bot.domain.markdown.text import clean


class Kind(StrEnum):
    """What a run is."""

    TEXT = "text"
    IMAGE = "image"
    SOFT = "soft"
    HARD = "hard"
    TAG = "tag"


class Style(Flag):
    """How a run is set."""

    PLAIN = 0
    BOLD = auto()
    ITALIC = auto()
    CODE = auto()
    STRUCK = auto()
    HTML = auto()


EMPHASIS = Style.BOLD | Style.ITALIC
"""Made once, as joining flags takes its time: in bold, in italics, or both."""

STANDING_OUT = EMPHASIS | Style.CODE


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of a line.

    - TEXT: `text`, with `url` if it is a link (the whole link is one run);
    - IMAGE: `text` is what it shows (its alternative text), `url` where it leads, `image` its own address;
    - SOFT, HARD: a line end that is only a wrap, one that is meant;
    - TAG: a block-level HTML tag; `text` is its name, with a slash if it closes.
    """

    text: str
    kind: Kind = Kind.TEXT
    url: str | None = None
    style: Style = Style.PLAIN
    image: str = ""

    @property
    def is_link(self) -> bool:
        """Whether it leads somewhere."""
        return self.url is not None

    @property
    def is_break(self) -> bool:
        """Whether it ends a line on purpose."""
        return self.kind in (Kind.HARD, Kind.TAG)


Runs = tuple[Run, ...]
HARD = Run("\n", Kind.HARD)
SOFT = Run(" ", Kind.SOFT)


def plain(runs: Iterable[Run]) -> str:
    """Return the words of runs on one line, images left out."""
    return clean("".join(" " if run.kind is not Kind.TEXT else run.text for run in runs if run.kind is not Kind.IMAGE))


def external_links(runs: Iterable[Run]) -> list[Run]:
    """Return the runs that lead out of the document."""
    return [run for run in runs if run.url and not run.url.startswith("#")]


_STYLE_TOKENS = {"strong": Style.BOLD, "em": Style.ITALIC, "s": Style.STRUCK}
_STYLE_TAGS = {
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "i": Style.ITALIC,
    "em": Style.ITALIC,
    "code": Style.CODE,
    "kbd": Style.CODE,
    "s": Style.STRUCK,
    "del": Style.STRUCK,
    "strike": Style.STRUCK,
}
_STRUCTURE = """
summary details h1 h2 h3 h4 h5 h6 li ul ol table tr td th p div hr center dl dt dd blockquote section
"""
_BLOCK_TAGS = frozenset(_STRUCTURE.split())
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^>]*?)/?>", re.I | re.S)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


def read_runs(tokens: Sequence[Token]) -> Runs:
    """Flatten markdown-it's inline tokens."""
    return _Reader().read(tokens)


class _Reader:
    """Keeps which styles and which link are open while it goes through the tokens."""

    def __init__(self) -> None:
        self._out: list[Run] = []
        self._styles: list[Style] = []
        self._link: str | None = None
        self._inside: list[Run] = []

    def read(self, tokens: Sequence[Token]) -> Runs:
        for token in tokens:
            self._token(token)
        self._close_link()
        return tuple(_joined(self._out))

    def _token(self, token: Token) -> None:
        kind, _, side = token.type.rpartition("_")
        if kind in _STYLE_TOKENS:
            self._style(_STYLE_TOKENS[kind], opens=side == "open")
        elif token.type == "link_open":
            self._open_link(str(token.attrs.get("href", "")))
        elif token.type == "link_close":
            self._close_link()
        elif token.type == "image":
            self._image(token.content, str(token.attrs.get("src", "")))
        elif token.type == "html_inline":
            self._html(token.content)
        elif token.type == "softbreak":
            self._add(SOFT)
        elif token.type == "hardbreak":
            self._add(HARD)
        elif token.type == "code_inline":
            self._add(Run(token.content, style=Style.CODE))
        else:
            self._add(Run(token.content))

    def _style(self, style: Style, *, opens: bool) -> None:
        if opens:
            self._styles.append(style)
        elif style in self._styles:
            self._styles.remove(style)

    def _add(self, run: Run) -> None:
        style = run.style
        for open_style in self._styles:
            style |= open_style
        styled = run if style == run.style else replace(run, style=style)
        (self._out if self._link is None else self._inside).append(styled)

    def _image(self, alt: str, source: str) -> None:
        self._add(Run(clean(alt), Kind.IMAGE, image=source.strip()))

    def _open_link(self, url: str, style: Style = Style.PLAIN) -> None:
        self._close_link()
        self._link, self._inside = url.strip(), []
        self._link_style = style

    def _close_link(self) -> None:
        if self._link is None:
            return
        url, inside = self._link, self._inside
        self._link = None
        words = "".join(" " if run.kind is not Kind.TEXT else run.text for run in inside if run.kind is not Kind.IMAGE)
        images = [run for run in inside if run.kind is Kind.IMAGE]
        style = self._link_style
        texts = [run for run in inside if run.kind is Kind.TEXT and run.text.strip()]
        if texts:
            common = texts[0].style
            for run in texts:
                common &= run.style
            style |= common
        if words.strip() or not images:
            self._out.append(Run(words, url=url, style=style))
        else:
            alt = " ".join(run.text for run in images).strip()
            self._out.append(Run(alt, Kind.IMAGE, url=url, style=style, image=images[0].image))

    def _html(self, content: str) -> None:
        found = _TAG.match(content)
        if not found:  # a comment
            return
        closes, name = bool(found[1]), found[2].lower()
        if name in _STYLE_TAGS:
            self._style(_STYLE_TAGS[name], opens=not closes)
        elif name == "br":
            self._add(HARD)
        elif name in _BLOCK_TAGS:
            self._close_link()
            self._add(Run(("/" if closes else "") + name, Kind.TAG))
        elif name == "a" and closes:
            self._close_link()
        elif name in ("a", "img"):
            attributes = _attributes(found[3])
            if name == "img":
                self._image(attributes.get("alt", ""), attributes.get("src", ""))
            elif "href" in attributes:
                self._open_link(attributes["href"], Style.HTML)


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(text)
    }


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Join neighbouring text of one style."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and run.kind is last.kind is Kind.TEXT and run.style == last.style and run.url is last.url is None:
            out[-1] = replace(last, text=last.text + run.text)
        else:
            out.append(run)
    return out
