"""The machine's time zone, as Unix keeps it."""

from pathlib import Path

import pytest

from bot.cli.local_time import local_zone


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Asia/Tokyo", "Asia/Tokyo"),
        ("Etc/UTC", "UTC"),
        ("Atlantis", None),
        ("../etc/passwd", None),
    ],
)
def test_the_environment_wins(tmp_path: Path, named: str, zone: str | None) -> None:
    assert local_zone({"TZ": named}, tmp_path / "localtime") == zone


def test_else_it_is_where_the_link_points_to(tmp_path: Path) -> None:
    target = tmp_path / "zoneinfo" / "America" / "New_York"
    target.parent.mkdir(parents=True)
    target.write_bytes(b"")
    (tmp_path / "localtime").symlink_to(target)
    assert local_zone({}, tmp_path / "localtime") == "America/New_York"


def test_without_either_nobody_knows(tmp_path: Path) -> None:
    assert local_zone({}, tmp_path / "localtime") is None
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert local_zone({}, tmp_path / "localtime") is None
