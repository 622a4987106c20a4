"""Run the benchmarks that are named, or all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module

from benchmarks.measure import print_rows, write_rows

ALL = ("reading", "matching", "syncing", "start", "answers", "discord", "slack", "digests")
WITH_ARGUMENTS = ("suggesting", "search", "recommending", "commands")


def main(names: list[str]) -> int:
    """Measure, print, write; 1 if a promise was missed, 2 for a name that is none.

    Some need something to work on, or take minutes: these run only where they are named, with their own arguments.
    """
    if names[:1] and names[0] in WITH_ARGUMENTS:
        return int(import_module(f"benchmarks.{names[0]}").main(names[1:]))
    if names in (["-h"], ["--help"]):
        print("\n".join(_help()))
        return 0
    unknown = sorted(set(names) - set(ALL))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; --help tells which there are")
        return 2
    missed = False
    for name in names or ALL:
        rows = import_module(f"benchmarks.{name}").rows()
        print_rows(name, rows)
        write_rows(name, rows)
        missed |= any(row.target is not None and row.value >= row.target for row in rows)
    return int(missed)


def _help() -> Iterator[str]:
    """Yield what there is, each by the first line of what it says of itself."""
    yield "bench [NAME …]: run those that are named, or all that need nothing to work on"
    for names, note in ((ALL, ""), (WITH_ARGUMENTS, " (NAME --help tells its arguments)")):
        for name in names:
            about = (import_module(f"benchmarks.{name}").__doc__ or "").partition("\n")[0]
            yield f"  {name:12} {about}{note}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
