"""How searching by meaning is set: off, on, or by the folder of a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import ConfigError


def meaning(tmp_path: Path, text: str) -> bool | Path:
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    return load_settings(path, {}).search.meaning


def test_it_is_off_unless_somebody_wants_it(tmp_path: Path) -> None:
    assert meaning(tmp_path, "language: en") is False
    assert meaning(tmp_path, "search: {meaning: off}") is False
    assert meaning(tmp_path, "search: {meaning: on}") is True


def test_a_folder_is_found_from_the_settings_file(tmp_path: Path) -> None:
    assert meaning(tmp_path, "search: {meaning: models/mini}") == tmp_path / "models" / "mini"
    assert meaning(tmp_path, "search: {meaning: /srv/mini}") == Path("/srv/mini")


@pytest.mark.parametrize("wrong", ["7", "[]", "''", "null"])
def test_anything_else_is_a_mistake_that_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ConfigError, match=r"search\.meaning: write true, false, or the path of a model's folder"):
        meaning(tmp_path, f"search: {{meaning: {wrong}}}")
