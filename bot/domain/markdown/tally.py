"""Tallies: how many items of a list were works so far, which says whether a bare title is likely one as well.

Notes on the way for which other beginnings every answer would have been the same: then a part that is read after more,
or fewer, works and others need not be read again.
"""

from __future__ import annotations

from dataclasses import dataclass

_ENOUGH = 5
_FAR = 1 << 60

Bounds = tuple[int, int, int, int]
"""The least and most works before, and the least and most surplus before, with which the answers are the same."""


@dataclass(slots=True)
class Tally:
    """The works and the other items so far.  `surplus` is how many more works there are than twice the others."""

    works: int = 0
    others: int = 0
    bounds: Bounds = (-_FAR, _FAR, -_FAR, _FAR)
    _first_works: int = 0
    _first_others: int = 0

    @property
    def surplus(self) -> int:
        """By how much the works outnumber the others two to one."""
        return self.works - 2 * self.others

    def begin(self) -> None:
        """Take the present counts for the beginning that `bounds` are about."""
        self._first_works, self._first_others = self.works, self.others
        self.bounds = (-_FAR, _FAR, -_FAR, _FAR)

    def fits(self, bounds: Bounds) -> bool:
        """Say whether a part with these bounds would be answered the same from here."""
        return bounds[0] <= self.works <= bounds[1] and bounds[2] <= self.surplus <= bounds[3]

    def is_likely(self, *, in_section: bool) -> bool:
        """Say whether most of the items so far were works, so that a bare title is one as well."""
        if not in_section:
            return False
        came = self.works - self._first_works
        gained = self.surplus - (self._first_works - 2 * self._first_others)
        least, most, low, high = self.bounds
        if self.works >= _ENOUGH and self.surplus > 0:
            self.bounds = (max(least, _ENOUGH - came), most, max(low, 1 - gained), high)
            return True
        if self.surplus <= 0:
            self.bounds = (least, most, low, min(high, -gained))
        else:
            self.bounds = (least, min(most, _ENOUGH - 1 - came), low, high)
        return False
