"""Settings: defaults, a file, the environment; and every mistake at once, in words."""

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parent.parent / "config.example.yaml"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_holds_the_defaults(tmp_path: Path) -> None:
    """What the example file sets is what holds without any file."""
    empty = load_settings(write(tmp_path, ""), {})
    assert load_settings(EXAMPLE, {}) == empty


def test_the_example_names_every_setting() -> None:
    text = EXAMPLE.read_text("utf-8")
    for name in load_settings(EXAMPLE, {}).model_dump():
        assert f"{name}:" in text


def test_relative_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "data_dir: state\nlists: [{name: mine, source: lists/mine.md}]")
    settings = load_settings(path, {})
    assert settings.data_dir == tmp_path / "state"
    assert settings.lists[0].source == str(tmp_path / "lists" / "mine.md")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "data_dir: state")
    settings = load_settings(
        path, {"AWESOME_BOT_DATA_DIR": "/elsewhere", "AWESOME_BOT_DATABASE": "postgresql://u:hush@h/d"}
    )
    assert settings.data_dir == Path("/elsewhere")
    assert settings.database is not None
    assert "hush" not in repr(settings)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "data_dri: x\nlog: {level: loud}\nlists: [{name: Bad Name, source: a.md}, {name: ok}]")
    with pytest.raises(ConfigError) as caught:
        load_settings(path, {})
    message = str(caught.value)
    assert "data_dri is not a setting. Did you mean data_dir?" in message
    assert "log.level must be one of" in message
    assert "lists[0].name must be short" in message
    assert "lists[1].source is missing" in message
    assert caught.value.exit_code == 2


def test_two_lists_of_one_name_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "lists: [{name: a, source: a.md}, {name: a, source: b.md}]")
    with pytest.raises(ConfigError, match="two lists are named a"):
        load_settings(path, {})


@pytest.mark.parametrize(
    ("text", "words"),
    [("lists: [", "line 1"), ("- a\n- b", "must hold settings"), ("a: b: c", "not valid YAML")],
)
def test_what_is_no_settings_file_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        load_settings(write(tmp_path, text), {})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no settings file"):
        load_settings(tmp_path / "none.yaml", {})


def test_a_secret_in_a_wrong_place_is_not_repeated(tmp_path: Path) -> None:
    path = write(tmp_path, "database: [postgresql://u:hush@h/d]")
    with pytest.raises(ConfigError) as caught:
        load_settings(path, {})
    assert "hush" not in str(caught.value)
