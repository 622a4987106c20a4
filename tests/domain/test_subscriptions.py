"""What a change is to those who read of it."""

import pytest

from bot.domain.changes import Change, ChangeKind, FieldChange
from bot.domain.subscriptions import NewsKind, news_kind


def _edit(*fields: tuple[str, str, str]) -> Change:
    return Change(ChangeKind.EDITED, "poet", "POET", fields=tuple(FieldChange(*field) for field in fields))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ([("link:code", "", "https://github.com/a/b")], NewsKind.CODE),
        ([("link:code", "https://github.com/a/b", "https://github.com/a/c")], NewsKind.EDITED),
        ([("link:code", "https://github.com/a/b", "")], NewsKind.EDITED),
        ([("link:paper", "", "https://arxiv.org/abs/2207.07697")], NewsKind.PAPER),
        ([("venue", "arXiv", "ICML")], NewsKind.PUBLISHED),
        ([("venue", "", "ICML"), ("link:code", "", "https://github.com/a/b")], NewsKind.PUBLISHED),
        ([("venue", "ICML", "arXiv")], NewsKind.EDITED),
        ([("venue", "NeruIPS", "NeurIPS")], NewsKind.EDITED),
        ([("title", "POET", "POET!")], NewsKind.EDITED),
    ],
)
def test_an_edit_is_the_most_welcome_thing_in_it(fields: list[tuple[str, str, str]], kind: NewsKind) -> None:
    assert news_kind(_edit(*fields)) is kind


def test_every_kind_of_change_is_some_kind_of_news() -> None:
    assert {news_kind(Change(kind, None, "")) for kind in ChangeKind} <= set(NewsKind)
