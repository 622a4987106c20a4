"""Replies for machines: the JSON contract of `ask --format json`, documented in the README.

The names of commands, fields and error codes are public and stable; adding is allowed, renaming is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TypeAlias

from bot.replies.model import Choice, Clarify, DigestPost, EntryLines, Facts, Failure, Line, NothingFound, Reply
from bot.replies.people import with_keys
from bot.search.results import Reason

Json: TypeAlias = dict[str, object]


def as_json(command: str, reply: Reply, elapsed_ms: float) -> Json:
    """Return one answer as a JSON object; *elapsed_ms* is how long it took."""
    body: Json = {"command": command, **_body(reply)}
    body["elapsed_ms"] = round(elapsed_ms, 2)
    return body


def _body(reply: Reply) -> Json:
    match reply:
        case Failure():
            return {"error": {"code": reply.code, "message": reply.sentence}}
        case EntryLines():
            return {"results": [_line(line) for line in reply.lines], **_about(reply)}
        case NothingFound():
            return {
                "results": [],
                "message": reply.sentence,
                "notices": list(reply.notices),
                "nearest": [_choice(choice) for choice in reply.nearest],
                "section": _choice(reply.section) if reply.section else None,
            }
        case DigestPost():
            return digest_as_json(reply)
        case Clarify():
            choices = [_choice(choice) for choice in reply.choices]
            return {"clarify": {"question": reply.question, "choices": choices}}
        case _:
            plain = with_keys(reply) if isinstance(reply, Facts) else reply
            return {"reply": type(reply).__name__, **{name: _plain(each) for name, each in asdict(plain).items()}}


def _about(reply: EntryLines) -> Json:
    return {
        "title": reply.title,
        "total": reply.total,
        "first": reply.first,
        "notices": list(reply.notices),
        "more": reply.more,
    }


def digest_as_json(post: DigestPost) -> Json:
    """Return the fields of a digest."""
    groups = [
        {"title": group.title, "results": [{**_line(each.line), "remark": each.remark} for each in group.entries]}
        for group in post.groups
    ]
    return {
        "digest": post.digest_id,
        "title": post.title,
        "since": post.since.isoformat(),
        "until": post.until.isoformat(),
        "counts": post.counts,
        "groups": groups,
        "sentences": list(post.sentences),
        "more": _choice(post.more) if post.more else None,
        "part": post.part,
        "parts": post.parts,
    }


def _line(line: Line) -> Json:
    return {
        "id": line.ref.id,
        "list": line.ref.list_name,
        "title": line.title,
        "score": round(line.score, 4),
        "reasons": [_reason(reason) for reason in line.reasons],
        "kind": line.kind.value,
        "name": line.name,
        "authors": line.authors,
        "venue": line.venue,
        "year": line.year,
        "section": list(line.section),
        "links": [{"kind": link.kind.value, "label": link.label, "url": link.url} for link in line.links],
        "note": line.note,
        "added": line.added_on.isoformat() if line.added_on else None,
        "remark": line.remark,
    }


def _reason(reason: Reason) -> str:
    return f"{reason.kind.value}: {', '.join(reason.words)}" if reason.words else reason.kind.value


def _choice(choice: Choice) -> Json:
    return {"label": choice.label, "command": choice.command}


def _plain(value: object) -> object:
    """Make what JSON has no word for into text, however deep it is: days and moments as ISO 8601 writes them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
