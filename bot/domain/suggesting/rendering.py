"""Rendering: a template with a proposal's facts in it, as one entry's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.suggesting.escaping import escaped
from bot.domain.suggesting.facts import Facts
from bot.domain.suggesting.labels import LabelBook
from bot.domain.suggesting.template import Cell, Links, Slot, Template

_AS_THEY_ARE = frozenset({Slot.LEAD, Slot.REPOSITORY, Slot.YEAR, Slot.SHORT_YEAR})


def rendered(
    template: Template, facts: Facts, labels: LabelBook, cells: Mapping[int, str] | None = None, *, fully: bool = False
) -> str:
    """Return a template's text with every fact in its place and nothing in any fact that acts.

    *cells* are what stands in the columns of a table that there is no fact for; None where the entry is no row.
    """
    return "".join(_pieces(template, facts, labels, cells, fully=fully)).strip()


def _pieces(
    template: Template, facts: Facts, labels: LabelBook, cells: Mapping[int, str] | None, *, fully: bool
) -> Iterator[str]:
    before = ""
    for piece in template.pieces:
        if isinstance(piece, str):
            text = piece
        elif isinstance(piece, Cell):
            text = (cells or {}).get(piece.column, "")
        elif isinstance(piece, Links):
            text = labels.row(facts.labelled(template))
        elif piece in _AS_THEY_ARE:
            text = facts.texts[piece]
        else:
            text = escaped(facts.text(piece, template), cell=cells is not None, first=not before, fully=fully)
        if before.endswith(".") and text.startswith("."):  # an abbreviation ends the sentence by itself
            text = text[1:]
        before += text
        yield text
