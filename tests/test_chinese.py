"""The bot speaks Simplified Chinese and nothing but: asked everything, it answers without an English word."""

import json
import random
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.bootstrap import desk_for, opened_store
from bot.cli.sync import sync_at_start
from bot.commands.answer import answer_line
from bot.commands.complete import LineCompleter
from bot.commands.desk import Desk
from bot.commands.model import Person
from bot.commands.table import COMMANDS
from bot.config import ListSettings, Settings
from bot.domain.destinations import person_destination
from bot.domain.subscriptions import Subscription
from bot.i18n import use_translations
from bot.replies.layout import lay_out
from bot.replies.model import Document, Reply
from bot.replies.plain import to_plain
from bot.translations import translations_for
from tests.cli.process import bot
from tests.replies.samples import SAMPLES
from tests.replies.strategies import NOW, foreign, replies_by_type

LIST = """# 端侧智能

## 论文

### 1. 训练

- [端侧训练综述](https://例子.测试/一) 张三、李四，发表于会议，2022 [[代码](https://例子.测试/二)]
- [内存高效的训练方法](https://例子.测试/三) 王五，2023

## 项目

- [推理框架](https://例子.测试/四) - 手机上的推理框架
"""
ASKED = [
    *(example for command in COMMANDS.values() for example in command.examples),
    *(f"/help {name}" for name in COMMANDS),
    *("/search 训练 kind:paper has:code year:2022", "/search 训练 sort:名", "/search 训练 year:去年 kind:书 has:茶"),
    *("/search 训练 page:9", "/search 训炼", "/search 完全没有的东西", "/search section:训练", "/search venue:没有"),
    *(
        "/show",
        "/show 1",
        "/show 端侧训练综述",
        "/show 训",
        "/similar 端侧训练综述",
        "/random",
        "/recommend",
        "/recommend",
    ),
    *(
        "/browse 训练",
        "/browse 没有",
        "/save 推理框架 note: 周四",
        "/saved",
        "/saved 没有",
        "/show 推理框架",
        "/recent 昨",
        "/recent changes",
    ),
    *(
        "/unsave 推理框架",
        "/unsave 推理框架",
        "/saved",
        "/export 没有",
        "/nosuch",
        "/serch 训练",
        "/help nosuch",
        "/recent 1d",
    ),
    *("/forget", "/forget yes", "/recent last month", "/stats", "/status", "/lists", "/about"),
]
ME = Person("test:me", person_destination("test:me"), zone="UTC")
ORDER = Subscription("k7wd", person_destination("test:me"), ME.key, NOW, "weekly mon 09:00", "UTC", 0, NOW, NOW)
PARAMETERS = {param.name for command in COMMANDS.values() for param in command.params}
CHOICES = {choice for command in COMMANDS.values() for param in command.params for choice in param.choices}
TYPED = re.compile(r"`[^`]*`|https?://\S+|(?<!\w)/[a-z]+(?: [^\n·]*)?|\b[a-z]+:\S*|“[^”]*”|2 weeks|last month")
"""What stays as it is typed: commands and what follows them, filters, choices, parameters, what was asked."""
AS_TYPED = """
    weekly mon daily am monthly st on change Asia Shanghai usual weeks monday friday option value added code none
    arXiv DOI MobiSys GitHub Crossref Slack Discord PDF reading
"""
KEPT = (
    PARAMETERS
    | CHOICES
    | set(AS_TYPED.split())
    | {
        "wd",
        "mjq",
        "kd",
        "aw",
        "ohfe",
        "UTC",
        "saved",
        "all",
        "other",
        "poet",
        "shipped",
        "awesome",
        "bot",
        "MIT",
        "ID",
    }
)


def english_in(text: str) -> list[str]:
    return [word for word in re.findall(r"[A-Za-z]{2,}", TYPED.sub(" ", text)) if word not in KEPT]


@pytest.fixture
def chinese() -> Iterator[None]:
    with use_translations(translations_for("zh_CN")):
        yield


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    chosen = Settings(data_dir=tmp_path, lists=(ListSettings(name="a", source=str(tmp_path / "list.md")),))
    async with opened_store(chosen) as store:
        await sync_at_start(chosen, store)
        desk = replace(desk_for(store), rng=random.Random(7))
        await desk.library.refresh()
        yield desk


