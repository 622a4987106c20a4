"""What is offered is complete, new and within bounds before anybody is bothered with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.entries import Link, LinkKind
from bot.domain.suggesting import Proposal
from bot.domain.suggestion_rules import SuggestionRules
from bot.domain.suggestions import Credit, CreditKind, SuggestionAction, SuggestionState
from bot.errors import SourceError, SuggestionRefused
from bot.ports import Block, Store
from bot.services.suggesting.deciding import approve, decide, vote
from bot.services.suggesting.findings import CheckKind, Weight
from bot.services.suggesting.inspecting import inspect
from bot.services.suggesting.offering import draft, edit, hand_in
from bot.services.suggesting.prefilling import link_in, prefill
from tests.services.suggesting.world import (
    ABROAD,
    ADA,
    BEN,
    BURDOCK,
    EVE,
    LIST,
    SECTION,
    SORREL,
    World,
    make_world,
)

State = SuggestionState


async def refusal(world: World, proposal: Proposal) -> str:
    """The sentence with which handing in is refused."""
    world.wait(minutes=5)
    new = await draft(world.office, ADA, LIST, proposal)
    with pytest.raises(SuggestionRefused) as caught:
        await hand_in(world.office, ADA, new)
    assert (await world.again(new)).state is State.DRAFT
    return str(caught.value)


@pytest.mark.parametrize(
    "proposal",
    [
        replace(BURDOCK, title="Nettle: A Stingless Gripper for Delicate Rows", links=()),
        replace(BURDOCK, title="Nettle: A stingles gripper for delicat rows", authors="Ben Fern et al.", links=()),
        replace(
            BURDOCK,
            title="A Stingless Gripper for Delicate Rows",
            links=(Link(LinkKind.PAPER, "https://arxiv.org/abs/2106.01234v2"),),
        ),
    ],
    ids=["title", "misspelt", "link"],
)
async def test_what_is_listed_is_refused_with_where_it_stands(world: World, proposal: Proposal) -> None:
    sentence = await refusal(world, proposal)
    assert "on the list already: “Nettle" in sentence
    assert "1.1 Finding Weeds" in sentence


async def test_a_title_that_is_nearly_a_listed_one_is_to_be_looked_at(world: World) -> None:
    proposal = replace(BURDOCK, title="Nettle: A stingles gripper for delicat rows")
    found = await inspect(world.office, await draft(world.office, ADA, LIST, proposal))
    alike = found.found(CheckKind.ALIKE) or found.found(CheckKind.LISTED)
    assert alike
    assert "Nettle: A Stingless" in alike.sentence


async def test_another_version_is_another_work(world: World) -> None:
    offered = await world.offer(ADA, replace(BURDOCK, title="Thistle-V9: Spotting Weeds while Running"))
    assert offered.state is State.PENDING


async def test_what_is_suggested_already_is_joined_as_a_vote(world: World) -> None:
    first = await world.offer()
    world.wait(minutes=5)
    twin = replace(BURDOCK, title="Burdock: finding weeds by smell.")
    offered = await hand_in(world.office, BEN, await draft(world.office, BEN, LIST, twin))
    assert offered.joined
    assert (offered.joined.id, offered.joined.votes) == (first.id, 1)
    assert (offered.suggestion.state, offered.suggestion.joined_to) == (State.JOINED, first.id)


async def test_who_was_cut_off_while_joining_joins_once_all_the_same(world: World) -> None:
    first = await world.offer()
    world.wait(minutes=5)
    twin = await draft(world.office, BEN, LIST, BURDOCK)
    await world.store.vote(first.id, BEN.key, world.clock.now())
    offered = await hand_in(world.office, BEN, twin)
    assert offered.joined
    assert offered.joined.votes == 1


async def test_what_was_removed_before_is_told_with_the_day(world: World) -> None:
    lines = world.upstream.text.splitlines(keepends=True)
    world.upstream.text = "".join(line for line in lines if "Drizzle" not in line)
    world.wait(days=1)
    await world.sync()
    drizzle = replace(
        BURDOCK,
        title="Drizzle: Adaptive Watering for Slopes",
        links=(Link(LinkKind.PAPER, "https://example.org/drizzle"),),
        section=("Papers", "2. Watering"),
    )
    found = await inspect(world.office, await draft(world.office, ADA, LIST, drizzle))
    removed = found.found(CheckKind.REMOVED)
    assert removed
    assert "removed on 2026-03-16" in removed.sentence
    assert found.stops is None


async def test_what_was_rejected_before_is_told_and_not_refused(world: World) -> None:
    first = await world.offer()
    await decide(world.office, EVE, first, SuggestionAction.REJECT, "Not about weeds.")
    second = await world.offer(BEN)
    found = await inspect(world.office, second)
    before = found.found(CheckKind.BEFORE)
    assert before
    assert "Not about weeds." in before.sentence


async def test_a_link_that_is_gone_is_to_be_looked_at_and_stops_nothing(world: World) -> None:
    world.upstream.gone.add(BURDOCK.links[0].url)
    found = await inspect(world.office, await draft(world.office, ADA, LIST, BURDOCK), links=True)
    link = found.found(CheckKind.LINK)
    assert link
    assert (link.weight, "is gone" in link.sentence) == (Weight.LOOK, True)
    assert found.stops is None


async def test_without_the_lists_text_the_line_is_missing_and_the_suggestion_goes_on(world: World) -> None:
    world.upstream.broken = SourceError("GitHub is asleep.")
    offered = await world.offer()
    found = await inspect(world.office, offered)
    assert offered.state is State.PENDING
    assert found.written is None
    assert "GitHub is asleep." in found.findings[0].sentence


@pytest.mark.parametrize(
    "proposal",
    [
        replace(BURDOCK, title="x" * 10_000),
        replace(BURDOCK, title=" \u202e\u200b "),
        replace(BURDOCK, links=(Link(LinkKind.PAPER, "javascript:alert(1)"),)),
        replace(BURDOCK, links=(Link(LinkKind.PAPER, "http://127.0.0.1/x"),)),
        replace(BURDOCK, year=3),
    ],
    ids=["endless", "invisible", "script", "private", "year"],
)
async def test_what_cannot_stand_in_a_list_never_becomes_a_draft(world: World, proposal: Proposal) -> None:
    with pytest.raises(SuggestionRefused):
        await draft(world.office, ADA, LIST, proposal)
    assert await world.store.suggestions() == ()


async def test_markdown_in_a_title_is_written_harmlessly(world: World) -> None:
    proposal = replace(BURDOCK, title="Burdock](x) @everyone <b>**hi**</b>\n## Weeds: a `study`")
    found = await inspect(world.office, await draft(world.office, ADA, LIST, proposal))
    assert found.written
    entry = found.written.addition.entry
    assert "\n" not in found.written.addition.line
    assert entry.links == BURDOCK.links or [link.url for link in entry.links] == [BURDOCK.links[0].url]


async def test_people_are_slowed_down_and_limited(store: Store) -> None:
    world = await make_world(store, SuggestionRules(cooldown=timedelta(minutes=1), per_person=2, per_workspace=3))
    await draft(world.office, ADA, LIST, BURDOCK)
    with pytest.raises(SuggestionRefused, match="in 60 s"):
        await draft(world.office, ADA, LIST, SORREL)
    world.wait(minutes=2)
    await draft(world.office, ADA, LIST, SORREL)
    world.wait(minutes=2)
    with pytest.raises(SuggestionRefused, match="one person can suggest 2"):
        await draft(world.office, ADA, LIST, SORREL)
    await draft(world.office, BEN, LIST, SORREL)
    world.wait(minutes=2)
    with pytest.raises(SuggestionRefused, match="3 works a day can be suggested here"):
        await draft(world.office, EVE, LIST, SORREL)
    world.wait(days=1)
    await draft(world.office, ADA, LIST, SORREL)


async def test_who_is_blocked_neither_suggests_nor_votes(world: World) -> None:
    offered = await world.offer()
    await world.store.put_block(Block(BEN.key, EVE.key, "spam", world.clock.now()))
    with pytest.raises(SuggestionRefused, match="cannot suggest"):
        await draft(world.office, BEN, LIST, SORREL)
    with pytest.raises(SuggestionRefused, match="cannot vote"):
        await vote(world.office, BEN, offered)


async def test_enough_votes_approve_where_the_settings_say_so(store: Store) -> None:
    world = await make_world(store, SuggestionRules(votes=2))
    offered = await world.offer()
    assert (await vote(world.office, BEN, offered)).state is State.PENDING
    assert (await vote(world.office, BEN, offered)).votes == 1
    approved = await vote(world.office, EVE, offered)
    assert (approved.state, approved.decided_by) == (State.APPROVED, "bot")


async def test_nobody_votes_for_their_own(world: World) -> None:
    with pytest.raises(SuggestionRefused, match="yourself"):
        await vote(world.office, ADA, await world.offer())


async def test_managers_decide_in_their_own_workspace_only(world: World) -> None:
    offered = await world.offer()
    for guest in (ABROAD, BEN, replace(EVE, where=replace(EVE.where, channel="7", personal=True))):  # type: ignore[type-var]
        with pytest.raises(SuggestionRefused, match="Only moderators"):
            await approve(world.office, guest, offered)
    assert not world.office.may_see(ABROAD, offered)


async def test_edits_change_what_was_said_and_only_the_author_changes_note_and_credit(world: World) -> None:
    offered = await world.offer()
    mended = replace(BURDOCK, title="Burdock: Finding Weeds by Nose")
    credit = Credit(CreditKind.NAME, "Somebody")
    edited = await edit(world.office, EVE, offered, mended, note="mine now", credit=credit)
    assert (edited.proposal.title, edited.note, edited.credit) == (mended.title, "", Credit())
    again = await edit(world.office, ADA, edited, mended, note=" a note ", credit=credit)
    assert (again.note, again.credit) == ("a note", credit)
    assert await edit(world.office, ADA, again, mended, note="a note") == again, "nothing changed, nothing is written"


async def test_a_form_is_prefilled_with_what_is_known_and_likely(world: World) -> None:
    url = "https://arxiv.org/abs/2401.00001"
    world.upstream.knows(
        url, title="Burdock: Finding Weeds by Smell", authors=("Ida Moss", "Joe Fern", "Kim"), venue="arXiv", year=2024
    )
    found = await prefill(world.office, f"look at {url}!", LIST)
    assert (found.proposal.title, found.proposal.authors, found.proposal.year) == (
        "Burdock: Finding Weeds by Smell",
        "Ida Moss et al.",
        2024,
    )
    assert [link.url for link in found.proposal.links] == [url]
    assert SECTION in found.sections[:2]
    assert found.note == ""


async def test_a_form_opens_empty_and_says_so_where_nothing_is_known(world: World) -> None:
    found = await prefill(world.office, "https://example.org/secret", LIST)
    assert found.proposal.title == ""
    assert found.note == "Nobody knows this link."
    words = await prefill(world.office, "Burdock finds weeds", LIST)
    assert (words.proposal.title, words.proposal.links) == ("Burdock finds weeds", ())


async def test_a_listed_link_is_answered_at_once(world: World) -> None:
    found = await prefill(world.office, "http://www.arxiv.org/pdf/2106.01234v9", LIST)
    assert [entry.id for entry in found.listed] == ["nettle"]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://arxiv.org/abs/2401.00001, wow", "https://arxiv.org/abs/2401.00001"),
        ("arXiv:2401.00001", "arXiv:2401.00001"),
        ("doi: 10.1145/3458864", "doi: 10.1145/3458864"),
        ("no link here: a title", None),
    ],
)
def test_links_are_found_in_what_people_type(text: str, link: str | None) -> None:
    assert link_in(text) == link
