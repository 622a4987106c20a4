"""The whole bot against a GitHub on this machine: real processes, settings, sockets and files."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from bot.storage.store import open_store
from tests.environment import bare_environment
from tests.servers.github import TOKEN, LoopbackGitHub, Repository
from tests.servers.loopback import Trouble, page, status

PATIENCE = 60.0
WORKS = [f"- [Work {word}: training models on phones](https://example.org/{word}.pdf)" for word in (
    "Aster", "Birch", "Cedar", "Daisy", "Elder", "Fern", "Gorse", "Hazel", "Iris", "Juniper",
)]  # fmt: skip
MELON = "- [Melon: breaking the memory wall](https://example.org/melon.pdf) by Qipeng Wang et al., MobiSys 2022"


def readme(*bullets: str) -> str:
    return "# Awesome Edge\n\n## Papers\n\n" + "\n".join(bullets) + "\n"


@dataclass
class Done:
    code: int
    out: str
    err: str


@dataclass
class House:
    """A folder with settings that follow a list on the loopback GitHub, and the bot run in it."""

    folder: Path
    github: LoopbackGitHub

    def settle_in(self, **settings: object) -> None:
        hosts = {"api": self.github.url, "web": "https://github.com", "raw": f"{self.github.url}/raw"}
        given = {
            "data_dir": "state",
            "lists": [{"name": "edge", "source": "github:owner/awesome-edge", "seed": "seed.md"}],
            "upstream": {"private_networks": ["127.0.0.0/8"], "github": hosts},
        }
        (self.folder / "config.yaml").write_text(json.dumps(given | settings), "utf-8")

    async def start(self, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
        pipe = asyncio.subprocess.PIPE
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "--config", str(self.folder / "config.yaml"), *arguments,
            stdin=pipe, stdout=pipe, stderr=pipe, env=bare_environment() | environment,
        )  # fmt: skip

    async def bot(self, *arguments: str, **environment: str) -> Done:
        process = await self.start(*arguments, **environment)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        return Done(process.returncode, out.decode(), err.decode())

    async def version(self) -> int:
        async with open_store(self.folder / "state" / "awesome-bot.db") as store:
            return await store.version()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    github = LoopbackGitHub()
    async with github.running():
        house = House(tmp_path, github)
        house.settle_in()
        (tmp_path / "seed.md").write_text(readme(*WORKS[:3]), "utf-8")
        yield house


@pytest.fixture
def repository(house: House) -> Repository:
    made = house.github.add("owner/awesome-edge")
    made.commit(README_md=readme(*WORKS))
    return made


async def test_a_seed_then_a_silent_baseline_then_news_then_nothing(house: House, repository: Repository) -> None:
    asked = await house.bot("ask", "/stats")
    assert (asked.code, asked.err) == (0, "")
    assert house.github.requests == [], "asking must not touch the network"
    assert (await house.bot("ask", "/show aster")).out.startswith("Work Aster")
    assert "edge: loaded 10 entries." in (await house.bot("sync")).out

    repository.commit(README_md=readme(*WORKS, MELON))
    rehearsed = await house.bot("sync", "--dry-run")
    assert rehearsed.out.startswith("edge: 11 entries, 1 change would be recorded.\n")
    news = await house.bot("sync")
    assert news.out.splitlines() == [
        "edge: 11 entries, 1 change.",
        "  New in *Papers*: Melon: breaking the memory wall",
    ]
    version, before = await house.version(), len(house.github.requests)
    again = await house.bot("sync")
    assert (again.code, again.out, again.err) == (0, "edge: nothing has changed.\n", "")
    assert await house.version() == version
    (request,) = house.github.requests[before:]
    assert "If-None-Match" in request.headers


async def test_a_held_revision_says_so_until_it_is_accepted(house: House, repository: Repository) -> None:
    await house.bot("sync")
    repository.commit(README_md=readme(*WORKS[:2]))
    for _again in range(2):
        held = await house.bot("sync")
        assert (held.code, held.out) == (0, "")
        assert "edge: held. 8 of 10 entries would leave, and 0 come" in held.err
        assert held.err.rstrip().endswith("awesome-bot sync --list edge --accept")
    assert "Work Juniper" in (await house.bot("ask", "/show juniper")).out
    accepted = await house.bot("sync", "--list", "edge", "--accept")
    assert accepted.out.splitlines()[0] == "edge: 2 entries, 8 changes."
    assert "Work Juniper" not in (await house.bot("ask", "/show juniper")).out


async def test_a_renamed_repository_is_followed_and_its_new_name_told(house: House, repository: Repository) -> None:
    await house.bot("sync")
    house.github.rename("owner/awesome-edge", "owner/awesome-devices")
    house.github.repositories["owner/awesome-devices"].commit(README_md=readme(*WORKS, MELON))
    house.github.repositories["owner/awesome-devices"].archived = True
    told = await house.bot("sync")
    assert told.code == 0
    assert "  New in *Papers*: Melon: breaking the memory wall" in told.out
    assert "write github:owner/awesome-devices in the settings" in told.out


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (status(503), "the bot"),
        (page(b"<!doctype html><title>Sorry</title>", "text/html"), "edge: "),
    ],
    ids=["down", "html"],
)
async def test_trouble_is_a_sentence_and_exit_code_3_and_the_catalog_stays(
    house: House, repository: Repository, trouble: Trouble, words: str
) -> None:
    await house.bot("sync")
    house.github.next(*[trouble] * 20)
    failed = await house.bot("sync")
    assert (failed.code, failed.out) == (3, "")
    assert failed.err.startswith("edge: ")
    assert words.casefold() in failed.err.casefold()
    assert "Traceback" not in failed.err
    house.github.troubles.clear()
    assert "Work Juniper" in (await house.bot("ask", "/show juniper")).out


async def test_a_token_goes_to_github_and_nowhere_else(house: House, repository: Repository) -> None:
    repository.private = True
    assert (await house.bot("sync")).code == 3
    (house.folder / "token").write_text(TOKEN + "\n", "utf-8")
    house.settle_in(log={"level": "debug", "format": "json"})
    done = await house.bot("sync", AWESOME_BOT_GITHUB_TOKEN_FILE=str(house.folder / "token"))
    assert (done.code, done.out) == (0, "edge: loaded 10 entries.\n")
    assert house.github.requests[-1].headers["Authorization"] == f"Bearer {TOKEN}"
    refused = await house.bot("sync", GITHUB_TOKEN="ghp_wrong_one")
    assert refused.code == 3
    for each in (done, refused):
        assert TOKEN not in each.out + each.err
        assert "ghp_wrong_one" not in each.out + each.err


async def test_run_answers_from_the_seed_at_once_and_learns_in_the_background(
    house: House, repository: Repository
) -> None:
    repository.commit(README_md=readme(*WORKS, MELON))
    gate = asyncio.Event()

    async def slow(request: web.Request) -> web.StreamResponse:
        await gate.wait()
        return await status(502)(request)

    house.github.next(slow)
    process = await house.start("run")
    stdin, stdout = process.stdin, process.stdout
    assert stdin
    assert stdout

    async def ask(line: str, until: bytes) -> bytes:
        stdin.write(line.encode() + b"\n")
        heard = b""
        while until not in heard:
            heard += await asyncio.wait_for(stdout.readline(), PATIENCE)
        return heard

    assert b"Work Aster" in await ask("/show aster", b"Aster.pdf")
    gate.set()
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while b"Melon" not in await ask("/show melon\n/about", b"/forget"):
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.1)
    stdin.close()
    assert await asyncio.wait_for(process.wait(), PATIENCE) == 0


async def test_run_ends_at_once_while_a_source_keeps_silent(house: House, repository: Repository) -> None:
    reached = asyncio.Event()

    async def silent(_request: web.Request) -> web.StreamResponse:
        reached.set()
        await asyncio.Event().wait()
        raise AssertionError

    house.github.next(silent)
    process = await house.start("run")
    await asyncio.wait_for(reached.wait(), PATIENCE)
    started = asyncio.get_running_loop().time()
    out, err = await asyncio.wait_for(process.communicate(b"/show aster\n"), PATIENCE)
    assert b"Work Aster" in out
    assert b"Traceback" not in err
    assert process.returncode == 0
    assert asyncio.get_running_loop().time() - started < 10
