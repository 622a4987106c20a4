"""What `--help` lists is whole: no summary of a command is cut."""

from __future__ import annotations

import typer
from typer.main import get_command

from bot.cli.app import app

_SUMMARY = 60
"""Characters of a summary that a terminal of 80 columns lists; what is longer ends in dots."""


def test_no_summary_of_a_command_is_cut() -> None:
    root = get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    groups = [root, *(each for each in root.commands.values() if isinstance(each, typer.core.TyperGroup))]
    assert len(groups) > 5
    for group in groups:
        for name, command in group.commands.items():
            assert not command.get_short_help_str(_SUMMARY).endswith("..."), name
