"""Read a list from any web address, with conditional requests."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from bot.errors import NotAList, SourceBusy, SourceError, SourceMissing, SourceRefused
from bot.i18n import gettext as _
from bot.ports import Fetched, Known, Unchanged, Whereabouts
from bot.upstream.addresses import shown
from bot.upstream.assemble import ListFile, ListReader, assemble, digest_of
from bot.upstream.headers import content_type, retry_after
from bot.upstream.locator import WebList
from bot.upstream.memo import Memo, load_memo
from bot.upstream.transport import Answer, Request, Transport

_ACCEPT = "text/markdown, text/plain;q=0.9, application/yaml;q=0.9, */*;q=0.5"
_YAML = frozenset({"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"})


@dataclass(frozen=True, slots=True)
class WebSource:
    """A list at a web address; links in it are not followed."""

    place: WebList
    reader: ListReader
    transport: Transport
    allow_http: bool = False

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        """Fetch and read the list, unless the server says that nothing changed.  Raises `SourceError`."""
        memo = load_memo(known, str(self.place), self.reader.version)
        request = Request(
            self.place.url,
            shown(self.place.url),
            {"Accept": _ACCEPT, **_conditions(memo)},
            allow_http=self.allow_http,
        )
        answer = await self.transport.send(request)
        if answer.status == 304 and _conditions(memo):
            return Unchanged(known.memo if known else "", self._whereabouts(memo.name))
        self._check(answer)
        media_type, charset = content_type(answer.headers)
        main = ListFile(_filename(answer.url, media_type), answer.body, charset)
        memo = Memo(
            str(self.place),
            self.reader.version.decode("latin-1"),
            digest_of(self.reader, [main]),
            answer.headers.get("etag", ""),
            answer.headers.get("last-modified", ""),
            name=answer.moved_to or "",
        )
        where = self._whereabouts(memo.name)
        if known and memo.digest == known.digest:
            return Unchanged(memo.dump(), where)
        made = await assemble(main, source=shown(self.place.url), reader=self.reader, open_file=None)
        where = replace(where, homepage=made.reading.homepage or where.homepage)
        return Fetched(made.reading, made.digest, memo.dump(), memo.etag or None, None, where)

    def _whereabouts(self, moved_to: str) -> Whereabouts:
        """Say where the list is; an address that moved for good is told, and asked at its old place all the same."""
        address = shown(moved_to or self.place.url)
        return Whereabouts(address, shown(self.place.url) if moved_to else None, homepage=address)

    def _check(self, answer: Answer) -> None:
        """Return for an answer that holds the whole text.  Raises `SourceError` for every other."""
        name, status = shown(self.place.url), answer.status
        if status in (200, 203):
            return
        if status in (404, 410):
            raise SourceMissing(_("There is nothing at {source}.", source=name), source=name, status=status)
        if status in (401, 403, 407, 451):
            sentence = _("{source} may not be read (HTTP {status}).", source=name, status=status)
            raise SourceRefused(sentence, source=name, status=status)
        wait = retry_after(answer.headers, self.transport.now())
        if status == 429:
            sentence = _("{source} asks for fewer requests. The bot will wait.", source=name)
            raise SourceBusy(sentence, retry_at=wait, source=name, status=status)
        if 200 <= status < 300:
            sentence = _("{source} gave no complete list (HTTP {status}).", source=name, status=status)
            raise NotAList(sentence, source=name, status=status)
        sentence = _("{source} gave an answer that is no list (HTTP {status}).", source=name, status=status)
        raise SourceError(sentence, retry_at=wait, source=name, status=status)


def _conditions(memo: Memo) -> dict[str, str]:
    conditions = {"If-None-Match": memo.etag, "If-Modified-Since": memo.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _filename(url: str, media_type: str) -> str:
    name = posixpath.basename(unquote(urlsplit(url).path)) or "list"
    is_yaml = name.lower().endswith((".yaml", ".yml", ".json"))
    return f"{name}.yaml" if media_type in _YAML and not is_yaml else name
