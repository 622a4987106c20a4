"""Affinity: how surely two entries, one of the old list and one of the new, are the same work.

Rules, strongest first; each was wanted by a real list.

- The same title is the same work, unless its links and place say otherwise and others carry that title too.
- A shared link is believed if the titles, the authors or the descriptions agree at least a little: lists carry
  wrong URLs, copied from the line above.
- A respelt title is enough when nothing speaks against it, a half-changed one when the authors speak for it.
- Another version in a paper's name is another paper (V2 is not V3), whatever else agrees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from bot.domain.keys import LinkKey
from bot.domain.matching.profiles import Profile
from bot.domain.titles import SAME, normal_title, title_similarity, versions_differ


class Ground(IntEnum):
    """What a match stands on; the higher wins."""

    NONE = 0
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
    shared = old.links & new.links
    if old.title == new.title:
        ground, strength = _by_title(old, new, rarity, shared)
    else:
        if _is_sibling(old, new, shared):
            return None
        likeness = _likeness(old, new)
        if shared and _confirmed(old, new, likeness, rare=any(map(rarity.link, shared))):
            ground, strength = Ground.LINK, max(key.strength for key in shared) + likeness
        else:
            ground, strength = _by_respelling(old, new, likeness)
    if ground is Ground.NONE:
        return None
    return Affinity(ground, strength, bool(old.sections & new.sections), -abs(old.rank - new.rank))


def _is_sibling(old: Profile, new: Profile, shared: frozenset[LinkKey]) -> bool:
    """Say whether two papers are versions of one; a number before a title that is otherwise whole is decoration."""
    if not (old.is_paper and new.is_paper and versions_differ(old.entry.title, new.entry.title)):
        return False
    short, long = sorted((old.title, new.title), key=len)
    return not (shared and len(short) >= 16 and long.endswith(short))


def _by_title(old: Profile, new: Profile, rarity: Rarity, shared: frozenset[LinkKey]) -> tuple[Ground, float]:
    if shared:
        return Ground.TITLE_AND_LINK, 1.0
    linked_elsewhere = bool(old.links and new.links)
    together = bool(old.sections & new.sections)
    same_authors = bool(old.authors) and old.authors == new.authors
    if not linked_elsewhere or together or same_authors:
        return Ground.TITLE, 1.0
    if old.is_paper != new.is_paper or not rarity.title(old.title):
        return Ground.NONE, 0.0  # a paper and its code, or two of many called "Documentation"
    if len(old.words) == 1 and _described_otherwise(old, new) and not _same_address(old, new):
        return Ground.NONE, 0.0  # Spark the mail program, and Spark the engine
    return Ground.TITLE, 0.5


def _likeness(old: Profile, new: Profile) -> float:
    """Return the similarity of the titles; a project goes by its name, whatever is said after it.

    Not so where its link is another and it stands elsewhere: Theano the library, and the paper about it.
    """
    likeness = title_similarity(old.entry.title, new.entry.title)
    if not old.name or old.name != new.name or old.is_paper or new.is_paper:
        return likeness
    apart = old.links and new.links and not old.links & new.links and not old.sections & new.sections
    return likeness if apart else max(likeness, 0.92)


def _confirmed(old: Profile, new: Profile, likeness: float, *, rare: bool) -> bool:
    if not rare:
        return likeness >= 0.75
    if likeness >= 0.5:
        return True
    if old.authors and new.authors:
        return fuzz.ratio(old.authors, new.authors) >= 80
    return _common_words(old, new) >= 0.3 or _same_description(old, new)


def _common_words(old: Profile, new: Profile) -> float:
    """Return the share of the shorter title's words that the other has too, as words or inside one."""
    few, many = sorted((old, new), key=lambda one: len(one.words))
    if not few.words:
        return 0.0
    everything = f"{many.title}{normal_title(many.entry.description or '').replace(' ', '')}"
    return sum(word in everything for word in few.words if len(word) > 2) / len(few.words)


def _same_description(old: Profile, new: Profile) -> bool:
    return _description_likeness(old, new) >= 85


def _described_otherwise(old: Profile, new: Profile) -> bool:
    return bool(old.entry.description and new.entry.description) and _description_likeness(old, new) < 50


def _description_likeness(old: Profile, new: Profile) -> float:
    had, has = old.entry.description, new.entry.description
    return fuzz.ratio(normal_title(had), normal_title(has)) if had and has else 0.0


def _same_address(old: Profile, new: Profile) -> bool:
    """Say whether both link to one site, or to repositories of one name (a project that changed its owner)."""
    sites = ({_site(key) for key in links} for links in (old.links, new.links))
    return not set.isdisjoint(*sites)


def _site(key: LinkKey) -> str:
    return key.value.split("/")[1] if key.scheme == "github" else key.value.split("/")[0]


def _by_respelling(old: Profile, new: Profile, likeness: float) -> tuple[Ground, float]:
    if likeness < 0.6 or (old.links and new.links and old.is_paper != new.is_paper and not old.sections & new.sections):
        return Ground.NONE, 0.0
    needed = SAME
    if old.authors and new.authors:
        agreement = fuzz.ratio(old.authors, new.authors)
        needed = 0.7 if agreement >= 90 else SAME if agreement >= 50 else 0.96
    if _clash(old, new) or old.is_paper != new.is_paper:
        needed = max(needed, 0.94)
    return (Ground.RESPELT, likeness) if likeness >= needed else (Ground.NONE, 0.0)


def _clash(old: Profile, new: Profile) -> bool:
    """Say whether links of one kind contradict each other: two arXiv ids, two repositories."""
    had, has = ({key.scheme for key in links if key.strength > 1} for links in (old.links, new.links))
    return bool(had & has)
