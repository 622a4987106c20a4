"""Pieces: runs with the part that each plays in an entry: words, a label's link, another link, a line's end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import unquote

from bot.domain.markdown.labels import GENERIC_LABELS, label_kind, label_text
from bot.domain.markdown.links import repaired
from bot.domain.markdown.published import read_published
from bot.domain.markdown.runs import Kind, Run, Runs, Style
from bot.domain.markdown.text import clean
from bot.domain.venues import VenueTable


class Role(StrEnum):
    """The part that a piece plays."""

    TEXT = "text"
    LINK = "link"
    LABEL = "label"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run with its role.  A LABEL's words say what its link is ("pdf"); a LINK's words belong to the text."""

    role: Role
    text: str = ""
    url: str | None = None
    style: Style = Style.PLAIN
    label: str = ""


_BADGE = re.compile(r"img\.shields\.io|badge|badgen|badges?[./-]|shields", re.I)
_COUNTER = re.compile(
    r"/(?:github|gitlab)/(?:stars|forks|watchers|last-commit|commit-activity|license|issues\S*|contributors|release|v|languages\S*|repo-size"
    r"|downloads)|/(?:pypi|npm|docker|conda|discord|crates|twitter)/|stars?\b|last.commit|visitor|hits|license|downloads?\b"
    r"|/workflows/|/actions/|travis-ci|circleci|appveyor|codecov|coveralls|\b(?:ci|build)\b",
    re.I,
)
_STARS = re.compile(r"/(?:github|gitlab)/stars/", re.I)
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github|gitlab)\.com/[\w.-]+/[\w.-]+/?", re.I)
_BADGE_WORDS = re.compile(r"img\.shields\.io/(?:static/v1\?label=|badge/)([^?#]+?)(?:\.svg)?(?:[?#]|$)")
_WORDS = re.compile(r"\w+")
_BRACKETED = re.compile(r"[\[(【（][^\])】）]*[\])】）]")
_SHORTCODE = re.compile(r"(?:(?<=^)|(?<=\s)|(?<=[\])])):[a-z][a-z0-9_+-]+:(?=$|[\s:.,)\]])")
_SCHEME = re.compile(r"^https?://")
_ANCHOR_WORDS = re.compile(r"(?:back )?to (?:the )?top|top|toc|contents|返回|回到|目录", re.I)


def _is_address(text: str, url: str) -> bool:
    """Say whether a link's text is its own address; a bare host may be a site's name."""
    if text == url or ("/" not in text and not text.startswith("www.")):
        return text == url
    return _SCHEME.sub("", text).rstrip("/") == _SCHEME.sub("", url).rstrip("/")


def read_pieces(runs: Runs, venues: VenueTable) -> list[Piece]:
    """Give each run its role.  Wraps become blanks; pictures and links within the page lose their links."""
    return _Sorter(_unframed(repaired(runs)), venues).sort()


def _unframed(runs: Sequence[Run]) -> list[Run]:
    """Move the brackets that frame a link from the text around it into its own text: `[` `pdf` `]` gives `[pdf]`."""
    out = list(runs)
    for at, run in enumerate(out):
        if not run.is_link or run.kind is not Kind.TEXT or not 0 < at < len(out) - 1:
            continue
        before, after = out[at - 1], out[at + 1]
        for opener, closer in ("[]", "()", "【】", "（）"):
            opens = _is_text(before) and before.text.rstrip().endswith(opener)
            if opens and _is_text(after) and after.text.lstrip().startswith(closer):
                out[at - 1] = replace(before, text=before.text.rstrip()[:-1])
                out[at] = replace(run, text=f"{opener}{run.text}{closer}")
                out[at + 1] = replace(after, text=after.text.lstrip()[1:])
                break
    return _joined_groups([run for run in out if run.text or run.is_link or run.kind is not Kind.TEXT])


def _joined_groups(runs: list[Run]) -> list[Run]:
    """Make one run of a bracket whose content is styled: `(` *ICML 2022* `)`."""
    out = list(runs)
    for at in range(1, len(out) - 1):
        before, inside, after = out[at - 1], out[at], out[at + 1]
        plain_around = _is_text(before) and _is_text(after) and not before.style and not after.style
        if not plain_around or not _is_text(inside) or not inside.style:
            continue
        for opener, closer in ("()", "[]", "（）"):
            if before.text.rstrip().endswith(opener) and after.text.lstrip().startswith(closer):
                out[at - 1] = replace(before, text=before.text.rstrip()[:-1])
                out[at] = replace(inside, text=f"{opener}{inside.text.strip()}{closer}")
                out[at + 1] = replace(after, text=after.text.lstrip()[1:])
                break
    return [run for run in out if run.text or run.is_link or run.kind is not Kind.TEXT]


def _is_text(run: Run) -> bool:
    return run.kind is Kind.TEXT and not run.is_link


