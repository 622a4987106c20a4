"""Sources as people write them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigError
from bot.upstream.addresses import shown
from bot.upstream.locator import (
    CloneList,
    GitHubList,
    LocalList,
    Locator,
    ShippedList,
    WebList,
    parse_locator,
)

BASE = Path("/home/me")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("shipped", ShippedList()),
        ("github:o/r", GitHubList("o", "r")),
        ("GitHub:o/r.git", GitHubList("o", "r")),
        ("github:o/r.js@feature/x:docs/./LIST.md", GitHubList("o", "r.js", "feature/x", "docs/LIST.md")),
        ("github:o/r:LIST.md", GitHubList("o", "r", None, "LIST.md")),
        ("https://github.com/o/r", GitHubList("o", "r")),
        ("http://www.github.com/o/r/", GitHubList("o", "r")),
        ("https://github.com/o/r.git", GitHubList("o", "r")),
        ("https://github.com/o/r/issues", GitHubList("o", "r")),
        ("https://github.com/o/r/tree/dev", GitHubList("o", "r", "dev")),
        ("https://github.com/o/r/tree/dev/sub%20list", GitHubList("o", "r", "dev", "sub list")),
        ("https://github.com/o/r/blob/main/a/B.md?plain=1#x", GitHubList("o", "r", "main", "a/B.md")),
        ("https://raw.githubusercontent.com/o/r/main/B.md", GitHubList("o", "r", "main", "B.md")),
        ("https://raw.githubusercontent.com/o/r/refs/heads/main/B.md", GitHubList("o", "r", "main", "B.md")),
        ("git@github.com:o/r.git", GitHubList("o", "r")),
        ("github.com/o/r", GitHubList("o", "r")),
        ("https://x.example/list.md#top", WebList("https://x.example/list.md")),
        ("https://gist.github.com/o/12/raw/list.md", WebList("https://gist.github.com/o/12/raw/list.md")),
        ("https://github.com/o/r/wiki/Home", WebList("https://github.com/o/r/wiki/Home")),
        ("http://localhost:8080/list.md", WebList("http://localhost:8080/list.md")),
        ("http://127.0.0.1/list.md", WebList("http://127.0.0.1/list.md")),
        ("lists/mine.md", LocalList(BASE / "lists/mine.md")),
        ("/srv/list", LocalList(Path("/srv/list"))),
        ("git:clone", CloneList(BASE / "clone")),
        ("git:/srv/list.git@main:docs/LIST.md", CloneList(Path("/srv/list.git"), "main", "docs/LIST.md")),
    ],
)
def test_each_form_is_understood(source: str, expected: Locator) -> None:
    assert parse_locator(source, BASE) == expected


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "not a source that the bot knows"),
        ("ftp://x.example/list.md", "write shipped, github:owner/repository"),
        ("gitlab:o/r", "not a source that the bot knows"),
        ("a\nb.md", "not a source that the bot knows"),
        ("github:o", "write github:owner/repository"),
        ("github:o/..", "write github:owner/repository"),
        ("github:-o/r", "write github:owner/repository"),
        ("github:o/r/x", "write github:owner/repository"),
        ("github:o/r@-x", "-x cannot be a branch"),
        ("github:o/r@a..b", "a..b cannot be a branch"),
        ("github:o/r:../../x", "must be a path inside the repository"),
        ("git:", "write git:folder"),
        ("~no-such-person/list.md", "home folder that is not known"),
        ("git:x:../y", "must be a path inside the repository"),
        ("https://github.com/o", "write github:owner/repository"),
        ("http://x.example/list.md", "write https:// instead of http://"),
        ("http://10.0.0.1/list.md", "write https:// instead of http://"),
        ("https://", "not a web address"),
        ("https://[::1/x", "not a web address"),
        ("https://x.example:port/", "not a web address"),
        ("https://me:hush@x.example/list.md", "must not hold a name or password"),
    ],
)
def test_what_is_no_source_is_refused_in_words(source: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_locator(source, BASE)
    assert words in str(caught.value)
    assert "hush" not in f"{caught.value}{caught.value.fields}"


def test_plain_http_can_be_allowed() -> None:
    assert parse_locator("http://x.example/a.md", allow_http=True) == WebList("http://x.example/a.md")


names = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)


@given(names, names, st.none() | names, st.none() | names)
def test_what_is_written_out_reads_back(owner: str, repo: str, branch: str | None, path: str | None) -> None:
    for place in (GitHubList(owner, repo, branch, path), CloneList(Path("/srv") / repo, branch, path)):
        assert parse_locator(str(place), BASE) == place


@given(st.text())
def test_any_text_is_a_place_or_a_config_error(text: str) -> None:
    with suppress(ConfigError):
        assert str(parse_locator(text, BASE))


def test_what_may_be_secret_in_an_address_is_not_shown() -> None:
    assert shown("https://me:hush@x.example/a.md?key=hush#part") == "https://x.example/a.md?…"
