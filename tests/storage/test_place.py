"""Where a database is, from a path or a URL; no password is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.storage.place import PostgresServer, SqliteFile, find_place


def test_a_path_is_a_file() -> None:
    assert find_place(Path("/srv/a b?.db")) == SqliteFile(Path("/srv/a b?.db"))
    assert find_place("relative.db") == SqliteFile(Path.cwd() / "relative.db")


def test_a_tilde_is_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))

    assert find_place("~/x.db") == SqliteFile(tmp_path / "x.db")


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
def test_a_sqlite_url_is_a_file(scheme: str) -> None:
    assert find_place(f"{scheme}:////srv/x.db") == SqliteFile(Path("/srv/x.db"))
    assert find_place(f"{scheme}:///x.db") == SqliteFile(Path.cwd() / "x.db")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_a_postgresql_url_is_a_server(scheme: str) -> None:
    place = find_place(f"{scheme}://bot:secret@db.example:6000/awesome")

    assert isinstance(place, PostgresServer)
    assert str(place) == "db.example:6000/awesome"


def test_the_word_of_libpq_for_ssl_is_understood() -> None:
    place = find_place("postgresql://bot@db.example/awesome?sslmode=require")

    assert isinstance(place, PostgresServer)
    assert place.url.query == {"ssl": "require"}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://h/db",
        "sqlite://",
        "sqlite://host/x.db",
        "postgresql://h:port/db",
        "postgresql+psycopg2://h/db",
        "https://example.org",
        "://",
    ],
)
def test_another_url_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match="postgresql://user@host"):
        find_place(url)


def test_an_unknown_option_is_named() -> None:
    with pytest.raises(StoreError, match="not known: pool"):
        find_place("postgresql://h/db?pool=5")


@given(st.text(alphabet="ab@:/?#[]%&=+ \\", max_size=8))
def test_no_password_is_ever_shown(inner: str) -> None:
    url = f"postgresql://user:s3cr{inner}t9@host:5432/db"
    try:
        place = find_place(url)
    except StoreError as error:
        shown = f"{error} {error!r} {error.fields} {error.__cause__} {error.__suppress_context__ or error.__context__}"
    else:
        shown = f"{place} {place!r}"

    assert "s3cr" not in shown
    assert "t9" not in shown
