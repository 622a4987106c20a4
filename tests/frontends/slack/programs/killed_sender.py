"""Compose and send to Slack in a process that is killed with SIGKILL at a step; then in one that is not.

WHERE API TEAM TOKEN STEP….  A step is right before or after a statement in the database, its transaction's begin and
end, and a call of Slack.  For each STEP a child dies there.  The last child lives.  Prints how each of them ended, and
how many steps the last one had.
"""

from __future__ import annotations

import sys

from slack_sdk.web.async_client import AsyncWebClient

from bot.frontends.slack.installing import Installed
from tests.frontends.slack.living import process
from tests.services.delivery.dying import die_and_live, pause, watch
from tests.services.delivery.life import Life


def main(where: str, api: str, team: str, token: str, *steps: str) -> None:
    installed = Installed(team, token, "U0", "B0")

    async def live(name: str, life: Life) -> None:
        async with process(where, installed, api, name, calls=Life(), rest=Life()) as running:
            watch(life, AsyncWebClient, "api_call")
            await running.run(pause)
            print(f"steps {life.steps}", flush=True)  # noqa: T201

    die_and_live(steps, live)


if __name__ == "__main__":
    main(*sys.argv[1:])
