"""Build everything once: the only place that names every concrete class."""

from bot.bootstrap.background import delivering, digesting, keeping_suggestions, polling
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.desk import desk_for, engine_for, fits_on
from bot.bootstrap.lists import list_reader, open_following, policy_of
from bot.bootstrap.meaning import encoding, meant_by
from bot.bootstrap.places import database_of, discord_record, index_of, opened_store
from bot.bootstrap.platforms import communities_of, platforms_of
from bot.bootstrap.suggesting import open_suggesting, rules_of

__all__ = [
    "SystemClock",
    "communities_of",
    "database_of",
    "delivering",
    "desk_for",
    "digesting",
    "discord_record",
    "encoding",
    "engine_for",
    "fits_on",
    "index_of",
    "keeping_suggestions",
    "list_reader",
    "meant_by",
    "open_following",
    "open_suggesting",
    "opened_store",
    "platforms_of",
    "policy_of",
    "polling",
    "rules_of",
]
