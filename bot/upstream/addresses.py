"""What can be said of a web address without asking anybody.  Pure."""

from __future__ import annotations

import ipaddress
import re


def is_this_machine(host: str) -> bool:
    """Say whether a host's name or address is loopback, without asking anybody."""
    if host.casefold().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def shown(url: str) -> str:
    """Return an address fit for messages: without name, password, query (which may be a key) and fragment."""
    bare = re.sub(r"(?<=//)[^/?#]*@", "", url)
    head, mark, _query = bare.partition("#")[0].partition("?")
    return head + ("?…" if mark else "")
