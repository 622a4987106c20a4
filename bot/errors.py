"""The error tree.

    BotError                      a sentence for the person, a code, an exit code, fields for the operator
    ├── UsageError         (2)    a command or its arguments make no sense
    ├── ConfigError        (2)    the settings are wrong; every mistake at once
    ├── SourceError        (3)    a list could not be read
    └── StoreError         (4)    the database cannot be used
        ├── StoreNewer            it was written by a newer version
        ├── StoreCorrupt          it is not a database, or a damaged one
        ├── StoreBusy             another process holds it
        ├── StoreReadOnly         it, or its folder, cannot be written
        └── StoreFull             the disk is full

Foreign exceptions are translated into these at the wall where they enter.  Bugs are not wrapped: what
is not a `BotError` is a defect and keeps its traceback.
"""

from __future__ import annotations

from typing import ClassVar


class BotError(Exception):
    """Something went wrong that a person can understand.

    `str(error)` is one or more complete, translated sentences that name the thing and say what to do.
    `fields` are for the operator's log and never hold a secret.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.fields = fields


class UsageError(BotError):
    """Say that a command or its arguments make no sense."""

    code = "usage"
    exit_code = 2


class ConfigError(BotError):
    """Say everything that is wrong with the settings."""

    code = "config"
    exit_code = 2


class SourceError(BotError):
    """Say that a list could not be read."""

    code = "source"
    exit_code = 3


class StoreError(BotError):
    """Say that the database cannot be used."""

    code = "store"
    exit_code = 4


class StoreNewer(StoreError):
    """Say that a newer version wrote the database."""

    code = "store_newer"


class StoreCorrupt(StoreError):
    """Say that the file is no database, or a damaged one."""

    code = "store_corrupt"


class StoreBusy(StoreError):
    """Say that another process holds the database."""

    code = "store_busy"


class StoreReadOnly(StoreError):
    """Say that the database, or its folder, cannot be written."""

    code = "store_read_only"


class StoreFull(StoreError):
    """Say that the disk is full."""

    code = "store_full"
