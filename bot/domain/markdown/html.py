"""HTML written for structure, put together into the blocks that Markdown would have given.

Tags come line by line among Markdown; whatever is left open ends where the next Markdown block begins.
"""

from __future__ import annotations

from bot.domain.markdown.model import Block, Fold, FoldPart, Heading, Item, ItemList, Paragraph, Row, Table
from bot.domain.markdown.runs import SOFT, Kind, Run, Runs

_CAPTURES = frozenset({"summary", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "li"})


class HtmlAssembler:
    """Collects runs until a tag says what they were, then appends the block to `out`."""

    def __init__(self, out: list[Block]) -> None:
        self._out = out
        self._runs: list[Run] = []
        self._line = 0
        self._quoted = False
        self._tagged = False
        self._capture = ""
        self._row: list[Runs] = []
        self._header: tuple[Runs, ...] = ()
        self._rows: list[Row] = []
        self._row_line = 0
        self._in_table = False

    def feed(self, runs: Runs, line: int, *, quoted: bool) -> None:
        """Take the runs of one paragraph or one line that starts with a block tag."""
        tagged = any(run.kind is Kind.TAG for run in runs)
        if not tagged and not self._capture and not self._in_table:
            self._paragraph()
            self._out.append(Paragraph(runs, line, aside=quoted))
            return
        self._quoted = quoted
        for run in runs:
            if run.kind is Kind.TAG:
                self._tag(run.text, line)
            else:
                self._add(run, line)
        self._add(SOFT, line)

    def flush(self) -> None:
        """End whatever is open: a Markdown block begins, or the document ends."""
        if self._capture:
            self._close(self._capture)
        self._paragraph()
        self._end_table()

    def _add(self, run: Run, line: int) -> None:
        if not self._runs:
            if not run.text.strip() and not run.is_link and run.kind is not Kind.IMAGE:
                return
            self._line = line
        self._runs.append(run)

    def _tag(self, name: str, line: int) -> None:
        closes = name.startswith("/")
        name = name.removeprefix("/")
        if name in _CAPTURES:
            if self._capture:
                self._close(self._capture)
            self._paragraph()
            self._capture = "" if closes else name
            self._line = line
            if name in ("td", "th") and not self._row:
                self._row_line = line
        elif name == "br":
            self._runs.append(SOFT)
        elif not self._capture:
            self._paragraph()
        if name == "details":
            self._paragraph()
            self._out.append(Fold(FoldPart.CLOSE if closes else FoldPart.OPEN, line))
        elif name == "tr":
            self._end_row()
            self._row_line, self._in_table = line, True
        elif name == "table":
            self._end_table()
            self._in_table = not closes

    def _close(self, capture: str) -> None:
        runs, self._runs, self._capture = tuple(self._runs), [], ""
        if capture in ("td", "th"):
            self._row.append(runs)
            if capture == "th" and not self._rows:
                self._header = (*self._header, runs)
        elif capture == "summary":
            self._out.append(Fold(FoldPart.SUMMARY, self._line, runs))
        elif capture == "li":
            self._item(Item(self._line, runs))
        elif runs:
            self._out.append(Heading(int(capture[1]), runs, self._line))

    def _item(self, item: Item) -> None:
        last = self._out[-1] if self._out else None
        if isinstance(last, ItemList):
            self._out[-1] = ItemList((*last.items, item))
        else:
            self._out.append(ItemList((item,)))

    def _paragraph(self) -> None:
        if not self._capture and self._runs:
            self._out.append(Paragraph(tuple(self._runs), self._line, aside=True))
            self._runs = []

    def _end_row(self) -> None:
        if self._row and tuple(self._row) != self._header:
            self._rows.append(Row(self._row_line, tuple(self._row)))
        self._row = []

    def _end_table(self) -> None:
        self._end_row()
        if self._rows:
            self._out.append(Table(self._header, tuple(self._rows), self._rows[0].line))
        self._rows, self._header, self._in_table = [], (), False
