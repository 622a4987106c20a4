"""Column types that behave the same on both databases: times in UTC, text that both accept, values as JSON.

Links, placements, sections and edited fields are JSON in one column each, not tables of their own: they are always
read and written whole with their row, nothing asks for them in SQL (search has its own index), and a catalog is
loaded by reading one table once.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.domain.destinations import Destination

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL refuses NUL; no database encodes half a surrogate pair


def storable(text: str) -> str:
    """Return *text* with U+FFFD for each character that a database cannot hold.

    Its length stays, so text that was not empty is not empty afterwards.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def destination_key(destination: Destination) -> str:
    """Return a destination's text form.  One that could not be read back raises `ValueError`: it is a bug."""
    if Destination.from_key(destination.key) != destination:
        message = f"no destination to store: {destination}"
        raise ValueError(message)
    return destination.key


class CleanText(TypeDecorator[str]):
    """Text of any length; see `storable`.  What is compared is cleaned like what is stored."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Clean what goes in."""
        return None if value is None else storable(value)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept and given back in UTC.  A naive one raises `ValueError`: it is a bug."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC; SQLite has no time zones and gets it without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a time zone cannot be stored"
            raise ValueError(message)
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonText(TypeDecorator[list[Any]]):
    """An array as JSON text, compact, and readable for whoever opens the database by hand."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[Any] | None, _dialect: Dialect) -> str | None:
        """Clean and write."""
        if value is None:
            return None
        text = _JSON.encode(value)
        # JSON writes a NUL as an escape, out of sight of `storable`: so values are cleaned, and few need it.
        if "\\u0000" in text or _UNSTORABLE.search(text):
            text = _JSON.encode(storable_values(value))
        return text

    def process_result_value(self, value: str | None, _dialect: Dialect) -> list[Any] | None:
        """Read back."""
        return None if value is None else cast("list[Any]", json.loads(value))


def storable_values(value: object) -> object:
    """Return a value with every text in it made `storable`."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: storable_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable_values(item) for item in value]
    return value
