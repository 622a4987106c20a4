"""Digests as people on Discord have them: subscribed with typed options, posted where and as it was asked for."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.outbox import DeliveryState
from bot.storage.store import open_store
from tests.frontends.discord.digested import HOUR, WEEK, Readers, readers_of
from tests.servers.discord.driver import LoopbackDiscord
from tests.servers.discord.world import Channel, Role
from tests.services.garden import AGAIN, GROWN
from tests.services.garden_weeks import BURST, PUBLISHED

BERLIN = "Europe/Berlin"
SILENT = 1 << 12


@pytest.fixture
async def readers(discord: LoopbackDiscord, tmp_path: Path) -> AsyncIterator[Readers]:
    async with open_store(tmp_path / "bot.db") as store, readers_of(AGAIN, discord, store, tmp_path) as made:
        yield made


async def test_a_channel_subscribes_in_one_command_and_gets_what_is_new_once(readers: Readers) -> None:
    answer = await readers.type("subscribe", when="weekly mon 09:00", zone="Europe/Berlin")
    assert answer.ephemeral
    assert "every Monday at 09:00 Europe/Berlin" in answer.text
    assert "Monday, January 12, 09:00" in answer.text
    assert "Thistle" in (await readers.press(answer, "The latest 5")).text
    await readers.list_becomes(GROWN)
    assert await readers.digests(6 * timedelta(days=1)) == []
    (digest,) = await readers.digests(timedelta(days=1))
    assert digest.channel is readers.server.channel
    assert "1 new on Awesome Garden Robots" in digest.text
    assert "[Thistle-V2: Spotting Weeds while Walking](<https://example.org/t2>)" in digest.text
    assert "**Gained code**" in digest.text
    assert digest.flags & SILENT
    assert not digest.pings
    assert await readers.digests(WEEK) == []
    await readers.list_becomes(BURST)
    assert "12 new" in (await readers.digests(WEEK))[0].text


async def test_the_time_zone_is_asked_for_with_buttons(readers: Readers) -> None:
    asked = await readers.type("subscribe", when="daily 8am")
    assert await readers.orders() == ()
    assert "In which time zone?" in asked.text
    done = await readers.press(asked, "Choose")
    assert "every day at 08:00 UTC" in done.text
    again = await readers.type("subscribe", when="weekly")
    assert "every Monday at 09:00 UTC" in again.text


async def test_who_does_not_manage_the_server_is_refused_and_told_what_else_to_do(readers: Readers) -> None:
    refused = await readers.type("subscribe", user=readers.server.user, zone=BERLIN)
    assert "Only people who manage this place" in refused.text
    assert "Write to me directly" in refused.text
    assert await readers.orders() == ()
    await readers.type("subscribe", zone=BERLIN)
    for verb in ("edit", "pause", "resume", "remove", "now"):
        assert "Only people who manage" in (await readers.type(verb, user=readers.server.user)).text
    assert "every Monday" in (await readers.type("list", user=readers.server.user)).text


async def test_who_is_refused_gets_a_digest_of_their_own_by_direct_message(readers: Readers) -> None:
    user = readers.server.user
    answer = await readers.type("subscribe", when="on change", user=user, channel=readers.server.direct())
    assert "whenever something has changed and settled" in answer.text
    await readers.list_becomes(GROWN)
    (digest,) = await readers.digests(HOUR)
    assert digest.channel is readers.server.direct()
    assert "Thistle" in digest.text


async def test_wishes_are_options_with_their_own_types(readers: Readers) -> None:
    await readers.type(
        "subscribe", when="on change", filter="section:harvest has:code; bees", without="survey", kinds="added",
        style="compact", max=3, zone=BERLIN,
    )  # fmt: skip
    await readers.list_becomes(BURST)
    (digest,) = await readers.digests(HOUR)
    assert "2 new" in digest.text
    assert "- [Two Hands Are Enough for Tomatoes](<https://example.org/tomatoes>)" in digest.text
    assert "Mind the Bees" in digest.text
    assert "Kim Vine" not in digest.text


async def test_items_stand_in_a_thread_below_one_line(readers: Readers) -> None:
    await readers.type("subscribe", when="on change", thread="thread", zone=BERLIN)
    await readers.list_becomes(GROWN)
    parent, items = await readers.digests(HOUR)
    assert (parent.channel, parent.text) == (readers.server.channel, "1 new on Awesome Garden Robots · 1 gained code")
    assert (items.channel.parent, items.channel.name) == (parent.channel, "1 new on Awesome Garden Robots")
    assert "Thistle" in items.text


async def test_a_forum_gets_a_post_with_its_tags(readers: Readers) -> None:
    forum = readers.server.forum
    forum.tags = {71: "New", 72: "Papers"}
    await readers.type("subscribe", when="on change", channel=forum, thread="forum", tags="papers, new", zone=BERLIN)
    await readers.list_becomes(GROWN)
    (post,) = await readers.digests(HOUR)
    assert post.channel.parent is forum
    assert sorted(post.channel.applied) == [71, 72]
    assert post.channel.name == "1 new on Awesome Garden Robots"


async def test_a_role_is_mentioned_by_choice_and_only_where_something_is_told(readers: Readers) -> None:
    server = readers.server
    role = server.world.add_role(server.guild, "weeders")
    answer = await readers.type("subscribe", when="daily 12:00", mention=role, empty="line", zone=BERLIN)
    assert not answer.pings
    (quiet,) = await readers.digests(timedelta(days=1))
    assert "Nothing new on Awesome Garden Robots" in quiet.text
    assert not quiet.pings
    await readers.list_becomes(GROWN)
    (digest,) = await readers.digests(timedelta(days=1))
    assert digest.pings == [role.mention]
    everyone = await readers.type("edit", mention=Role(server.guild.id, "@everyone"))
    assert "never mention everyone" in everyone.text


async def test_what_is_over_is_a_press_away_and_seen_by_who_pressed_alone(readers: Readers) -> None:
    await readers.type("subscribe", when="on change", max=4, zone=BERLIN)
    await readers.list_becomes(BURST)
    (digest,) = await readers.digests(HOUR)
    assert digest.text.count("\n- **") == 4
    whole = await readers.press(digest, "and 10 more", user=readers.server.user)
    assert whole.ephemeral
    assert whole.seen_by is readers.server.user
    rest = await readers.press(whole, "Next", user=readers.server.user)
    told = whole.text + rest.text
    assert all(name in told for name in ("Basket", "Ladder", "Bruise", "Heap", "Hedgehogs", "Mind the Bees"))
    assert await readers.digests() == []
    (menu,) = digest.selects
    opened = await readers.server.select(digest, menu.custom_id, [next(iter(menu.options))])
    card = await opened.answer()
    assert card.ephemeral
    assert "### Thistle-V2" in card.text


async def test_a_pause_holds_back_and_a_resume_brings_one_digest(readers: Readers) -> None:
    await readers.type("subscribe", when="daily 12:00", zone=BERLIN)
    listed = await readers.type("list")
    paused = await readers.press(listed, "Pause")
    assert "Paused" in paused.text
    await readers.list_becomes(GROWN)
    assert await readers.digests(WEEK) == []
    await readers.list_becomes(BURST)
    assert await readers.digests(WEEK) == []
    resumed = await readers.press(await readers.type("list"), "Resume")
    assert "Resumed. Next: " in resumed.text
    (digest,) = await readers.digests(timedelta(days=1))
    assert "13 new" in digest.text


async def test_a_subscription_is_listed_edited_previewed_explained_and_removed_by_hand(readers: Readers) -> None:
    await readers.type("subscribe", when="weekly", filter="section:weeding", zone=BERLIN)
    (order,) = await readers.orders()
    changed = await readers.type("edit", id=order.id, when="daily 8am", max=5)
    assert "every day at 08:00 Europe/Berlin" in changed.text
    await readers.list_becomes(BURST)
    assert "1 new" in (await readers.type("preview", at="friday")).text
    readers.clock.moment += 2 * HOUR
    preview = await readers.type("preview")
    assert preview.ephemeral
    assert "1 new on Awesome Garden Robots" in preview.text
    explained = await readers.type("explain", entry="Robin")
    assert "does not meet the filter" in explained.text
    sent = await readers.press(await readers.type("list"), "Send now")
    assert "on its way" in sent.text
    (digest,) = await readers.digests()
    assert _words(digest.text) == _words(preview.text)
    assert "The message was delivered" in (await readers.type("explain", entry="thistle-v2")).text
    await readers.press(await readers.type("list"), "Remove")
    assert await readers.orders() == ()
    assert "No digest comes here yet" in (await readers.type("list")).text


def _words(text: str) -> list[str]:
    return [line for line in text.splitlines() if "example.org" in line]


async def test_managers_see_the_subscriptions_of_the_whole_server(readers: Readers) -> None:
    await readers.type("subscribe", when="weekly", zone=BERLIN)
    await readers.type("subscribe", when="daily", channel=readers.server.announcements)
    everything = await readers.type("list", which="all")
    assert "#papers" in everything.text
    assert "#news" in everything.text


async def test_a_digest_speaks_the_language_of_who_asked_for_it(readers: Readers) -> None:
    readers.server.manager.locale = "zh-CN"
    answer = await readers.type("subscribe", when="每天 8:00", zone=BERLIN)
    assert "Europe/Berlin" in answer.text
    await readers.list_becomes(GROWN)
    (digest,) = await readers.digests(timedelta(days=1))
    assert "新增" in digest.text
    assert "new on" not in digest.text


async def test_a_post_in_an_announcement_channel_is_passed_on_by_choice(readers: Readers) -> None:
    news: Channel = readers.server.announcements
    await readers.type("subscribe", when="on change", channel=news, crosspost="yes", zone=BERLIN)
    await readers.list_becomes(PUBLISHED)
    (digest,) = await readers.digests(HOUR)
    assert digest.flags & 1


async def test_another_zone_repeats_nothing_that_was_told(readers: Readers) -> None:
    await readers.type("subscribe", when="weekly mon 09:00", zone=BERLIN)
    await readers.list_becomes(GROWN)
    assert len(await readers.digests(timedelta(days=6, hours=22))) == 1
    edited = await readers.type("edit", zone="America/New_York")
    assert "every Monday at 09:00 America/New\\_York. Next: Monday, January 19, 09:00." in edited.text
    assert await readers.digests(timedelta(days=1)) == []


async def test_five_hundred_works_are_told_once_in_order_also_by_a_second_process(readers: Readers) -> None:
    """Whatever of it no message could hold, Discord's limits would have refused."""
    await readers.type("subscribe", when="on change", thread="thread", mention=_role(readers), zone=BERLIN)
    (order,) = await readers.orders()
    assert await readers.desk.store.put_subscription(replace(order, most=500), based_on=order)
    titles = [f"Work {number} on {'pruning ' * (number % 30)}hedges" for number in range(500)]
    listed = "".join(f"- {title}. by Ada Moss et al., GardenSys 2026\n" for title in titles)
    await readers.list_becomes(AGAIN.replace("### 2. Watering", f"### 1.3 Many\n\n{listed}\n### 2. Watering"))
    readers.clock.moment += HOUR
    await readers.digester.digest_due()
    for _ in range(7):
        assert await readers.sender.turn()
        await readers.sender.arrived()
    waiting = await readers.desk.store.deliveries(states=(DeliveryState.QUEUED,))
    readers.sender = readers.another_sender()
    readers.clock.moment += timedelta(minutes=1)
    parent, *items = await readers.digests()
    assert waiting
    assert len(items) == len({each.id for each in items}) > 7
    assert {each.channel.parent for each in items} == {parent.channel}
    assert [bool(each.pings) for each in (parent, *items)] == [True] + [False] * len(items)
    told = re.findall(r"\*\*Work (\d+) on", "\n".join(each.text for each in items))
    assert told == [str(number) for number in range(500)]


def _role(readers: Readers) -> Role:
    return readers.server.world.add_role(readers.server.guild, "weeders")


async def test_one_item_at_most_is_the_most_welcome_one(readers: Readers) -> None:
    await readers.type("subscribe", when="on change", max=1, kinds="all", zone=BERLIN)
    await readers.list_becomes(PUBLISHED)
    (digest,) = await readers.digests(HOUR)
    assert digest.text.count("\n- ") == 1
    assert "Thistle-V2" in digest.text
    assert digest.button("and ").label.startswith("and ")
