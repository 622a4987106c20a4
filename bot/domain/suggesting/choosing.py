"""Choosing: which of the templates that the neighbours teach a proposal is tried with, best first.

What a neighbour says about itself beyond its facts (a picture, a remark) is never taken over, unless practically every
neighbour says it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from bot.domain.markdown.labels import label_kind
from bot.domain.suggesting.facts import Facts
from bot.domain.suggesting.mending import extended, with_track, without
from bot.domain.suggesting.rows import emptied
from bot.domain.suggesting.template import Learned, Links, Slot, Template

PLAIN = (
    Template((Slot.TITLE, ". by ", Slot.AUTHORS, ", ", Slot.VENUE, " ", Slot.YEAR, " ", Links())),
    Template(("[", Slot.TITLE, "](", Slot.LEAD, ")", " - ", Slot.DESCRIPTION)),
)
"""Forms that every reader of lists understands, for where a list teaches none that works."""

_CONNECTING = "by in at and et al from author authors venue year paper title published pp vol no eds br"
_FAMILIAR = frozenset(_CONNECTING.split())
_DERIVED = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\0[^()\n]*\)")
_REMARK = re.compile(
    r"!\[|[^\W_]+|[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]|:[a-z_+-]+:"
)
_USUAL = 0.9
"""The share of neighbours from which on what they all say is the style and no remark."""
_FEW = 4
_LIST = 6
"""What the whole list's habit counts for in a small section: as much as three of its neighbours."""
_MOST_FITTING = 5
_MOST_MENDED = 3


def choices(facts: Facts, levels: Sequence[Sequence[Learned]], *, row: bool) -> Iterator[Template]:
    """Yield templates, best first: those that fit, near neighbours' before others'; then mended ones; then plain ones.

    *levels* are the section's neighbours, those of its sibling sections, and the whole list's.  The *row* of a table
    keeps its columns, whatever is missing, and takes nothing that has none.
    """
    seen: set[Template] = set()
    plain = () if row else _plain(facts)
    fitting = islice(_tracked(facts, levels), _MOST_FITTING)
    for template in chain(fitting, _mended(facts, levels, row=row), plain):
        if template not in seen:
            seen.add(template)
            yield template


def _tracked(facts: Facts, levels: Sequence[Sequence[Learned]]) -> Iterator[Template]:
    """Yield templates that fit; where the list puts a venue's track behind its year, so do they."""
    behind = False
    if Slot.TRACK in facts.texts:
        compound = [learned.template.slots for learned in levels[-1] if learned.sort.compound]
        behind = 2 * sum(Slot.TRACK in slots for slots in compound) > len(compound)
    for template in _fitting(facts, levels):
        if behind:
            yield with_track(template)
        yield template


def _fitting(facts: Facts, levels: Sequence[Sequence[Learned]]) -> Iterator[Template]:
    """Yield templates that fit as they are: the more neighbours have them, and the more like the proposal, the sooner.

    Where a section is too small to have a style of its own, what the whole list does counts as well.
    """
    for at, level in enumerate(levels):
        votes = _votes(facts, level)
        if at == 0 and 0 < sum(votes.values()) < 2 * _FEW:
            others = _votes(facts, levels[-1])
            for template, count in others.items():
                votes[template] = votes.get(template, 0) + _LIST * count / sum(others.values())
        yield from sorted(votes, key=lambda template: -votes[template])


def _votes(facts: Facts, level: Sequence[Learned]) -> dict[Template, float]:
    """Count the neighbours that have each of the templates that fit; those of a work of the same sort count twice."""
    votes: dict[Template, float] = {}
    for learned in level:
        if facts.fit(learned.template):
            votes[learned.template] = votes.get(learned.template, 0) + 1 + (learned.sort == facts.sort)
    return {template: count for template, count in votes.items() if not _remarks(template, level)}


def _mended(facts: Facts, levels: Sequence[Sequence[Learned]], *, row: bool) -> Iterator[Template]:
    """Yield templates that were made to fit, those that needed least first."""
    counts = {level: Counter(learned.template for learned in neighbours) for level, neighbours in enumerate(levels)}
    found = []
    for level, templates in counts.items():
        for template, count in templates.items():
            missing, spare = facts.missing(template), facts.spare(template)
            if missing & {Slot.TITLE, Slot.HEAD, Slot.TAIL, Slot.REPOSITORY} or _remarks(template, levels[level]):
                continue
            rows = bool(facts.labelled(template)) != template.has_links
            found.append((2 * len(spare) + len(missing) + rows, level, -count, template))
    for _cost, _level, _count, template in sorted(found, key=lambda each: each[:3])[:_MOST_MENDED]:
        yield _emptied(facts, template) if row else mended(facts, template)


def _emptied(facts: Facts, template: Template) -> Template:
    return emptied(template, facts.missing(template), links=not facts.labelled(template))


def mended(facts: Facts, template: Template) -> Template:
    """Return a template made to fit."""
    template = without(template, facts.missing(template), links=False)
    if template.has_links and not facts.labelled(template):
        template = without(template, (), links=True)
    return extended(template, facts.spare(template), links=bool(facts.labelled(template)))


def _plain(facts: Facts) -> Iterator[Template]:
    for template in PLAIN if facts.links else PLAIN[:1]:
        yield mended(facts, template)


def _remarks(template: Template, level: Iterable[Learned]) -> bool:
    """Say whether a template has words of its own that are neither usual here nor mere connections."""
    if _unbalanced(template):
        return True
    own = _own_words(template)
    if not own:
        return False
    others = [_own_words(learned.template) for learned in level]
    return len(others) < _FEW or sum(own <= words for words in others) < _USUAL * len(others)


@lru_cache(maxsize=1024)
def _own_words(template: Template) -> frozenset[str]:
    text = _DERIVED.sub(" ", "".join(_shown(piece) for piece in template.pieces))
    words = (found[0] for found in _REMARK.finditer(text))
    return frozenset(word for word in words if word.casefold() not in _FAMILIAR and label_kind(word) is None)


def _shown(piece: object) -> str:
    if isinstance(piece, str):
        return piece
    return "\0" if piece is Slot.REPOSITORY else " "


@lru_cache(maxsize=1024)
def _unbalanced(template: Template) -> bool:
    """Say whether signs that come in pairs do not: a part of them was some neighbour's own fact."""
    text = template.literals
    pairs = any(text.count(opener) != text.count(closer) for opener, closer in ("()", "[]", "（）"))
    return pairs or any(text.count(sign) % 2 for sign in ("**", "*", "`", '"'))
