"""A change is news once it has stood for a while, and only for what it came to."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.settling import ClosedWindow, LoggedChange, News, closed_windows, net_changes, settled_news

START = datetime(2026, 1, 29, 10, tzinfo=UTC)
LATER = START + timedelta(days=1)
HERE, THERE = (("Papers", "A"),), (("Papers", "B"),)


def change(kind: ChangeKind, entry: str = "sage", **more: object) -> Change:
    return Change(kind, entry, entry.title(), **more)  # type: ignore[arg-type]


def edited(field: str, before: str, after: str) -> Change:
    return change(ChangeKind.EDITED, fields=(FieldChange(field, before, after),))


def log(*minutes_and_changes: tuple[int, Change]) -> list[LoggedChange]:
    return [
        LoggedChange(number, "list", START + timedelta(minutes=minute), each)
        for number, (minute, each) in enumerate(minutes_and_changes)
    ]


def kinds(entries: list[LoggedChange], now: datetime = LATER) -> list[ChangeKind]:
    return [news.change.kind for news in settled_news(entries, now)]


def test_what_was_added_and_reverted_within_the_hour_is_no_news() -> None:
    assert kinds(log((0, change(ChangeKind.ADDED)), (59, change(ChangeKind.REMOVED)))) == []


def test_what_stood_for_an_hour_is_news_and_so_is_its_removal() -> None:
    assert kinds(log((0, change(ChangeKind.ADDED)), (60, change(ChangeKind.REMOVED)))) == [
        ChangeKind.ADDED,
        ChangeKind.REMOVED,
    ]


def test_nothing_is_news_before_it_has_settled() -> None:
    entries = log((0, change(ChangeKind.ADDED)))
    assert kinds(entries, START + timedelta(minutes=59)) == []
    assert kinds(entries, START + timedelta(minutes=60)) == [ChangeKind.ADDED]


def test_a_removal_that_is_taken_back_is_no_news() -> None:
    assert kinds(log((0, change(ChangeKind.REMOVED)), (5, change(ChangeKind.RESTORED)))) == []


def test_an_addition_is_told_as_it_stands_after_its_corrections() -> None:
    corrected = Change(ChangeKind.EDITED, "sage", "Sage, corrected", fields=(FieldChange("title", "Sage", "Sage, c"),))
    moved = change(ChangeKind.MOVED, before=HERE, after=THERE)
    news = settled_news(log((0, change(ChangeKind.ADDED, after=HERE)), (5, moved), (9, corrected)), LATER)
    assert [(n.change.kind, n.change.title, n.change.after) for n in news] == [
        (ChangeKind.ADDED, "Sage, corrected", THERE)
    ]


def test_edits_are_told_from_the_first_before_to_the_last_after() -> None:
    net = net_changes([edited("venue", "NIPS", "ICML"), edited("venue", "ICML", "ICLR"), edited("year", "1", "2")])
    assert net[0].fields == (FieldChange("venue", "NIPS", "ICLR"), FieldChange("year", "1", "2"))


def test_an_edit_that_is_taken_back_is_no_news() -> None:
    assert net_changes([edited("venue", "NIPS", "ICML"), edited("venue", "ICML", "NIPS")]) == ()


def test_new_wording_settles_too_and_is_an_edit_only_together_with_a_fact() -> None:
    reworded = change(ChangeKind.REWORDED, fields=(FieldChange("description", "a", "b"),))
    assert net_changes([reworded]) == (reworded,)
    (net,) = net_changes([edited("venue", "", "ICML"), reworded])
    assert (net.kind, [field.field for field in net.fields]) == (ChangeKind.EDITED, ["venue", "description"])
    assert net_changes([edited("venue", "", "ICML"), reworded, edited("venue", "ICML", "")])[0].kind is reworded.kind


def test_a_move_there_and_back_is_no_news() -> None:
    there = change(ChangeKind.MOVED, before=HERE, after=THERE)
    back = change(ChangeKind.MOVED, before=THERE, after=HERE)
    assert net_changes([there, back]) == ()
    assert net_changes([there]) == (there,)


def test_a_second_placement_that_comes_and_goes_is_no_news() -> None:
    came = change(ChangeKind.PLACEMENT_ADDED, after=THERE)
    went = change(ChangeKind.PLACEMENT_REMOVED, before=THERE)
    assert net_changes([came, went]) == ()


def test_a_section_renamed_twice_is_told_once() -> None:
    def renamed(before: str, after: str) -> Change:
        return Change(ChangeKind.SECTION_RENAMED, None, "", before=((before,),), after=((after,),))

    news = settled_news(log((0, renamed("A", "B")), (3, renamed("B", "C"))), LATER)
    assert [(n.change.before, n.change.after) for n in news] == [((("A",),), (("C",),))]
    assert settled_news(log((0, renamed("A", "B")), (3, renamed("B", "A"))), LATER) == ()


def test_several_sections_renamed_in_step_keep_their_order() -> None:
    def renamed(before: str, after: str) -> Change:
        paths = (((before, "x"), (before, "y")), ((after, "x"), (after, "y")))
        return Change(ChangeKind.SECTION_RENAMED, None, "", *paths)

    first, second = renamed("A", "B"), renamed("B", "C")
    shuffled = Change(second.kind, None, "", second.before[::-1], second.after[::-1])
    (net,) = net_changes([first, shuffled])
    assert (net.before, net.after) == (first.before, second.after)


def test_a_split_that_is_merged_again_is_no_news_and_a_split_alone_is() -> None:
    whole, parts = (("A",),), (("A1",), ("A2",))
    split = Change(ChangeKind.SECTION_SPLIT, None, "", whole, parts)
    merged = Change(ChangeKind.SECTION_MERGED, None, "", parts[::-1], whole)
    assert settled_news(log((0, split), (5, merged)), LATER) == ()
    assert [news.change for news in settled_news(log((0, split)), LATER)] == [split]


def test_different_entries_do_not_meet() -> None:
    entries = log((0, change(ChangeKind.ADDED, "sage")), (1, change(ChangeKind.REMOVED, "poet")))
    assert kinds(entries) == [ChangeKind.ADDED, ChangeKind.REMOVED]


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=12))
def test_presence_after_the_news_is_presence_after_the_log(steps: list[tuple[int, bool]]) -> None:
    """Whoever follows only the news ends up with the same list as whoever follows every change."""
    present = False
    changes: list[tuple[int, Change]] = []
    for minute, wanted in sorted(steps):
        if wanted != present:
            kind = ChangeKind.RESTORED if wanted and changes else ChangeKind.ADDED if wanted else ChangeKind.REMOVED
            changes.append((minute, change(kind)))
            present = wanted
    told = False
    for news in settled_news(log(*changes), LATER):
        told = news.change.kind is not ChangeKind.REMOVED
    assert told == present


def test_two_sections_that_come_to_have_one_name_are_both_told() -> None:
    first = Change(ChangeKind.SECTION_RENAMED, None, "", before=(("A",),), after=(("B",),))
    second = Change(ChangeKind.SECTION_RENAMED, None, "", before=(("C",),), after=(("B",),))

    assert [news.change for news in settled_news(log((0, first), (90, second)), LATER)] == [first, second]
    assert [news.change for news in settled_news(log((0, first), (30, second)), LATER)] == [first, second]


def test_news_comes_in_the_order_in_which_it_settled_and_then_of_the_log() -> None:
    def added(entry: str) -> Change:
        return change(ChangeKind.ADDED, entry)

    corrected = change(ChangeKind.EDITED, "sage", fields=(FieldChange("year", "1", "2"),))
    news = settled_news(log((0, added("sage")), (70, added("poet")), (70, corrected), (5, added("early"))), LATER)
    assert [each.change.entry_id for each in news] == ["sage", "early", "poet", "sage"]


def test_a_window_that_comes_to_nothing_is_over_all_the_same() -> None:
    entries = log((0, change(ChangeKind.ADDED)), (1, change(ChangeKind.REMOVED)), (2, edited("year", "1", "2")))
    assert closed_windows(entries, LATER) == (ClosedWindow((0, 1, 2), ()),)


ENTRY = st.sampled_from(["sage", "poet"])
PATHS = st.sets(st.sampled_from([("A",), ("B",), ("C",)]), min_size=1, max_size=2).map(
    lambda paths: tuple(sorted(paths))
)
ANY_CHANGE = st.one_of(
    st.builds(change, st.sampled_from([ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.RESTORED]), ENTRY),
    st.builds(
        lambda entry, before, after: change(ChangeKind.EDITED, entry, fields=(FieldChange("year", before, after),)),
        ENTRY,
        st.sampled_from("12"),
        st.sampled_from("12"),
    ),
    st.builds(
        lambda entry, before, after: change(ChangeKind.MOVED, entry, before=(before,), after=(after,)),
        ENTRY,
        st.sampled_from([("A",), ("B",)]),
        st.sampled_from([("A",), ("B",)]),
    ),
    st.builds(
        lambda before, after: Change(ChangeKind.SECTION_RENAMED, None, "", (before,), (after,)),
        st.sampled_from([("A",), ("B",), ("C",)]),
        st.sampled_from([("A",), ("B",), ("C",)]),
    ),
    st.builds(lambda before, after: Change(ChangeKind.SECTION_SPLIT, None, "", before, after), PATHS, PATHS),
)
RANDOM_LOG = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["list", "other"]), ANY_CHANGE), max_size=14).map(
    lambda steps: [
        LoggedChange(number, name, START + timedelta(minutes=minute), each)
        for number, (minute, name, each) in enumerate(sorted(steps, key=lambda step: step[0]), 1)
    ]
)


@given(RANDOM_LOG, st.lists(st.integers(0, 400), max_size=20))
def test_settling_in_many_small_steps_comes_to_the_same_as_settling_once(
    entries: list[LoggedChange], minutes: list[int]
) -> None:
    """Whenever it is looked, and whatever is taken away as soon as its window is over."""
    moments = [START + timedelta(minutes=minute) for minute in sorted(minutes)]
    taken: set[int] = set()
    told: list[News] = []
    for moment in [*moments, LATER]:
        left = [logged for logged in entries if logged.recorded_at <= moment and logged.number not in taken]
        for window in closed_windows(left, moment):
            assert taken.isdisjoint(window.numbers)
            taken.update(window.numbers)
            told += window.news

    assert told == list(settled_news(entries, LATER))
    assert taken == {logged.number for logged in entries}
