"""Run the benchmarks that are named, or all."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks.measure import print_rows, write_rows

ALL = ("reading", "matching", "syncing", "start", "answers", "discord", "slack", "digests")
WITH_ARGUMENTS = ("suggesting", "search", "recommending")


def main(names: list[str]) -> int:
    """Measure, print, write; 1 if a promise was missed, 2 for a name that is none.

    Some need something to work on, or take minutes: these run only where they are named, with their own arguments.
    """
    if names[:1] and names[0] in WITH_ARGUMENTS:
        return int(import_module(f"benchmarks.{names[0]}").main(names[1:]))
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(ALL)}")
        return 2
    missed = False
    for name in names or ALL:
        rows = import_module(f"benchmarks.{name}").rows()
        print_rows(name, rows)
        write_rows(name, rows)
        missed |= any(row.target is not None and row.value >= row.target for row in rows)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