def _shown_on_badge(address: str) -> list[str]:
    """Return what a static badge shows: `badge/ICML-2022-blue` gives ICML and 2022, joined where that is a venue."""
    found = _BADGE_WORDS.search(address)
    if not found:
        return []
    parts = re.split(r"(?<!-)-(?!-)", unquote(found[1]))
    shown = [part.replace("--", "-").replace("_", " ").strip() for part in (parts[:-1] or parts)]
    return [part for part in shown if part]


class _Sorter:
    """Goes through the runs of one entry, knowing what stood before and what comes after."""

    def __init__(self, runs: Sequence[Run], venues: VenueTable) -> None:
        self._runs = runs
        self._venues = venues
        self._out: list[Piece] = []
        self._words = 0

    def sort(self) -> list[Piece]:
        for at, run in enumerate(self._runs):
            if run.is_break:
                self._out.append(Piece(Role.BREAK))
            elif run.kind is Kind.IMAGE:
                self._image(run)
            elif run.url is None or run.url.startswith("#") or not run.url:
                self._text(run)
            else:
                self._link(run, at)
        return self._out

    def _text(self, run: Run) -> None:
        if run.url is not None and (_ANCHOR_WORDS.fullmatch(label_text(run.text)) or not label_text(run.text)):
            return
        if run.text:
            self._out.append(Piece(Role.TEXT, _SHORTCODE.sub(" ", run.text), style=run.style))
            self._words += len(_WORDS.findall(_BRACKETED.sub("", run.text)))

    def _image(self, run: Run) -> None:
        """Take a picture's link for a label, and the venue that a badge shows for words."""
        shown = _shown_on_badge(run.image)
        counts = _COUNTER.search(f"{run.image} {run.text}") is not None
        if run.url and not run.url.startswith("#") and (not counts or self._leads_to_code(run)):
            label = "" if counts else clean(run.text or " ".join(shown))
            self._out.append(Piece(Role.LABEL, url=run.url, label=label))
        if counts or not (shown or _BADGE.search(run.image)):
            return
        for words in (*shown[-1:], " ".join(shown), run.text.replace("-", " ")):
            if read_published(words, self._venues, framed=True).venue:
                self._out.append(Piece(Role.TEXT, f" [{words}] "))
                break

    def _leads_to_code(self, badge: Run) -> bool:
        """Say whether a badge that counts stars is all that leads to the repository."""
        url = (badge.url or "").rstrip("/").casefold()
        others = {(run.url or "").rstrip("/").casefold() for run in self._runs if run is not badge}
        return bool(_STARS.search(badge.image) and _REPOSITORY.fullmatch(url)) and url not in others

    def _link(self, run: Run, at: int) -> None:
        text = clean(run.text)
        bracketed = text[:1] in "[(【（" and text[-1:] in "])】）" and len(text) > 2
        url = run.url or ""
        if _is_address(text, url):
            self._out.append(Piece(Role.LABEL, url=url, label=self._label_before()))
        elif not label_text(text) or self._is_label(text, at, bracketed=bracketed):
            before = self._label_before()
            label = label_text(text)
            label = before if before and (label_kind(label) is None or label.casefold() in GENERIC_LABELS) else label
            self._out.append(Piece(Role.LABEL, url=url, label=label, style=run.style))
        else:
            inner = text[1:-1] if bracketed and not re.match(r"\[[^\]]*\].*\[", text) and text.count("[") == 1 else text
            self._out.append(Piece(Role.LINK, inner, url, run.style))
            self._words += len(inner.split())

    def _is_label(self, text: str, at: int, *, bracketed: bool) -> bool:
        named = label_kind(text) is not None
        if bracketed:
            return named or self._words > 0 or bool(read_published(label_text(text), self._venues, framed=True))
        if named:
            return self._words > 0 or self._text_follows(at)
        published = read_published(text, self._venues, framed=True)
        known = published.venue is not None and self._venues.leading(published.venue) is not None
        before = self._words > 0
        return known and len(text.split()) <= 8 and (before or (published.year is not None and self._text_follows(at)))

    def _text_follows(self, at: int) -> bool:
        """Say whether a link at the start is followed by words that can be the title, not by a description."""
        for run in self._runs[at + 1 :]:
            if run.is_break:
                return False
            if run.kind is Kind.TEXT and run.text.strip(" []()|,/"):
                follows = run.text.strip(" []()|,/")
                return run.is_link or not re.match(r"[-–—:：>→]|\.", follows)
        return False

    def _label_before(self) -> str:
        """Take the word before a bare address as its label: `Code: https://…`."""
        last = self._out[-1] if self._out else None
        if last is None or last.role is not Role.TEXT:
            return ""
        found = re.search(r"(?:^|[\s.,;(|])([^\s.,;:：()|]{2,20}(?: [^\s.,;:：()|]{2,20})?)\s*[:：]\s*$", last.text)
        if not found or label_kind(found[1]) is None:
            return ""
        self._out[-1] = replace(last, text=last.text[: found.start()])
        return found[1]
