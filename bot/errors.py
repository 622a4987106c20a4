"""The error tree.

    BotError                      a sentence for the person, a code, an exit code, fields for the operator
    ├── UsageError         (2)    a command or its arguments make no sense
    │   ├── UnclearWhen           a schedule or a moment that cannot be understood
    │   └── UnclearZone           a time zone that is not known, is several, or was not said
    ├── ConfigError        (2)    the settings are wrong; every mistake at once
    ├── SourceError        (3)    a list could not be read; may say when to come back
    │   ├── SourceMissing         there is nothing where the settings point
    │   ├── SourceRefused         it is there, and we may not have it
    │   ├── SourceBusy            a rate limit: later
    │   ├── SourceUnreachable     the network or the other side has trouble: later
    │   └── NotAList              something came, and it is no list
    ├── PlatformError      (5)    a chat platform could not be reached, or refused
    │   ├── DeliveryRefused       a message will not go where it should; why
    │   ├── DeliveryLater         it did not go, and may later
    │   └── DeliveryUnknown       it may have arrived, or not
    ├── SuggestionError    (2)    what was suggested cannot be added to the list
    │   ├── SuggestionRefused     something in it cannot be used; a person can mend that
    │   └── NoSafeLine            no line was found that would read back as what was suggested
    └── StoreError         (4)    the database cannot be used
        ├── StoreNewer            it was written by a newer version
        ├── StoreCorrupt          it is not a database, or a damaged one
        ├── StoreBusy             another process holds it
        ├── StoreReadOnly         it, or its folder, cannot be written
        ├── StoreFull             the disk is full
        └── StoreOutdated         what was to be written rests on something that has changed meanwhile

Foreign exceptions are translated into these at the wall where they enter.  Bugs are not wrapped: what
is not a `BotError` is a defect and keeps its traceback.
"""

from __future__ import annotations

from datetime import datetime
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


class UnclearWhen(UsageError):
    """Say that a schedule or a moment cannot be understood, or not be kept, and how to write one that can."""

    code = "unclear_when"


class UnclearZone(UsageError):
    """Ask which time zone is meant; `zones` are the IANA names to choose from, likeliest first, and may be empty."""

    code = "unclear_zone"

    def __init__(self, sentence: str, *, zones: tuple[str, ...] = (), **fields: object) -> None:
        super().__init__(sentence, **fields)
        self.zones = zones


class ConfigError(BotError):
    """Say everything that is wrong with the settings."""

    code = "config"
    exit_code = 2


class SourceError(BotError):
    """Say that a list could not be read.

    `retry_at` is the moment (aware, UTC) before which the other side does not want to be asked again, if it
    said so.
    """

    code = "source"
    exit_code = 3

    def __init__(self, sentence: str, *, retry_at: datetime | None = None, **fields: object) -> None:
        super().__init__(sentence, **fields)
        self.retry_at = retry_at


class SourceMissing(SourceError):
    """Say that there is nothing where the settings point."""

    code = "source_missing"


class SourceRefused(SourceError):
    """Say that the other side, or our own caution, does not let us have it."""

    code = "source_refused"


class SourceBusy(SourceError):
    """Say that the other side wants to be asked less often."""

    code = "source_busy"


class SourceUnreachable(SourceError):
    """Say that the network or the other side has trouble."""

    code = "source_unreachable"


class NotAList(SourceError):
    """Say that what came is not a list, and what it is instead."""

    code = "not_a_list"


class PlatformError(BotError):
    """Say that a chat platform could not be reached, or refused what was asked of it."""

    code = "platform"
    exit_code = 5


class DeliveryRefused(PlatformError):
    """Say that a message will not go where it should.

    `reason` is `missing_permission`, `channel_gone`, `archived`, `closed_to_us`, `revoked`, `unfit` (the place takes
    no such message), `too_large`, or `outcome_unknown`: it may have arrived, which cannot be found out.
    """

    code = "delivery_refused"

    def __init__(self, sentence: str, reason: str, **fields: object) -> None:
        super().__init__(sentence, reason=reason, **fields)
        self.reason = reason


class DeliveryLater(PlatformError):
    """Say that a message did not go, and from when on it may be tried again (aware, UTC), if the platform said so."""

    code = "delivery_later"

    def __init__(self, sentence: str, retry_at: datetime | None = None, **fields: object) -> None:
        super().__init__(sentence, **fields)
        self.retry_at = retry_at


class DeliveryUnknown(PlatformError):
    """Say that a message may have arrived, or not: the connection ended before the platform's answer."""

    code = "delivery_unknown"


class SuggestionError(BotError):
    """Say that what was suggested cannot be added to the list."""

    code = "suggestion"
    exit_code = 2


class SuggestionRefused(SuggestionError):
    """Say what is wrong with a suggestion, so that whoever made it can mend it.

    `field` is the field of the form that it is about (`title`, `links`, `section`, …), `""` for the whole.
    """

    code = "suggestion_refused"

    def __init__(self, sentence: str, *, field: str = "", **fields: object) -> None:
        super().__init__(sentence, **fields)
        self.field = field


class NoSafeLine(SuggestionError):
    """Say that the list's text leaves no place where the suggestion would be read as what it is."""

    code = "no_safe_line"


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


class StoreOutdated(StoreError):
    """Say that what was decided rests on a state that another writer has replaced; decide anew."""

    code = "store_outdated"
