"""What the outbox keeps of a reply is that reply, in whichever version it was written."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog import EntryRef
from bot.domain.entries import EntryKind, Link, LinkKind
from bot.domain.subscriptions import Style
from bot.replies import model as m
from bot.replies.payload import PayloadError, from_payload, to_payload
from tests.replies.samples import SAMPLES
from tests.replies.strategies import hostile, replies

WRITTEN_BY_VERSION_1 = (
    '{"v":1,"type":"DigestPost","reply":{"digest_id":"k3f2","title":"1 new on Garden",'
    '"since":{"at":"2026-11-16T08:00:00+00:00"},"until":{"at":"2026-11-23T08:00:00+00:00"},"zone":"Europe/Berlin",'
    '"groups":[{"title":"1. Weeds","entries":[{"line":'
    '{"ref":["main","thistle"],"title":"Thistle","kind":"paper","command":"/show thistle","year":2026,'
    '"section":["Papers"],"links":[{"kind":"code","url":"https://example.org/t"}]},"remark":"Thistle gained code."}]}],'
    '"more":{"label":"and 2 more","command":"/digest show k3f2"},"style":"compact"}}'
)
THAT_DIGEST = m.DigestPost(
    "k3f2",
    "1 new on Garden",
    datetime(2026, 11, 16, 8, tzinfo=UTC),
    datetime(2026, 11, 23, 8, tzinfo=UTC),
    "Europe/Berlin",
    groups=(
        m.DigestGroup(
            "1. Weeds",
            (
                m.DigestEntry(
                    m.Line(
                        EntryRef("main", "thistle"),
                        "Thistle",
                        EntryKind.PAPER,
                        "/show thistle",
                        year=2026,
                        section=("Papers",),
                        links=(Link(LinkKind.CODE, "https://example.org/t"),),
                    ),
                    "Thistle gained code.",
                ),
            ),
        ),
    ),
    more=m.Choice("and 2 more", "/digest show k3f2"),
    style=Style.COMPACT,
)


@settings(max_examples=200, deadline=None)
@given(replies(hostile))
def test_what_is_read_back_is_what_was_written(reply: m.Reply) -> None:
    payload = to_payload(reply)
    assert payload.isascii()
    assert from_payload(payload) == reply


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_reply_can_be_kept(name: str) -> None:
    assert from_payload(to_payload(SAMPLES[name])) == SAMPLES[name]


def test_a_payload_of_the_first_version_reads_for_ever() -> None:
    assert from_payload(WRITTEN_BY_VERSION_1) == THAT_DIGEST
    assert to_payload(THAT_DIGEST) == WRITTEN_BY_VERSION_1


def test_what_a_later_version_adds_is_left_aside() -> None:
    body = json.loads(WRITTEN_BY_VERSION_1)
    body["reply"]["glow"] = {"deep": [1]}
    body["reply"]["groups"][0]["entries"][0]["line"]["glow"] = True
    assert from_payload(json.dumps(body)) == THAT_DIGEST


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"v":1,"type":"Nothing","reply":{}}',
        '{"v":1,"type":"Message","reply":{}}',
        '{"v":1,"type":"Message","reply":[]}',
        '{"v":1,"type":"Message","reply":{"text":3}}',
        '{"v":1,"type":"Message","reply":{"text":"x","tone":"shrill"}}',
        '{"v":1,"type":"Clarify","reply":{"question":"x","choices":"y"}}',
        '{"v":1,"type":["Message"],"reply":{"text":"x"}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_payload_is_said_to_be_none(payload: str) -> None:
    with pytest.raises(PayloadError):
        from_payload(payload)


NAMES = st.sampled_from(["v", "type", "reply", "text", "choices"])


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda each: st.lists(each, max_size=3) | st.dictionaries(NAMES, each, max_size=3),
        max_leaves=8,
    )
)
def test_no_text_makes_it_fail_otherwise(value: object) -> None:
    body = {"v": 1, "type": "Clarify", "reply": value}
    for text in (json.dumps(value), json.dumps(body)):
        try:
            from_payload(text)
        except PayloadError:
            continue
