"""Say a moment as people do: how long ago, and once that no longer tells anything, the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.i18n import gettext as _
from bot.i18n import ngettext
from bot.replies.words import day


def moment(at: datetime, now: datetime) -> str:
    """Return `just now`, `5 minutes ago`, `3 hours ago`, then days and dates; both times are aware."""
    ago = now - at
    minutes = int(ago.total_seconds() // 60)
    if minutes < 1:
        return _("just now")
    if ago < timedelta(hours=1):
        return ngettext("{count} minute ago", "{count} minutes ago", minutes)
    if ago < timedelta(days=1):
        return ngettext("{count} hour ago", "{count} hours ago", minutes // 60)
    return day(at, now)
