"""The one error path of chat platforms: what goes wrong ends in the log, and in a sentence for the person.

What an exception of a platform means is told by the platform's own `diagnose`.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an exception means.

    `key` and `fields` are for the log; `sentence` is for the person, if anything reaches them still; `reason` is for
    a delivery.
    """

    key: str
    fields: dict[str, object] = field(default_factory=dict)
    sentence: str = ""
    reason: str = ""


@dataclass(slots=True)
class Trouble:
    """What went wrong: a sentence for the person, if there is one to be told and something to be said."""

    sentence: str = ""


@contextmanager
def guarded_by(
    diagnose: Callable[[Exception], Diagnosis | None], log: logging.Logger, platform: str, what: str, **fields: object
) -> Iterator[Trouble]:
    """Keep whatever goes wrong in the block from going further: into the log, and into a sentence.

    Cancellation passes.  What has no diagnosis is a bug, and logged as `<platform>.failed` with its traceback.
    """
    trouble = Trouble()
    try:
        yield trouble
    except Exception as error:  # the last resort of a front-end; it is logged
        diagnosis = diagnose(error)
        if diagnosis:
            log.warning(diagnosis.key, extra={"what": what, **diagnosis.fields, **fields})
            trouble.sentence = diagnosis.sentence
            return
        incident = secrets.token_hex(4)
        log.exception(f"{platform}.failed", extra={"what": what, "incident": incident, **fields})
        trouble.sentence = _("That went wrong on our side. If it happens again, tell the operator: {id}.", id=incident)
