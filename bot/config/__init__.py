"""The settings: one typed model, from a YAML file and the environment; every mistake at once.

Reads the file and the environment when asked, never at import.  Secrets come from the environment only, or
from files that it names, and are never part of a message.
"""

from bot.config.language import translations_wanted
from bot.config.loading import load_settings
from bot.config.model import ListSettings, LogSettings, Settings, SlackSettings, UpstreamSettings

__all__ = [
    "ListSettings",
    "LogSettings",
    "Settings",
    "SlackSettings",
    "UpstreamSettings",
    "load_settings",
    "translations_wanted",
]
