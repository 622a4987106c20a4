"""Drive the bot on the loopback Discord over the shipped catalog, and keep what it really sent."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

from bot.bootstrap import desk_for, opened_store
from bot.cli.sync import sync_at_start
from bot.commands.desk import Desk
from bot.config import Settings
from bot.frontends.discord.running import run_discord
from bot.ports import Messenger
from tests.servers.discord.driver import LoopbackDiscord, loopback_discord
from tests.servers.discord.message import Message, components_of
from tests.showcase.digest import posted_digest
from tests.showcase.discord_html import Shown

ASKER, AUTHOR, TIME = "ada", "awesome-bot", "Today at 12:00"


@dataclass(frozen=True)
class Scene:
    """A command as somebody types it, and the name of its picture; without a command, a digest as it is posted."""

    name: str
    command: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


SCENES = (
    Scene("discord-search", "search", {"words": "memry eficient training"}),
    Scene("discord-show", "show", {"entry": "poet"}),
    Scene("discord-stats", "stats"),
    Scene("discord-digest"),
)


async def play(scenes: tuple[Scene, ...] = SCENES) -> dict[str, Shown]:
    """Play scenes, and return what is seen of each by name."""
    async with showcase_desk() as (desk, folder), loopback_discord() as discord:
        discord.bot.name, discord.user.name = AUTHOR, ASKER
        stop = asyncio.Event()
        connected: asyncio.Future[Messenger] = asyncio.get_running_loop().create_future()

        async def deliver(messenger: Messenger) -> NoReturn:
            connected.set_result(messenger)
            while True:
                await asyncio.Event().wait()

        running = asyncio.create_task(run_discord(desk, discord.token, folder / "told.json", stop, deliver))
        try:
            await discord.connected()
            messenger = await connected
            return {
                scene.name: await _played(scene, discord) if scene.command else await _posted(desk, discord, messenger)
                for scene in scenes
            }
        finally:
            stop.set()
            await running


async def _played(scene: Scene, discord: LoopbackDiscord) -> Shown:
    message = await (await discord.slash(scene.command, dict(scene.options))).answer()
    typed = " ".join(f"{name}: {value}" for name, value in scene.options.items())
    return Shown(
        author=AUTHOR,
        asker=ASKER,
        asked=f"/{scene.command} {typed}".strip(),
        time=TIME,
        components=message.components,
        private=message.ephemeral,
        media=_media(message, discord),
    )


async def _posted(desk: Desk, discord: LoopbackDiscord, messenger: Messenger) -> Shown:
    message = await posted_digest(desk, discord, messenger)
    return Shown(author=AUTHOR, asker="", asked="", time=TIME, components=message.components)


def _media(message: Message, discord: LoopbackDiscord) -> dict[str, bytes]:
    """Return the pictures of a message by their address."""
    shown = [item["media"]["url"] for part in components_of(message.components) for item in part.get("items") or []]
    return {url: discord.uploads[url].content for url in shown}


@asynccontextmanager
async def showcase_desk() -> AsyncIterator[tuple[Desk, Path]]:
    """Open a desk over the shipped catalog, in a folder of its own, where chance repeats."""
    with tempfile.TemporaryDirectory(prefix="showcase-") as folder:
        settings = Settings(data_dir=Path(folder))
        async with opened_store(settings) as store:
            await sync_at_start(settings, store)
            desk = replace(desk_for(store), rng=random.Random(7))
            await desk.library.refresh()
            yield desk, Path(folder)
