"""Operators' logs: structlog over the standard library, on standard error, with secrets taken out.

Messages are stable keys with fields (`list.synced entries=31`); sentences for people never come here.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import TextIO

_SECRET_NAME = re.compile(r"token|secret|password|passwd|authorization|cookie|credential|api_?key", re.IGNORECASE)
_SECRET_VALUE = re.compile(
    r"(?<=://)[^/\s:@]*:[^/\s@]*(?=@)"  # a name and password inside a URL
    r"|(?<=bearer )\S+"
    r"|\bgh[a-z]_\w+|\bgithub_pat_\w+",  # GitHub's tokens, by the prefixes that it gives them to be found by
    re.IGNORECASE,
)
_HIDDEN = "[hidden]"


def configure_logs(level: str, style: str, stream: TextIO = sys.stderr) -> None:
    """Send every record of *level* and above, ours and the libraries', to *stream* as `text` or `json` lines.

    Modules log through the standard library, with fields in `extra`, and never see structlog.
    """
    _use(logging.StreamHandler(stream), level, style)


def log_to_file(path: Path, level: str, style: str) -> None:
    """Send every record to a file instead, so that a person at a prompt is not talked over.  Raises `OSError`.

    The file is cut to its last megabyte or two.
    """
    from logging.handlers import RotatingFileHandler

    path.parent.mkdir(parents=True, exist_ok=True)
    _use(RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8"), level, style)


def _use(handler: logging.Handler, level: str, style: str) -> None:
    handler.setFormatter(_LazyFormatter(style))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


class _LazyFormatter(logging.Formatter):
    """Formats with structlog, which is imported with the first record: a start that logs nothing does not pay."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form
        self._inner: logging.Formatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        if self._inner is None:
            self._inner = _structured(self._form)
        return self._inner.format(record)


def _structured(style: str) -> logging.Formatter:
    import structlog

    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    steps: list[structlog.typing.Processor] = [
        structlog.stdlib.ExtraAdder(),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
    ]
    return structlog.stdlib.ProcessorFormatter(processor=renderer, foreign_pre_chain=steps)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Blank out fields that are named like secrets, and what looks like one, wherever it stands."""
    return {key: _HIDDEN if _SECRET_NAME.search(key) else _without_secrets(value) for key, value in event.items()}


def _without_secrets(value: object) -> object:
    if isinstance(value, Mapping):
        return {
            key: _HIDDEN if _SECRET_NAME.search(str(key)) else _without_secrets(inner) for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_without_secrets(inner) for inner in value]
    return _SECRET_VALUE.sub(_HIDDEN, value) if isinstance(value, str) else value
