"""`digest preview` as operators use it: a list's past in digests, or an honest sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.digest import PreviewOrder, run_preview
from bot.config import Settings
from bot.errors import UsageError
from tests.cli.process import LIST, bot
from tests.upstream.repository import Repository

POET = "* Poet on tiny devices. by Patil et al., ICML 2022 [[paper](https://example.org/poet.pdf)]\n"
REED = "* Reed: bending models. by Moss et al., ICML 2024 [[paper](https://example.org/reed.pdf)]\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A list with a history: a baseline at midnight, a layout, a work at two, another at three."""
    clone = Repository(tmp_path / "clone")
    clone.commit(README_md=LIST)
    clone.commit(README_md=LIST.replace("- [", "* ["))
    clone.commit(README_md=LIST + POET)
    clone.commit(README_md=LIST + POET + REED)
    path = tmp_path / "config.yaml"
    lists = [{"name": "edge", "source": f"git:{clone.folder}"}]
    path.write_text(json.dumps({"data_dir": "state", "lists": lists}), "utf-8")
    return path


def preview(config: Path, *options: str) -> tuple[int, str, str]:
    done = bot("--config", config, "digest", "preview", "--zone", "UTC", *options)
    return done.returncode, done.stdout, done.stderr


def test_the_digest_of_a_span_reads_as_it_would_have_been_sent(config: Path) -> None:
    status, out, err = preview(config, "--since", "2026-01-01", "--at", "2026-01-02", "--style", "compact")
    assert (status, err) == (0, "")
    assert out == ("2 new on Awesome Edge\nJan 1 – 2, 2026\n\nPapers\n- Poet on tiny devices\n- Reed: bending models\n")


def test_each_digest_of_a_schedule_stands_below_its_moment(config: Path) -> None:
    _status, out, _err = preview(config, "--each", "--when", "0 * * * *", "--style", "compact")
    assert out == (
        "[Jan 1, 2026 03:00]\n1 new on Awesome Edge\nJan 1, 2026\n\nPapers\n- Poet on tiny devices\n\n"
        "[Jan 1, 2026 04:00]\n1 new on Awesome Edge\nJan 1, 2026\n\nPapers\n- Reed: bending models\n"
    )
    _status, out, _err = preview(config, "--each", "--filter", "author:moss", "--format", "json")
    (told,) = json.loads(out)["digests"]
    assert (told["title"], told["until"]) == ("1 new on Awesome Edge", "2026-01-05T09:00:00+00:00")
    assert [each["title"] for each in told["groups"][0]["results"]] == ["Reed: bending models"]


def test_what_there_is_no_room_for_is_counted(config: Path) -> None:
    _status, out, _err = preview(config, "--since", "2026-01-01", "--at", "2026-01-02", "--max", "1")
    assert "Poet" in out
    assert out.endswith("\n\n- and 1 more\n")


def test_a_time_of_which_nothing_is_known_is_no_quiet_time(config: Path) -> None:
    status, out, err = preview(config, "--at", "2025-06-01")
    assert (status, out) == (3, "")
    assert err == "Nothing is known of edge before Jan 1, 2026.\n"
    status, out, err = preview(config, "--since", "2025-06-01", "--at", "2026-01-02")
    assert out.startswith("2 new on Awesome Edge\nJan 1 – 2, 2026\n")
    assert (status, err) == (0, "Nothing is known of edge before Jan 1, 2026.\n")


def test_a_list_without_a_past_says_so(config: Path) -> None:
    (config.parent / "list.md").write_text(LIST, "utf-8")
    config.write_text(json.dumps({"data_dir": "state", "lists": [{"name": "edge", "source": "list.md"}]}), "utf-8")
    assert preview(config) == (3, "", "Nothing is known of edge: it was never synced, and has no history.\n")
    bot("--config", config, "sync")
    status, _out, err = preview(config, "--at", "2020-01-01")
    assert status == 3
    assert "Nothing is known of edge before" in err
    assert preview(config)[0] == 0


def test_a_quiet_span_is_quiet(config: Path) -> None:
    options = ("--since", "2026-02-01", "--at", "2026-02-15")
    assert preview(config, *options) == (0, "Nothing new on Awesome Edge · Feb 1 – 15, 2026\n", "")
    told = preview(config, *options, "--each")
    assert told == (0, "No digest: nothing of that kind happened in Feb 1 – 15, 2026.\n", "")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (PreviewOrder("weekly", at="3000-01-01"), "no day that has passed"),
        (PreviewOrder("weekly", since="soon"), "no day that has passed"),
        (PreviewOrder("weekly", since="2026-01-02", at="2026-01-01"), "turn them round"),
        (PreviewOrder("every blue moon"), "Write it like one of these"),
        (PreviewOrder("weekly", wishes={"lists": "nope"}), "No list called nope"),
        (PreviewOrder("weekly", wishes={"max": "99"}), "from 1 to 25"),
        (PreviewOrder("weekly", zone="atlantis"), "no time zone"),
    ],
)
async def test_mistakes_are_told(tmp_path: Path, wanted: PreviewOrder, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        await run_preview(Settings(data_dir=tmp_path), wanted)
