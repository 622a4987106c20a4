"""What matching promises for every list and every sequence of revisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import CatalogEntry
from bot.domain.changes import ChangeKind, apply
from bot.domain.entries import Entry, Placement
from bot.domain.titles import normal_title, title_key
from tests.domain.matching.lists import LATER, THEN, changes, follow, paper, reading, told, written
from tests.domain.matching.strategies import Edit, edit_all, lists, meaningless_edits

seeds = st.integers(0, 2**16)


@given(lists, meaningless_edits, seeds)
def test_form_alone_adds_and_removes_nothing(listed: list[Entry], edits: list[Edit], seed: int) -> None:
    found = changes(listed, edit_all(listed, edits, seed))
    assert found.of(ChangeKind.ADDED, ChangeKind.REMOVED) == ()


@given(st.lists(st.integers(0, 30), unique=True, max_size=12), meaningless_edits, seeds)
def test_form_alone_edits_nothing_where_titles_tell_works_apart(
    numbers: list[int], edits: list[Edit], seed: int
) -> None:
    listed = [_work(number) for number in numbers]
    found = changes(listed, edit_all(listed, edits, seed))
    assert {change.kind for change in found.log} <= {ChangeKind.SECTION_RENAMED}


def _work(number: int) -> Entry:
    name = "".join("abcdefghij"[int(digit)] for digit in str(number)).title()
    return paper(
        f"{name}: inference with {name} on phones",
        f"https://arxiv.org/abs/2001.{number:05}",
        at=(("Papers", f"{number % 2 + 1}. {'Training' if number % 2 else 'Inference'}")),
        venue="NeurIPS",
    )


@given(lists)
def test_a_list_compared_with_itself_has_not_changed(listed: list[Entry]) -> None:
    found = changes(listed, listed)
    assert told(found) == []
    assert (found.unchanged, found.reformatted) == (len(listed), 0)


@given(lists, lists)
def test_changes_applied_to_the_old_list_give_the_new_one(old: list[Entry], new: list[Entry]) -> None:
    found = changes(old, new)
    before = {one.id: one.before for one in found.pairings if one.before is not None}
    assert sorted(map(repr, before.values())) == sorted(map(repr, reading(old).entries))
    assert tuple(apply(found, before).values()) == reading(new).entries


def words(entry: Entry) -> set[str]:
    return set(normal_title(entry.title).split())


@given(lists, lists)
def test_every_work_is_accounted_for_once(old: list[Entry], new: list[Entry]) -> None:
    found = changes(old, new)
    added, removed = len(found.of(ChangeKind.ADDED)), len(found.of(ChangeKind.REMOVED))
    assert len(old) - removed == len(new) - added
    named = {change.entry_id for change in found.log if change.entry_id is not None}
    assert found.unchanged == len(found.pairings) - len(named)
    for one in found.pairings:
        if one.id not in named:
            assert one.before is not None
            assert one.after is not None
            # A word that is said once more, or once less, changes nothing that anybody would tell.
            same_words = words(one.before) == words(one.after)
            same_letters = title_key(one.before.title) == title_key(one.after.title)
            assert same_words or same_letters or one.before.description


@settings(max_examples=60)
@given(st.lists(lists, min_size=1, max_size=5))
def test_ids_are_for_life_and_never_given_twice(revisions: Sequence[list[Entry]]) -> None:
    stored: tuple[CatalogEntry, ...] = ()
    when = THEN
    for listed in revisions:
        when += timedelta(days=1)
        before = {one.id: one for one in stored}
        found = follow(stored, listed, when)
        stored = written(stored, found, when)
        now = {one.id: one for one in stored}
        assert len(now) == len(stored)
        assert before.keys() <= now.keys()
        assert all(now[id_].first_seen == one.first_seen for id_, one in before.items())
        places = [place for one in found.entries for place in one.entry.placements]
        assert places == sorted(places, key=lambda place: place.position)
        assert [unplaced(one.entry) for one in found.entries] == [unplaced(entry) for entry in listed]
        assert {one.id for one in stored if one.removed_at is None} == {one.id for one in found.entries}


def unplaced(entry: Entry) -> Entry:
    return replace(entry, placements=tuple(Placement(place.section) for place in entry.placements))


@given(lists)
def test_the_same_text_twice_writes_nothing(listed: list[Entry]) -> None:
    stored = written((), follow((), listed, THEN), THEN)
    again = follow(stored, listed, LATER)
    assert (again.put, again.removed, again.changes.log) == ((), (), ())


@settings(max_examples=60)
@given(lists, st.data())
def test_what_went_comes_back_under_its_id(listed: list[Entry], data: st.DataObject) -> None:
    kept = [one for one in listed if data.draw(st.booleans())]
    first = follow((), listed, THEN)
    stored = written((), first, THEN)
    second = follow(stored, kept, LATER)
    third = follow(written(stored, second, LATER), listed, LATER)
    assert third.changes.of(ChangeKind.ADDED) == ()
    assert {one.id for one in third.entries} == {one.id for one in first.entries}
    assert len(third.changes.of(ChangeKind.RESTORED)) == len(second.removed)
    assert all(one.removed_at is None for one in third.put)
