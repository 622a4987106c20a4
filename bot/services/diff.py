"""Write changes as data for machines: what `awesome-bot diff --format json` prints.

The shape is a public contract; sentences for people are in `bot.services.change_words`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.changes import LINK_FIELD, Change, ChangeKind, Changes
from bot.domain.entries import SectionPath


def changes_as_json(changes: Changes) -> dict[str, object]:
    """Return the changes as lists, strings, numbers and None, ready for `json.dumps`."""
    lines = {one.id: one.after.line for one in changes.pairings if one.after is not None}
    return {
        "added": [
            {"title": one.title, "sections": _paths(one.after), "line": lines.get(one.entry_id or "", 0)}
            for one in changes.of(ChangeKind.ADDED, ChangeKind.RESTORED)
        ],
        "removed": [{"title": one.title} for one in changes.of(ChangeKind.REMOVED)],
        "moved": [
            {"title": one.title, "from": list(before), "to": list(after)}
            for one in changes.of(ChangeKind.MOVED)
            for before, after in zip(one.before, one.after, strict=True)
        ],
        "edited": [
            {"title": one.title, "before_title": _before_title(one), "fields": list(_fields(one))}
            for one in changes.of(ChangeKind.EDITED)
        ],
        "reworded": [{"title": one.title} for one in changes.of(ChangeKind.REWORDED)],
        "renamed_sections": [
            {"from": list(before), "to": list(after)}
            for one in changes.of(ChangeKind.SECTION_RENAMED)
            for before, after in zip(one.before, one.after, strict=True)
        ],
        "placements_added": [{"title": one.title} for one in changes.of(ChangeKind.PLACEMENT_ADDED)],
        "placements_removed": [{"title": one.title} for one in changes.of(ChangeKind.PLACEMENT_REMOVED)],
        "unchanged": changes.unchanged,
    }


def _paths(paths: Sequence[SectionPath]) -> list[list[str]]:
    return [list(path) for path in paths]


def _before_title(change: Change) -> str | None:
    return next((field.before for field in change.fields if field.field == "title"), None)


def _fields(change: Change) -> Iterator[str]:
    """Yield each field once; the kinds of link are one field to machines."""
    names = ("links" if field.field.startswith(LINK_FIELD) else field.field for field in change.fields)
    yield from dict.fromkeys(names)
