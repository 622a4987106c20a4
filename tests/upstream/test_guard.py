"""Which addresses are public."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.upstream.guard import LOOPBACK, PrivateAddress, guarded_sockets, is_public

_PRIVATE = """
0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 192.168.0.1 192.0.0.1 198.18.0.1 224.0.0.1
240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 64:ff9b:1::1
2002:7f00:1:: 2001:0:7f00:1:: fc00::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001:db8::1
"""
PUBLIC = ["8.8.8.8", "140.82.121.4", "2606:50c0:8000::153", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", _PRIVATE.split())
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@given(st.text())
def test_what_is_no_address_is_not_public(text: str) -> None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        assert not is_public(text)


def test_no_socket_is_made_for_a_private_address_unless_its_network_is_allowed() -> None:
    info = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))
    with pytest.raises(PrivateAddress):
        guarded_sockets()(info)
    guarded_sockets(LOOPBACK)(info).close()
