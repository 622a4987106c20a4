"""The bot on a simulated Discord, at a desk with the shipped catalog."""

from tests.commands.conftest import desk, synced_database

__all__ = ["desk", "synced_database"]
