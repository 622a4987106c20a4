"""The bot's own command line, in a process that finds Discord elsewhere.

`python -m tests.servers.discord.elsewhere http://127.0.0.1:1234 run` is `awesome-bot run` on the Discord at that URL.
"""

from __future__ import annotations

import sys

from bot.__main__ import main
from tests.servers.discord.point import pointed_at

if __name__ == "__main__":
    with pointed_at(sys.argv.pop(1)):
        main()
