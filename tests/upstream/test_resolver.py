"""Names are found by the system, and a stuck name server keeps nobody."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.upstream.resolver import LeavingResolver
from tests.servers.web import LoopbackWeb
from tests.upstream.conftest import Opening

STUCK = """
import asyncio, contextlib, socket, time
from bot.upstream.resolver import LeavingResolver
socket.getaddrinfo = lambda *_a, **_k: time.sleep(60)
async def main():
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(LeavingResolver().resolve("example.org"), 0.1)
asyncio.run(main())
print("left")
"""


def test_a_process_leaves_while_a_name_is_still_looked_up() -> None:
    started = time.monotonic()
    command = [sys.executable, "-c", STUCK]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, timeout=50)
    assert done.stdout == "left\n"
    assert time.monotonic() - started < 50


async def test_this_machine_is_found_by_its_name() -> None:
    found = await LeavingResolver().resolve("localhost", 80)
    assert {each["host"] for each in found} == {"127.0.0.1"}
    assert {each["port"] for each in found} == {80}


async def test_a_name_without_an_address_is_an_os_error() -> None:
    with pytest.raises(OSError, match=r".+"):
        await LeavingResolver().resolve("no-such-name.invalid", 80)


async def test_lists_are_fetched_by_name(upstream: Opening, web: LoopbackWeb) -> None:
    from bot.upstream.locator import parse_locator

    address = web.url.replace("127.0.0.1", "localhost")
    async with upstream() as opened:
        await opened.source_for(parse_locator(f"{address}/list.md")).fetch(None)
    assert web.asked == ["/list.md"]
