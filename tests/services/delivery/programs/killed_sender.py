"""Compose and send in a process that is killed with SIGKILL at a step; then in one that is not: WHERE URL TOKEN STEP….

A step is right before or after a statement in the database, its transaction's begin and end, and a call of Discord.
For each STEP a child dies there.  The last child lives.  Prints how each of them ended.
"""

from __future__ import annotations

import sys

import discord
from discord.http import HTTPClient

from tests.servers.discord.point import pointed_at
from tests.services.delivery.dying import die_and_live, pause, watch
from tests.services.delivery.life import Life, process


def main(where: str, url: str, token: str, *steps: str) -> None:
    async def live(name: str, life: Life) -> None:
        with pointed_at(url):
            async with process(where, token, name) as running:
                watch(life, HTTPClient, "request")
                await running.run(pause)
                print(life.steps, flush=True)  # noqa: T201

    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    die_and_live(steps, live)


if __name__ == "__main__":
    main(*sys.argv[1:])
