"""How searching by meaning is set: where it is installed, always, never, or by the folder of a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import ConfigError


def meaning(tmp_path: Path, text: str, **environment: str) -> str | bool | Path:
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    return load_settings(path, environment).search.meaning


def test_whether_it_is_installed_decides_unless_somebody_does(tmp_path: Path) -> None:
    assert meaning(tmp_path, "language: en") == "auto"
    assert meaning(tmp_path, "search: {meaning: auto}") == "auto"
    assert meaning(tmp_path, "search: {meaning: off}") is False
    assert meaning(tmp_path, "search: {meaning: on}") is True


@pytest.mark.parametrize(("said", "understood"), [("off", False), ("False", False), ("on", True), ("auto", "auto")])
def test_the_environment_wins(tmp_path: Path, said: str, understood: object) -> None:
    for text in ("language: en", "search: {meaning: models/mini}"):
        assert meaning(tmp_path, text, AWESOME_BOT_SEARCH_MEANING=said) == understood
    assert meaning(tmp_path, "", AWESOME_BOT_SEARCH_MEANING="/srv/mini") == Path("/srv/mini")


def test_a_folder_is_found_from_the_settings_file(tmp_path: Path) -> None:
    assert meaning(tmp_path, "search: {meaning: models/mini}") == tmp_path / "models" / "mini"
    assert meaning(tmp_path, "search: {meaning: /srv/mini}") == Path("/srv/mini")


@pytest.mark.parametrize("wrong", ["7", "[]", "''", "null"])
def test_anything_else_is_a_mistake_that_is_named(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ConfigError, match=r"search\.meaning: write auto, true, false, or the path of a model's folder"):
        meaning(tmp_path, f"search: {{meaning: {wrong}}}")
