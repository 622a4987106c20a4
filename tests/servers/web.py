"""A plain web server with one page of text, ETag and Last-Modified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from aiohttp import web

from tests.servers.loopback import Loopback


@dataclass
class LoopbackWeb(Loopback):
    """Serves `text` at every path that ends in a name, and 404 elsewhere."""

    text: str = "# List\n- a\n"
    content_type: str = "text/markdown"
    with_etag: bool = True
    last_modified: str = "Thu, 01 Jan 2026 00:00:00 GMT"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if "." not in request.path:
            return web.Response(status=404, text="nothing here")
        body = self.text.encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers = {"Last-Modified": self.last_modified} | ({"ETag": etag} if self.with_etag else {})
        same_etag = self.with_etag and request.headers.get("If-None-Match") == etag
        same_time = not self.with_etag and request.headers.get("If-Modified-Since") == self.last_modified
        if same_etag or same_time:
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type=self.content_type, charset="utf-8", headers=headers)
