"""What the words of a question ask for, and which of them ask for nothing."""

from __future__ import annotations

import pytest

from bot.search.lexicon import Lexicon, SynonymTable
from bot.search.postings import Postings
from bot.search.spelling import Speller
from bot.search.terms import TermReader, Terms
from bot.search.vocabulary import Vocabulary
from bot.shipped import synonym_table
from tests.search.library import catalog_of, default_entries, engine_over, paper

LEXICON = Lexicon(
    SynonymTable(
        same=(("fl", "federated learning"),),
        near=(("browser", "web page"), ("phone", "pocket")),
        ignored=frozenset({"the", "on"}),
        weak=frozenset({"use"}),
        plain=frozenset({"happen", "longer", "web"}),
    )
)


def read(question: str, *known: str, beside_facets: bool = False) -> Terms:
    """Read a question with a catalog that has one entry with the *known* keys."""
    keys: Postings[str] = Postings()
    keys.add_all(known, 0)
    spelt = {word: 1 for word in known if not word.startswith("_")}
    reader = TermReader(Vocabulary(9, keys, spelt), LEXICON, stand_together=lambda _stems: False)
    return reader.read(question.split(), beside_facets=beside_facets)


def typed(terms: Terms) -> list[str]:
    return [" ".join(term.typed) for term in terms.terms]


def test_everyday_english_that_no_entry_has_is_not_missed_and_never_respelt() -> None:
    terms = read("what happens longer on the phone", "phon", "phone")
    assert typed(terms) == ["what", "phone"]  # in whichever form
    assert typed(read("happily hopping on the phone", "phon", "phone")) == ["happily", "hopping", "phone"]
    assert typed(read("happen longer phone", "phon", "phone")) == ["phone"]
    assert not read("longer phone", "phon", "longen").corrections


def test_everyday_english_that_some_entry_has_is_asked_for() -> None:
    assert typed(read("longer phone", "phon", "long")) == ["longer", "phone"]
    assert typed(read("the web page", "brows", "web", "pag")) == ["web", "page"]


def test_of_nothing_but_everyday_english_each_word_is_asked_for() -> None:
    assert typed(read("longer happen", "phon")) == ["longer", "happen"]


def test_a_phrase_whose_words_are_known_each_by_itself_is_helped_by_what_comes_close_to_the_whole() -> None:
    web, page = read("web page", "brows", "web", "pag").terms
    assert web.keys == {"web": 1.0, "brows": 0.6}
    assert page.keys == {"pag": 1.0, "brows": 0.6}
    assert "brows" not in read("page", "brows", "pag").terms[0].keys


def test_two_words_that_only_make_sense_as_one_are_read_as_one() -> None:
    assert typed(read("on nx", "onnx")) == ["onnx"]
    assert typed(read("shufle net", "shufflenet", "net")) == ["shufflenet"]
    assert typed(read("federatd learning", "federat", "federated", "learn", "learning")) == ["federatd", "learning"]
    assert typed(read("in tel chips", "intel")) == ["intel", "chips"]
    assert typed(read("phone page", "phon", "pag", "page", "phonepage")) == ["phone", "page"]


def test_familiar_is_how_many_things_are_asked_for_if_the_catalog_has_each() -> None:
    assert read("phone fl", "phon", "_fl").familiar == 2
    assert read("phone zebra", "phon").familiar == 0
    assert read("use phone", "phon").familiar == 1
    assert read("pocket fl", "phon", "_fl").familiar == 2  # what comes close will do


def test_brief_is_a_question_of_few_things_that_has_a_foreign_one() -> None:
    assert read("zebra phone use", "phon").brief
    assert not read("pocket phone", "phon").brief
    assert not read("zebra phone stripes fl", "phon", "_fl").brief


def test_beside_a_condition_words_that_only_shape_a_question_ask_for_nothing() -> None:
    assert typed(read("use", "phon", beside_facets=True)) == []
    assert typed(read("use phone", "phon", beside_facets=True)) == ["use", "phone"]


@pytest.mark.parametrize("word", ["contention", "localization", "personal", "pose", "typing", "news"])
def test_a_word_with_a_meaning_of_its_own_is_not_taken_for_another_of_its_family(word: str) -> None:
    others = {"contention": "content", "localization": "local", "personal": "person", "pose": "possible",
              "typing": "type", "news": "new"}  # fmt: skip
    engine = engine_over(catalog_of([*default_entries(), paper(f"Zebra {others[word]} zebra")]))
    assert not any("Zebra" in hit.entry.entry.title for hit in engine.search(word).hits)


def test_everyday_english_has_no_word_of_the_field() -> None:
    table = synonym_table()
    named = {phrase for row in table.same for phrase in row} | table.translations.keys()
    assert not table.plain & (named | table.software)
    assert Speller(dict.fromkeys(table.plain, 1)).correct("quantization") is None


def test_only_the_last_word_may_be_unfinished() -> None:
    opera, aria = read("opera aria", "operation", "ariane").terms
    assert list(opera.keys) == ["opera"]
    assert "arian" in aria.keys


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("suggest words as i write", "Federated learning for mobile keyboard"),
        ("training on a signal processor", "Mandheling"),
        ("learn from many phones without uploading", "Eco-FL"),
    ],
)
def test_a_question_in_everyday_words_is_answered_though_titles_have_the_words_of_the_field(
    question: str, expected: str
) -> None:
    hits = engine_over(catalog_of(default_entries())).search(question).hits
    assert any(hit.entry.entry.title.startswith(expected) for hit in hits[:3])
