"""Searching by meaning from the command line: asked for, absent without a trace, or missed in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.process import LIST, bot

LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
installed = pytest.mark.skipif(not all(map(find_spec, LIBRARIES)), reason="the extra `semantic` is not installed")


def settings(folder: Path, meaning: object) -> Path:
    (folder / "list.md").write_text(LIST, "utf-8")
    path = folder / "config.yaml"
    lists = [{"name": "edge", "source": "list.md"}]
    path.write_text(json.dumps({"data_dir": "state", "lists": lists, "search": {"meaning": meaning}}), "utf-8")
    return path


def test_nothing_of_a_model_is_loaded_unless_the_settings_ask(tmp_path: Path) -> None:
    """A question is answered, every part of the bot is imported, and none of the libraries nor their home."""
    config = settings(tmp_path, meaning=False)
    script = f"""if True:
        import asyncio, sys
        from pathlib import Path
        from bot.bootstrap import desk_for, meant_by, encoding
        from bot.cli import app, chat, sync
        from bot.config import load_settings
        found = load_settings(Path({str(config)!r}), {{}})
        assert meant_by(found) is None
        asyncio.run(chat.run_ask(found, "memory training", json_form=True, plain=True))
        asyncio.run(chat.run_ask(found, "/status", json_form=True, plain=True))
        loaded = {{".".join(name.split(".")[:2]) for name in sys.modules}}
        print(*loaded & {{*{LIBRARIES}, "bot.meaning"}}, file=sys.stderr)
    """
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Sage" in ran.stdout
    assert "meaning" not in ran.stdout
    assert ran.stderr.strip() == ""


@installed
def test_sync_reads_entries_for_their_meaning_once(tmp_path: Path) -> None:
    from tests.meaning.tiny import tiny_model

    tiny_model(tmp_path / "tiny")
    config = settings(tmp_path, "tiny")
    first, again = bot("--config", config, "sync"), bot("--config", config, "sync")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "2 entries were read for their meaning." in first.stdout
    assert "meaning" not in again.stdout
    (tmp_path / "tiny" / "model.safetensors").rename(tmp_path / "tiny" / "pytorch_model.bin")
    refused = bot("--config", config, "sync")
    assert refused.returncode == 0
    assert "is a pickle" in refused.stderr


@installed
def test_who_asks_once_gets_what_is_few_encoded_and_status_says_so(tmp_path: Path) -> None:
    from tests.meaning.tiny import tiny_model

    tiny_model(tmp_path / "tiny")
    said = bot("--config", settings(tmp_path, "tiny"), "ask", "/status")
    assert "Searching by meaning" in said.stdout
    assert "2 of 2" in said.stdout


def test_a_wrong_folder_is_said_and_words_are_searched_all_the_same(tmp_path: Path) -> None:
    asked = bot("--config", settings(tmp_path, "nowhere"), "ask", "memory training")
    assert asked.returncode == 0
    assert "Sage" in asked.stdout
    sentences = {"There is no model folder at", "Searching by meaning needs more than is installed."}
    assert any(sentence in asked.stderr for sentence in sentences)
