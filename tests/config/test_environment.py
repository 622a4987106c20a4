"""Secrets come from the environment, and never out of it again."""

from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.errors import ConfigError


def load(folder: Path, **environment: str) -> Settings:
    path = folder / "config.yaml"
    path.write_text("", "utf-8")
    return load_settings(path, environment)


def token(settings: Settings) -> str | None:
    return settings.github_token.get_secret_value() if settings.github_token else None


def test_our_own_variable_wins_then_the_file_then_anybodys(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n", "utf-8")
    named = {"AWESOME_BOT_GITHUB_TOKEN_FILE": str(tmp_path / "token")}
    assert token(load(tmp_path, AWESOME_BOT_GITHUB_TOKEN="ours", GITHUB_TOKEN="any", **named)) == "ours"
    assert token(load(tmp_path, GITHUB_TOKEN="any", **named)) == "from-file"
    assert token(load(tmp_path, GITHUB_TOKEN="any")) == "any"
    assert token(load(tmp_path, GITHUB_TOKEN="")) is None


def test_discords_token_is_read_in_the_same_way(tmp_path: Path) -> None:
    found = load(tmp_path, AWESOME_BOT_DISCORD_TOKEN="ours", DISCORD_TOKEN="any").discord_token
    assert found
    assert found.get_secret_value() == "ours"
    assert load(tmp_path, GITHUB_TOKEN="any").discord_token is None


@pytest.mark.parametrize("name", ["bot_token", "app_token", "signing_secret", "client_id", "client_secret"])
def test_slacks_secrets_are_read_in_the_same_way(tmp_path: Path, name: str) -> None:
    variable = f"SLACK_{name.upper()}"
    settings = load(tmp_path, **{f"AWESOME_BOT_{variable}": "ours", variable: "any"})
    found = getattr(settings, f"slack_{name}")
    assert found.get_secret_value() == "ours"
    assert "ours" not in repr(settings)
    assert getattr(load(tmp_path, **{variable: "any"}), f"slack_{name}").get_secret_value() == "any"


def test_a_token_is_never_shown(tmp_path: Path) -> None:
    settings = load(tmp_path, AWESOME_BOT_GITHUB_TOKEN="ghp_hush")
    assert "hush" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize("bad", ["ghp_hush\nX-Other: 1", "ghp hush", "ghp_hüsh", "x" * 2000])
def test_what_cannot_be_a_token_is_refused_without_repeating_it(tmp_path: Path, bad: str) -> None:
    with pytest.raises(ConfigError, match="AWESOME_BOT_GITHUB_TOKEN does not hold a token") as caught:
        load(tmp_path, AWESOME_BOT_GITHUB_TOKEN=bad)
    assert bad not in str(caught.value)


def test_a_token_file_that_is_not_there_is_told_with_every_other_mistake(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("data_dri: x", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(path, {"AWESOME_BOT_GITHUB_TOKEN_FILE": str(tmp_path / "none")})
    assert "AWESOME_BOT_GITHUB_TOKEN_FILE names" in str(caught.value)
    assert "No such file" in str(caught.value)
    assert "Did you mean data_dir?" in str(caught.value)
