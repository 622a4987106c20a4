"""A digest tells each work once, by what is most welcome about it, and every piece of news has one fate."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry
from bot.domain.changes import Change, ChangeKind
from bot.domain.digesting import compose
from bot.domain.outbox import Fate, NumberedNews, Outcome
from bot.domain.settling import News
from bot.domain.subscriptions import USUAL_KINDS, NewsKind, Subscription
from tests.domain.digesting.made import (
    THEN,
    WATER,
    WEEDS,
    added,
    change,
    coded,
    digest_of,
    edited,
    fates,
    lookup,
    moved,
    numbered,
    removed,
    section_change,
    stored,
    subscription,
    told,
)

EVERYTHING = frozenset(NewsKind)
RESTORED = change(ChangeKind.RESTORED, "a", after=(WEEDS,))
VENUE = ("venue", "arXiv", "ICML")


def test_new_works_stand_by_section_in_the_lists_order_and_gained_code_comes_after() -> None:
    entries = [stored("a", position=3), stored("b", section=WATER, position=7), stored("c", position=1), stored("d")]
    digest = digest_of(numbered(added("a"), added("b", WATER), coded("d"), added("c")), *entries)
    assert [(group.section, [item.ref.id for item in group.items]) for group in digest.groups] == [
        (WEEDS, ["c", "a"]),
        (WATER, ["b"]),
        ((), ["d"]),
    ]
    assert digest.counts == ((NewsKind.ADDED, 3), (NewsKind.CODE, 1))
    assert fates(digest) == ["told"] * 4


def test_what_was_corrected_since_is_told_as_it_stands() -> None:
    digest = digest_of(numbered(added("a"), edited("a", ("title", "Teh", "The"))), stored("a", title="The right one"))
    assert digest.groups[0].items[0].entry.title == "The right one"
    assert fates(digest) == ["told", "folded"]


@pytest.mark.parametrize(
    "pieces",
    [
        (added("a"), removed("a")),
        (removed("a"), RESTORED),
        (added("a"), coded("a"), removed("a")),
        (coded("a"), edited("a", ("link:code", "https://github.com/x/y", ""))),
        (moved("a"), moved("a", WATER, WEEDS)),
        (
            change(ChangeKind.PLACEMENT_ADDED, "a", after=(WATER,)),
            change(ChangeKind.PLACEMENT_REMOVED, "a", before=(WATER,)),
        ),
    ],
)
def test_what_later_news_take_back_is_undone(pieces: tuple[Change, ...]) -> None:
    digest = digest_of(numbered(*pieces), chosen=subscription(kinds=EVERYTHING))
    assert digest.is_empty
    assert fates(digest) == ["undone"] * len(pieces)


def test_an_arrival_tells_all_that_was_done_to_the_work_since() -> None:
    second = change(ChangeKind.PLACEMENT_ADDED, "a", after=(WATER,))
    digest = digest_of(numbered(added("a"), coded("a"), second, moved("a")), chosen=subscription(kinds=EVERYTHING))
    assert told(digest) == [("added", "a")]
    assert fates(digest) == ["told", "folded", "folded", "folded"]


def test_who_does_not_ask_for_new_works_hears_of_their_code_all_the_same() -> None:
    digest = digest_of(numbered(added("a"), coded("a")), chosen=subscription(kinds=frozenset({NewsKind.CODE})))
    assert told(digest) == [("code", "a")]
    assert fates(digest) == ["kind", "told"]


def test_a_preprint_that_appeared_and_gained_code_is_told_once_as_published() -> None:
    digest = digest_of(numbered(edited("a", VENUE, ("year", "2023", "2024")), coded("a")), stored("a"))
    assert told(digest) == [("published", "a")]
    (edit,) = digest.groups[0].items[0].changes
    assert [field.field for field in edit.fields] == ["venue", "year", "link:code"]
    assert fates(digest) == ["folded", "told"]


def test_who_asks_for_code_only_does_not_get_the_venue_with_it() -> None:
    kinds = frozenset({NewsKind.CODE})
    digest = digest_of(
        numbered(edited("a", VENUE, ("link:code", "", "https://github.com/x/y"))), chosen=subscription(kinds=kinds)
    )
    assert [field.field for field in digest.groups[0].items[0].changes[0].fields] == ["link:code"]


def test_a_typo_that_was_put_right_is_not_told_unless_asked_for() -> None:
    typo = numbered(edited("a", ("title", "Teh", "The")))
    assert fates(digest_of(typo)) == ["kind"]
    asked = digest_of(typo, chosen=subscription(kinds=USUAL_KINDS | {NewsKind.EDITED}))
    assert [remark.kind for remark in asked.remarks] == [NewsKind.EDITED]


def test_many_moves_are_one_line_and_a_section_that_was_split_explains_them() -> None:
    chosen = subscription(kinds=EVERYTHING, most=1)
    moves = [moved(id_) for id_ in "abcde"]
    (remark,) = digest_of(numbered(*moves), chosen=chosen).remarks
    assert (remark.bulk, len(remark.changes)) == (True, 5)
    split = section_change(ChangeKind.SECTION_SPLIT, [WEEDS], [WEEDS, WATER])
    digest = digest_of(numbered(*moves, split), chosen=chosen)
    assert [remark.kind for remark in digest.remarks] == [NewsKind.SECTIONS]
    assert fates(digest) == [*["explained"] * 5, "told"]


def test_a_section_renamed_twice_is_told_once() -> None:
    first, second, third = (("A",),), (("B",),), (("C",),)
    renames = [section_change(ChangeKind.SECTION_RENAMED, *pair) for pair in ((first, second), (second, third))]
    digest = digest_of(numbered(*renames), chosen=subscription(kinds=EVERYTHING))
    assert [(each.before, each.after) for each in digest.remarks[0].changes] == [(first, third)]
    assert fates(digest) == ["folded", "told"]


def test_what_has_gone_is_told_if_asked_for_unless_it_is_back_already() -> None:
    kinds = USUAL_KINDS | {NewsKind.REMOVED}
    gone = numbered(removed("a"), removed("b"))
    assert fates(digest_of(gone)) == ["kind", "kind"]
    asked = digest_of(gone, stored("a", left=True), stored("b"), chosen=subscription(kinds=kinds))
    assert fates(asked) == ["told", "undone"]


def test_a_work_that_left_before_its_arrival_could_be_told_is_told_by_what_the_change_says() -> None:
    """Its removal has not settled and may be a mistake; an addition must never be lost."""
    digest = digest_of(numbered(added("a", WATER)))
    assert digest.groups[0].section == WATER
    assert digest.groups[0].items[0].entry.title == "The a of all gardens"


def test_filters_let_through_what_meets_any_of_some_and_none_of_others() -> None:
    def meets(query: str, entry: CatalogEntry) -> bool:
        return query in entry.entry.title

    chosen = subscription(include=("a", "b"), exclude=("ab",))
    entries = [stored(id_, title=id_) for id_ in ("a", "b", "ab", "c")]
    news = numbered(*(added(entry.id) for entry in entries))
    digest = compose(chosen, news, lookup=lookup(*entries), wanted=meets)
    assert told(digest) == [("added", "a b")]
    assert digest.outcomes[2:] == (
        Outcome(3, entries[2].ref, Fate.EXCLUDED, "ab"),
        Outcome(4, entries[3].ref, Fate.FILTERED, "a | b"),
    )


def test_other_lists_are_not_told() -> None:
    news = [*numbered(added("a")), *numbered(added("a"), list_name="other", first=2)]
    assert fates(digest_of(news, chosen=subscription(lists=("other",)))) == ["list", "told"]


def test_the_same_work_on_two_lists_is_told_once_by_what_is_most_welcome() -> None:
    link = "https://arxiv.org/abs/2106.01234"
    one = stored("a", title="Nettle: A Stingless Gripper", links=[link])
    other = stored("x", title="Nettle: a stingless gripper", links=[link + "v2"], list_name="other")
    news = [*numbered(coded("a")), *numbered(added("x"), list_name="other", first=2)]
    digest = digest_of(news, one, other)
    assert told(digest) == [("added", "x")]
    assert digest.outcomes[0] == Outcome(1, one.ref, Fate.REPEATED, "other/x")


def test_two_works_on_two_lists_with_one_wrong_link_are_both_told() -> None:
    link = "https://arxiv.org/abs/2106.01234"
    one = stored("a", title="Nettle: A Stingless Gripper", links=[link])
    other = stored("x", title="Counting Dandelions without Counting", links=[link], list_name="other")
    news = [*numbered(added("a")), *numbered(added("x"), list_name="other", first=2)]
    assert fates(digest_of(news, one, other)) == ["told", "told"]


def test_a_burst_is_cut_by_importance_and_every_list_keeps_its_share() -> None:
    burst = [added(f"n{number}") for number in range(38)]
    news = [*numbered(coded("c"), *burst), *numbered(added("x"), list_name="zoo", first=60)]
    digest = digest_of(news, chosen=subscription(most=5))
    assert told(digest) == [("added", "n0 n1 n2 n3"), ("added", "x")]
    assert digest.over == 35
    assert digest.counts == ((NewsKind.ADDED, 39), (NewsKind.CODE, 1))
    assert Counter(fates(digest)) == {"told": 5, "more": 35}


def test_nothing_new_is_an_empty_digest() -> None:
    digest = digest_of([])
    assert (digest.is_empty, digest.outcomes, digest.lists) == (True, (), ())


IDS = ("a", "b", "c")
SECTIONS = (WEEDS, WATER, ("Tools",))
paths = st.sampled_from(SECTIONS)
fields = st.sampled_from(
    [
        VENUE,
        ("venue", "ICML", "arXiv"),
        ("link:code", "", "u"),
        ("link:code", "u", ""),
        ("title", "t", "u"),
        ("year", "1", "2"),
    ]
)
changes = st.one_of(
    st.builds(added, st.sampled_from(IDS), paths),
    st.builds(removed, st.sampled_from(IDS), paths),
    st.builds(lambda id_, path: change(ChangeKind.RESTORED, id_, after=(path,)), st.sampled_from(IDS), paths),
    st.builds(edited, st.sampled_from(IDS), fields, fields),
    st.builds(lambda id_: change(ChangeKind.REWORDED, id_, ("description", "a", "b")), st.sampled_from(IDS)),
    st.builds(moved, st.sampled_from(IDS), paths, paths),
    st.builds(lambda id_, path: change(ChangeKind.PLACEMENT_ADDED, id_, after=(path,)), st.sampled_from(IDS), paths),
    st.builds(lambda id_, path: change(ChangeKind.PLACEMENT_REMOVED, id_, before=(path,)), st.sampled_from(IDS), paths),
    st.builds(
        lambda kind, one, other: section_change(kind, [one], [other]),
        st.sampled_from([ChangeKind.SECTION_RENAMED, ChangeKind.SECTION_SPLIT, ChangeKind.SECTION_MERGED]),
        paths,
        paths,
    ),
)
periods = st.lists(st.tuples(st.sampled_from(["main", "other"]), changes), max_size=14).map(
    lambda pairs: [NumberedNews(number, News(name, THEN, each)) for number, (name, each) in enumerate(pairs, 3)]
)
catalogs = st.lists(
    st.builds(
        stored,
        st.sampled_from(IDS),
        title=st.sampled_from(["", "One Title in Both"]),
        section=paths,
        position=st.integers(0, 5),
        list_name=st.sampled_from(["main", "other"]),
        left=st.booleans(),
    ),
    max_size=4,
)
subscriptions = st.builds(
    subscription,
    kinds=st.frozensets(st.sampled_from(NewsKind)),
    lists=st.sampled_from([(), ("main",), ("other", "main")]),
    include=st.sampled_from([(), ("a",)]),
    exclude=st.sampled_from([(), ("b",)]),
    most=st.integers(1, 4),
)


def by_id(query: str, entry: CatalogEntry) -> bool:
    return query in entry.id


@settings(max_examples=300, deadline=None)
@given(subscriptions, periods, catalogs)
def test_every_piece_has_one_fate_no_work_is_told_twice_and_the_counts_add_up(
    chosen: Subscription, news: list[NumberedNews], catalog: list[CatalogEntry]
) -> None:
    digest = compose(chosen, news, lookup=lookup(*catalog), wanted=by_id)

    assert [outcome.number for outcome in digest.outcomes] == [piece.number for piece in news]
    shown = [item.ref for group in digest.groups for item in group.items]
    in_remarks = {
        (remark.list_name, each.entry_id) for remark in digest.remarks for each in remark.changes if each.entry_id
    }
    assert len(shown) == len(set(shown))
    assert not in_remarks & set(shown)
    fate = Counter(outcome.fate for outcome in digest.outcomes)
    assert sum(count for _kind, count in digest.counts) == fate[Fate.TOLD] + fate[Fate.MORE]
    assert digest.over == fate[Fate.MORE]
    assert {kind for kind, _count in digest.counts} <= chosen.kinds
    told_refs = [outcome.ref for outcome in digest.outcomes if outcome.fate is Fate.TOLD and outcome.ref]
    assert sorted(told_refs) == sorted({*shown, *in_remarks})
    assert len(digest.groups and shown) + len(digest.remarks) <= max(chosen.most, 1)
    assert digest.is_empty == (fate[Fate.TOLD] == 0)


@settings(max_examples=100, deadline=None)
@given(periods, catalogs)
def test_what_is_told_and_what_is_more_is_what_is_told_where_all_is_shown(
    news: list[NumberedNews], catalog: list[CatalogEntry]
) -> None:
    """A smaller digest hides, it does not decide otherwise."""
    few, all_ = (
        compose(subscription(most=most, kinds=EVERYTHING), news, lookup=lookup(*catalog), wanted=by_id)
        for most in (1, 1_000)
    )
    shown = [replace(each, fate=Fate.TOLD) if each.fate is Fate.MORE else each for each in few.outcomes]
    assert tuple(shown) == all_.outcomes
    assert few.counts == all_.counts
