"""The benchmark of search runs from one end to the other, on a catalog so small that its figures say nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import ALL, WITH_ARGUMENTS
from benchmarks.__main__ import main as bench
from benchmarks.search import main
from bot.commands.table import COMMANDS


def test_help_names_every_benchmark_and_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(["--help"]) == 0

    told = capsys.readouterr().out.splitlines()[1:]
    assert [line.split(maxsplit=1)[0] for line in told] == [*ALL, *WITH_ARGUMENTS]
    assert all(len(line.split()) > 3 for line in told)


def test_a_benchmark_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(["serach"]) == 2
    assert "no such benchmark: serach" in capsys.readouterr().out


def test_the_benchmark_measures_quality_speed_lag_and_serving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "benchmarks").mkdir()
    monkeypatch.setattr("benchmarks.search.ROOT", tmp_path)

    assert main(["--sizes", "60", "--systems", "ours", "--lag", "5", "--count", "3"]) == 0

    written = json.loads((tmp_path / "benchmarks" / "results" / "search.json").read_text("utf-8"))
    (measured,), (lag,), (serving,) = written["measured"], written["lag"], written["serving"]
    assert (measured["entries"], lag["at_once"], serving["entries"]) == (60, 5, 60)
    assert 0 < serving["update_ms"] <= serving["update_worst_ms"]
    assert 0 < serving["serving_mib"] <= serving["rebuilding_mib"]
    assert "a line that changed is found after" in capsys.readouterr().out


def test_the_benchmark_asks_every_command_that_needs_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "benchmarks").mkdir()
    monkeypatch.setattr("benchmarks.commands.ROOT", tmp_path)

    assert bench(["commands", "--sizes", "60"]) == 0

    written = json.loads((tmp_path / "benchmarks" / "results" / "commands.json").read_text("utf-8"))
    assert all(cost["stretch_ms"] >= 0 and cost["wall_ms"] > 0 and cost["entries"] == 60 for cost in written)
    asked = {cost["what"] for cost in written}
    assert {"/approaches", "/search <Chinese mixed>", "completing venue:mobi"} <= asked
    groups = {line.split()[0].removeprefix("/") for line in asked}
    assert {name.split()[0] for name in COMMANDS} - groups == {"suggest"}
    assert "/approaches" in capfd.readouterr().out
