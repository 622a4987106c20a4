"""What the README says about adding the bot to a server is what the invitation does."""

import re
from pathlib import Path

from bot.frontends.discord.running import _RIGHTS

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
CHAPTER = README.partition("## Add it to your server")[2].partition("\n## ")[0]
OUR_NAMES = {"view channels": "read_messages"}


def test_the_readme_tells_why_of_each_permission_that_is_asked_for_and_of_no_other() -> None:
    table = re.findall(r"^\| ([A-Z][\w ,]+) \| to \w+", CHAPTER, re.MULTILINE)
    named = [name.casefold() for cell in table for name in cell.split(", ")]
    asked = {name for name, granted in _RIGHTS if granted}
    assert {OUR_NAMES.get(name, name.replace(" ", "_")) for name in named} == asked
    assert (
        f"asks for {['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][len(asked)]} permissions" in CHAPTER
    )


def test_the_readme_adds_it_in_five_steps() -> None:
    assert re.findall(r"^(\d)\. ", CHAPTER, re.MULTILINE) == ["1", "2", "3", "4", "5"]
