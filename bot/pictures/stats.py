"""The picture of an answer, for front-ends.  The first takes tens of milliseconds: call it off the event loop."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures.charts import alt_text, chart_of
from bot.pictures.fonts import system_fonts
from bot.pictures.painting import paint
from bot.replies.model import CountedBy, Reply, Statistics


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with a name for the file, and the same figures in words for whoever does not see it.

    `shows` are the tallies that are in it.  Bars of those that are `numbered` bear the number of their row in the
    reply, because no font on this machine can write their labels: the text beside them has to have the numbers, too.
    """

    filename: str
    png: bytes
    alt: str
    shows: frozenset[CountedBy]
    numbered: frozenset[CountedBy]


def has_picture(reply: Reply) -> bool:
    """Tell at no cost whether there may be a picture of an answer."""
    return isinstance(reply, Statistics)


def picture_of(reply: Reply) -> Picture | None:
    """Return the picture that goes with an answer, in the language in force; None for those that have none."""
    chart = chart_of(reply) if isinstance(reply, Statistics) else None
    if chart is None:
        return None
    painted = paint(chart, system_fonts())
    shows = frozenset(panel.by for panel in chart.panels)
    return Picture("statistics.png", painted.png, alt_text(chart, painted.numbered), shows, painted.numbered)
