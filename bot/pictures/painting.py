"""Paint bars as PNG, without a screen.

A picture has its own ground, so that it reads the same in a dark and in a light theme; its size is bounded, and the
same chart on the same machine is the same bytes.  Which bars there are is decided in `charts`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.pictures.charts import Bar, Chart, Panel
from bot.pictures.fonts import FontFile, Pen
from bot.replies.model import CountedBy

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]

GROUND: Colour = (0x1E, 0x20, 0x27)
TRACK: Colour = (0x2B, 0x2E, 0x38)
TEXT: Colour = (0xF2, 0xF3, 0xF7)
MUTED: Colour = (0xB4, 0xB9, 0xC7)
COLUMN: Colour = (0x4F, 0xC9, 0xAE)
ROW: Colour = (0x8B, 0x9B, 0xFF)

WIDTH = 1_100
"""Pixels: twice what a message shows, for screens with small ones."""

_MARGIN = 36
_SIZE, _SMALL, _TITLE = 23, 21, 25
_COLUMNS_HIGH = 150
_ROW_HIGH, _BAR_HIGH = 38, 22
_WIDEST_COLUMN = 64
_WIDEST_LABEL = 0.46  # of the width
_GAP = 14
_ROUND = 5
_FINE = 4  # how much larger corners are drawn before they are made smooth
_COLOURS = 48


@dataclass(frozen=True, slots=True)
class Painted:
    """A PNG, and the kinds of bars that bear numbers because no font here can write their labels."""

    png: bytes
    numbered: frozenset[CountedBy]


@lru_cache(maxsize=8)
def paint(chart: Chart, system: tuple[FontFile, ...]) -> Painted:
    """Paint a chart, years above sections; `system` are this machine's fonts, for what Pillow's own cannot write."""
    from PIL import Image

    easel = _Easel(Image.new("RGB", (WIDTH, _height(chart)), GROUND), Pen(_SIZE, system), Pen(_SMALL, system))
    title = Pen(_TITLE, system)
    numbered = frozenset(panel.by for panel in chart.panels if not all(easel.can_call(bar) for bar in panel.bars))
    top = _MARGIN
    for panel in chart.panels:
        easel.write((_MARGIN, top + _TITLE // 2), title.shortened(panel.title, WIDTH - 2 * _MARGIN), TEXT, "lm")
        top += _TITLE + _GAP
        if panel is chart.columns:
            _paint_columns(easel, panel, top, numbered=panel.by in numbered)
        else:
            _paint_rows(easel, panel, top, numbered=panel.by in numbered)
        top += _panel_height(chart, panel) + _MARGIN
    return Painted(_png(easel.image), numbered)


class _Easel:
    """The picture being painted, and the two pens for it."""

    def __init__(self, image: Image, pen: Pen, small: Pen) -> None:
        from PIL import ImageDraw

        self.image, self.pen, self.small = image, pen, small
        self._draw = ImageDraw.Draw(image)

    def write(
        self, at: tuple[float, float], text: tuple[str, FreeTypeFont] | None, colour: Colour, anchor: str
    ) -> None:
        """Write a text at its anchor (Pillow's: `lm` is left and middle); what no font has is left out."""
        if text:
            self._draw.text(at, text[0], colour, text[1], anchor)

    def can_call(self, bar: Bar) -> bool:
        """Tell whether the bar's label can be written; one without a number is called something brief instead."""
        return not bar.number or self.pen.fitting(bar.label) is not None

    def bar(self, box: tuple[float, float, float, float], colour: Colour) -> None:
        """Paint a bar with smooth corners."""
        from PIL import Image, ImageDraw

        left, top, right, bottom = map(round, box)
        size = (max(right - left, 1), max(bottom - top, 1))
        fine = Image.new("L", (size[0] * _FINE, size[1] * _FINE))
        radius = min(_ROUND, *(side / 2 for side in size)) * _FINE
        ImageDraw.Draw(fine).rounded_rectangle((0, 0, fine.width - 1, fine.height - 1), radius, fill=255)
        self.image.paste(colour, (left, top), fine.resize(size, Image.Resampling.BOX))


def _paint_columns(easel: _Easel, panel: Panel, top: int, *, numbered: bool) -> None:
    """Paint columns side by side; labels and counts only as far as they do not touch."""
    pitch = (WIDTH - 2 * _MARGIN) / len(panel.bars)
    wide = min(pitch * 0.72, _WIDEST_COLUMN)
    bottom = top + _SMALL + _GAP // 2 + _COLUMNS_HIGH
    labels = [_short(easel.small, bar, WIDTH / 6, numbered=numbered) for bar in panel.bars]
    counts = [easel.small.fitting(bar.said) for bar in panel.bars]
    told = set(_spaced(labels, pitch))
    all_counts = len(_spaced(counts, pitch)) == len(counts)
    easel.bar((_MARGIN, bottom, WIDTH - _MARGIN, bottom + 2), TRACK)
    for place, bar in enumerate(panel.bars):
        middle = _MARGIN + pitch * (place + 0.5)
        high = _long(bar, panel, _COLUMNS_HIGH)
        if high:
            easel.bar((middle - wide / 2, bottom - high, middle + wide / 2, bottom), COLUMN)
        if bar.count and (all_counts or bar.count == panel.biggest or not bar.number):
            easel.write((middle, bottom - high - _GAP // 2), counts[place], TEXT, "mb")
        if place in told:
            easel.write((middle, bottom + _GAP), labels[place], MUTED, "mt")


def _paint_rows(easel: _Easel, panel: Panel, top: int, *, numbered: bool) -> None:
    """Paint a row a bar: its label, the bar, its count."""
    labels = [_short(easel.pen, bar, WIDTH * _WIDEST_LABEL, numbered=numbered) for bar in panel.bars]
    counts = [easel.pen.fitting(bar.said) for bar in panel.bars]
    start = _MARGIN + max(map(_length, labels), default=0) + _GAP
    room = WIDTH - _MARGIN - start - _GAP - max(map(_length, counts), default=0)
    for place, bar in enumerate(panel.bars):
        middle = top + place * _ROW_HIGH + _ROW_HIGH // 2
        easel.write((_MARGIN, middle), labels[place], TEXT if bar.number else MUTED, "lm")
        upper, lower = middle - _BAR_HIGH / 2, middle + _BAR_HIGH / 2
        if bar.number:
            easel.bar((start, upper, start + room, lower), TRACK)
        if long := _long(bar, panel, room):
            easel.bar((start, upper, start + long, lower), ROW)
        easel.write((WIDTH - _MARGIN, middle), counts[place], TEXT, "rm")


def _short(pen: Pen, bar: Bar, width: float, *, numbered: bool) -> tuple[str, FreeTypeFont] | None:
    """Return what a bar is called in the picture: its label, or what is brief where that cannot be written."""
    if numbered and bar.number:
        return pen.shortened(f"{bar.brief} {bar.label}", width) or pen.shortened(bar.brief, width)
    return pen.shortened(bar.label, width) or pen.shortened(bar.brief, width)


def _spaced(texts: Sequence[tuple[str, FreeTypeFont] | None], pitch: float) -> list[int]:
    """Return which of the texts at even distances to write, the last one among them, so that none touch."""
    widest = max(map(_length, texts), default=0) + _GAP // 2
    step = max(int(-(-widest // pitch)), 1)
    return list(range(len(texts) - 1, -1, -step))


def _length(text: tuple[str, FreeTypeFont] | None) -> float:
    return text[1].getlength(text[0]) if text else 0.0


def _long(bar: Bar, panel: Panel, room: float) -> float:
    """Return how long a bar is: in proportion, and whatever is more than nothing can be seen."""
    return max(room * bar.count / panel.biggest, 3.0) if bar.count and bar.number else 0.0


def _panel_height(chart: Chart, panel: Panel) -> int:
    if panel is chart.columns:
        return _SMALL + _GAP // 2 + _COLUMNS_HIGH + _GAP + _SMALL
    return len(panel.bars) * _ROW_HIGH


def _height(chart: Chart) -> int:
    return _MARGIN + sum(_TITLE + _GAP + _panel_height(chart, panel) + _MARGIN for panel in chart.panels)


def _png(image: Image) -> bytes:
    from PIL import Image as Images

    few = image.quantize(_COLOURS, Images.Quantize.FASTOCTREE, dither=Images.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", compress_level=6)
    return written.getvalue()
