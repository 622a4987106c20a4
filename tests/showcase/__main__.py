"""Draw the pictures of the README anew: `python -m tests.showcase [--theme dark|light] [FOLDER]`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.showcase.discord_html import discord_page
from tests.showcase.discord_markdown import Reader
from tests.showcase.scenes import play
from tests.showcase.shooting import find_browser, shoot
from tests.showcase.slack_html import slack_page
from tests.showcase.slack_mrkdwn import SlackReader
from tests.showcase.slack_scenes import play_slack

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_SINCE = timedelta(days=20)
"""How long after the first sync the pictures are looked at, so that they say the same whenever they are made."""


def main() -> int:
    options = argparse.ArgumentParser(prog="scripts/pictures", description=__doc__)
    options.add_argument("folder", nargs="?", type=Path, default=PICTURES)
    options.add_argument("--theme", choices=("dark", "light"), default="dark")
    chosen = options.parse_args()
    browser = find_browser()
    if browser is None:
        print("pictures: a headless browser is needed; on Debian, apt-get install chromium", file=sys.stderr)
        return 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    reader = Reader(datetime.now(UTC) + _SINCE)
    pages = {name: discord_page(shown, reader, chosen.theme) for name, shown in asyncio.run(play()).items()}
    on_slack = SlackReader(reader.now)
    pages |= {name: slack_page(shown, on_slack, chosen.theme) for name, shown in asyncio.run(play_slack()).items()}
    for name, page in pages.items():
        target = chosen.folder / f"{name}.png"
        shoot(page, target, browser)
        print(f"{target.name}: {target.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
