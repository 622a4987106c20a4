"""Every sentence that people read goes through gettext: a reply or an error is never given bare English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import errors
from bot.replies import model

PACKAGE = Path(__file__).parent.parent / "bot"
REPLIES = {
    name
    for name, value in vars(model).items()
    if isinstance(value, type) and value.__module__.startswith(f"{model.__name__}.")
}
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
MACHINE_WORDS = re.compile(r"(/[a-z]+( .*)?|[a-z_]+|[A-Z]+|text/.+|application/.+)?")
"""Commands, codes, licences and media types are for machines and stay as they are."""


def bare_sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REPLIES | ERRORS:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield from ((node.lineno, text) for text in literals(argument) if not MACHINE_WORDS.fullmatch(text))


def literals(node: ast.expr) -> Iterator[str]:
    """Yield what is written bare: strings and the fixed parts of f-strings, but nothing inside a call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        fixed = (part.value for part in node.values if isinstance(part, ast.Constant))
        yield from (text for text in fixed if isinstance(text, str) and re.search(r"[A-Za-z]{3}\s", text))
    elif isinstance(node, ast.BinOp | ast.IfExp | ast.Tuple | ast.List):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from literals(child)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_reply_or_error_holds_bare_english(path: Path) -> None:
    found = list(bare_sentences(ast.parse(path.read_text("utf-8"))))
    assert not found, f"wrap these in gettext: {found}"


@pytest.mark.parametrize(
    "source",
    [
        'Message("All is well.")',
        'Failure("code", f"No list {name}.")',
        'StoreError("It is " + why)',
        'Tally("By year", rows)',
    ],
)
def test_the_check_can_fail(source: str) -> None:
    assert list(bare_sentences(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        'Message(_("All is well."))',
        'Failure("bad_since", _("…"))',
        'Choice(title, f"/show {id}")',
        'Facts(_("x"), (("a",),))',
    ],
)
def test_the_check_lets_machine_words_pass(source: str) -> None:
    assert not list(bare_sentences(ast.parse(source)))
