"""Settings: defaults, a file, the environment; and every mistake at once, in words."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"


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


def mistakes(folder: Path, text: str, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(write(folder, text), environment or {})
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "means"),
    [
        ("github:o/r", "github:o/r"),
        ("https://github.com/o/r/blob/main/list.md", "github:o/r@main:list.md"),
        ("https://example.org/list.md", "https://example.org/list.md"),
        ("shipped", "shipped"),
    ],
)
def test_a_source_is_kept_in_the_one_form_that_the_store_compares(tmp_path: Path, source: str, means: str) -> None:
    settings = load_settings(write(tmp_path, f"lists: [{{name: a, source: '{source}'}}]"), {})
    assert settings.lists[0].source == means


def test_clones_and_seeds_are_relative_to_the_file_too(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "lists: [{name: a, source: 'git:clone@dev', seed: old.md}]"), {})
    assert settings.lists[0].source == f"git:{tmp_path}/clone@dev"
    assert settings.lists[0].seed == str(tmp_path / "old.md")


def test_wrong_sources_are_told_together_with_everything_else(tmp_path: Path) -> None:
    told = mistakes(
        tmp_path,
        """
        lists:
          - {name: a, source: "github:only-owner"}
          - {name: b, source: "ftp://example.org/list.md"}
          - {name: c, source: "http://example.org/list.md"}
          - {name: d, source: "https://example.org/list.md", seed: "github:o/r", chek_every: 1h}
          - {name: e, source: a.md, check_every: 10s}
        check_every: 30
        settle: soon
        hold_share: 30
        github_token: ghp_hush
        discord_token: hush
        upstream: {allow_http: maybe, private_networks: [office, 10.0.0.0/8], github: {api: ftp://x, web: "https://g/"}}
        """,
    )
    assert "lists[0].source: github:only-owner does not name a repository" in told
    assert "lists[1].source: 'ftp://example.org/list.md' is not a source" in told
    assert "lists[2].source: http://example.org/list.md can be changed on its way" in told
    assert "lists[3].seed: a seed is there without a network" in told
    assert "lists[3].chek_every is not a setting. Did you mean check_every?" in told
    assert "lists[4].check_every: ask at most once a minute" in told
    assert "- check_every: write a number and its unit, such as 30m" in told
    assert "- settle: write a number and its unit" in told
    assert "- hold_share must be at most 1.0." in told
    assert "- github_token: it is a secret" in told
    assert "- discord_token: it is a secret: set AWESOME_BOT_DISCORD_TOKEN" in told
    assert "upstream.allow_http must be true or false." in told
    assert told.count("upstream.private_networks[0] must be a network, such as 10.0.0.0/8.") == 1
    assert "private_networks[1]" not in told
    assert "upstream.github.api must be a web address" in told
    assert "upstream.github.web must be a web address" in told
    assert "hush" not in told
    assert ".." not in told.replace("…", "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("data_dir: [x]", "data_dir must be a path."),
        ("database: 5", "database must be text; put it in quotes."),
        ("lists: {a: b}", "lists must be a list."),
        ("lists: [5]", "lists[0] must hold settings"),
        ("hold_share: much", "hold_share must be a number."),
        ("hold_share: -1", "hold_share must be at least 0.0."),
        ("log: {level: loud}", "log.level must be one of debug, info, warning, error."),
        ("language: tlh", "language must be one of auto, en, zh_CN."),
    ],
)
def test_a_value_of_a_wrong_kind_is_said_in_our_own_words(tmp_path: Path, text: str, sentence: str) -> None:
    assert sentence in mistakes(tmp_path, text)


def test_plain_http_is_a_choice_of_the_operator(tmp_path: Path) -> None:
    lists = "lists: [{name: a, source: 'http://example.org/list.md'}]\n"
    assert (
        load_settings(write(tmp_path, lists + "upstream: {allow_http: true}"), {}).lists[0].source.startswith("http:")
    )
    assert "write https://" in mistakes(tmp_path, lists)


def test_each_list_may_have_its_own_interval(tmp_path: Path) -> None:
    settings = load_settings(
        write(tmp_path, "check_every: 2h\nlists: [{name: a, source: a.md}, {name: b, source: b.md, check_every: 1d}]"),
        {},
    )
    assert (settings.interval_of("a"), settings.interval_of("b")) == (timedelta(hours=2), timedelta(days=1))


def test_nothing_may_settle_for_longer_than_a_year(tmp_path: Path) -> None:
    assert "longer than a year" in mistakes(tmp_path, "settle: 9999d")
    assert load_settings(write(tmp_path, "settle: 0m"), {}).settle == timedelta(0)


def test_the_default_list_is_followed_upstream_and_there_from_the_start(tmp_path: Path) -> None:
    (first,) = load_settings(write(tmp_path, ""), {}).lists
    assert (first.name, first.source) == ("on-device-ai", "github:ysyisyourbrother/awesome-on-device-AI")
    assert first.seed == "shipped"


def test_an_empty_list_of_lists_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lists is empty; leave it out"):
        load_settings(write(tmp_path, "lists: []"), {})
