"""Days and numbers as people say them."""

from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from bot.domain.entries import EntryKind, LinkKind
from bot.i18n import use_translations
from bot.replies.encoding import encodable, encoding_name
from bot.replies.words import day, kind_word, link_word, number, reason_phrase
from bot.search.results import ReasonKind
from tests.replies.pseudo import Pseudo
from tests.replies.strategies import NOW


class _Speaking(NullTranslations):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def info(self) -> dict[str, str]:
        return {"language": self._language}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (date(2026, 11, 22), "today"),
        (datetime(2026, 11, 21, 23, 59, tzinfo=UTC), "yesterday"),
        (date(2026, 11, 19), "3 days ago"),
        (date(2026, 10, 23), "30 days ago"),
        (date(2026, 10, 22), "Oct 22, 2026"),
        (date(2026, 11, 23), "Nov 23, 2026"),
    ],
)
def test_a_day_is_relative_within_a_month(when: date, said: str) -> None:
    assert day(when, NOW) == said


def test_days_and_numbers_follow_the_language_in_force() -> None:
    with use_translations(_Speaking("de")):
        assert day(date(2024, 3, 1), NOW) == "01.03.2024"
        assert day(date(2026, 11, 19), NOW) == "vor 3 Tagen"
        assert number(12_345) == "12.345"


def test_the_fixed_words_can_be_translated() -> None:
    with use_translations(Pseudo()):
        said = [
            *(kind_word(kind) for kind in EntryKind),
            *(link_word(kind) for kind in LinkKind),
            *(reason_phrase(kind, "") for kind in ReasonKind),
            *(day(date(2026, 11, 22 - ago), NOW) for ago in (0, 1)),
        ]
    assert all(word.startswith("⟦") and word.endswith("⟧") for word in said)


def test_a_language_that_babel_does_not_know_is_said_in_english() -> None:
    with use_translations(_Speaking("tlh")):
        assert number(12_345) == "12,345"


def test_characters_that_a_stream_lacks_are_replaced_by_their_nearest() -> None:
    assert encodable("naïve · “μ” … Łukasz æ 端", "ascii") == 'naive - "?" ... Lukasz ae ?'
    assert encodable("naïve · 端", "latin-1") == "naïve · ?"
    assert encodable("naïve · 端", "utf-8") == "naïve · 端"


@pytest.mark.parametrize(("name", "known"), [("UTF8", "utf-8"), (None, "ascii"), ("klingon", "ascii")])
def test_encodings_have_one_name(name: str | None, known: str) -> None:
    assert encoding_name(name) == known
