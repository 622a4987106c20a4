"""Write a reply as JSON and read it back: what the outbox keeps of a message until it is sent.

A payload outlives the version that wrote it.  What a later version adds to a reply has a default, so that an older
payload still reads; what this version does not know is left aside.  Neither a field's meaning nor its default is ever
changed: a reply that must change so is a new kind of reply.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from bot.replies.model import Reply

VERSION = 1

_Reader: TypeAlias = Callable[[object], object]


class PayloadError(ValueError):
    """Say that a text is no payload that this version can read."""


def to_payload(reply: Reply) -> str:
    """Return a reply as JSON in ASCII; fields that have their default are left out."""
    body = {"v": VERSION, "type": type(reply).__name__, "reply": _plain(reply)}
    return json.dumps(body, separators=(",", ":"))


def from_payload(payload: str) -> Reply:
    """Return the reply that `to_payload` wrote, in this version or an earlier one.  Raises `PayloadError`."""
    try:
        body = json.loads(payload)
        read = _replies()[body["type"]](body["reply"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        message = f"no payload: {payload[:80]!r}"
        raise PayloadError(message) from error
    return read


def _plain(value: object) -> object:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return value.isoformat()
    named = ((name, getattr(value, name), default) for name, default in _fields_of(cast("Hashable", type(value))))
    return {name: _plain(part) for name, part, default in named if part != default}


_MOMENT = "at"
"""Marks a moment, which may stand where a text or a person may stand as well."""
_AS_IT_IS = frozenset({str, int, float, bool, types.NoneType})


@cache
def _fields_of(kind: object) -> tuple[tuple[str, object], ...]:
    """Return the names and defaults of a dataclass's fields."""
    if not is_dataclass(kind):
        message = f"no writer for {kind!r}"
        raise TypeError(message)
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _replies() -> Mapping[str, Callable[[object], Reply]]:
    return {kind.__name__: _dataclass_reader(kind) for kind in get_args(Reply)}


@cache
def _reader(hint: object) -> _Reader:
    """Return what reads values of a type: of those that replies are made of."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        kinds = [_reader(each) for each in get_args(hint) if each is not types.NoneType]
        optional = len(kinds) < len(get_args(hint))
        return lambda value: None if optional and value is None else _first_that_reads(kinds, value)
    if origin is tuple:
        return _tuple_reader(get_args(hint))
    if isinstance(hint, type):
        return _class_reader(hint)
    message = f"no reader for {hint!r}"
    raise TypeError(message)


def _class_reader(kind: type) -> _Reader:
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if issubclass(kind, tuple):  # a NamedTuple
        parts = [_reader(each) for each in get_type_hints(kind).values()]
        make: Callable[..., object] = kind
        return lambda value: make(*(part(each) for part, each in zip(parts, _list(value), strict=True)))
    if issubclass(kind, Enum):
        return kind
    if issubclass(kind, datetime):
        return _moment
    if issubclass(kind, date):
        return lambda value: kind.fromisoformat(str(value))
    return lambda value: _checked(value, kind)


def _tuple_reader(parts: tuple[object, ...]) -> _Reader:
    if parts[-1] is Ellipsis:
        each = _reader(parts[0])
        return lambda value: tuple(each(part) for part in _list(value))
    readers = [_reader(part) for part in parts]
    return lambda value: tuple(reads(part) for reads, part in zip(readers, _list(value), strict=True))


def _dataclass_reader(kind: type) -> Callable[[object], Reply]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: object) -> Reply:
        if not isinstance(value, dict):
            message = f"{kind.__name__} is an object"
            raise TypeError(message)
        made: Reply = kind(**{name: readers[name](part) for name, part in value.items() if name in readers})
        return made

    return read


def _first_that_reads(kinds: Sequence[_Reader], value: object) -> object:
    for reads in kinds[:-1]:
        try:
            return reads(value)
        except (TypeError, ValueError, KeyError):
            continue
    return kinds[-1](value)


def _moment(value: object) -> datetime:
    if not isinstance(value, dict):
        message = "a moment was expected"
        raise TypeError(message)
    return datetime.fromisoformat(value[_MOMENT])


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        message = "a list was expected"
        raise TypeError(message)
    return value


def _checked(value: object, kind: type) -> object:
    if kind is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        message = f"{kind.__name__} was expected"
        raise TypeError(message)
    return value
