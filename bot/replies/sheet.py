"""The sheet that a reply is laid out on: how wide, in which characters, on which day, with which links.

Every text that reaches a span passes through here and is harmless and encodable after it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from bot.domain.entries import Link
from bot.replies.encoding import carries, encodable
from bot.replies.harmless import harmless, harmless_characters, harmless_lines, safe_url
from bot.replies.model import Choice
from bot.replies.naming import link_label
from bot.replies.spans import Role, Row, Span
from bot.replies.typed import typed
from bot.replies.words import as_label
from bot.replies.wrapping import flow, fold, joined
from bot.search.results import Span as Range

SENTENCE = 2_000
WORD = 40
PHRASE = 160
TITLE = 240


@dataclass(frozen=True, slots=True)
class Sheet:
    """See the module.  No `width`: nothing is folded."""

    now: datetime
    width: int | None = None
    full_urls: bool = True
    encoding: str = "utf-8"

    def text(self, text: str, limit: int = SENTENCE) -> str:
        """Return *text* harmless, encodable and at most about *limit* characters long."""
        return encodable(harmless(text, limit), self.encoding)

    def label(self, text: str) -> str:
        """Return *text* as it stands before its value on one line: `Kind: `."""
        return encodable(as_label(harmless(text, PHRASE)), self.encoding)

    def span(self, text: str, role: Role = Role.TEXT, limit: int = SENTENCE) -> Span:
        """Return *text* in one role."""
        return Span(self.text(text, limit), role)

    def command(self, command: str) -> Span:
        """Return a command as it is typed."""
        return self.span(typed(command), Role.COMMAND)

    def marked(self, text: str, marks: Iterable[Range], limit: int) -> Row:
        """Return a title with the ranges in *marks* marked; ranges that are out of place do no harm."""
        inside = {place for start, end in marks for place in range(max(start, 0), min(end, len(text)))}
        if not inside:
            return joined([self.span(text, Role.TITLE, limit)])
        row: list[tuple[Role, str]] = []
        for place, char in harmless_characters(text, limit):
            role = row[-1][0] if row and _clings(char) else Role.MARK if place in inside else Role.TITLE
            row.append((role, char))
        groups = groupby(row, key=itemgetter(0))
        return tuple(Span(encodable("".join(char for _, char in group), self.encoding), role) for role, group in groups)

    def dot(self) -> Span:
        """Return what stands between two items on one line."""
        return Span(f" {encodable('·', self.encoding)} ", Role.META)

    def can_write(self, text: str) -> bool:
        """Tell whether the encoding has these characters."""
        return carries(self.encoding, text)

    def fold(self, row: Sequence[Span], indent: int = 0) -> tuple[Row, ...]:
        """Fold a row into the width."""
        return fold(row, self.width, indent)

    def flow(self, items: Sequence[Row], indent: int = 0, lead: Row = ()) -> tuple[Row, ...]:
        """Set items side by side with dots between them, folded into the width."""
        return flow([item for item in map(joined, items) if item], self.dot(), self.width, indent, lead)

    def sentences(self, texts: str | Iterable[str], role: Role = Role.TEXT) -> tuple[Row, ...]:
        """Return sentences, each on a line of its own; line breaks within one stay."""
        lines = [line for text in ([texts] if isinstance(texts, str) else texts) for line in text.split("\n")]
        return tuple(row for line in lines if line.strip() for row in self.fold([self.span(line, role)]))

    def verbatim(self, text: str) -> tuple[Row, ...]:
        """Return lines as they stand, so that they can be copied: harmless, but never folded."""
        lines = [line.replace("\t", "    ").rstrip(" ") for line in harmless_lines(text)]
        return tuple((Span(encodable(line, self.encoding), Role.CODE),) if line else () for line in lines)

    def ways(self, ways: Iterable[tuple[str, str | None]]) -> tuple[Row, ...]:
        """Return the commands that turn a page, side by side, each after its label; those that are None are not."""
        items = [(Span(self.label(label), Role.META), self.command(to)) for label, to in ways if to]
        return self.flow(items, 2)

    def link(self, link: Link) -> Row:
        """Return a link as a clickable label, or as label and URL; what must not be clickable is only text."""
        label = link_label(link)
        url = self.url(link.url, label)
        labelled = not self.full_urls and url[0].role is Role.LINK
        return url if labelled else (self.span(label, Role.META, WORD), Span(" "), *url)

    def links(self, links: Sequence[Link]) -> tuple[Row, ...]:
        """Return links, each on a line of its own where its URL is written out, else side by side."""
        rows = tuple(self.link(link) for link in links)
        return rows if self.full_urls else flow(rows, self.dot(), None)

    def url(self, target: str, label: str) -> Row:
        """Return a URL as a clickable label, or written out; what must not be clickable is only text."""
        url = safe_url(target)
        if url is None:
            return (self.span(target, Role.META, TITLE),)
        return (Span(url if self.full_urls else self.text(label, WORD) or url, Role.LINK, url),)

    def choices(self, choices: Sequence[Choice], first: int = 1) -> tuple[Row, ...]:
        """Return choices numbered from *first*, each with the command that picks it."""
        rows: list[Row] = []
        digits = len(str(first + len(choices) - 1))
        for rank, choice in enumerate(choices, first):
            lead = (Span(f" {rank:>{digits}}. ", Role.NUMBER),)
            rows += self.flow(self.choice(choice), digits + 3, lead)
        return tuple(rows)

    def ways_on(self, choices: Sequence[Choice]) -> tuple[Row, ...]:
        """Return what may be done next, side by side, each command after its label."""
        items: list[Row] = []
        for choice in choices:
            lead = (Span(self.label(choice.label), Role.META),) if choice.label.strip(":： ") else ()
            items.append((*lead, self.command(choice.command)))
        return self.flow(items, 2)

    def choice(self, choice: Choice) -> tuple[Row, Row]:
        """Return a choice's label and its command, as items."""
        return (self.span(choice.label, Role.TEXT, PHRASE),), (self.command(choice.command),)


def _clings(char: str) -> bool:
    """Tell whether a character belongs to the one before it."""
    return (char > "~" and unicodedata.category(char)[0] == "M") or char in "\u200c\u200d"
