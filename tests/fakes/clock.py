"""A clock that stands still until the test lets time pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class FixedClock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def passes(self, span: timedelta) -> None:
        self.moment += span
