"""Draw quality against latency as an SVG, by hand: a point for each system, time on a logarithmic axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 170, 48, 56
_COLOURS = ("#b3261e", "#1a5fb4", "#2a7e3b", "#8a5a00", "#6b3fa0", "#00737d", "#555555")


@dataclass(frozen=True, slots=True)
class Point:
    """One system: how long it takes in milliseconds, and how good it is from 0 to 1."""

    name: str
    milliseconds: float
    quality: float


def draw(title: str, quality: str, points: Sequence[Point]) -> str:
    """Return the picture; the first point is ours and drawn filled."""
    low = math.floor(math.log10(max(min(point.milliseconds for point in points), 0.01)))
    high = math.ceil(math.log10(max(point.milliseconds for point in points)) + 1e-9)
    high = max(high, low + 1)
    inside_x, inside_y = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM

    def x_of(milliseconds: float) -> float:
        return _LEFT + (math.log10(max(milliseconds, 10.0**low)) - low) / (high - low) * inside_x

    def y_of(value: float) -> float:
        return _TOP + (1 - value) * inside_y

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"'
        ' font-size="12" fill="#222">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="26" font-size="15">{escape(title)}</text>',
    ]
    for power in range(low, high + 1):
        x = x_of(10.0**power)
        lines += [
            f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_TOP + inside_y}" stroke="#ddd"/>',
            f'<text x="{x:.1f}" y="{_TOP + inside_y + 18}" text-anchor="middle">{10.0**power:g} ms</text>',
        ]
    for step in range(0, 11, 2):
        y = y_of(step / 10)
        lines += [
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_LEFT + inside_x}" y2="{y:.1f}" stroke="#ddd"/>',
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{step / 10:.1f}</text>',
        ]
    lines += [
        f'<text x="{_LEFT + inside_x / 2:.0f}" y="{_HEIGHT - 12}" text-anchor="middle">p95 of one search</text>',
        f'<text transform="translate(18 {_TOP + inside_y / 2:.0f}) rotate(-90)" text-anchor="middle">'
        f"{escape(quality)}</text>",
    ]
    labels = _spread([y_of(point.quality) for point in points])
    for at, (point, label) in enumerate(zip(points, labels, strict=True)):
        x, y, colour = x_of(point.milliseconds), y_of(point.quality), _COLOURS[at % len(_COLOURS)]
        fill = colour if at == 0 else "#fff"
        beside = _LEFT + inside_x + 14
        lines += [
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{beside - 4}" y2="{label:.1f}" stroke="{colour}" opacity="0.35"/>',
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="{colour}" stroke-width="2"/>',
            f'<text x="{beside}" y="{label + 4:.1f}" fill="{colour}">{escape(point.name)}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def _spread(heights: Sequence[float], apart: float = 17) -> list[float]:
    """Move labels down until none covers another; those that would leave the picture push the others up again."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    placed = list(heights)
    for above, below in pairwise(order):
        placed[below] = max(placed[below], placed[above] + apart)
    floor = _HEIGHT - _BOTTOM + 10.0
    for at in reversed(order):
        placed[at] = min(placed[at], floor)
        floor = placed[at] - apart
    return placed
