"""Affinity: how surely two entries, one of the old list and one of the new, are the same work.

Rules, strongest first; each was wanted by a real list.

- The same title is the same work, unless its links and place say otherwise: a paper and its code, two of
  many called "Documentation", two programs called "Spark".
- A shared link is believed if the titles, the authors or the descriptions agree at least a little, for lists
  carry wrong URLs, copied from the line above; and if it is what both entries are about, not a mention.
- A respelt title is enough when nothing speaks against it, a half-changed one when the authors speak for it.
- Another version in the name is another work (V2 is not V3), but for a project that stayed in its repository.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from bot.domain.keys import LinkKey
from bot.domain.matching.both import Both
from bot.domain.matching.profiles import Profile
from bot.domain.titles import SAME, version_marks, versions_differ

TELLING = 5
"""A title of this many content words is not hit upon twice."""


class Ground(IntEnum):
    """What a match stands on; the higher wins."""

    RESPELT = 1
    LINK = 2
    TITLE = 3
    TITLE_AND_LINK = 4


@dataclass(frozen=True, slots=True, order=True)
class Affinity:
    """How strongly two entries belong together; the greater is assigned first.

    `strength` refines the ground (a link's strength, a title's similarity); `together` says that they
    share a section, `nearness` how alike their ranks are: these two only settle ties.
    """

    ground: Ground
    strength: float
    together: bool
    nearness: float


@dataclass(frozen=True, slots=True)
class Rarity:
    """Which titles and links single out one entry in both lists."""

    title: Callable[[str], bool]
    link: Callable[[LinkKey], bool]


def affinity(old: Profile, new: Profile, rarity: Rarity) -> Affinity | None:
    """Weigh two entries; None if they are not the same work."""
    both = Both(old, new)
    shared, likeness = both.shared, both.likeness
    if old.title == new.title:
        if not _is_one_title(both, rarity):
            return None
        ground, strength = (Ground.TITLE_AND_LINK if shared else Ground.TITLE), 1.0
    elif _is_sibling(both):
        return None
    elif shared and _is_one_link(both, likeness, rarity):
        ground, strength = Ground.LINK, max(key.strength for key in shared) + likeness
    elif likeness >= _needed(both):
        ground, strength = Ground.RESPELT, likeness
    else:
        return None
    return Affinity(ground, strength, both.together, -abs(old.rank - new.rank))


def _is_one_title(both: Both, rarity: Rarity) -> bool:
    if not both.elsewhere or both.together or (both.old.authors and both.old.authors == both.new.authors):
        return True
    if both.mixed or not rarity.title(both.old.title):
        return False
    described_otherwise = both.descriptions is not None and both.descriptions < 50
    return len(both.old.words) >= TELLING or not described_otherwise or both.one_site


def _is_sibling(both: Both) -> bool:
    """Say whether two titles are versions of one.

    Not so with one link, where the number is only decoration before a title that is otherwise whole, or a
    project that keeps its repository, or its page, says its version now and did not before (PyQt, PyQt6).
    """
    old, new = both.old, both.new
    if not versions_differ(old.entry.title, new.entry.title):
        return False
    shared = both.shared
    short, long = sorted((old.title, new.title), key=len)
    if shared and len(short) >= 16 and long.endswith(short):
        return False
    if old.is_paper or new.is_paper or not shared:
        return True
    said = bool(version_marks(old.entry.title)) and bool(version_marks(new.entry.title))
    return said and not long.endswith(short) and all(key.strength == 1 for key in shared)


def _is_one_link(both: Both, likeness: float, rarity: Rarity) -> bool:
    """Say whether the titles confirm what the links say."""
    shared = both.shared
    if not any(map(rarity.link, shared)):
        return likeness >= 0.75
    if not both.about_shared:
        return likeness >= SAME
    if likeness >= 0.5:
        return True
    if both.authors is not None:
        return both.authors >= 80
    return both.common_words >= 0.3 or (both.descriptions or 0) >= 85


def _needed(both: Both) -> float:
    """Return how alike titles must be where there is nothing else to go by; above 1 where that cannot be enough."""
    agreed = both.authors
    if agreed is not None and agreed >= 90:
        return SAME if both.elsewhere else 0.7
    if both.elsewhere and (both.mixed or min(len(both.old.words), len(both.new.words)) < TELLING):
        return 2.0
    if agreed is not None and agreed < 50:
        return 0.96
    return 0.94 if both.elsewhere or both.mixed else SAME
