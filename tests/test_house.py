"""The guards guard: no test reaches the network."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_no_test_can_reach_the_network() -> None:
    """An address that is not loopback is refused before a packet leaves."""
    with socket.socket() as attempt, pytest.raises(SocketConnectBlockedError):
        attempt.connect(("192.0.2.1", 80))
