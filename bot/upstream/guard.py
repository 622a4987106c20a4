"""Keep outgoing connections away from private addresses.

A list's address may redirect, and a name may resolve, to something inside the operator's network.  Every
socket is made here, after names are resolved, so that neither a literal address nor a name that changes
its mind gets around the check.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection
from typing import Any, TypeAlias

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

LOOPBACK: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER = tuple(
    ipaddress.ip_network(each) for each in ("::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")
)
"""IPv6 that carries IPv4 addresses inside, or stays within a site: nothing public answers only there."""


class PrivateAddress(OSError):
    """A connection to an address that is not public was about to be made.

    Its text is always the same: `aiohappyeyeballs` gives back the first of several equal failures as it is.
    """

    def __init__(self) -> None:
        super().__init__("not a public address")


def is_public(text: str) -> bool:
    """Say whether an IP address is one of the public internet; False for what is no address."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped
        if address in _NAT64:
            inner = ipaddress.IPv4Address(address.packed[-4:])
        if inner:
            return is_public(str(inner))
        if any(address in network for network in _NEVER):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


# The shape is aiohttp's, whose last member holds a host, a port and, for IPv6, two numbers.
AddressInfo: TypeAlias = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


def guarded_sockets(allowed: Collection[Network] = ()) -> Callable[[AddressInfo], socket.socket]:
    """Return a socket factory for `aiohttp.TCPConnector` that refuses what is neither public nor in *allowed*.

    The factory raises `PrivateAddress`.
    """

    def make(info: AddressInfo) -> socket.socket:
        family, kind, protocol, _name, address = info
        host = str(address[0])
        if not (is_public(host) or _within(host, allowed)):
            raise PrivateAddress
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def _within(host: str, networks: Collection[Network]) -> bool:
    address = ipaddress.ip_address(host.partition("%")[0])
    return any(address in network for network in networks)