async def test_whatever_is_asked_is_answered_in_chinese(desk: Desk, tmp_path: Path) -> None:
    with use_translations(translations_for("zh_CN")):
        for line in ASKED:
            if not await desk.store.subscriptions():
                await desk.store.put_subscription(ORDER)
            _name, reply = await answer_line(desk, line, ME)
            if isinstance(reply, Document):
                continue
            said = to_plain(lay_out(reply, now=datetime.now(UTC), width=100)).replace(str(tmp_path / "list.md"), "")
            for order in await desk.store.subscriptions():
                said = re.sub(rf"(?<!\w){order.id}(?!\w)", "", said)
            assert not english_in(said), f"{line}:\n{said}"


async def test_completions_are_explained_in_chinese(desk: Desk) -> None:
    with use_translations(translations_for("zh_CN")):
        for line in ("/", *(f"/{name} " for name in COMMANDS), "/search kind:"):
            for each in LineCompleter(desk).complete(line, len(line)):
                assert not english_in(each.meta), (line, each)


@pytest.mark.parametrize("kind", get_args(Reply))
@given(st.data(), st.none() | st.integers(40, 120), st.booleans())
@settings(max_examples=15, deadline=None)
def test_no_english_word_is_left_in_any_reply(
    kind: type[Reply], data: st.DataObject, width: int | None, full_urls: bool
) -> None:
    reply = data.draw(replies_by_type(foreign, st.just("https://例え.jp/1"))[kind])
    with use_translations(translations_for("zh_CN")):
        text = to_plain(lay_out(reply, now=NOW, width=width, full_urls=full_urls))
    assert set(re.findall("[A-Za-z]+", re.sub(r"https?://\S+", "", text))) <= {"ID", "Discord", "Slack"}


@pytest.mark.parametrize("name", ["card", "first page"])
def test_columns_line_up_in_chinese(name: str, chinese: None, snapshot: SnapshotAssertion) -> None:
    """A person has looked at these; a change to them is to be looked at too."""
    assert to_plain(lay_out(SAMPLES[name], now=NOW, width=72)) == snapshot


LANG = "zh_CN.UTF-8"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "list.md").write_text(LIST, "utf-8")
    path = tmp_path / "config.yaml"
    path.write_text(json.dumps({"data_dir": "state", "lists": [{"name": "a", "source": "list.md"}]}), "utf-8")
    return path


def test_the_command_line_speaks_the_language_of_the_terminal(config: Path) -> None:
    assert bot("--config", config, "sync", LANG=LANG).stdout == "a：已载入 3 个条目。\n"
    assert bot("--config", config, "check", LANG=LANG).stdout.startswith("设置：正常\n数据库：正常\n")
    assert "标题" in bot("parse", config.parent / "list.md", LANG=LANG).stdout
    refused = bot("--config", config, "sync", "--list", "b", LANG=LANG)
    assert (refused.returncode, refused.stderr) == (2, "没有名为 b 的列表。现有列表：a。\n")
    assert "没有 /nosuch 命令" in bot("--config", config, "run", typed="/nosuch\n", LANG=LANG).stdout


def test_mistakes_in_the_settings_are_told_in_the_language_that_they_ask_for(config: Path) -> None:
    config.write_text("language: zh_CN\ndata_dri: x\nsettle: soon\n", "utf-8")
    done = bot("--config", config, "sync", LC_ALL="C.UTF-8")
    assert done.returncode == 2
    assert "- data_dri 不是有效的设置项。您是指 data_dir 吗？" in done.stderr
    assert "- settle：请写数字加单位，例如 30m、6h 或 1d。" in done.stderr


def test_a_stream_that_cannot_write_chinese_gets_english(config: Path) -> None:
    done = bot("--config", config, "ask", "/nosuch", LANG=LANG, PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert "There is no command /nosuch" in done.stdout


def test_the_contract_for_scripts_is_the_same_in_every_language(config: Path) -> None:
    asked = ("--config", config, "ask", "--format", "json", "/search 训练")
    english, chinese = (json.loads(bot(*asked, LANG=lang).stdout) for lang in ("C", LANG))
    assert english["results"] == chinese["results"]
    assert english.keys() == chinese.keys()
