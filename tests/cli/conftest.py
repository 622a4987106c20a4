"""A settings file that follows one local list."""

import json
from pathlib import Path

import pytest

from tests.cli.process import LIST


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    path = tmp_path / "config.yaml"
    path.write_text(json.dumps({"data_dir": "state", "lists": [{"name": "edge", "source": "list.md"}]}), "utf-8")
    return path
