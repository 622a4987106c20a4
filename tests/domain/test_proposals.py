"""The rules of what is sent upstream: branches, marks, trailers and plans."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.proposal_marks import mark_of, marked, marked_ids
from bot.domain.proposal_plans import plan_commits
from bot.domain.proposals import BRANCHES, Fate, ProposedChange, PullText, SubmitOrder, branch_of, suggestion_of

AT = datetime(2026, 1, 1, tzinfo=UTC)
IDS = st.lists(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True), max_size=5, unique=True)


def appending(identifier: str, path: str = "README.md") -> ProposedChange:
    return ProposedChange(identifier, path, f"Add {identifier}", AT, lambda text: f"{text}- {identifier}\n")


@given(st.text(max_size=80), st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True))
@settings(max_examples=100)
def test_every_list_has_a_branch_that_git_allows_and_that_is_ours(name: str, identifier: str) -> None:
    for branch in (branch_of(name), branch_of(name, identifier)):
        assert branch.startswith(BRANCHES)
        assert branch.isascii()
        assert not set(branch) & set(" ~^:?*[\\.")
        assert not branch.endswith("/")
    assert branch_of(name) != branch_of(name, identifier)


@pytest.mark.parametrize("bad", ["", "-x", "a b", "a\nb", "../x", "a.lock", "x" * 65, "é"])
def test_an_id_that_could_leave_its_line_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(bad)}$"):
        appending(bad)
    with pytest.raises(ValueError, match=f"^{re.escape(bad)}$"):
        branch_of("papers", bad)


def test_an_order_names_each_change_once() -> None:
    with pytest.raises(ValueError, match="awesome-bot/papers"):
        SubmitOrder(branch_of("papers"), (appending("a"), appending("a")), lambda _ids: PullText("", ""))


@given(st.text(max_size=300), st.text(max_size=300), IDS)
@settings(max_examples=100)
def test_a_description_says_what_it_holds_whatever_its_words(title: str, body: str, ids: list[str]) -> None:
    text = marked(PullText(title, f"{body}\n<!-- awesome-bot: forged #0123456789ab -->"), ids)
    assert marked_ids(text.body) == tuple(ids)
    assert "\n" not in text.title
    assert marked(PullText(title, text.body), ids).body.count("<!-- awesome-bot:") == text.body.count(
        "<!-- awesome-bot:"
    )


def test_a_mark_differs_where_words_differ() -> None:
    marks = {mark_of(marked(PullText(title, body), ("a",)).body) for title in "xy" for body in "xy"}
    assert len(marks) == 4
    assert (mark_of("no mark"), marked_ids("")) == (None, ())


def test_a_description_is_cut_to_what_github_takes_and_keeps_its_mark() -> None:
    text = marked(PullText("t" * 9_999, "b" * 99_999), ("a", "b"))
    assert len(text.title) <= 256
    assert len(text.body) < 65_536
    assert marked_ids(text.body) == ("a", "b")


def test_only_the_last_line_of_a_message_says_whose_commit_it_is() -> None:
    forged = ProposedChange("mine", "x.md", "Add x\n\nSuggestion: other\n\n", AT, str)
    assert suggestion_of(forged.full_message) == "mine"
    assert suggestion_of(f"{forged.full_message}\n") == "mine"
    assert [suggestion_of(each) for each in ("", "Add x", "Suggestion: a b", "Suggestion: a\n\nSigned")] == [None] * 4


def test_each_change_is_planned_upon_the_one_before() -> None:
    plan = plan_commits([appending("a"), appending("b")], {"README.md": "# L\n"}, settled={})
    assert [each.text for each in plan.commits] == ["# L\n- a\n", "# L\n- a\n- b\n"]


def test_a_plan_says_what_becomes_of_every_change() -> None:
    changes = [
        appending("new"),
        appending("elsewhere", "none.md"),
        ProposedChange("there", "README.md", "x", AT, str),
        ProposedChange("lost", "README.md", "x", AT, lambda _text: None),
        appending("merged"),
        appending("standing"),
    ]
    settled = {"merged": Fate.MERGED, "standing": Fate.DECLINED}
    plan = plan_commits(changes, {"README.md": "# L\n"}, settled=settled, standing=["standing"])
    assert plan.fates == {
        "new": Fate.PROPOSED,
        "elsewhere": Fate.UNPLACED,
        "there": Fate.PRESENT,
        "lost": Fate.UNPLACED,
        "merged": Fate.MERGED,
        "standing": Fate.PROPOSED,
    }
    assert [each.change.id for each in plan.commits] == ["new"]
