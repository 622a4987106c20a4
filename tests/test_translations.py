"""Which translations a language tag means, and what loading them costs those who need none."""

import subprocess
import sys
from typing import get_args

import pytest

from bot.config import Settings
from bot.i18n import N_, NN_, enumeration, gettext, language, ngettext, run_on, use_translations
from bot.translations import ENGLISH, language_of, languages, translations_for


@pytest.mark.parametrize(
    "tag", ["zh", "zh-CN", "zh_CN", "zh_Hans", "zh-Hans-CN", "zh_SG", "zh_CN.UTF-8", "zh_CN.GB18030@radical", "ZH-cn"]
)
def test_simplified_chinese_has_many_names(tag: str) -> None:
    assert translations_for(tag).info()["language"] == "zh_CN"


@pytest.mark.parametrize(
    "tag", ["", "C", "C.UTF-8", "POSIX", "en", "en_GB.UTF-8", "tlh", "zh_TW", "zh-Hant-HK", "z", "../zh_CN"]
)
def test_what_has_no_catalog_is_english(tag: str) -> None:
    assert translations_for(tag) is ENGLISH


def test_a_catalog_is_compiled_once() -> None:
    assert translations_for("zh") is translations_for("zh_CN.UTF-8")


def test_the_environment_is_read_as_terminals_do() -> None:
    assert language_of({}) == ""
    assert language_of({"LANG": "zh_CN.UTF-8"}) == "zh_CN.UTF-8"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE"}) == "de_DE"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}) == "C"
    assert language_of({"LANG": "de_DE", "AWESOME_BOT_LANGUAGE": "zh_CN"}) == "zh_CN"
    assert language_of({"LANG": "de_DE", "AWESOME_BOT_LANGUAGE": "auto"}) == "de_DE"
    assert language_of({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}) == "zh_CN.UTF-8"


def test_english_loads_nothing() -> None:
    code = (
        "import sys; from bot.translations import translations_for as load;"
        "load('en_GB.UTF-8'); load('C'); print('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_catalog_can_be_chosen_in_the_settings() -> None:
    assert set(get_args(Settings.model_fields["language"].annotation)) == {"auto", "en", *languages()}


def test_marked_plurals_are_translated() -> None:
    forms = NN_("{count} gone", "{count} gone")
    with use_translations(translations_for("zh_CN")):
        assert ngettext(*forms, 3) == "移除 3 个"
        assert language() == "zh_CN"


def test_words_and_sentences_are_joined_as_the_language_does() -> None:
    assert enumeration(["a", "b"]) == "a, b"
    assert run_on(["One.", "Two."]) == "One. Two."
    assert run_on([]) == ""
    with use_translations(translations_for("zh_CN")):
        assert enumeration(["a", "b"]) == "a、b"
        assert run_on(["一。", "二。", "三。"]) == "一。二。三。"
        assert gettext(N_("today")) == "今天"
