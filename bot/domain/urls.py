"""URLs: take one apart and clean away what does not change where it leads.

Does not know what a URL identifies (see `bot.domain.keys`), and never fetches one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = """
fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid igsh mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi hss_channel
trk trkinfo trackingid spm scm ref ref_src ref_url referrer referer source_id cmpid ncid wt_mc smid s_cid si feature app
share sharing share_source shared via usp casa_token needaccess
jsessionid phpsessid aspsessionid sessionid session_id sid cfid cftoken
"""
TRACKING = frozenset(_TRACKING.split())
"""Query parameters that say where a reader came from, not where the link leads."""

_CLICKS = """
fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi ref_src
casa_token needaccess
"""
CLICKS = frozenset(_CLICKS.split())
"""Those of them that never mean anything else, so that they may be taken off an address that is published."""

_BARE_HOST = re.compile(
    r"(?:[\w-]+\.)+(?:com|org|net|io|ai|edu|gov|dev|app|co|me|info|cc|cn|de|fr|jp|uk|eu|ch|us)(?=[:/?#]|$)", re.I
)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!//)(?!\d)", re.I)
_SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](?=\w)", re.I)
_WEB = re.compile(r"https?://", re.I)
_ARCHIVE = re.compile(r"^(?:https?://)?web\.archive\.org/web/[0-9*]+(?:[a-z]{2}_)?/(?=[\w.-]+)", re.I)
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.I)
_SESSION = re.compile(r";jsessionid=[^/]*", re.I)
_SLASHES = re.compile(r"/(?:\./|/)+")
_SUBDOMAIN = re.compile(r"^(?:www\d?|m|mobile)\.(?=[^.]+\.)")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Address:
    """The meaningful parts of a URL.

    `host` is lower case without `www.` and default port (`""` for a link relative to the list); `path`
    is decoded, without a trailing slash; `query` is sorted and free of tracking; `fragment` as written.
    """

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    fragment: str = ""

    def get(self, name: str) -> str:
        """Return one query parameter's value, whatever the case of its name; `""` if absent."""
        return next((value for key, value in self.query if key.casefold() == name), "")

    def __str__(self) -> str:
        """Write it without scheme and fragment; a route of a one-page site (`#/…`, `#!…`) stays."""
        query = f"?{urlencode(self.query, errors='replace')}" if self.query else ""
        route = f"#{self.fragment}" if self.fragment.startswith(("/", "!")) else ""
        return f"{self.host}{self.path}{query}{route}"


def address(url: str) -> Address | None:
    """Take a URL apart; None for what leads to no document (empty, a bare fragment, `mailto:`, `javascript:`)."""
    text = _ARCHIVE.sub("", _INVISIBLE.sub("", url).strip().strip("<>\"'").strip())
    if not _WEB.match(text):
        text = _SSH.sub(r"https://\1/", text)
        if _BARE_HOST.match(text):
            text = f"https://{text}"
    if not text or text.startswith("#") or _OTHER_SCHEME.match(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:  # a broken IPv6 address, a port that is no number: still the same text as itself
        return Address("", text.casefold())
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    if parts.scheme and not host:
        return None
    return Address(_host(host), _path(parts.path), _query(parts.query), unquote(parts.fragment))


def without_tracking(url: str) -> str:
    """Return a web address without the parameters that can only track its readers; all else as it is written."""
    address_, hash_, fragment = url.partition("#")
    head, mark, query = address_.partition("?")
    if not mark or not _WEB.match(url):
        return url
    names = ((pair, unquote(pair.partition("=")[0]).casefold()) for pair in query.split("&"))
    kept = [pair for pair, name in names if name not in CLICKS and not name.startswith("utm_")]
    return f"{head}{'?' if kept else ''}{'&'.join(kept)}{hash_}{fragment}"


def _host(host: str) -> str:
    return _SUBDOMAIN.sub("", host.casefold().rstrip("."))


def _path(path: str) -> str:
    decoded = _SESSION.sub("", unquote(path)) if ";" in path else unquote(path)
    decoded = _SLASHES.sub("/", decoded.removeprefix("./"))
    return _INDEX_PAGE.sub("", decoded).rstrip("/")


def _query(query: str) -> tuple[tuple[str, str], ...]:
    pairs = parse_qsl(query, keep_blank_values=True) if query else []
    kept = (pair for pair in pairs if pair[0].casefold() not in TRACKING and not pair[0].casefold().startswith("utm_"))
    return tuple(sorted(kept))
