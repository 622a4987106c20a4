"""Make catalogs whose titles read like real ones, of any size, and questions about them; the same for one seed.

Words are those of the shipped catalog and the shipped tables, common ones often and rare ones seldom (Zipf, 1949),
and in a larger catalog ever more words stand that no table has (Heaps, 1978): coined names and compounds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from bot.domain.catalog import Catalog, CatalogEntry, EntryRef, FollowedList
from bot.domain.entries import Entry, EntryKind, Link, LinkKind, Placement
from bot.domain.reading import read_list
from bot.search.text import words_of
from bot.shipped import data_folder, synonym_table, venue_table

SEED = 8
NOW = datetime(2026, 1, 1, tzinfo=UTC)

_TEMPLATES = (
    "{name}: {a} {b} for {c}",
    "{name}: {a} {b} on {c} via {d}",
    "{name}: {b} with {a} {d}",
    "{name}: Towards {a} {b}",
    "{a} {b} for {c}",
    "Towards {a} {b} in {c}",
    "A Survey of {b} on {c}",
    "{b} and {d} for {a} {c}",
    "Understanding {b} of {c} under {d}",
    "{a} {d}-Aware {b} on {c}",
)
_STARTS = "neur auto hyper micro multi cross super tele poly proto meta omni quasi para sub trans inter retro"
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za bra cle dri flo gru sta tre pla sho chi"
_ENDINGS = "net former flow mind edge kit serve rt lite bench fuse cast grad sync"
_SAME = {"for", "with", "and", "the", "towards", "via", "under", "survey", "understanding", "aware"}


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked about a catalog; each question with the row that is meant, or with None where many are right.

    - `exact`: three words of a title, not its name; `misspelt`: the same with a slip in the longest.
    - `topics`: two things that much is about, an author, a venue and a year; only their speed says something.
    - `beginnings`: a title as far as its third word; `slipped`: the same with a slip in it.
    """

    exact: tuple[tuple[str, int], ...]
    misspelt: tuple[tuple[str, int], ...]
    topics: tuple[str, ...]
    beginnings: tuple[tuple[str, int], ...]
    slipped: tuple[tuple[str, int], ...]


