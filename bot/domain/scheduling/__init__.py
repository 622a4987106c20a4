"""When a digest is due: schedules as people write them, time zones, and the decision that one is due now.

Pure: `now` is an argument everywhere, and the only table is the time zone database that Python knows.  It does not
know what a digest holds or whether anything has settled (`domain/settling.py`), and says nothing to people but its
refusals; schedules in words are in `replies/schedules.py`.
"""

from bot.domain.scheduling.deciding import Due, DueDecision, NotDue, decide_due, reschedule
from bot.domain.scheduling.due import last_due, last_period, next_due
from bot.domain.scheduling.model import CronLine, Monthly, OnChange, Schedule, Weekly, canonical
from bot.domain.scheduling.parsing import parse_schedule
from bot.domain.scheduling.past import parse_past_day
from bot.domain.scheduling.quiet import QuietHours, parse_quiet, quiet_until
from bot.domain.scheduling.until import parse_until
from bot.domain.scheduling.zones import complete_zone, find_zone

__all__ = [
    "CronLine",
    "Due",
    "DueDecision",
    "Monthly",
    "NotDue",
    "OnChange",
    "QuietHours",
    "Schedule",
    "Weekly",
    "canonical",
    "complete_zone",
    "decide_due",
    "find_zone",
    "last_due",
    "last_period",
    "next_due",
    "parse_past_day",
    "parse_quiet",
    "parse_schedule",
    "parse_until",
    "quiet_until",
    "reschedule",
]
