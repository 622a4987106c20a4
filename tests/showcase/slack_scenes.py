"""Ask the bot over the shipped catalog, and draw what it answers for Slack."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.commands.present import line_of
from bot.domain.catalog import CatalogEntry
from bot.domain.entries import SectionPath
from bot.frontends.slack.render import render
from bot.frontends.slack.setting import Setting
from bot.replies.model import Choice, DigestEntry, DigestGroup, DigestPost
from tests.showcase.scenes import AUTHOR, showcase_desk
from tests.showcase.slack_html import SlackShown

ASKER = Person("slack:T0SHOWCASE:U0ADA")
_FILTERS = tuple(Choice(f"has: {each}", f" has:{each}") for each in ("code", "paper"))
_WEEK = timedelta(days=7)
_MONDAY = datetime(2022, 10, 31, 9, tzinfo=UTC)
"""After the days on which the shipped entries joined their list; the same whenever the picture is drawn."""


@dataclass(frozen=True)
class SlackScene:
    """A line as somebody types it after the slash command, and the name of its picture; no line for a digest."""

    name: str
    line: str = ""


SLACK_SCENES = (
    SlackScene("slack-search", "/search memry eficient training"),
    SlackScene("slack-show", "/show poet"),
    SlackScene("slack-digest"),
)


async def play_slack(scenes: tuple[SlackScene, ...] = SLACK_SCENES) -> dict[str, SlackShown]:
    """Play scenes, and return what is seen of each by name."""
    async with showcase_desk() as (desk, _folder):
        return {scene.name: await _played(scene, desk) for scene in scenes}


async def _played(scene: SlackScene, desk: Desk) -> SlackShown:
    now = desk.clock.now()
    if not scene.line:
        drawn = render(_digest(desk), Setting(now, public=True))
        return SlackShown(AUTHOR, "9:00 AM", drawn.blocks)
    _name, reply = await answer_line(desk, scene.line, ASKER)
    drawn = render(reply, Setting(now, scene.line, _FILTERS, shareable=True))
    return SlackShown(AUTHOR, "12:00 PM", drawn.blocks, f"/awesome {scene.line.removeprefix('/')}", private=True)


def _digest(desk: Desk) -> DigestPost:
    """Compose what a week would bring in which the newest of two sections had joined."""
    found: dict[SectionPath, list[CatalogEntry]] = defaultdict(list)
    for entry in desk.library.catalog.entries:
        found[entry.entry.sections[0]].append(entry)
    largest = sorted(found, key=lambda path: -len(found[path]))[:2]
    groups = tuple(
        DigestGroup(
            path[-1], tuple(DigestEntry(replace(line_of(desk, entry), section=())) for entry in found[path][:2])
        )
        for path in largest
    )
    title = f"4 new on {desk.library.catalog.lists[0].title}"
    return DigestPost(
        "k3f2a7", title, _MONDAY - _WEEK, _MONDAY, groups=groups, more=Choice("and 2 more", "/digest show k3f2a7")
    )
