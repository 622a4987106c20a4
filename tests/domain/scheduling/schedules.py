"""Schedules to try: all kinds of them, as hypothesis strategies, and the zones whose clocks do the oddest things."""

from datetime import UTC, datetime, time

from hypothesis import strategies as st

from bot.domain.scheduling import CronLine, Monthly, OnChange, Schedule, Weekly

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # without a 30 December 2011
    "Africa/Casablanca",  # clocks back for Ramadan
    "Asia/Kathmandu",
    "America/St_Johns",  # changed at one minute past midnight, for years
    "America/Sao_Paulo",  # days that begin at one o'clock
    "Etc/GMT-8",
)
LINES = ("0 * * * *", "30 */2 * * *", "0 9 * * MON#1", "15 2,3 * * *", "0 9 29 2 *", "0 0 31 * *", "45 23 L 1-6 *")

zones = st.sampled_from(ZONES)
times = st.times().map(lambda at: time(at.hour, at.minute)) | st.sampled_from(
    [time(0), time(1, 30), time(2, 30), time(3)]
)
weekly = st.builds(Weekly, st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))), times, zones)
monthly = st.builds(
    Monthly, st.sets(st.integers(1, 31), min_size=1, max_size=4).map(lambda days: tuple(sorted(days))), times, zones
)
cron = st.builds(CronLine, st.sampled_from(LINES), zones)
timed: st.SearchStrategy[Schedule] = weekly | monthly | cron
schedules: st.SearchStrategy[Schedule] = timed | st.builds(OnChange, zones)
moments = st.integers(631_152_000, 2_208_988_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)  # 1990 to 2040


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
