"""What a source remembers from one fetch to the next, as a string that the store keeps with the list.

Serialises only; what the fields mean is each source's business.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from bot.ports import Known


@dataclass(frozen=True, slots=True)
class Memo:
    """The state of a list's last fetch.  Every field has a meaning only to the source that wrote it.

    - `source`, `reader`, `digest`: what was fetched, the reader's version, and what it made: unless all three
      still hold, `etag` and `last_modified` must not be sent, since a "not modified" would answer another question.
    - `name`, `branch`, `path`, `files`, `archived`: where the list was found, as in `Whereabouts`.
    - `revision`: the commit that the files were read at, for a list of several files.
    - `checks`: fetches since the repository itself was last looked at.
    """

    source: str = ""
    reader: str = ""
    digest: str = ""
    etag: str = ""
    last_modified: str = ""
    name: str = ""
    branch: str = ""
    path: str = ""
    files: tuple[str, ...] = ()
    archived: bool = False
    revision: str = ""
    checks: int = 0

    def dump(self) -> str:
        """Write it as JSON, without what is empty."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False)


def load_memo(known: Known | None, source: str, reader: bytes) -> Memo:
    """Return what is remembered of *source*; an empty memo where that is nothing, damaged, or about another source.

    Without `etag`, `last_modified` and `revision` where the reader has changed or *known* is another text.
    """
    memo = _parse(known.memo) if known else Memo()
    if memo.source != source:
        return Memo(source=source)
    if known is None or memo.digest != known.digest or memo.reader != reader.decode("latin-1"):
        return replace(memo, etag="", last_modified="", revision="")
    return memo


def _parse(text: str) -> Memo:
    try:
        return _adapter().validate_json(text or "{}")
    except ValidationError:
        return Memo()


@cache
def _adapter() -> TypeAdapter[Memo]:
    return TypeAdapter(Memo)
