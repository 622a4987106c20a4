"""CSV, for spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.domain.entries import LinkKind
from bot.services.export.works import Work

_LINKS = tuple(LinkKind)
_COLUMNS = "id title name kind authors venue venue_known_as year sections"
COLUMNS = (*_COLUMNS.split(), *(kind.value for kind in _LINKS), "description", "added", "note", "list")
"""The header.  Sections are paths joined by ` > `, several of anything are joined by ` | `."""

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def write_csv(works: Sequence[Work]) -> str:
    """Write a header and one row for each work.

    It starts with a byte order mark, without which Excel takes `μ` for `Î¼` (read it as `utf-8-sig`).  A
    cell that a spreadsheet would run as a formula has an apostrophe before it, as OWASP advises; nothing
    else about it changes.
    """
    import csv  # loaded by this export only
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([inert(cell) for cell in _row(work)] for work in works)
    return "\ufeff" + out.getvalue()


def inert(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _row(work: Work) -> list[str]:
    return [
        work.key,
        work.title,
        work.name,
        work.kind.value,
        work.listed_authors,
        work.listed_venue or work.venue,
        work.venue if work.listed_venue else "",
        f"{work.year}" if work.year else "",
        " | ".join(filter(None, (" > ".join(filter(None, section)) for section in work.sections))),
        *(" | ".join(url for kind, url in work.links if kind is wanted) for wanted in _LINKS),
        work.description,
        work.added,
        work.note,
        work.list_name,
    ]
