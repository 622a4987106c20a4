"""Which language is spoken: the setting, else the environment; whatever else is wrong with the settings."""

from pathlib import Path

import pytest

from bot.config import load_settings, translations_wanted

CHINESE = {"LANG": "zh_CN.UTF-8"}


def spoken(folder: Path, text: str, environment: dict[str, str]) -> str:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return translations_wanted(path, environment).info().get("language", "en")


@pytest.mark.parametrize(
    ("text", "environment", "language"),
    [
        ("", {}, "en"),
        ("", CHINESE, "zh_CN"),
        ("language: auto", CHINESE, "zh_CN"),
        ("language: en", CHINESE, "en"),
        ("language: zh_CN", {"LC_ALL": "C"}, "zh_CN"),
        ("language: zh_CN", {"AWESOME_BOT_LANGUAGE": "en"}, "en"),
        ("", {"AWESOME_BOT_LANGUAGE": "zh_CN"}, "zh_CN"),
    ],
)
def test_the_setting_wins_over_the_terminal(
    tmp_path: Path, text: str, environment: dict[str, str], language: str
) -> None:
    assert spoken(tmp_path, text, environment) == language


@pytest.mark.parametrize(
    "text", ["lists: [", "- a", "language: [zh_CN]", "language: 7", "language: tlh", "data_dri: x", "\x00"]
)
def test_wrong_settings_are_complained_of_in_the_language_of_the_terminal(tmp_path: Path, text: str) -> None:
    assert spoken(tmp_path, text, CHINESE) == "zh_CN"


def test_a_file_that_is_not_there_is_complained_of_in_the_language_of_the_terminal(tmp_path: Path) -> None:
    assert translations_wanted(tmp_path / "none.yaml", CHINESE).info()["language"] == "zh_CN"


def test_the_environment_sets_it(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("", "utf-8")
    assert load_settings(path, {}).language == "auto"
    assert load_settings(path, {"AWESOME_BOT_LANGUAGE": "zh_CN"}).language == "zh_CN"
