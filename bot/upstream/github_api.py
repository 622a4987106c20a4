"""Ask GitHub's REST API through gidgethub, within its rate limits, and say in words what it refuses.

The wall between gidgethub's world and ours: untyped JSON is checked here, and nothing of it passes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Literal, Protocol, TypeVar

import gidgethub
from gidgethub import abc as gidgethub_abc
from gidgethub import sansio
from pydantic import TypeAdapter

from bot.errors import NotAList, SourceError
from bot.i18n import gettext as _
from bot.upstream.github_refusals import busy, refusal, write_refusal
from bot.upstream.headers import quota_reset
from bot.upstream.transport import Request, Transport

T = TypeVar("T")

_JSON = sansio.accept_format()


class Secret(Protocol):
    """A secret that shows itself only when asked (pydantic's `SecretStr` is one)."""

    def get_secret_value(self) -> str:
        """Return the secret."""
        ...


@dataclass(slots=True)
class Quota:
    """What is known of the hourly quota, shared by all sources: not before `empty_until` is there anything left."""

    empty_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """GitHub's answer that what is remembered under an ETag still holds."""


class GitHubApi(gidgethub_abc.GitHubAPI):
    """GitHub's API for one fetch of one source: short-lived, over a shared transport and quota.

    `source` is how messages name the list.  The token is sent to the API's own origin only.
    """

    def __init__(self, transport: Transport, quota: Quota, token: Secret | None, base_url: str, source: str) -> None:
        self._etags: gidgethub_abc.CACHE_TYPE = {}
        super().__init__("awesome-list-bot", base_url=base_url, cache=self._etags)
        self._transport = transport
        self._quota = quota
        self._token = token
        self._source = source

    async def _request(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b""
    ) -> tuple[int, Mapping[str, str], bytes]:
        secret = {"authorization": f"Bearer {self._token.get_secret_value()}"} if self._token else {}
        plain = {name: value for name, value in headers.items() if name != "content-length"}
        plain["x-github-api-version"] = "2022-11-28"
        answer = await self._transport.send(Request(url, self._source, plain, secret, method, body))
        self._quota.empty_until = quota_reset(answer.headers)
        return answer.status, answer.headers, answer.body

    async def sleep(self, seconds: float) -> None:
        """Sleep, for gidgethub's own use."""
        await asyncio.sleep(seconds)

    async def manage_rate_limit(self, *, method: str, url: str) -> None:  # noqa: ARG002 - gidgethub's hook
        """Ask nothing while the quota is known to be used up.  Raises `SourceBusy`."""
        until = self._quota.empty_until
        if until is not None and until > self._transport.now():
            raise busy(self._source, until, has_token=self._token is not None)

    async def get(self, path: str, shape: TypeAdapter[T]) -> T:
        """Return what is at a path of the API, checked against its *shape*.  Raises `SourceError`."""
        return self._shaped(shape, await self._item(path, _JSON))

    async def get_if_changed(
        self, path: str, shape: TypeAdapter[T], etag: str, *, accept: str = _JSON
    ) -> tuple[T | NotModified, str]:
        """Return what is at a path, unless its ETag is still *etag*; and its present ETag.  Raises `SourceError`."""
        url = sansio.format_url(path, None, base_url=self.base_url)
        if etag:
            self._etags[url] = (etag, None, NotModified(), None)
        data = await self._item(path, accept)
        present = self._etags[url][0] if url in self._etags else None
        return data if isinstance(data, NotModified) else self._shaped(shape, data), present or ""

    async def write(self, method: Literal["POST", "PATCH"], path: str, data: object, shape: TypeAdapter[T]) -> T:
        """Change something, and return what GitHub says that it is now.  Raises `SourceError`."""
        with self._translated(write_refusal):
            send = self.post if method == "POST" else self.patch
            found: object = await send(path, data=data)
        return self._shaped(shape, found)

    async def file(self, path: str) -> bytes | None:
        """Return a file's bytes from the contents API; None where there is none.  Raises `SourceError`."""
        await self.manage_rate_limit(method="GET", url=path)
        headers = sansio.create_headers(self.requester, accept=sansio.accept_format(media="raw"))
        url = sansio.format_url(path, None, base_url=self.base_url)
        status, answered, body = await self._request("GET", url, headers)
        if status in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
            return body if status == HTTPStatus.OK else None
        with self._translated():
            sansio.decipher_response(status, answered, body)
        raise self._not_understood()

    async def _item(self, path: str, accept: str) -> object:
        with self._translated():
            found: object = await self.getitem(path, None, accept=accept)
            return found

    def _shaped(self, shape: TypeAdapter[T], data: object) -> T:
        with self._translated():
            return shape.validate_python(data)

    @contextmanager
    def _translated(self, said: Callable[..., SourceError] = refusal) -> Iterator[None]:
        try:
            yield
        except gidgethub.HTTPException as error:
            raise said(error, self._source, self._transport.now(), has_token=self._token is not None) from error
        except (ValueError, LookupError) as error:  # another shape, no JSON, or an encoding that is none
            raise self._not_understood() from error

    def _not_understood(self) -> SourceError:
        sentence = _(
            "GitHub answered for {source} with something that is not its API's. Is there a proxy or a login page "
            "in between?",
            source=self._source,
        )
        return NotAList(sentence, source=self._source)
