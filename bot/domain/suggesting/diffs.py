"""Diffs: an insertion as a unified diff that `git apply` takes."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.suggesting.source import ListText

_CONTEXT = 3
_UNENDED = "\\ No newline at end of file\n"


def insertion_diff(source: ListText, at: int, lines: Sequence[str], new: ListText, filename: str) -> str:
    """Return the unified diff of lines put before line *at* (from 0) of a text, with three lines of context."""
    count = len(source.lines) - (source.lines[-1] == "")
    at = min(at, count)
    start, end = max(0, at - _CONTEXT), min(count, at + _CONTEXT)
    touched = at == count and count > 0 and not source.ends[count - 1]  # the last line gains an end
    body: list[str] = []
    for index in range(start, end):
        if index == at:
            body += _added(new, at, len(lines))
        replaced = touched and index == count - 1
        body.append(f"{'-' if replaced else ' '}{_line(source, index)}")
        if replaced:
            body.append(f"+{_line(new, index)}")
    if at >= end:
        body += _added(new, at, len(lines))
    head = f"@@ -{_range(start, end - start)} +{_range(start, end - start + len(lines))} @@\n"
    return f"--- a/{filename}\n+++ b/{filename}\n{head}{''.join(body)}"


def _range(start: int, count: int) -> str:
    return f"{start + (count > 0)},{count}"


def _added(new: ListText, at: int, count: int) -> list[str]:
    return [f"+{_line(new, index)}" for index in range(at, at + count)]


def _line(text: ListText, index: int) -> str:
    end = text.ends[index]
    return f"{text.lines[index]}{end}" if end.endswith("\n") else f"{text.lines[index]}{end}\n{_UNENDED}"
