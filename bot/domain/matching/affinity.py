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

from rapidfuzz import fuzz

from bot.domain.keys import LinkKey
from bot.domain.matching.profiles import Profile
from bot.domain.titles import SAME, normal_title, title_similarity, version_marks, versions_differ

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
    likeness = _likeness(both)
    shared = old.links & new.links
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


@dataclass(frozen=True, slots=True)
class Both:
    """Two profiles side by side, and what can be said of them together."""

    old: Profile
    new: Profile

    @property
    def together(self) -> bool:
        """Whether they stand in one section."""
        return bool(self.old.sections & self.new.sections)

    @property
    def elsewhere(self) -> bool:
        """Whether both have links and none in common."""
        return bool(self.old.links and self.new.links) and not self.old.links & self.new.links

    @property
    def mixed(self) -> bool:
        """Whether one is a paper and the other is not."""
        return self.old.is_paper != self.new.is_paper

    @property
    def authors(self) -> float | None:
        """How alike the authors are, from 0 to 100; None where one has none."""
        return fuzz.ratio(self.old.authors, self.new.authors) if self.old.authors and self.new.authors else None

    @property
    def descriptions(self) -> float | None:
        """How alike the descriptions are, from 0 to 100; None where one has none."""
        had, has = self.old.entry.description, self.new.entry.description
        return fuzz.ratio(normal_title(had), normal_title(has)) if had and has else None


def _is_one_title(both: Both, rarity: Rarity) -> bool:
    if not both.elsewhere or both.together or (both.old.authors and both.old.authors == both.new.authors):
        return True
    if both.mixed or not rarity.title(both.old.title):
        return False
    described_otherwise = both.descriptions is not None and both.descriptions < 50
    return len(both.old.words) >= TELLING or not described_otherwise or _is_one_site(both)


def _is_one_site(both: Both) -> bool:
    """Say whether both link to one site, or to repositories of one name (a project that changed its owner)."""
    had, has = ({_site(key) for key in links} for links in (both.old.links, both.new.links))
    return not had.isdisjoint(has)


def _site(key: LinkKey) -> str:
    return key.value.split("/")[1] if key.scheme == "github" else key.value.split("/")[0]


def _likeness(both: Both) -> float:
    """Return the similarity of the titles; a project goes by its name, whatever is said after it.

    Not so where it links and stands elsewhere: Theano the library, and the paper about it.
    """
    old, new = both.old, both.new
    likeness = title_similarity(old.entry.title, new.entry.title)
    if not old.name or old.name != new.name or old.is_paper or new.is_paper or (both.elsewhere and not both.together):
        return likeness
    return max(likeness, 0.92)


def _is_sibling(both: Both) -> bool:
    """Say whether two titles are versions of one.

    Not so with one link, where the number is only decoration before a title that is otherwise whole, or a
    project that keeps its repository, or its page, says its version now and did not before (PyQt, PyQt6).
    """
    old, new = both.old, both.new
    if not versions_differ(old.entry.title, new.entry.title):
        return False
    shared = old.links & new.links
    short, long = sorted((old.title, new.title), key=len)
    if shared and len(short) >= 16 and long.endswith(short):
        return False
    if old.is_paper or new.is_paper or not shared:
        return True
    said = bool(version_marks(old.entry.title)) and bool(version_marks(new.entry.title))
    return said and not long.endswith(short) and all(key.strength == 1 for key in shared)


def _is_one_link(both: Both, likeness: float, rarity: Rarity) -> bool:
    """Say whether the titles confirm what the links say."""
    shared = both.old.links & both.new.links
    if not any(map(rarity.link, shared)):
        return likeness >= 0.75
    if not _is_about(both, shared):
        return likeness >= SAME
    if likeness >= 0.5:
        return True
    if both.authors is not None:
        return both.authors >= 80
    return _common_words(both) >= 0.3 or (both.descriptions or 0) >= 85


def _is_about(both: Both, shared: frozenset[LinkKey]) -> bool:
    """Say whether a shared link is what both entries are about: a paper's identifier, or the first link of both."""
    return any(key.strength > 2 for key in shared) or both.old.first_link == both.new.first_link


def _common_words(both: Both) -> float:
    """Return the share of the shorter title's words that the other has too, as words or inside one."""
    few, many = sorted((both.old, both.new), key=lambda one: len(one.words))
    if not few.words:
        return 0.0
    everything = f"{many.title}{normal_title(many.entry.description or '').replace(' ', '')}"
    return sum(word in everything for word in few.words if len(word) > 2) / len(few.words)


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
