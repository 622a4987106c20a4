"""From counts to the bars of a chart, and the same in words for whoever cannot see it.  Pure: `painting` draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import enumeration, ngettext
from bot.replies.harmless import ELLIPSIS, harmless
from bot.replies.model import CountedBy, Statistics, Tally
from bot.replies.words import as_label, number

MOST_COLUMNS = 40
MOST_ROWS = 12
LONGEST_ALT = 1_024
"""Characters of alternative text: Discord's limit, which is below Slack's."""

_LONGEST_LABEL = 120
_ALT_LABELS = (_LONGEST_LABEL, 60, 30, 12)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `said` is its count as people write it; `number` its place in the reply, from 1.

    What several rows come to has number 0: a count without a bar, for it would dwarf the others.
    `brief` stands for the label where no font can write it.
    """

    label: str
    count: int
    said: str
    number: int = 0
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars under a title."""

    by: CountedBy
    title: str
    bars: tuple[Bar, ...]

    @property
    def biggest(self) -> int:
        """The largest count of a single bar; 1 where there is none."""
        return max((bar.count for bar in self.bars if bar.number), default=0) or 1


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: years as columns from left to right, sections as rows from top to bottom."""

    title: str
    columns: Panel | None
    rows: Panel | None

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Those that there are, in the order in which they are seen."""
        return tuple(panel for panel in (self.columns, self.rows) if panel)


def chart_of(reply: Statistics) -> Chart | None:
    """Return the chart of the counts by year and by section, in the language in force; None where there is neither."""
    tallies = {tally.by: tally for tally in reply.tallies if any(count > 0 for _label, count in tally.rows)}
    years, sections = tallies.get(CountedBy.YEAR), tallies.get(CountedBy.SECTION)
    if years is None and sections is None:
        return None
    return Chart(
        harmless(reply.title, _LONGEST_LABEL),
        Panel(CountedBy.YEAR, harmless(years.title, _LONGEST_LABEL), _columns(years)) if years else None,
        Panel(CountedBy.SECTION, harmless(sections.title, _LONGEST_LABEL), _rows(sections)) if sections else None,
    )


def alt_text(chart: Chart, numbered: frozenset[CountedBy], limit: int = LONGEST_ALT) -> str:
    """Return every figure of a chart in at most *limit* characters: with shorter labels, then with numbers for them."""
    for longest in _ALT_LABELS:
        text = _told(chart, numbered, longest)
        if len(text) <= limit:
            return text
    return harmless(_told(chart, frozenset(panel.by for panel in chart.panels), 0), limit)


def _told(chart: Chart, numbered: frozenset[CountedBy], longest: int) -> str:
    panels = (
        as_label(panel.title)
        + enumeration(f"{called(bar, longest, numbered=panel.by in numbered)} {bar.said}" for bar in panel.bars)
        for panel in chart.panels
    )
    return "\n".join(filter(None, (chart.title, *panels)))


def called(bar: Bar, longest: int, *, numbered: bool) -> str:
    """Return what a bar is called in words: its label, after its number where the picture has only that."""
    label = harmless(bar.label, longest) if longest else ("" if bar.number else bar.brief)
    place = f"#{bar.number}" if bar.number and (numbered or not label) else ""
    return " ".join(filter(None, (place, label))) or ELLIPSIS


def _columns(tally: Tally) -> tuple[Bar, ...]:
    """Return a bar a year; years without any as well, where they are not many; the oldest of too many as one."""
    bars = _bars(tally)
    years = [int(bar.label) if bar.label.isascii() and bar.label.isdigit() else None for bar in bars]
    known = {year: bar for year, bar in zip(years, bars, strict=True) if year is not None}
    if len(known) == len(bars) and max(known) - min(known) < MOST_COLUMNS:
        return tuple(
            known.get(year) or Bar(str(year), 0, number(0), brief=str(year))
            for year in range(min(known), max(known) + 1)
        )
    if len(bars) <= MOST_COLUMNS:
        return tuple(bars)
    oldest, rest = bars[: -MOST_COLUMNS + 1], bars[-MOST_COLUMNS + 1 :]
    return (_together(oldest, f"{ELLIPSIS}{oldest[-1].label}"), *rest)


def _rows(tally: Tally) -> tuple[Bar, ...]:
    """Return a bar a section in the order of the reply; the smallest of too many as one at the end."""
    bars = _bars(tally)
    if len(bars) <= MOST_ROWS:
        return tuple(bars)
    kept = sorted(bars, key=lambda bar: (-bar.count, bar.number))[: MOST_ROWS - 1]
    left = [bar for bar in bars if bar not in kept]
    return (
        *sorted(kept, key=lambda bar: bar.number),
        _together(left, ngettext("{count} more section", "{count} more sections", len(left))),
    )


def _bars(tally: Tally) -> list[Bar]:
    return [
        Bar(harmless(label, _LONGEST_LABEL), max(count, 0), number(max(count, 0)), place, f"#{place}")
        for place, (label, count) in enumerate(tally.rows, 1)
    ]


def _together(bars: Sequence[Bar], label: str) -> Bar:
    count = sum(bar.count for bar in bars)
    return Bar(label, count, number(count), brief=f"+{len(bars)}")
