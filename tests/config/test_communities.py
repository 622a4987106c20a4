"""Communities in the settings: what can be linked, and every mistake in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.config import load_settings
from bot.config.communities import communities_from, one_sided
from bot.domain.communities import Communities, Community
from bot.errors import ConfigError

GUILD, TEAM = "123456789012345678", "T0123ABCD"


def written(folder: Path, communities: object) -> Path:
    path = folder / "config.yaml"
    path.write_text(yaml.safe_dump({"communities": communities}, allow_unicode=True), "utf-8")
    return path


def mistakes(folder: Path, *communities: object) -> str:
    with pytest.raises(ConfigError) as caught:
        load_settings(written(folder, list(communities)), {})
    return str(caught.value)


def test_a_server_and_a_workspace_are_linked_also_where_yaml_takes_the_id_for_a_number(tmp_path: Path) -> None:
    path = written(tmp_path, [{"name": "Edge  lab", "discord": [int(GUILD)], "slack": [TEAM]}])
    linked = communities_from(load_settings(path, {}).communities)
    assert linked == Communities((Community("Edge lab", (f"discord:{GUILD}", f"slack:{TEAM}")),))


def test_without_a_setting_nothing_is_linked(tmp_path: Path) -> None:
    assert communities_from(load_settings(written(tmp_path, []), {}).communities) == Communities()


def test_a_server_is_in_one_community(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        {"name": "a", "discord": [GUILD], "slack": [TEAM]},
        {"name": "b", "discord": [GUILD], "slack": ["T99"]},
    )
    assert f"communities: discord:{GUILD} is named twice; each belongs to one community." in said


def test_names_differ_however_they_are_written(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        {"name": "Lab", "discord": [GUILD], "slack": [TEAM]},
        {"name": "lab", "discord": ["1" * 18], "slack": ["T99"]},
    )
    assert "two communities are named Lab, lab" in said


@pytest.mark.parametrize(
    ("community", "words"),
    [
        ({"name": "a", "discord": [GUILD]}, "communities[0]: name two servers or workspaces at least"),
        ({"name": "a", "discord": [GUILD, GUILD]}, "communities[0]: name two servers or workspaces at least"),
        (
            {"name": "a", "discord": ["general"], "slack": [TEAM]},
            "communities[0].discord[0]: that is not a server's id",
        ),
        ({"name": "a", "discord": [True], "slack": [TEAM]}, "communities[0].discord[0] must be text"),
        ({"name": "a", "discord": [-1], "slack": [TEAM]}, "communities[0].discord[0]: that is not a server's id"),
        ({"name": "a", "discord": GUILD, "slack": [TEAM]}, "communities[0].discord must be a list"),
        ({"name": "a", "discord": [GUILD], "slack": ["edge-lab"]}, "slack[0]: that is not a workspace's id"),
        ({"name": "a", "discord": [GUILD], "slack": [f"{TEAM}\n"]}, "slack[0]: that is not a workspace's id"),
        ({"name": "a", "discord": [GUILD], "slack": [f"{TEAM}.U1"]}, "slack[0]: that is not a workspace's id"),
        ({"name": "a\u202eb", "discord": [GUILD], "slack": [TEAM]}, "communities[0].name: write a name"),
        ({"name": "x" * 61, "discord": [GUILD], "slack": [TEAM]}, "communities[0].name: write a name"),
        ({"name": "  ", "discord": [GUILD], "slack": [TEAM]}, "communities[0].name: write a name"),
        ({"discord": [GUILD], "slack": [TEAM]}, "communities[0].name is missing"),
        ({"name": "a", "disocrd": [GUILD]}, "communities[0].disocrd is not a setting. Did you mean discord?"),
        ("Edge lab", "communities[0] must hold settings"),
    ],
)
def test_a_mistake_is_told_in_words(tmp_path: Path, community: object, words: str) -> None:
    assert words in mistakes(tmp_path, community)


_JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.sampled_from([GUILD, TEAM]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "discord", "slack"]), inner),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_JUNK)
def test_whatever_stands_there_is_a_link_or_sentences(tmp_path: Path, junk: object) -> None:
    try:
        linked = communities_from(load_settings(written(tmp_path, junk), {}).communities)
    except ConfigError as error:
        said = str(error).splitlines()[1:]
        assert {re.match(r"- communities\b", each) is not None for each in said} == {True}
    else:
        keys = [key for each in linked.linked for key in each.workspaces]
        assert len(keys) == len(set(keys))


def test_a_platform_that_nothing_runs_on_is_told() -> None:
    linked = Communities((Community("Edge lab", (f"discord:{GUILD}", f"slack:{TEAM}")),))
    assert not list(one_sided(linked, ["discord", "slack"]))
    (said,) = one_sided(linked, ["discord"])
    assert said.startswith("There is no token for Slack, and the community Edge lab is there, too: ")
    (said,) = one_sided(linked, [])
    assert said.startswith("There is no token for Discord and none for Slack, and the community Edge lab is on both: ")
