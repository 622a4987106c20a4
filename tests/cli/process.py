"""The command line as a real process, with a clean environment."""

import subprocess
import sys
from pathlib import Path

from tests.environment import bare_environment

LIST = """# Awesome Edge

## Papers

- [Sage: Memory-efficient DNN Training on Mobile Devices](https://example.org/sage.pdf) by In Gim et al., MobiSys 2022
- [Melon: breaking the memory wall](https://example.org/melon.pdf) by Qipeng Wang et al., MobiSys 2022
"""


def bot(*arguments: str | Path, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=bare_environment() | {"HOME": "/nonexistent", "PYTHONUTF8": "1"} | environment,
    )
