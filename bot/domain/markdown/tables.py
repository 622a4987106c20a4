"""Tables: rows read by what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.entries import Entry
from bot.domain.markdown.columns import Column, column_roles
from bot.domain.markdown.draft import Draft
from bot.domain.markdown.entry import Candidate, finished, read_draft
from bot.domain.markdown.labels import label_kind, label_text
from bot.domain.markdown.model import Row, Table
from bot.domain.markdown.outline import heading_title
from bot.domain.markdown.pieces import Piece, Role, read_pieces
from bot.domain.markdown.published import Published, read_published
from bot.domain.markdown.runs import Runs, external_links, plain
from bot.domain.markdown.skip import leads_nowhere
from bot.domain.markdown.text import clean, has_word
from bot.domain.venues import VenueTable

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BLANK = re.compile(r"[\W_]*|n/?a|none|tbd|null|unknown", re.I)


def read_rows(table: Table, place: Candidate, venues: VenueTable) -> list[Entry]:
    """Read every row that is an entry; `place` says where the table stands.

    A row with nothing but one cell of plain words heads the rows below it.
    """
    roles = column_roles(table)
    headers = [label_text(plain(cell)) for cell in table.header] + [""] * len(roles)
    out: list[Entry] = []
    section = place.section
    for row in table.rows:
        if any(leads_nowhere(cell) for cell in row.cells) and not any(
            external_links(cell) for cell in row.cells if not leads_nowhere(cell)
        ):
            continue
        if (group := _group_title(row, len(roles))) is not None:
            section = (*place.section, group)
            continue
        candidate = replace(place, line=row.line, section=section)
        draft = _read_row(row, roles, headers, venues)
        if re.search(r"[^\W_]", draft.title) and (
            draft.links or draft.venue or draft.authors or (len(out) and draft.description)
        ):
            out.append(finished(draft, candidate))
    return out


def _group_title(row: Row, width: int) -> str | None:
    filled = [cell for cell in row.cells if plain(cell) or external_links(cell)]
    if width < 2 or len(filled) != 1 or external_links(filled[0]):
        return None
    return heading_title(filled[0]) or None


def _read_row(row: Row, roles: Sequence[Column], headers: Sequence[str], venues: VenueTable) -> Draft:
    by_role = [(role, header, cell) for role, header, cell in zip(roles, headers, row.cells, strict=False) if cell]
    titles = [cell for role, _, cell in by_role if role is Column.TITLE]
    draft = read_draft(titles[0], venues) if titles else Draft()
    names = [clean_cell(cell) for role, _, cell in by_role if role is Column.NAME]
    if not has_word(draft.title) and names:
        draft.title = names[0]
    elif names and len(names[0].split()) <= 4 and not _BLANK.fullmatch(names[0]):
        draft.name = draft.name or names[0]
    for role, header, cell in by_role:
        if role is not Column.TITLE:
            _read_cell(role, header, cell, draft, venues)
    return draft


def clean_cell(cell: Runs) -> str:
    """Return a cell's words without the marks around them."""
    return plain(cell).strip(" *_|")


def _read_cell(role: Column, header: str, cell: Runs, draft: Draft, venues: VenueTable) -> None:
    pieces = read_pieces(cell, venues)
    text = clean(" ".join(piece.text or piece.label for piece in pieces)).strip(" *_|")
    if role is Column.DATE:
        year = _YEAR.search(text)
        draft.year = int(year[1]) if year else draft.year
    elif role is Column.VENUE:
        draft.add_published(_venue(text, venues))
    elif role is Column.AUTHORS and not _BLANK.fullmatch(text):
        draft.add_authors(text)
    elif role in (Column.ABOUT, Column.WORDS) and not _BLANK.fullmatch(text):
        draft.add_description(text)
    for piece in pieces:
        if piece.url and role is not Column.AUTHORS:
            draft.add_link(replace(piece, role=Role.LABEL, label=_label(piece, header, role)))


def _venue(text: str, venues: VenueTable) -> Published:
    if _BLANK.fullmatch(text):
        return Published()
    found = read_published(text, venues, framed=True)
    if found or len(text.split()) > 8:
        return found
    return Published(venue=text)


def _label(piece: Piece, header: str, role: Column) -> str:
    """Label a link by its own words if they name a kind, else by its column."""
    own = piece.label or label_text(piece.text)
    if label_kind(own) is None and role is Column.LINKS and label_kind(header) is not None:
        return header
    if own.casefold() in ("link", "links", "here", "url") and label_kind(header) is not None:
        return header
    return own
