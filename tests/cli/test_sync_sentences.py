"""Every outcome of a sync has its sentence, and nothing in it acts."""

from bot.cli.sync import sync_sentences
from bot.domain.changes import Change, ChangeKind
from bot.domain.entries import Problem
from bot.domain.holding import Held
from bot.services.sync import Synced

NEWS = Change(ChangeKind.ADDED, "melon", "Melon\x1b[2J in memory", after=(("Papers",),))


def test_news_is_told_change_by_change() -> None:
    told = sync_sentences(Synced("edge", 3, changes=(NEWS,)))
    assert told[0] == "edge: 3 entries, 1 change."
    assert told[1].startswith("  New in *Papers*: Melon")
    assert "\x1b" not in told[1]


def test_a_new_form_is_no_change() -> None:
    assert sync_sentences(Synced("edge", 3)) == ["edge: 3 entries, only its form has changed."]


def test_a_rehearsal_says_would() -> None:
    assert sync_sentences(Synced("edge", 1, first=True, dry_run=True)) == ["edge: would load 1 entry."]
    assert "would be recorded" in sync_sentences(Synced("edge", 3, changes=(NEWS,), dry_run=True))[0]
    assert "would be held" in sync_sentences(Synced("edge", held=Held(10, 8, 0), dry_run=True))[0]


def test_a_held_revision_says_why_and_what_to_do() -> None:
    (told,) = sync_sentences(Synced("edge", held=Held(10, 8, 1)))
    assert told == (
        "edge: held. 8 of 10 entries would leave, and 1 come; the catalog stays as it was. "
        "If that is right, run: awesome-bot sync --list edge --accept"
    )


def test_where_a_list_is_now_is_told_whatever_else_happened() -> None:
    for outcome in (
        Synced("edge", unchanged=True, moved_to="github:owner/new", archived=True),
        Synced("edge", 3, changes=(NEWS,), moved_to="github:owner/new", archived=True),
    ):
        *_others, moved, archived = sync_sentences(outcome)
        assert "write github:owner/new in the settings" in moved
        assert "archived" in archived


def test_trouble_is_the_sources_sentence() -> None:
    assert sync_sentences(Synced("edge", error="It is\ndown.")) == ["edge: It is down."]


def test_lines_that_were_not_read_are_told_up_to_a_point() -> None:
    problems = tuple(Problem(line, "no title") for line in range(1, 31))
    told = sync_sentences(Synced("edge", 3, first=True, problems=problems))
    assert told[1] == "  line 1: no title"
    assert told[-1] == "  and 10 more"
    assert len(told) == 22
