"""What is a list's text, and what is something else in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAList
from bot.upstream.content import check_content, decode

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf \r\n\t", "an empty file"),
        (b"<!DOCTYPE html>\n<title>502</title>", "an HTML page"),
        (b"\n <!-- x --> <HTML lang=en>", "an HTML page"),
        (b'<?xml version="1.0"?><html>', "an HTML page"),
        (b'{"message": "Not Found"}', "JSON data"),
        (b'[{"name": "README.md"}]', "JSON data"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG file"),
        (b"\x1f\x8b\x08\x00", "a GZIP file"),
        (b"# List\n- a\x00b", "a binary file"),
        (bytes(range(1, 9)) * 99, "a binary file"),
        (LFS, "a Git LFS pointer"),
    ],
)
def test_what_is_no_list_is_named(data: bytes, what: str) -> None:
    with pytest.raises(NotAList, match=what) as caught:
        check_content(data, "github:o/r")
    assert "github:o/r gave" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"# List\n- a\n",
        b"<div align=center><h1>List</h1></div>\n\n- a\n",
        b"<!-- lint disable -->\n# List",
        b"\xff\xfe#\x00 \x00L\x00",
        b"- [a](b)\x0c\n- caf\xe9\n",
        b"[list](https://x.example) of things",
        b'{"format": 1, "entries": []}',
    ],
)
def test_every_kind_of_list_passes(data: bytes) -> None:
    check_content(data, "x")


def test_a_yaml_list_may_be_json() -> None:
    check_content(b'[{"title": "x"}]', "x", filename="list.YAML")


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("μLayer".encode(), None, "μLayer"),
        ("\ufeffμLayer".encode(), None, "μLayer"),
        ("μLayer".encode(), "iso-8859-1", "μLayer"),
        ("café".encode("cp1252"), None, "café"),
        ("жук".encode("koi8-r"), "koi8-r", "жук"),
        ("x".encode("utf-16"), None, "x"),
        ("xy".encode("utf-16-le"), "UTF-16LE", "xy"),
        ("café".encode("cp1252"), "hex", "café"),
        ("café".encode("cp1252"), "no\0such", "café"),
    ],
)
def test_texts_are_decoded_as_they_were_written(data: bytes, charset: str | None, text: str) -> None:
    assert decode(data, charset) == text


@given(st.binary(), st.none() | st.text())
def test_no_bytes_and_no_charset_break_decoding(data: bytes, charset: str | None) -> None:
    assert isinstance(decode(data, charset), str)
