"""Turn a layout into plain text: what pipes, logs and text fallbacks get."""

from __future__ import annotations

from bot.replies.spans import Layout, row_text


def to_plain(layout: Layout) -> str:
    """Return the layout's rows as lines, each ended by a line feed."""
    return "".join(f"{row_text(row)}\n" for row in layout.rows)
