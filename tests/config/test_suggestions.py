"""How suggesting is set: rules in the file, secrets in the environment alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.bootstrap import rules_of
from bot.config import load_settings
from bot.domain.suggestion_rules import SendMode, SuggestionRules
from bot.errors import ConfigError

PEM = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_not_set_is_as_the_rules_say(tmp_path: Path) -> None:
    assert rules_of(load_settings(written(tmp_path, "{}"), {})) == SuggestionRules()


def test_every_rule_can_be_set(tmp_path: Path) -> None:
    text = (
        "suggestions: {mode: single, votes: 3, cooldown: 2m, per_person: 4, per_workspace: 5,"
        " moderators: ['discord:80351110224678912'], second_person: false, issue_first: true}"
    )
    assert rules_of(load_settings(written(tmp_path, text), {})) == SuggestionRules(
        SendMode.SINGLE, 3, timedelta(minutes=2), 4, 5, frozenset({"discord:80351110224678912"}), False, True
    )  # fmt: skip


def test_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = "suggestions: {mode: sometimes, moderators: [ada]}\nsuggestions_token: ghp_hush\n"
    with pytest.raises(ConfigError) as caught:
        load_settings(written(tmp_path, text), {"AWESOME_BOT_SUGGESTIONS_APP_KEY": "hush"})
    told = str(caught.value)
    for each in ("suggestions.mode", "suggestions.moderators", "AWESOME_BOT_SUGGESTIONS_TOKEN", "PEM"):
        assert each in told
    assert "hush" not in told


def test_secrets_come_from_the_environment_or_a_file_that_it_names(tmp_path: Path) -> None:
    key = tmp_path / "app.pem"
    key.write_text(PEM, "utf-8")
    environment = {"AWESOME_BOT_SUGGESTIONS_TOKEN": "ghp_hush", "AWESOME_BOT_SUGGESTIONS_APP_KEY_FILE": str(key)}
    settings = load_settings(written(tmp_path, "{}"), environment)
    assert settings.suggestions_token
    assert settings.suggestions_app_key
    assert settings.suggestions_token.get_secret_value() == "ghp_hush"
    assert settings.suggestions_app_key.get_secret_value() == PEM
    assert "ghp_hush" not in repr(settings)