def make_catalog(entries: int, seed: int = SEED) -> Catalog:
    """Make a catalog of that many entries in about one section for fifty of them."""
    chance = random.Random(f"{seed}/{entries}")
    words = _Words(chance)
    sections = _sections(words, max(6, min(entries // 50, 400)))
    stored = tuple(_entry(number, words, sections, chance) for number in range(entries))
    return Catalog(1, (FollowedList("bench", "Awesome Benchmarks", "bench.md"),), stored)


def make_questions(catalog: Catalog, count: int = 200, seed: int = SEED) -> Questions:
    """Ask about entries picked by chance."""
    chance = random.Random(f"questions/{seed}")
    titles = [stored.entry.title for stored in catalog.entries]
    holding = _rows_of_words(titles)
    exact: list[tuple[str, int]] = []
    for row in chance.sample(range(len(titles)), len(titles)):
        words = _content(titles[row])
        if len(words) < 3 or len(exact) == count:
            continue
        picked = sorted(chance.sample(range(len(words)), 3))
        asked = [words[at] for at in picked]
        if len(set.intersection(*(holding[word] for word in asked))) <= 3:
            exact.append((" ".join(asked), row))
    begun = [(_beginning(titles[row]), row) for row in chance.sample(range(len(titles)), min(count, len(titles)))]
    return Questions(
        exact=tuple(exact),
        misspelt=tuple((_slip_in_longest(text, chance), row) for text, row in exact),
        topics=tuple(_topics(catalog, count, chance)),
        beginnings=tuple(begun),
        slipped=tuple((_slip_in_longest(text, chance), row) for text, row in begun),
    )


def slip(word: str, chance: random.Random) -> str:
    """Misspell a word of four letters or more: two exchanged, one left out, doubled or wrong, but not the first."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + chance.choice([letter for letter in "aeinorst" if letter != word[at]]) + word[at + 1 :]


class _Words:
    """Draws words and phrases."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._shipped = _shipped_phrases()
        self._weights = [1 / (rank + 3) ** 0.8 for rank in range(len(self._shipped))]
        self._cumulative = _running_sums(self._weights)

    def phrase(self) -> str:
        if self._chance.random() < 0.14:
            return self.rare()
        return self._chance.choices(self._shipped, cum_weights=self._cumulative)[0]

    def rare(self) -> str:
        """Coin a word; the same ones come again, and new ones all the time."""
        number = int(30 * self._chance.paretovariate(0.35)) % 4_000_000
        return _spelt(number)

    def name(self) -> str:
        if self._chance.random() < 0.3:
            return self.rare().upper()[:6]
        return self.rare().capitalize() + self._chance.choice(_ENDINGS.split()).capitalize()

    def family(self) -> str:
        return _spelt(int(20 * self._chance.paretovariate(0.5)) % 300_000)[:9].capitalize()

    def given(self) -> str:
        return _spelt(self._chance.randrange(400_000, 400_300)).capitalize()


def _entry(number: int, words: _Words, sections: Sequence[tuple[str, ...]], chance: random.Random) -> CatalogEntry:
    template = chance.choice(_TEMPLATES)
    filled = {letter: words.phrase() for letter in "abcd"}
    name = words.name() if "{name}" in template else None
    title = template.format(name=name, **{letter: _titled(text) for letter, text in filled.items()})
    url = f"https://arxiv.org/abs/{2000 + number % 600}.{number:05d}"
    links = [Link(LinkKind.PAPER, url)]
    if chance.random() < 0.4:
        links.append(Link(LinkKind.CODE, f"https://github.com/{words.family().lower()}/{words.rare()}{number}"))
    authors = ", ".join(f"{words.given()} {words.family()}" for _ in range(chance.randint(1, 3)))
    entry = Entry(
        title=title,
        kind=EntryKind.PAPER,
        name=name,
        authors=authors,
        venue=chance.choice(_venues()),
        year=chance.randint(2010, 2025),
        placements=(Placement(chance.choice(sections), number, number + 1),),
        links=tuple(links),
    )
    return CatalogEntry(EntryRef("bench", f"entry-{number}"), entry, NOW)


def _sections(words: _Words, count: int) -> list[tuple[str, ...]]:
    above = [f"{number + 1}. {_titled(words.phrase())}" for number in range(max(2, count // 8))]
    made = [(above[at % len(above)], _titled(f"{words.phrase()} {words.phrase()}")) for at in range(count)]
    return list(dict.fromkeys(("Papers", *path) for path in made))


def _topics(catalog: Catalog, count: int, chance: random.Random) -> list[str]:
    phrases = _shipped_phrases()[:250]
    asked = []
    for number in range(count):
        one = chance.choice(catalog.entries).entry
        author = (one.authors or "").split(",")[0]
        asked.append(
            (
                f"{chance.choice(phrases)} {chance.choice(phrases)}",
                f"{chance.choice(phrases)} on {chance.choice(phrases)} with {chance.choice(phrases)}",
                f"by {author}",
                f"{one.venue} {one.year}",
                f"{chance.choice(phrases)} {one.venue} since {one.year}",
            )[number % 5]
        )
    return asked


def _rows_of_words(titles: Sequence[str]) -> dict[str, set[int]]:
    holding: dict[str, set[int]] = {}
    for row, title in enumerate(titles):
        for word in words_of(title):
            holding.setdefault(word.text, set()).add(row)
    return holding


def _content(title: str) -> list[str]:
    told = title.split(": ", 1)[-1]
    return list(dict.fromkeys(word.text for word in words_of(told) if len(word.text) > 3 and word.text not in _SAME))


def _beginning(title: str) -> str:
    """Return a title up to the middle of its third word, or whole where it has no more than that."""
    words = words_of(title)
    if len(words) < 3:
        return title.lower()
    third = words[2]
    return title[: third.start + max(1, (third.end - third.start + 1) // 2)].lower()


def _slip_in_longest(text: str, chance: random.Random) -> str:
    longest = max(text.replace(":", " ").split(), key=len)
    return text.replace(longest, slip(longest, chance), 1) if len(longest) > 3 else text


def _titled(text: str) -> str:
    return " ".join(word if word.isupper() else word[:1].upper() + word[1:] for word in text.split())


@cache
def _spelt(number: int) -> str:
    """Spell a coined word: one word for one number."""
    starts, syllables = _STARTS.split(), _SYLLABLES.split()
    start = starts[number % len(starts)] if number % 3 == 0 else ""
    letters: list[str] = []
    rest = number * 7 + 11
    while rest or len(letters) < 2:
        letters.append(syllables[rest % len(syllables)])
        rest //= len(syllables)
    return start + "".join(letters)


@cache
def _shipped_phrases() -> list[str]:
    """Return words and phrases of the shipped catalog and tables, those that stand most often first."""
    counts: Counter[str] = Counter()
    catalog = (data_folder() / "catalog.yaml").read_text("utf-8")
    for entry in read_list(catalog, "catalog.yaml", venues=venue_table()).entries:
        counts.update(word.text for word in words_of(entry.title) if len(word.text) > 3 and word.text not in _SAME)
    table = synonym_table()
    for row in (*table.same, *table.near, *table.means.values()):
        counts.update(row)
    return [phrase for phrase, _ in counts.most_common()]


@cache
def _venues() -> tuple[str, ...]:
    names = ("MobiSys", "MobiCom", "NeurIPS", "ICML", "EuroSys", "INFOCOM", "CVPR", "ACL", "ASPLOS", "OSDI", "SenSys")
    return tuple(name for name in names if venue_table().canonical(name))


def _running_sums(weights: Sequence[float]) -> list[float]:
    total = 0.0
    return [total := total + weight for weight in weights]
