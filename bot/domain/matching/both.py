"""Two profiles side by side: what can be measured of them together, and nothing decided."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.domain.keys import LinkKey
from bot.domain.matching.profiles import Profile
from bot.domain.titles import normal_title, title_similarity


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
    def shared(self) -> frozenset[LinkKey]:
        """The links that both have."""
        return self.old.links & self.new.links

    @property
    def elsewhere(self) -> bool:
        """Whether both have links and none in common."""
        return bool(self.old.links and self.new.links) and not self.shared

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

    @property
    def likeness(self) -> float:
        """How alike the titles are, from 0 to 1; a project goes by its name, whatever is said after it.

        Not so where it links and stands elsewhere: Theano the library, and the paper about it.
        """
        old, new = self.old, self.new
        likeness = title_similarity(old.entry.title, new.entry.title)
        goes_by_name = old.name != "" and old.name == new.name and not (old.is_paper or new.is_paper)
        apart = self.elsewhere and not self.together
        return max(likeness, 0.92) if goes_by_name and not apart else likeness

    @property
    def common_words(self) -> float:
        """The share of the shorter title's words that the other has too, as words or inside one."""
        few, many = sorted((self.old, self.new), key=lambda one: len(one.words))
        if not few.words:
            return 0.0
        everything = f"{many.title}{normal_title(many.entry.description or '').replace(' ', '')}"
        return sum(word in everything for word in few.words if len(word) > 2) / len(few.words)

    @property
    def about_shared(self) -> bool:
        """Whether a shared link is what both entries are about: a paper's identifier, or the first link of both."""
        return any(key.strength > 2 for key in self.shared) or self.old.first_link == self.new.first_link

    @property
    def one_site(self) -> bool:
        """Whether both link to one site, or to repositories of one name (a project that changed its owner)."""
        had, has = ({_site(key) for key in links} for links in (self.old.links, self.new.links))
        return not had.isdisjoint(has)


def _site(key: LinkKey) -> str:
    return key.value.split("/")[1] if key.scheme == "github" else key.value.split("/")[0]
