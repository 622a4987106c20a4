"""The JSON of answers: whatever a reply holds has its form there, and moments are written as ISO 8601 says."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings

from bot.replies import model as m
from bot.replies.machine import as_json
from tests.replies.samples import SAMPLES
from tests.replies.strategies import hostile, replies

AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@given(replies(hostile))
@settings(max_examples=60, deadline=None)
def test_any_reply_can_be_written_as_json_and_read_back(reply: m.Reply) -> None:
    told = as_json("x", reply, 1.0)
    assert json.loads(json.dumps(told)) == json.loads(json.dumps(told, ensure_ascii=False))


def test_moments_and_days_are_iso_8601_however_deep_they_are() -> None:
    facts = as_json("status", m.Facts("Status", (m.FactGroup("A list", (("checked", AT), ("name", "ours"))),)), 1.0)
    assert facts["groups"] == [
        {
            "title": "A list",
            "rows": [["checked", "2026-11-22T10:30:00+00:00"], ["name", "ours"]],
            "actions": [],
            "code": "",
        }
    ]
    changes = as_json("recent", m.ChangeLog("What changed", (m.ChangeDay(date(2026, 11, 21), ("Sage left.",)),)), 1.0)
    assert changes["days"] == [{"day": "2026-11-21", "sentences": ["Sage left."]}]


@pytest.mark.parametrize("name", SAMPLES)
def test_no_answer_shows_machines_the_inside_of_the_bot(name: str) -> None:
    written = json.dumps(as_json("x", SAMPLES[name], 1.0))
    assert "datetime" not in written
    assert "EntryRef" not in written
