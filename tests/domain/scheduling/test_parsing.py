"""People write schedules in many ways; what cannot be kept is asked back, never guessed."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.scheduling import CronLine, Monthly, OnChange, Schedule, Weekly, canonical, parse_schedule
from bot.domain.scheduling.model import EVERY_DAY, MONDAY_TO_FRIDAY
from bot.domain.scheduling.parsing import EXAMPLES
from bot.errors import BotError, UnclearWhen, UnclearZone
from tests.domain.scheduling.schedules import LINES, schedules


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("weekly mon 09:00", "weekly mon 09:00"),
        ("weekly", "weekly mon 09:00"),
        ("every monday at 9", "weekly mon 09:00"),
        ("Weekly, Mon: 09:00", "weekly mon 09:00"),
        ("mondays", "weekly mon 09:00"),
        ("mon,thu 18:30", "weekly mon,thu 18:30"),
        ("thu and mon, 6.30pm", "weekly mon,thu 18:30"),
        ("once a week on friday at 5 pm", "weekly fri 17:00"),
        ("mon-wed 9", "weekly mon,tue,wed 09:00"),
        ("fri to mon 7pm", "weekly mon,fri,sat,sun 19:00"),
        ("weekend 10", "weekly sat,sun 10:00"),
        ("daily 8am", "daily 08:00"),
        ("daily", "daily 09:00"),
        ("@daily", "daily 09:00"),
        ("every day at noon", "daily 12:00"),
        ("daily at midnight", "daily 00:00"),
        ("12 am", "daily 00:00"),
        ("daily 12pm", "daily 12:00"),
        ("daily 0730", "daily 07:30"),
        ("daily 9.30", "daily 09:30"),
        ("daily 17h", "daily 17:00"),
        ("daily at 9 in the evening", "daily 21:00"),
        ("every day of the month", "daily 09:00"),
        ("at 18:00", "daily 18:00"),
        ("weekdays 9:00", "weekdays 09:00"),
        ("every weekday at 8", "weekdays 08:00"),
        ("mon-fri 9", "weekdays 09:00"),
        ("monthly 1st 09:00", "monthly 1st 09:00"),
        ("monthly", "monthly 1st 09:00"),
        ("monthly 1,15 09:00", "monthly 1st,15th 09:00"),
        ("monthly 15th at 9", "monthly 15th 09:00"),
        ("on the 22nd and 3rd of every month at 9", "monthly 3rd,22nd 09:00"),
        ("day 15 of every month", "monthly 15th 09:00"),
        ("monthly last 17:00", "monthly last 17:00"),
        ("every month on the last day at 5pm", "monthly last 17:00"),
        ("monthly 31st", "monthly last 09:00"),
        ("on change", "on change"),
        ("On-Change", "on change"),
        ("whenever something changes", "on change"),
        ("0 9 * * 1", "weekly mon 09:00"),
        ("`0 9 * * 1`", "weekly mon 09:00"),
        ("cron: 30 18 * * mon-fri", "weekdays 18:30"),
        ("0 9 ? * 0,7", "weekly sun 09:00"),
        ("0 9 1,15 * *", "monthly 1st,15th 09:00"),
        ("0 9 L * *", "monthly last 09:00"),
        ("0  9-17 * *  mon-fri", "0 9-17 * * MON-FRI"),
        ("0 9 1 * 1", "0 9 1 * 1"),
        ("0 9 30 * *", "0 9 30 * *"),
        ("0 9 * * mon#1", "0 9 * * MON#1"),
        ("hourly", "0 * * * *"),
        ("每周一 9:00", "weekly mon 09:00"),
        ("每周一９：００", "weekly mon 09:00"),
        ("每周", "weekly mon 09:00"),
        ("每周一、周四 18:30", "weekly mon,thu 18:30"),
        ("每周一三五 9点", "weekly mon,wed,fri 09:00"),
        ("每周一到周五早上8点半", "weekdays 08:30"),
        ("每个工作日上午9点", "weekdays 09:00"),
        ("每逢周五下午5点一刻", "weekly fri 17:15"),
        ("每周末", "weekly sat,sun 09:00"),
        ("星期日 晚上10点", "weekly sun 22:00"),
        ("每週三 20:00", "weekly wed 20:00"),
        ("每天 8点", "daily 08:00"),
        ("每天早上八点", "daily 08:00"),
        ("每天十五点三十分", "daily 15:30"),
        ("每天中午", "daily 12:00"),
        ("每天中午1点", "daily 13:00"),
        ("每天凌晨12点", "daily 00:00"),
        ("每晚8点", "daily 20:00"),
        ("每月1日", "monthly 1st 09:00"),
        ("每个月15号和30号 17点", "monthly 15th,30th 17:00"),
        ("每月十五号", "monthly 15th 09:00"),
        ("每月最后一天 17点", "monthly last 17:00"),
        ("每月底", "monthly last 09:00"),
        ("有更新时", "on change"),
    ],
)
def test_people_are_understood(text: str, meant: str) -> None:
    assert canonical(parse_schedule(text, "Europe/Berlin")) == meant


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("weekly mon 09:00 Europe/Berlin", "Europe/Berlin"),
        ("weekly mon 09:00 (europe/berlin)", "Europe/Berlin"),
        ("every monday at 9 o'clock Berlin time", "Europe/Berlin"),
        ("daily at 5 pm in New York", "America/New_York"),
        ("on change Asia/Tokyo", "Asia/Tokyo"),
        ("0 9 * * 1 Asia/Tokyo", "Asia/Tokyo"),
        ("0 9-17 * * 1 jst", "Asia/Tokyo"),
        ("weekly mon 09:00 UTC+8", "Etc/GMT-8"),
        ("weekly mon 09:00 -03:00", "Etc/GMT+3"),
        ("每周一 9:00 北京时间", "Asia/Shanghai"),
        ("weekly", "Pacific/Apia"),
    ],
)
def test_a_zone_at_the_end_goes_before_the_usual_one(text: str, zone: str) -> None:
    assert parse_schedule(text, "Pacific/Apia").zone == zone


def test_the_zone_is_asked_for_where_nobody_said_one() -> None:
    with pytest.raises(UnclearZone, match="Which time zone"):
        parse_schedule("weekly mon 09:00", None)
    assert parse_schedule("weekly mon 09:00 UTC", None) == Weekly((0,), time(9), "UTC")


def test_a_misspelt_zone_is_named_as_it_was_written_with_those_that_are_near() -> None:
    with pytest.raises(UnclearZone, match="Asia/Tokio") as caught:
        parse_schedule("0 9 * * MON#1 Asia/Tokio", "UTC")
    assert caught.value.zones[0] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "weekly mon 09:00"),
        ("banana", "banana"),
        ("9", "“9”"),
        ("weekly mno 09:00", "“mno 09:00”"),
        ("monthly 1st-5th", "-5th"),
        ("on change at 9", "on change at 9"),
        ("hourly on mondays", "hourly on mondays"),
        ("daily 25:00", "no time 25:00"),
        ("daily 13pm", "no time 13pm"),
        ("daily at 24", "no time 24"),
        ("daily 9:00 17:00", "one time of day"),
        ("every 2 weeks", "no other rhythm"),
        ("biweekly", "no other rhythm"),
        ("每两周", "no other rhythm"),
        ("monthly first monday", "MON#1"),
        ("monthly 45th", "day 45"),
        ("monthly 0", "day 0"),
        ("0 9 * * 9", "`0 9 * * 9` is wrong"),
        ("0 0 9 * * 1", "five fields"),
        ("*/5 * * * *", "more than once an hour"),
        ("0,30 9 * * *", "more than once an hour"),
        ("0 9 31 2 *", "wrong"),
        ("0 0 */30 2 MON#5", "never due"),
    ],
)
def test_what_cannot_be_kept_is_said(text: str, told: str) -> None:
    with pytest.raises(UnclearWhen) as caught:
        parse_schedule(text, "UTC")
    assert told in str(caught.value)


@given(schedules)
def test_what_is_stored_is_read_back(schedule: Schedule) -> None:
    stored = canonical(schedule)
    read = parse_schedule(stored, schedule.zone)
    assert canonical(read) == stored
    assert parse_schedule(f"{stored} {schedule.zone}", "UTC") == read
    assert read == schedule


@given(schedules)
def test_the_canonical_form_is_one(schedule: Schedule) -> None:
    """Reading and writing again changes nothing, also in capitals and with spaces to spare."""
    stored = canonical(schedule)
    assert canonical(parse_schedule(stored.upper().replace(" ", "   "), schedule.zone)) == stored


@given(st.text(max_size=300) | st.text("0123456789*/,-#L ?mondailywek:.点每周一月日 apm+UTC", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    try:
        schedule = parse_schedule(text, "UTC")
    except BotError:
        return
    assert parse_schedule(canonical(schedule), schedule.zone) == schedule


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_that_people_are_told_are_right(example: str) -> None:
    assert isinstance(parse_schedule(example, "UTC"), Weekly | Monthly | OnChange | CronLine)


@pytest.mark.parametrize("line", LINES)
def test_a_cron_line_that_says_more_stays_one(line: str) -> None:
    assert parse_schedule(line, "UTC") == CronLine(line, "UTC")


@pytest.mark.parametrize("days", [(), (0, 0), (1, 0), (7,), (-1,)])
def test_days_that_make_no_schedule_are_a_defect(days: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="not the days"):
        Weekly(days, time(9), "UTC")


def test_the_sets_of_days_have_names_of_their_own() -> None:
    assert canonical(Weekly(EVERY_DAY, time(9), "UTC")) == "daily 09:00"
    assert canonical(Weekly(MONDAY_TO_FRIDAY, time(9), "UTC")) == "weekdays 09:00"
