"""Additions: what a proposal would change in a list's text."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.entries import Entry


@dataclass(frozen=True, slots=True)
class Addition:
    """What would be added to a list.

    - `lines`: the lines to insert, without their ends; blank ones among them part entries as the list does.
    - `line_number`: where the first of them stands in the new text, from 1.
    - `text`, `diff`: the whole new text, and the change as a unified diff.
    - `entry`: how the new line reads.
    - `left_out`: names of the fields that this list never writes, so that the line does not have them either.
    """

    lines: tuple[str, ...]
    line_number: int
    text: str
    diff: str
    entry: Entry
    left_out: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The entry's own text, without blank lines around it."""
        return "\n".join(self.lines).strip("\n")
