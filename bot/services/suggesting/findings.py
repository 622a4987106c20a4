"""Findings: what was found of a suggestion, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog import EntryRef
from bot.services.suggesting.writing import Written


class CheckKind(StrEnum):
    """What was looked at."""

    LISTED = "listed"
    ALIKE = "alike"
    SUGGESTED = "suggested"
    BEFORE = "before"
    REMOVED = "removed"
    LINK = "link"
    LINT = "lint"
    LINE = "line"


class Weight(StrEnum):
    """How much a finding weighs: it `stops` the suggestion, somebody should `look`, or it is good to know (`note`)."""

    STOPS = "stops"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, in a sentence; `ref` or `suggestion_id` is what it is about, if it is about one."""

    kind: CheckKind
    weight: Weight
    sentence: str
    ref: EntryRef | None = None
    suggestion_id: str | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found of a suggestion, gravest first, and the line that it adds; None where that cannot be said."""

    findings: tuple[Finding, ...]
    written: Written | None = None

    @property
    def stops(self) -> Finding | None:
        """What keeps it from being handed in, if anything does."""
        return next((each for each in self.findings if each.weight is Weight.STOPS), None)

    def found(self, kind: CheckKind) -> Finding | None:
        """Return the first finding of a kind."""
        return next((each for each in self.findings if each.kind is kind), None)
