"""A short name is said once, and never as empty brackets."""

import pytest

from bot.domain.entries import Link, LinkKind
from bot.replies.naming import added_name, link_label


@pytest.mark.parametrize(
    ("name", "title", "added"),
    [
        ("Sage", "Gardens on phones", "Sage"),
        ("SAGE", "Sage: gardens on phones", ""),
        ("\u202e\u200b", "Gardens on phones", ""),
        ("", "Gardens on phones", ""),
        (None, "Gardens on phones", ""),
    ],
)
def test_a_name_is_added_where_it_shows_and_the_title_has_it_not(name: str | None, title: str, added: str) -> None:
    assert added_name(name, title) == added


@pytest.mark.parametrize(
    ("kind", "label", "said"),
    [
        (LinkKind.OTHER, "poster", "poster"),
        (LinkKind.OTHER, "\u200b", "link"),
        (LinkKind.CODE, "poster", "code"),
    ],
)
def test_a_link_is_called_by_its_kind_and_by_its_label_where_it_has_none(kind: LinkKind, label: str, said: str) -> None:
    assert link_label(Link(kind, "https://example.org", label)) == said
