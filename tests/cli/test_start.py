"""A start where the store cannot be written still answers from what is there."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap import opened_store
from bot.cli.chat import _sentences_at_start
from bot.config import ListSettings, Settings
from bot.errors import StoreReadOnly
from tests.storage.unprivileged import unprivileged_in

LIST = """# Awesome Edge

## Papers

- [Sage: Training on Phones](https://example.org/sage.pdf) by In Gim et al., MobiSys 2022
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder that a user without rights can reach, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def settings_in(folder: Path) -> Settings:
    (folder / "list.md").write_text(LIST, "utf-8")
    edge = ListSettings(name="edge", source=str(folder / "list.md"))
    return Settings(data_dir=folder / "state", lists=(edge,))


async def test_a_store_that_cannot_be_written_is_said_and_still_served(folder: Path) -> None:
    settings = settings_in(folder)
    async with opened_store(settings) as store:
        assert await _sentences_at_start(settings, store) == []
    (settings.data_dir / "awesome-bot.db").chmod(0o444)
    with unprivileged_in(settings.data_dir, 0o555):
        async with opened_store(settings) as store:
            (sentence,) = await _sentences_at_start(settings, store)
            assert "cannot be written" in sentence
            assert [entry.id for entry in (await store.load()).entries] == ["sage"]


async def test_an_empty_store_that_cannot_be_written_is_an_error(folder: Path) -> None:
    settings = settings_in(folder)
    async with opened_store(settings):
        pass
    (settings.data_dir / "awesome-bot.db").chmod(0o444)
    with unprivileged_in(settings.data_dir, 0o555), pytest.raises(StoreReadOnly):
        async with opened_store(settings) as store:
            await _sentences_at_start(settings, store)
