"""`/digest …` as people use it: a whole life of a subscription, its refusals, and what can be asked about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.answer import answer_form, answer_line
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.communities import Communities, Community
from bot.domain.destinations import Destination
from bot.domain.subscriptions import NewsKind, Style, Subscription, Threading
from bot.ports import RevisionWrite
from bot.replies.forms import Form
from bot.replies.model import Clarify, DigestPost, EntryLines, FactGroup, Facts, Failure, Message, Reply
from tests.commands.conftest import NOW
from tests.fakes.clock import FixedClock

CHANNEL = Destination("discord", "1", "2")
MANAGER = Person("discord:7", CHANNEL, "#papers", manages=True, zone="Europe/Berlin")
READER = Person("discord:8", CHANNEL, "#papers")
ALONE = Person("discord:8", Destination("discord", "", "8", personal=True), zone="Europe/Berlin")

Say = Callable[..., Awaitable[Reply]]


@pytest.fixture
def say(desk: Desk) -> Say:
    async def say(line: str, person: Person = MANAGER, later: timedelta = timedelta(0)) -> Reply:
        _name, reply = await answer_line(replace(desk, clock=FixedClock(NOW + later)), line, person)
        return reply

    return say


async def only(desk: Desk) -> Subscription:
    (order,) = await desk.store.subscriptions()
    return order


async def change(desk: Desk, *changes: Change, at: datetime = NOW) -> None:
    """Let something happen to the shipped list, as a revision would record it."""
    followed = desk.library.catalog.lists[0]
    name, title, source, page = followed.name, followed.title, followed.source, followed.homepage
    await desk.store.write_revision(RevisionWrite(name, title, source, page, "new", at, 0, (), (), changes))


def gained_code(id_: str = "poet") -> Change:
    return Change(ChangeKind.EDITED, id_, id_.upper(), fields=(FieldChange("link:code", "", "https://github.com/a/b"),))


def words(reply: Reply) -> str:
    assert isinstance(reply, Message | Failure)
    return reply.text if isinstance(reply, Message) else reply.sentence


def listed(reply: Reply) -> tuple[FactGroup, ...]:
    assert isinstance(reply, Facts)
    return reply.groups


def told(reply: Reply) -> list[str]:
    assert isinstance(reply, DigestPost)
    return [entry.line.ref.id for group in reply.groups for entry in group.entries]


class TestSubscribing:
    async def test_a_channel_subscribes_in_one_line_and_hears_when(self, say: Say, desk: Desk) -> None:
        reply = await say("/digest subscribe weekly mon 09:00")
        assert isinstance(reply, Message)
        assert "every Monday at 09:00 Europe/Berlin" in reply.text
        assert "Monday, March 16, 09:00" in reply.text
        order = await only(desk)
        assert order.destination == CHANNEL
        assert order.due_at == datetime(2026, 3, 16, 8, tzinfo=UTC)
        assert (order.creator, order.place, order.zone) == ("discord:7", "#papers", "Europe/Berlin")

    async def test_wishes_are_read_and_kept(self, say: Say, desk: Desk) -> None:
        await say(
            '/digest subscribe daily 8am filter:"section:inference has:code; venue:mobisys" without:"audio" max:5 '
            "style:compact thread:thread kinds:+removed mention:123456789 empty:line crosspost:yes tags:new, papers"
        )
        order = await only(desk)
        assert order.include == ("section:inference has:code", "venue:mobisys")
        assert order.exclude == ("audio",)
        assert (order.most, order.style, order.threading) == (5, Style.COMPACT, Threading.THREAD)
        assert NewsKind.REMOVED in order.kinds
        assert NewsKind.ADDED in order.kinds
        assert (order.mention, order.quiet_line, order.crosspost) == ("123456789", True, True)
        assert order.tags == ("new", "papers")

    async def test_quiet_hours_are_kept_told_and_ended(self, say: Say, desk: Desk) -> None:
        """What comes next is when they end; asked for by a person, a digest comes at any hour."""
        reply = await say("/digest subscribe daily 5:30 quiet:22-7 max:3")
        assert isinstance(reply, Message)
        assert "March 16, 07:00" in reply.text
        order = await only(desk)
        assert (order.quiet, order.most) == ("22:00-07:00", 3)
        (group,) = listed(await say("/digest list"))
        assert ("quiet", "22:00–07:00 Europe/Berlin") in group.rows
        assert ("next", datetime(2026, 3, 16, 6, tzinfo=UTC)) in group.rows
        await change(desk, gained_code())
        night = timedelta(hours=11)
        assert "on its way" in words(await say("/digest now", later=night))
        assert (await only(desk)).quiet == "22:00-07:00"
        assert "Changed" in words(await say("/digest edit quiet:none"))
        assert (await only(desk)).quiet is None
        assert "22:00-07:00, or none" in words(await say("/digest edit quiet:sometimes"))

    async def test_quiet_hours_need_a_zone(self, say: Say, desk: Desk) -> None:
        stranger = replace(MANAGER, zone=None)
        asked = await say("/digest subscribe on change quiet:22-7", stranger)
        assert isinstance(asked, Clarify)
        await say(asked.choices[0].command, stranger)
        assert (await only(desk)).quiet == "22:00-07:00"

    async def test_the_zone_is_asked_once(self, say: Say, desk: Desk) -> None:
        stranger = replace(MANAGER, zone=None)
        asked = await say("/digest subscribe daily 8am", stranger)
        assert isinstance(asked, Clarify)
        assert asked.choices[0].command.startswith("/digest subscribe daily 8am zone:")
        await say("/digest subscribe daily 8am zone:tokyo", stranger)
        assert (await only(desk)).zone == "Asia/Tokyo"
        again = await say("/digest subscribe weekly", stranger)
        assert isinstance(again, Message)
        assert "Asia/Tokyo" in again.text

    async def test_what_waits_for_news_needs_no_zone(self, say: Say, desk: Desk) -> None:
        assert isinstance(await say("/digest subscribe on change", replace(MANAGER, zone=None)), Message)
        assert (await only(desk)).due_at is None

    async def test_who_does_not_manage_the_server_is_sent_to_direct_messages(self, say: Say, desk: Desk) -> None:
        reply = await say("/digest subscribe weekly", READER)
        assert isinstance(reply, Failure)
        assert "Write to me directly" in reply.sentence
        assert isinstance(await say("/digest subscribe weekly", ALONE), Message)
        assert (await only(desk)).destination.personal

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("/digest subscribe every blue moon", "Write it like one of these"),
            ("/digest subscribe weekly zone:atlantis", "There is no time zone"),
            ("/digest subscribe weekly lists:nope", "No list called nope"),
            ("/digest subscribe weekly max:0", "from 1 to 25"),
            ("/digest subscribe weekly max:" + "9" * 400, "from 1 to 25"),
            ("/digest subscribe weekly kinds:aded", "Did you mean added?"),
            ("/digest subscribe weekly style:loud", "style can be"),
            ("/digest subscribe weekly mention:@everyone", "Only a role"),
            ('/digest subscribe weekly filter:"year:soon"', "I cannot read the year"),
            ('/digest subscribe weekly without:"audio; sort:year"', "“sort:year” asks for nothing"),
        ],
    )
    async def test_mistakes_are_told_and_nothing_is_stored(
        self, say: Say, desk: Desk, line: str, sentence: str
    ) -> None:
        reply = await say(line)
        assert isinstance(reply, Failure | Clarify)
        assert sentence in (reply.sentence if isinstance(reply, Failure) else reply.question)
        assert await desk.store.subscriptions() == ()

    async def test_everyone_is_no_role(self, say: Say) -> None:
        reply = await say(
            "/digest subscribe weekly mention:1234567", replace(MANAGER, where=Destination("discord", "1234567", "2"))
        )
        assert isinstance(reply, Failure)
        assert "never mention everyone" in reply.sentence

    async def test_the_same_is_not_told_twice_in_one_place(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly mon 09:00")
        order = await only(desk)
        await say("/digest pause")
        twin = await say("/digest subscribe every monday 9am", replace(MANAGER, key="discord:9", locale="zh-CN"))
        assert isinstance(twin, Failure)
        assert twin.sentence == f"The same comes here already: {order.id}, every Monday at 09:00 Europe/Berlin."
        assert isinstance(await say('/digest subscribe weekly mon 09:00 filter:"npu"'), Message)
        assert isinstance(await say("/digest subscribe weekly", replace(MANAGER, where=ALONE.where)), Message)

    async def test_of_several_the_ids_are_named(self, say: Say, desk: Desk) -> None:
        for schedule in ("weekly", "daily 8am"):
            await say(f"/digest subscribe {schedule}")
        reply = await say("/digest preview")
        assert isinstance(reply, Failure)
        for order in await desk.store.subscriptions():
            assert f"{order.id} (every " in reply.sentence

    async def test_a_digest_of_ones_own_goes_to_no_channel(self, say: Say, desk: Desk) -> None:
        reply = await say("/digest subscribe weekly channel:5", ALONE)
        assert isinstance(reply, Failure)
        assert await desk.store.subscriptions() == ()

    async def test_where_the_bot_cannot_write_it_says_so(self, say: Say) -> None:
        reply = await say("/digest subscribe weekly", replace(MANAGER, where=None))
        assert isinstance(reply, Failure)
        assert "I cannot write here" in reply.sentence


class TestLookingAfterIt:
    async def test_it_is_listed_edited_paused_resumed_and_removed(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly")
        order = await only(desk)
        listed = await say("/digest list")
        assert isinstance(listed, Facts)
        rows = dict(listed.groups[0].rows)
        assert rows["when"] == "every Monday at 09:00 Europe/Berlin"
        assert rows["last sent"] == "never"
        await say(f"/digest edit {order.id} daily 8am max:3")
        assert ((await only(desk)).schedule, (await only(desk)).most) == ("daily 08:00", 3)
        paused = await say("/digest pause 2 weeks")
        assert isinstance(paused, Message)
        assert "Sunday, March 29" in paused.text
        assert (await only(desk)).pause is not None
        held = await say("/digest list")
        assert isinstance(held, Facts)
        assert dict(held.groups[0].rows)["until"] == NOW + timedelta(weeks=2)
        await say(f"/digest resume {order.id}")
        assert (await only(desk)).pause is None
        await say("/digest remove")
        assert await desk.store.subscriptions() == ()
        nothing = await say("/digest list")
        assert isinstance(nothing, Message)
        assert nothing.actions[0].command == "/digest subscribe weekly"

    async def test_without_a_change_it_opens_as_a_form_that_changes_what_was_changed_in_it(
        self, say: Say, desk: Desk
    ) -> None:
        """On every platform: sent back as it is, nothing changes; what cannot be read is refused whole."""
        await say('/digest subscribe weekly filter:"npu; has:code" style:compact max:7')
        before = await only(desk)
        form = await say(f"/digest edit {before.id}")
        assert isinstance(form, Form)
        as_it_is = {field.name: field.value for field in form.fields}
        assert as_it_is["filter"] == "npu; has:code"

        async def send(**values: str) -> Reply:
            _name, reply = await answer_form(desk, form.command, as_it_is | values, MANAGER)
            return reply

        assert isinstance(await send(), Facts)
        assert await only(desk) == before
        assert isinstance(await send(max="3", when="never ever"), Failure)
        assert await only(desk) == before
        assert isinstance(await send(max="3", filter="none"), Message)
        after = await only(desk)
        assert (after.most, after.include, after.schedule) == (3, (), before.schedule)

    async def test_filters_are_cleared_with_none(self, say: Say, desk: Desk) -> None:
        await say('/digest subscribe weekly filter:"npu"')
        await say("/digest edit filter:none")
        assert (await only(desk)).include == ()

    @pytest.mark.parametrize("verb", ["edit daily", "pause", "resume", "remove", "now"])
    async def test_only_managers_change_a_channels(self, say: Say, desk: Desk, verb: str) -> None:
        await say("/digest subscribe weekly")
        before = await only(desk)
        reply = await say(f"/digest {verb}", READER)
        assert isinstance(reply, Failure)
        assert await only(desk) == before

    async def test_another_servers_subscription_is_as_if_it_were_not_there(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly")
        order = await only(desk)
        elsewhere = replace(MANAGER, key="discord:9", where=Destination("discord", "5", "6"))
        reply = await say(f"/digest remove {order.id}", elsewhere)
        assert isinstance(reply, Failure)
        assert "There is no subscription" in reply.sentence

    async def test_managers_see_the_whole_server(self, say: Say) -> None:
        await say("/digest subscribe weekly")
        await say("/digest subscribe daily", replace(MANAGER, where=Destination("discord", "1", "3"), place="#news"))
        everything = await say("/digest list all")
        assert isinstance(everything, Facts)
        assert len(everything.groups) == 2
        assert isinstance(await say("/digest list all", READER), Failure)
        here = await say("/digest list", READER)
        assert isinstance(here, Facts)
        assert len(here.groups) == 1


class TestLookingAtDigests:
    async def test_a_preview_is_what_would_be_sent(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly")
        quiet = await say("/digest preview")
        assert isinstance(quiet, DigestPost)
        assert quiet.quiet
        await change(desk, gained_code())
        assert told(await say("/digest preview", later=timedelta(minutes=30))) == []
        assert told(await say("/digest preview friday", later=timedelta(minutes=30))) == ["poet"]
        assert told(await say("/digest preview", later=timedelta(hours=2))) == ["poet"]

    async def test_a_preview_of_a_day_that_has_passed_tells_its_period(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe daily 09:00")
        await change(desk, gained_code())
        later = timedelta(days=40)
        await say("/digest now", later=timedelta(days=2))
        assert told(await say("/digest preview 2026-03-16", later=later)) == ["poet"]
        assert told(await say("/digest preview 2026-03-25", later=later)) == []

    async def test_now_queues_one_digest_and_the_next_has_nothing_left(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly")
        nothing = await say("/digest now")
        assert isinstance(nothing, Message)
        assert "nothing new" in nothing.text
        await change(desk, gained_code())
        later = timedelta(hours=2)
        sent = await say("/digest now", later=later)
        assert isinstance(sent, Message)
        assert "on its way" in sent.text
        assert len(await desk.store.deliveries()) == 1
        again = await say("/digest now", later=later)
        assert isinstance(again, Message)
        assert "nothing new" in again.text

    async def test_a_digest_can_be_seen_whole_afterwards(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly max:1")
        ids = [entry.id for entry in desk.library.catalog.entries[:12]]
        await change(desk, *(gained_code(id_) for id_ in ids))
        await say("/digest now", later=timedelta(hours=2))
        (record,) = await desk.store.digests()
        first = await say(f"/digest show {record.id}", READER)
        assert isinstance(first, EntryLines)
        assert first.more is not None
        second = await say(first.more, READER)
        assert isinstance(second, EntryLines)
        assert {line.ref.id for line in (*first.lines, *second.lines)} == set(ids)

    async def test_an_entry_is_explained_stage_by_stage(self, say: Say, desk: Desk) -> None:
        await say("/digest subscribe weekly")
        await change(desk, gained_code())
        fresh = await say("/digest explain poet", later=timedelta(minutes=5))
        await say("/digest now", later=timedelta(hours=2))
        done = await say("/digest explain poet", later=timedelta(hours=3))
        assert isinstance(fresh, Facts)
        assert isinstance(done, Facts)
        assert "It is fresh" in str(fresh.groups[0].rows[-1][1])
        assert "waits to be sent" in str(done.groups[0].rows[-1][1])

    async def test_what_is_not_asked_for_has_its_reason(self, say: Say, desk: Desk) -> None:
        await say('/digest subscribe weekly filter:"keyboard"')
        await change(desk, gained_code())
        await say("/digest preview", later=timedelta(hours=2))
        reply = await say("/digest explain poet", later=timedelta(hours=2))
        assert isinstance(reply, Facts)
        assert "does not meet the filter" in " ".join(str(row[1]) for row in reply.groups[0].rows)

    async def test_the_latest_five_fit_the_filter(self, say: Say) -> None:
        await say('/digest subscribe weekly filter:"section:inference"')
        reply = await say("/digest latest")
        assert isinstance(reply, EntryLines)
        assert 0 < len(reply.lines) <= 5
        assert all("Inference" in " / ".join(line.section) for line in reply.lines)


class TestCommunity:
    THERE = Destination("slack", "T1", "C1")
    EDGE_LAB = Communities((Community("Edge lab", ("discord:1", "slack:T1")),))

    async def listed(self, desk: Desk, person: Person, line: str = "/digest list all") -> Reply:
        await desk.store.put_subscription(Subscription("here", CHANNEL, MANAGER.key, NOW, "daily", "UTC", 0, NOW, NOW))
        other = Subscription("away", self.THERE, "slack:T1.U1", NOW, "daily", "UTC", 0, NOW, NOW, place="#papers")
        await desk.store.put_subscription(other)
        _name, reply = await answer_line(replace(desk, communities=self.EDGE_LAB), line, person)
        return reply

    async def test_managers_see_what_comes_to_the_linked_workspace_and_where_that_is(self, desk: Desk) -> None:
        reply = await self.listed(desk, MANAGER)
        assert isinstance(reply, Facts)
        ours, theirs = reply.groups
        assert (ours.title, theirs.title) == ("here", "away, #papers, Slack")
        assert ours.actions
        assert not theirs.actions

    @pytest.mark.parametrize("line", ["/digest pause away", "/digest remove away", "/digest edit away daily 8am"])
    async def test_but_change_it_only_there(self, desk: Desk, line: str) -> None:
        await self.listed(desk, MANAGER)
        before = await desk.store.subscription("away")
        await self.listed(desk, MANAGER, line)
        assert await desk.store.subscription("away") == before

    async def test_others_do_not_see_it(self, desk: Desk) -> None:
        assert isinstance(await self.listed(desk, READER), Failure)
        alone = await self.listed(desk, ALONE)
        assert "away" not in str(alone)
