"""Schedules in words: people are told back what was understood, in their language, and can type it again."""

from datetime import UTC, datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from bot.domain.scheduling import OnChange, Schedule, next_due, parse_schedule
from bot.i18n import use_translations
from bot.replies.schedules import due_in_words, schedule_in_words, schedule_with_next, zone_in_words
from bot.translations import translations_for
from tests.domain.scheduling.schedules import monthly, weekly

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ENGLISH, CHINESE = NullTranslations(), translations_for("zh_CN")


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("weekly mon 09:00", "every Monday at 09:00 Europe/Berlin", "每周一 09:00（Europe/Berlin）"),
        (
            "weekly mon,thu 18:30",
            "every Monday and Thursday at 18:30 Europe/Berlin",
            "每周一和周四 18:30（Europe/Berlin）",
        ),
        ("daily 8am", "every day at 08:00 Europe/Berlin", "每天 08:00（Europe/Berlin）"),
        ("weekdays 9", "every weekday at 09:00 Europe/Berlin", "每周一至周五 09:00（Europe/Berlin）"),
        ("monthly", "on the 1st of every month at 09:00 Europe/Berlin", "每月1日 09:00（Europe/Berlin）"),
        (
            "monthly 2nd,3rd,11th 09:00",
            "on the 2nd, 3rd, and 11th of every month at 09:00 Europe/Berlin",
            "每月2日、3日和11日 09:00（Europe/Berlin）",
        ),
        (
            "monthly last",
            "on the last day of every month at 09:00 Europe/Berlin",
            "每月最后一天 09:00（Europe/Berlin）",
        ),
        (
            "monthly 30th",
            "on the 30th of every month (the last day where it is shorter) at 09:00 Europe/Berlin",
            "每月30日（没有这一天的月份为最后一天）09:00（Europe/Berlin）",
        ),
        (
            "0 9-17 * * 1",
            "at the times of the cron line 0 9-17 * * 1 in Europe/Berlin",
            "按 cron 表达式 0 9-17 * * 1（Europe/Berlin）",
        ),
        ("on change", "whenever something has changed and settled", "每当有变化并稳定之后"),
        ("daily UTC+8", "every day at 09:00 UTC+8", "每天 09:00（UTC+8）"),
    ],
)
def test_a_schedule_in_words(text: str, english: str, chinese: str) -> None:
    schedule = parse_schedule(text, "Europe/Berlin")
    for translations, words in ((ENGLISH, english), (CHINESE, chinese)):
        with use_translations(translations):
            assert schedule_in_words(schedule) == words


def test_the_next_time_is_said_where_the_subscriber_is() -> None:
    schedule = parse_schedule("weekly mon 09:00", "Europe/Berlin")
    due = next_due(schedule, NOW)
    words = "every Monday at 09:00 Europe/Berlin; next: Monday, November 30, 09:00"
    assert schedule_with_next(schedule, due, NOW) == words
    with use_translations(CHINESE):
        assert schedule_with_next(schedule, due, NOW) == "每周一 09:00（Europe/Berlin）；下次：11月30日周一 09:00"


def test_without_a_next_time_none_is_said() -> None:
    assert schedule_with_next(OnChange("UTC"), None, NOW) == "whenever something has changed and settled"


def test_another_year_is_said() -> None:
    due = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert due_in_words(due, "UTC", NOW) == "Thursday, December 31, 23:30"
    assert due_in_words(due, "Europe/Berlin", NOW) == "Friday, January 1, 2027, 00:30"
    with use_translations(CHINESE):
        assert due_in_words(due, "Europe/Berlin", NOW) == "2027年1月1日周五 00:30"


def test_an_offset_has_the_sign_that_people_know() -> None:
    assert zone_in_words("Etc/GMT-8") == "UTC+8"
    assert zone_in_words("Etc/GMT+3") == "UTC-3"
    assert datetime(2026, 1, 1, tzinfo=ZoneInfo("Etc/GMT-8")).isoformat().endswith("+08:00")
    assert zone_in_words("Etc/GMT") == "Etc/GMT"


@given(weekly | monthly)
def test_what_people_are_told_can_be_typed_again(schedule: Schedule) -> None:
    with use_translations(ENGLISH):
        said = schedule_in_words(schedule)
    assert parse_schedule(said, "UTC") == schedule
    with use_translations(CHINESE):
        said = schedule_in_words(schedule)
    assert parse_schedule(said, "UTC") == schedule
