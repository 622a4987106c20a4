"""`/status` on platforms: how each goes, in the same words everywhere, and to whom which community is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.answer import answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.communities import Communities, Community
from bot.domain.destinations import Destination, person_destination
from bot.ports import Installation
from bot.replies.model import FactGroup, Facts
from bot.services.attendance import Attendance, Presence
from tests.commands.conftest import ME, NOW

EDGE_LAB = Community("Edge lab", ("discord:1", "slack:T1"))
OTHERS = Community("Others", ("discord:2", "slack:T2"))
ADA = Person("discord:42", Destination("discord", "1", "2"))
SUE = Person("slack:T1.U1", Destination("slack", "T1", "C1"))
OPERATOR = replace(ME, operates=True)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return replace(desk, attendance=Attendance(["discord", "slack"]), communities=Communities((EDGE_LAB, OTHERS)))


async def groups(desk: Desk, person: Person) -> dict[str, FactGroup]:
    _name, reply = await answer_line(desk, "/status", person)
    assert isinstance(reply, Facts)
    return {group.title: group for group in reply.groups}


async def test_both_platforms_are_told_of_whoever_asks_and_wherever(desk: Desk) -> None:
    desk.attendance.note("discord", Presence.CONNECTED, NOW)
    desk.attendance.counted("discord", 3)
    desk.attendance.heard("discord", NOW + timedelta(minutes=1))
    desk.attendance.note("slack", Presence.REFUSED, NOW)
    said = await groups(desk, ADA)
    assert said["Discord"].rows == (
        ("state", "connected"), ("since", NOW), ("last heard", NOW + timedelta(minutes=1)), ("servers", "3"),
        ("community", "Edge lab"),
    )  # fmt: skip
    assert said["Slack"].rows == (
        ("state", "its token is refused; an operator has to set a new one"), ("since", NOW), ("community", "Edge lab"),
    )  # fmt: skip
    assert await groups(desk, SUE) == said


async def test_a_platform_that_runs_elsewhere_or_not_at_all(desk: Desk) -> None:
    said = await groups(desk, ADA)
    assert ("state", "set up, but not running in this process") in said["Slack"].rows
    nothing_set = replace(desk, attendance=Attendance())
    assert not {"Discord", "Slack"} & set(await groups(nothing_set, ADA))


async def test_nobody_but_the_operator_hears_of_other_peoples_communities(desk: Desk) -> None:
    assert "Others" not in str(await groups(desk, ADA))
    for stranger in (ME, replace(ADA, where=person_destination("discord:42")), Person("discord:1")):
        assert "community" not in dict((await groups(desk, stranger))["Discord"].rows)
    told = dict((await groups(desk, OPERATOR))["Slack"].rows)["community"]
    assert "Edge lab" in str(told)
    assert "Others" in str(told)


async def test_workspaces_that_installed_it_are_counted(desk: Desk) -> None:
    for team in ("T1", "T2"):
        await desk.store.put_installation(Installation("slack", team, "x", "xoxb-hush", "U", "B", "", "", NOW))
    desk.attendance.note("slack", Presence.CONNECTED, NOW)
    said = await groups(desk, ADA)
    assert dict(said["Slack"].rows)["workspaces"] == "2"
    assert "hush" not in str(said)


def test_what_stays_as_it_is_began_when_it_began() -> None:
    attendance = Attendance()
    for minute in range(3):
        attendance.note("slack", Presence.UNREACHABLE, NOW + timedelta(minutes=minute))
    assert [each.since for each in attendance.all()] == [NOW]
    attendance.note("slack", Presence.CONNECTED, NOW + timedelta(minutes=9))
    assert attendance.all()[0].since == NOW + timedelta(minutes=9)
