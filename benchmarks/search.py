"""Our search beside others, in one run: how good, how fast, how large; on given questions and on made catalogs.

    scripts/bench search [FOLDER] [--sizes 1000,10000,100000] [--systems "ours;bm25s"] [--count 100] [--lag 1000]
                         [--no-folds]

FOLDER holds `catalog.yaml`, in the format of lists, and `queries.jsonl`: a question a line with its graded answers
(`{"query": …, "relevant": [{"title": …, "grade": 2}]}`; without answers, nothing on the list is right).  Writes
`benchmarks/results/search.json` and two pictures of quality against latency.  Each system is measured in a process of
its own.  Ours is cross-validated besides (see `benchmarks.folds`).  `bm25s` and `tantivy` come with the dependency
group `bench`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from benchmarks.folds import Validated, validate
from benchmarks.judging import Judged, Measured, judge, measure
from benchmarks.lag import Lag, measure_lag
from benchmarks.measure import ROOT
from benchmarks.plot import Point, draw
from benchmarks.rivals import SYSTEMS
from benchmarks.serving import Serving, fill_store, serve

_T = TypeVar("_T")
SIZES = "1000,10000,100000"
SLOW = ("ours, with meaning",)
"""Systems that are measured on made catalogs only where they are asked for: to encode one takes a minute."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print tables, write JSON and pictures; 2 for a system that is none."""
    given = _arguments(arguments)
    names = given.systems.split(";") if given.systems else list(SYSTEMS)
    if unknown := [name for name in names if name not in SYSTEMS]:
        print(f"no such system: {', '.join(unknown)}; there are {'; '.join(SYSTEMS)}")
        return 2
    judged: list[Judged] = []
    if given.folder:
        print(_JUDGED_HEAD)
        for name in names:
            judged += _told(_in_a_process(judge, name, given.folder), _judged_line)
    validated: list[Validated] = _in_a_process(validate, given.folder) if given.folder and given.folds else []
    for each in validated:
        print(_validated_lines(each), flush=True)
    measured: list[Measured] = []
    sizes = [int(size) for size in given.sizes.split(",") if size]
    for size in sizes:
        print(_MEASURED_HEAD.format(size=size))
        for name in names if given.systems else [each for each in names if each not in SLOW]:
            measured += _told(_in_a_process(measure, name, size, given.count), _measured_line)
    ours = [name in SLOW for name in names if name in ("ours", *(SLOW if given.systems else ()))]
    asked = [(size, meant) for size in sizes for meant in ours]
    lags = [_in_a_process(partial(measure_lag, meant=meant), size, given.lag) for size, meant in asked if given.lag]
    for lag in lags:
        print(_lag_line(lag))
    served = [_served(size, meant=meant) for size, meant in asked]
    _write(judged, validated, measured, lags, served)
    return 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench search", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="catalog.yaml and queries.jsonl")
    parser.add_argument("--sizes", default=SIZES, help="entries of the made catalogs; empty for none")
    parser.add_argument("--folds", action=argparse.BooleanOptionalAction, default=True, help="cross-validate ours")
    parser.add_argument("--systems", default="", help="names, with ; between them; all of them by default")
    parser.add_argument("--count", type=int, default=100, help="questions of each kind about a made catalog")
    parser.add_argument("--lag", type=int, default=1000, help="searches at once, for the event loop's lag; 0 for none")
    return parser.parse_args(arguments)


def _in_a_process(what: Callable[..., _T], *given: object) -> _T:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(what, given)


def _served(size: int, *, meant: bool) -> Serving:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "bench.db"))
        _in_a_process(partial(fill_store, meant=meant), path, size)
        served = _in_a_process(partial(serve, meant=meant), path)
    print(_serving_line(served), flush=True)
    return served


def _told(result: _T | None, line: Callable[[_T], str]) -> list[_T]:
    if result is None:
        print("    (not installed)")
        return []
    print(line(result), flush=True)
    return [result]


_JUDGED_HEAD = (
    "\non the questions given           nDCG@10   MRR@10  negatives  wrongly empty    p50 ms    p95 ms\n" + "-" * 96
)


