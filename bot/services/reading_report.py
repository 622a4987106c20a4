"""Describe a reading for machines: the JSON contract of `awesome-bot parse`, documented in the README."""

from __future__ import annotations

from bot.domain.entries import Entry, Reading


def reading_as_json(reading: Reading) -> dict[str, object]:
    """Return the whole reading as the public JSON object."""
    return {
        "title": reading.title,
        "entries": [_entry(entry) for entry in reading.entries],
        "problems": [{"line": problem.line, "message": problem.message} for problem in reading.problems],
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "title": entry.title,
        "name": entry.name,
        "kind": entry.kind.value,
        "authors": entry.authors,
        "venue": entry.venue,
        "year": entry.year,
        "sections": [list(path) for path in entry.sections],
        "links": [{"kind": link.kind.value, "label": link.label, "url": link.url} for link in entry.links],
        "description": entry.description,
        "line": entry.line,
    }
