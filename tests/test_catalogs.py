"""Every sentence in the source is translated in every catalog that ships; `scripts/messages` collects them."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.translations import DOMAIN, languages

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "bot" / "locale"
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "NN_": (1, 2)}

Forms = tuple[str, ...]


def in_the_source() -> set[Forms]:
    found = extract_from_dir(ROOT / "bot", keywords=KEYWORDS)
    return {message if isinstance(message, tuple) else (message,) for _file, _line, message, *_rest in found}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def forms(of: str | list[str] | Forms | None) -> Forms:
    assert of is not None
    return (of,) if isinstance(of, str) else tuple(of)


@pytest.fixture(scope="module", params=languages())
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return read(LOCALE / request.param / "LC_MESSAGES" / f"{DOMAIN}.po")


def test_there_is_something_to_translate() -> None:
    """The extraction finds plain messages, marked ones, plurals and marked plurals."""
    found = in_the_source()
    assert ("The list is empty.",) in found
    assert ("Find papers and projects on the list.",) in found
    assert ("{count} entry", "{count} entries") in found
    assert ("{count} gone", "{count} gone") in found


def test_the_template_is_what_the_source_says() -> None:
    """Run scripts/messages after a sentence was added or changed."""
    template = {forms(message.id) for message in messages(read(LOCALE / f"{DOMAIN}.pot"))}
    assert template == in_the_source()


def test_every_message_is_translated_and_no_other(catalog: Catalog) -> None:
    """Run scripts/messages, then translate what is new."""
    there = {forms(message.id): message for message in messages(catalog)}
    assert set(there) == in_the_source()
    missing = [ids for ids, message in there.items() if not all(forms(message.string))]
    assert not missing
    assert not catalog.obsolete


def test_no_translation_is_a_guess(catalog: Catalog) -> None:
    assert not [message.id for message in messages(catalog) if message.fuzzy]


def test_every_plural_has_as_many_forms_as_the_language(catalog: Catalog) -> None:
    plurals = [message for message in messages(catalog) if message.pluralizable]
    assert plurals
    assert {len(forms(message.string)) for message in plurals} == {catalog.num_plurals}


def places(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{\w+\}", text))


def test_every_form_has_the_places_of_the_original(catalog: Catalog) -> None:
    """A plural's `{count}` too; filling in must not fail, and nothing that is filled in may be lost."""
    wrong = [
        (message.id, text)
        for message in messages(catalog)
        for text in forms(message.string)
        if places(text) != places(forms(message.id)[-1])
    ]
    assert not wrong


TYPED = re.compile(r"(?<![\w{/])/[a-z]+\b|--[a-z]+|`[^`]*`|https?://|\b[a-z]+:(?=[a-z0-9])\S+|\b[A-Z]+(?:_[A-Z]+)+\b")
"""What a person types or copies: commands, options, filters, names of variables."""
WORDS_IN_TYPED = {"`name: value`", "github:owner/repository.", "github:owner/repository,", "git:folder,"}
"""Those that hold a word of the language."""


def typed(text: str) -> set[str]:
    return {found.rstrip(".,;") for found in TYPED.findall(text) if found not in WORDS_IN_TYPED}


def test_what_is_typed_stays_as_it_is(catalog: Catalog) -> None:
    lost = [
        (message.id, each)
        for message in messages(catalog)
        for each in typed(forms(message.id)[-1])
        if not all(each in text for text in forms(message.string))
    ]
    assert not lost


def test_line_breaks_and_edges_are_kept(catalog: Catalog) -> None:
    for message in messages(catalog):
        for text in forms(message.string):
            assert text.count("\n") == forms(message.id)[0].count("\n")
            assert text == text.strip() or forms(message.id)[0] != forms(message.id)[0].strip()


def test_emphasis_is_kept_where_markdown_sees_it(catalog: Catalog) -> None:
    """A letter may not touch an asterisk from outside; a sign may."""
    for message in messages(catalog):
        for text in forms(message.string):
            assert text.count("*") == forms(message.id)[0].count("*")
            assert not re.search(r"\w\*\{|\}\*\w", text), text


HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?.()]|[,;!?()][\u4e00-\u9fff]")


def test_chinese_has_chinese_punctuation_and_space_around_latin() -> None:
    for message in messages(read(LOCALE / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.po")):
        for text in forms(message.string):
            prose = re.sub(r"`[^`]*`|github:\S+|git:\S+", "", text)
            assert not HALF_WIDTH.search(prose), text
            assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", prose), text