def _judged_line(result: Judged) -> str:
    return (
        f"{result.system:30s} {result.ndcg:9.3f} {result.mrr:8.3f} {result.negatives:10.2f} {result.empty:14.2f}"
        f" {result.p50_ms:9.2f} {result.p95_ms:9.2f}"
    )


_MEASURED_HEAD = (
    "\n{size:,} made entries           build s  index MiB  MRR@10  misspelt | search p50    p95 ms |"
    " hit@8  slipped    p95 ms\n" + "-" * 112
)


def _measured_line(result: Measured) -> str:
    found = f"{result.mrr:7.3f} {result.mrr_misspelt:9.3f} | {result.p50_ms:10.2f} {result.p95_ms:9.2f}"
    completed = f"{result.hit:5.2f} {result.hit_slipped:8.2f} {result.complete_p95_ms:9.2f}"
    return f"{result.system:26s} {result.build_s:9.2f} {result.index_mib:10.0f} {found} | {completed}"


def _lag_line(lag: Lag) -> str:
    return (
        f"\n{lag.at_once:,} /search at once on {lag.entries:,} entries{_how(lag)}: the event loop lags"
        f" p50 {lag.p50_ms:.1f} ms, p99 {lag.p99_ms:.1f} ms, at most {lag.worst_ms:.1f} ms;"
        f" all answered in {lag.seconds:.1f} s"
    )


def _validated_lines(result: Validated) -> str:
    lines = [f"\n{result.system}, cross-validated\n fold questions  judged shipped  chosen by the other folds"]
    for number, fold in enumerate(result.folds, 1):
        chosen = ", ".join(f"{key} {value:g}" for key, value in fold.chosen.items())
        lines.append(f"{number:>5d} {fold.questions:9d} {fold.judged:7.3f} {fold.shipped:7.3f}  {chosen}")
    lines.append(f" mean {'':9s} {result.judged:7.3f} {result.shipped:7.3f}  ± {result.spread:.3f} over folds")
    return "\n".join(lines)


def _serving_line(served: Serving) -> str:
    return (
        f"\nserving {served.entries:,} entries{_how(served)}: loaded in {served.load_s:.1f} s,"
        f" built in {served.build_s:.1f} s ({served.build_cpu_s:.1f} s of CPU),"
        f" {served.serving_mib:.0f} MiB in all at the peak;\n"
        f"a line that changed is found after {served.update_ms:.1f} ms (at most {served.update_worst_ms:.1f} ms);\n"
        f"all built anew in {served.rebuild_s:.1f} s meanwhile the event loop lags p99 {served.lag_p99_ms:.1f} ms,"
        f" at most {served.lag_worst_ms:.1f} ms, {served.rebuilding_mib:.0f} MiB at the peak;\n"
        f"its index written beside the database in {served.keep_s:.1f} s,"
        f" an engine made of that in {served.restore_s:.1f} s"
    )


def _how(result: Lag | Serving) -> str:
    return " with meaning" if result.meant else ""


def _write(
    judged: Sequence[Judged],
    validated: Sequence[Validated],
    measured: Sequence[Measured],
    lags: Sequence[Lag],
    served: Sequence[Serving],
) -> None:
    folder = ROOT / "benchmarks" / "results"
    folder.mkdir(exist_ok=True)
    content = {name: [asdict(each) for each in rows] for name, rows in
               (("judged", judged), ("folds", validated), ("measured", measured), ("lag", lags),
                ("serving", served))}  # fmt: skip
    (folder / "search.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    if judged:
        points = [Point(each.system, each.p95_ms, each.ndcg) for each in judged]
        (folder / "search.svg").write_text(draw("Questions judged by hand", "nDCG@10", points), "utf-8")
    if measured:
        largest = max(each.entries for each in measured)
        points = [Point(each.system, each.p95_ms, each.mrr_misspelt) for each in measured if each.entries == largest]
        title = f"{largest:,} made entries"
        (folder / f"search-{largest}.svg").write_text(draw(title, "MRR@10, one word misspelt", points), "utf-8")
