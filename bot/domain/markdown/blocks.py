"""Blocks: a list's structure, before anything in it has a meaning.

Turns tokens into headings, paragraphs, lists, tables and folds (`<details>`), each with its line.  HTML
written for structure gives the same blocks as Markdown does.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from bot.domain.markdown.folded import without_folded_words
from bot.domain.markdown.grid import is_grid, read_grid
from bot.domain.markdown.html import HtmlAssembler
from bot.domain.markdown.model import Block, Heading, Item, ItemList, Row, Table
from bot.domain.markdown.parser import Source
from bot.domain.markdown.runs import HARD, Kind, Run, Runs, read_runs

LONGEST = 8_000
"""Characters that one paragraph, item or cell may have."""


def read_blocks(source: Source) -> tuple[list[Block], list[int]]:
    """Return the blocks of a document in order, and the lines of texts too long to be read."""
    walker = _Walker(source)
    return walker.walk(), walker.overlong


class _Walker:
    """Goes once through the block tokens."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._tokens = source.tokens
        self._at = 0
        self._out: list[Block] = []
        self._html = HtmlAssembler(self._out)
        self.overlong: list[int] = []

    def walk(self) -> list[Block]:
        quotes = 0
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.type in ("blockquote_open", "blockquote_close"):
                quotes += 1 if token.type == "blockquote_open" else -1
            elif token.type in ("paragraph_open", "heading_open", "html_line"):
                self._text(token, quoted=quotes > 0)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._html.flush()
                self._list()
                continue
            elif token.type == "table_open":
                self._html.flush()
                self._out.append(self._table(token))
                self._skip("table_close")
            self._at += 1
        self._html.flush()
        return self._out

    def _text(self, token: Token, *, quoted: bool) -> None:
        line = _line(token)
        if token.type == "html_line":
            self._html.feed(self._runs(token.content, line), line, quoted=quoted)
            return
        self._at += 1
        content = self._tokens[self._at].content
        if token.type == "heading_open":
            self._html.flush()
            self._out.append(Heading(int(token.tag[1]), self._runs(content, line), line))
        elif is_grid(content):
            self._html.flush()
            self._out.append(self._grid(content.split("\n"), line))
        elif len(content) > LONGEST:
            for offset, text in enumerate(content.split("\n")):
                self._html.feed(self._runs(text, line + offset), line + offset, quoted=quoted)
        else:
            self._html.feed(self._runs(content, line), line, quoted=quoted)

    def _runs(self, content: str, line: int) -> Runs:
        """Read inline text; what is too long for any entry or heading is left out and reported."""
        if len(content) > LONGEST:
            self.overlong.append(line)
            return ()
        return read_runs(self._source.inline(content))

    def _table(self, token: Token) -> Table:
        first, after = token.map or [0, 0]
        return self._grid(self._source.lines[first:after], first + 1)

    def _grid(self, lines: Sequence[str], line: int) -> Table:
        header, rows = read_grid(lines)
        last = self._out[-1] if self._out else None
        if not header and isinstance(last, Table):  # a blank line broke the table in two
            return self._rows(last.header, rows, line)
        return self._rows(tuple(self._runs(cell, line) for cell in header), rows, line)

    def _rows(self, header: tuple[Runs, ...], rows: Sequence[tuple[int, list[str]]], line: int) -> Table:
        return Table(
            header,
            tuple(Row(line + at, tuple(self._runs(cell, line + at) for cell in cells)) for at, cells in rows),
            line,
        )

    def _skip(self, close: str) -> None:
        while self._at < len(self._tokens) and self._tokens[self._at].type != close:
            self._at += 1

    def _list(self) -> None:
        tables: list[Table] = []
        items = self._items(tables)
        self._out.append(ItemList(tuple(items)))
        self._out += tables

    def _items(self, tables: list[Table]) -> list[Item]:
        """Read from a list's opening token to behind its closing one."""
        self._at += 1
        items: list[Item] = []
        while self._tokens[self._at].type == "list_item_open":
            items.append(self._item(tables))
        self._at += 1
        return items

    def _item(self, tables: list[Table]) -> Item:
        line = _line(self._tokens[self._at])
        runs: list[Run] = []
        children: list[Item] = []
        self._at += 1
        while (token := self._tokens[self._at]).type != "list_item_close":
            if token.type in ("bullet_list_open", "ordered_list_open"):
                children += self._items(tables)
                continue
            if token.type == "table_open":
                tables.append(self._table(token))
                self._skip("table_close")
            elif token.type in ("inline", "html_line"):
                if token.type == "inline" and is_grid(token.content):
                    tables.append(self._grid(token.content.split("\n"), _line(token)))
                else:
                    text = self._runs(token.content, _line(token))
                    runs += [HARD, *text] if runs else text
            self._at += 1
        self._at += 1
        told = without_folded_words(runs)
        return Item(line, tuple(HARD if run.kind is Kind.TAG else run for run in told), tuple(children))


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
