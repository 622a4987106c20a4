"""The environment of processes that tests start: nothing of the machine's own settings, and no model of meaning.

A model costs each process half a second; the tests that are about it turn it on.
"""

import os

_SETTING = ("AWESOME_", "GITHUB_", "XDG_", "LANG", "LC_")
NO_MODEL = {"AWESOME_BOT_SEARCH_MEANING": "off"}


def bare_environment() -> dict[str, str]:
    """Return what is set here, but for what the bot looks at."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_SETTING)} | NO_MODEL
