"""Which servers and workspaces are one: a pure mapping, that only the settings decide."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.communities import Communities, Community
from bot.domain.destinations import Destination

KEYS = [f"{platform}:{number}" for platform in ("discord", "slack") for number in range(1, 6)]
GUILD, TEAM = Destination("discord", "1", "10"), Destination("slack", "1", "C1")


@st.composite
def linkings(draw: st.DrawFn) -> Communities:
    """Link workspaces, each in one community at most."""
    where = draw(st.lists(st.integers(0, 3), min_size=len(KEYS), max_size=len(KEYS)))
    groups = [tuple(key for key, place in zip(KEYS, where, strict=True) if place == number) for number in (1, 2, 3)]
    return Communities(tuple(Community(f"c{number}", keys) for number, keys in enumerate(groups) if keys))


def places() -> st.SearchStrategy[Destination]:
    known = st.sampled_from(KEYS).map(lambda key: key.split(":"))
    channels = known.map(lambda parts: Destination(parts[0], parts[1], "c"))
    return channels | known.map(lambda parts: Destination(parts[0], "", parts[1], personal=True))


@given(linkings(), places(), places(), places())
def test_sharing_is_an_equivalence(communities: Communities, a: Destination, b: Destination, c: Destination) -> None:
    assert communities.are_one(a, a)
    assert communities.are_one(a, b) == communities.are_one(b, a)
    if communities.are_one(a, b) and communities.are_one(b, c):
        assert communities.are_one(a, c)


@given(linkings(), places(), places())
def test_who_shares_names_the_same_workspaces_its_own_first(
    communities: Communities, a: Destination, b: Destination
) -> None:
    shared = communities.sharing(a)
    assert shared[0] == a.workspace_key
    assert len(set(shared)) == len(shared)
    if not (a.personal or b.personal):
        assert communities.are_one(a, b) == (set(shared) == set(communities.sharing(b)))


@given(linkings(), places(), places())
def test_a_community_takes_nothing_from_what_is_one_without_it(
    communities: Communities, a: Destination, b: Destination
) -> None:
    """With the link removed each has what was its own, and nobody lost anything by it."""
    alone = Communities()
    assert alone.are_one(a, b) == (a.workspace_key == b.workspace_key and a.personal == b.personal)
    assert not alone.are_one(a, b) or communities.are_one(a, b)
    assert alone.sharing(a) == (a.workspace_key,)


def test_a_person_is_of_no_community_even_where_their_id_is_that_of_a_server() -> None:
    linked = Communities((Community("Edge lab", ("discord:1", "slack:1")),))
    person = Destination("discord", "", "1", personal=True)
    assert linked.are_one(GUILD, TEAM)
    assert not linked.are_one(person, TEAM)
    assert not linked.are_one(GUILD, person)
    assert linked.of(person) is None
    assert linked.sharing(person) == ("discord:1",)
    assert not linked.are_one(None, None), "who is nowhere shares with nobody"


def test_a_community_names_its_platforms_once() -> None:
    assert Community("x", ("discord:1", "slack:1", "discord:2")).platforms == ("discord", "slack")
