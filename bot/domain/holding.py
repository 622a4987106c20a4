"""Decide whether a revision is believable, or is held until a person accepts it.

An emptied file, an error page that parsed, a list that moved elsewhere: each would remove most of the
catalog and is nearly always a mistake.  Decides only; keeping the old catalog is the sync's business.
"""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_SHARE = 0.3
"""The share of a list's entries that may leave in one revision."""

ALWAYS_ALLOWED = 3
"""So many entries may always leave: on a list of five, two are not a catastrophe."""


@dataclass(frozen=True, slots=True)
class Held:
    """Why a revision is held: so many of the entries would leave, and so many come in their place."""

    present: int
    removed: int
    added: int


def decide_hold(*, present: int, removed: int, added: int, share: float = DEFAULT_SHARE) -> Held | None:
    """Hold a revision that removes more than *share* (0 to 1) of the *present* entries; None lets it through.

    A few may always leave, but never all that there are: an empty list is held whatever its size.
    """
    if not removed:
        return None
    everything_leaves = removed == present and not added
    if everything_leaves or removed > max(ALWAYS_ALLOWED, share * present):
        return Held(present, removed, added)
    return None
