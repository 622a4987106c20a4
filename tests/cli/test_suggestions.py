"""Operators decide about suggestions from the command line: real processes, exit codes."""

from pathlib import Path

from bot.cli.deciding import SuggestionState as Choices
from bot.domain.suggestions import SuggestionState
from tests.cli.process import bot

OFFER = (
    '/suggest link:"https://example.invalid/thyme" title:"Thyme on phones" authors:"Ada et al."'
    ' published:"MobiSys 2024" section:"Papers"'
)


def test_an_operator_sees_approves_and_gets_the_patch(config: Path) -> None:
    bot("--config", config, "sync")
    offered = bot("--config", config, "ask", OFFER)
    assert offered.returncode == 0, offered.stdout
    id_ = bot("--config", config, "suggestions", "list", "--state", "draft").stdout.split("\t")[0]
    assert bot("--config", config, "ask", f"/suggestions send {id_}").returncode == 0
    shown = bot("--config", config, "suggestions", "show", id_)
    assert "Thyme on phones" in shown.stdout
    approved = bot("--config", config, "suggestions", "approve", id_)
    assert (approved.returncode, approved.stdout) == (0, f"{id_}: “Thyme on phones” is approved.\n")
    sent = bot("--config", config, "suggestions", "send", "--dry-run")
    assert "+- " in sent.stdout
    assert "Thyme on phones" in sent.stdout
    again = bot("--config", config, "suggestions", "reject", id_, "Not now.")
    assert again.returncode == 0
    assert bot("--config", config, "suggestions", "send").stdout == "There is nothing to send.\n"


def test_somebody_is_blocked_and_let_in_again(config: Path) -> None:
    bot("--config", config, "sync")
    assert bot("--config", config, "suggestions", "block", "terminal:local", "spam").returncode == 0
    refused = bot("--config", config, "ask", OFFER)
    assert refused.returncode == 1
    assert "cannot suggest" in refused.stdout
    assert "can suggest again" in bot("--config", config, "suggestions", "unblock", "terminal:local").stdout
    assert "was not blocked" in bot("--config", config, "suggestions", "unblock", "terminal:local").stdout


def test_an_unknown_id_is_one_sentence_and_exit_code_2(config: Path) -> None:
    bot("--config", config, "sync")
    done = bot("--config", config, "suggestions", "approve", "nobody")
    assert (done.returncode, done.stderr) == (2, "There is no suggestion called “nobody”.\n")


def test_the_states_that_the_command_line_offers_are_those_that_there_are() -> None:
    assert [each.value for each in Choices] == [each.value for each in SuggestionState]
