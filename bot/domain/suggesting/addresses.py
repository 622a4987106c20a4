"""Addresses of a proposal: which may stand in a list, and how they are written so that nothing in them is Markdown.

Looks at their text only; whether they answer is asked elsewhere.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from bot.domain.entries import Link
from bot.domain.markdown.text import visible
from bot.errors import SuggestionRefused
from bot.i18n import gettext as _

LONGEST_URL = 1000
MOST_LINKS = 12

_WEB = re.compile(r"https?://", re.I)
_ACTING = re.compile(r"[\s<>\"\\`|^{}\[\]*]")
"""What would end an address in Markdown, in HTML or in a table, or set it in bold."""


def checked_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return each link once, its address fit to be written; raise `SuggestionRefused` for one that may not be."""
    found = {url: replace(link, url=url) for link in links if (url := checked_url(link.url))}
    if len(found) > MOST_LINKS:
        raise SuggestionRefused(_("A suggestion may have at most {limit} links.", limit=MOST_LINKS), field="links")
    return tuple(found.values())


def checked_url(url: str) -> str:
    """Return an address with all that would act in a list encoded (RFC 3986, section 2.1).

    Raises `SuggestionRefused` for what is no public web address: another scheme, a password in it, no site, a
    machine that only some network knows.
    """
    if len(url) > LONGEST_URL:
        raise _refused(_("A link is too long: at most {limit} characters fit.", limit=LONGEST_URL))
    text = visible(url).strip()
    if not _WEB.match(text):
        raise _refused(_("“{url}” is not a web address; it must start with https://.", url=text[:80]))
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise _refused(_("“{url}” is not a valid address.", url=text[:80])) from None
    if "@" in parts.netloc:
        raise _refused(_("A link to {host} carries a user name; give the plain address.", host=host[:80]))
    if not _is_public(host):
        raise _refused(_("“{url}” leads to no public site.", url=text[:80]))
    return _encoded(text)


def _refused(sentence: str) -> SuggestionRefused:
    return SuggestionRefused(sentence, field="links")


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        pass
    labels = host.rstrip(".").split(".")
    named = len(labels) > 1 and all(re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?|[\w-]+", label) for label in labels)
    return named and not labels[-1].isdigit() and labels[-1] not in ("local", "localhost", "internal", "lan")


def _encoded(url: str) -> str:
    text = _ACTING.sub(lambda found: quote(found[0], safe=""), url)
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            break
    return text if depth == 0 else text.replace("(", "%28").replace(")", "%29")
