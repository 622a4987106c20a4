"""People name time zones by their city, their country or an abbreviation; what could be several is asked back."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.scheduling import complete_zone, find_zone
from bot.domain.scheduling.places import PLACES, POPULAR, UNCERTAIN
from bot.domain.scheduling.zones import zone_info
from bot.errors import UnclearZone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/BERLIN", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        (" berlin ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Istanbul", "Europe/Istanbul"),
        ("Louisville", "America/Louisville"),
        ("munich", "Europe/Berlin"),
        ("San Francisco", "America/Los_Angeles"),
        ("Germany", "Europe/Berlin"),
        ("Tokyo time", "Asia/Tokyo"),
        ("北京时间", "Asia/Shanghai"),
        ("上海", "Asia/Shanghai"),
        ("utc", "UTC"),
        ("GMT", "UTC"),
        ("JST", "Asia/Tokyo"),
        ("CET", "Europe/Brussels"),
        ("EDT", "America/New_York"),
        ("UTC+8", "Etc/GMT-8"),
        ("GMT+2", "Etc/GMT-2"),
        ("utc −3", "Etc/GMT+3"),
        ("+08:00", "Etc/GMT-8"),
        ("UTC+14", "Etc/GMT-14"),
        ("UTC-0", "UTC"),
        ("Etc/GMT-8", "Etc/GMT-8"),
    ],
)
def test_a_zone_is_found(text: str, zone: str) -> None:
    assert find_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("Asia/Tokio", "Asia/Tokyo"),
        ("Germny", "Europe/Berlin"),
        ("EST", "America/New_York"),
        ("cst", "America/Chicago"),
        ("USA", "America/New_York"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("Samoa", "Pacific/Apia"),
        ("new", "Asia/Kolkata"),
    ],
)
def test_what_is_near_or_several_is_asked_back(text: str, first: str) -> None:
    with pytest.raises(UnclearZone, match=first) as caught:
        find_zone(text)
    assert caught.value.zones[0] == first


@pytest.mark.parametrize(
    "text", ["banana", "UTC+20", "UTC+1:17", "localtime", "Factory", "../../etc/passwd", "x" * 5000, ""]
)
def test_what_is_no_zone_is_said(text: str) -> None:
    with pytest.raises(UnclearZone) as caught:
        find_zone(text)
    assert not caught.value.zones
    assert len(str(caught.value)) < 200


@given(st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})))
def test_every_name_of_the_database_is_known_and_means_the_same_time(name: str) -> None:
    """But for abbreviations, of which people mean another or one of several."""
    if "/" in name:
        assert find_zone(name) == find_zone(name.upper().replace("_", " ")) == name


@given(st.text(max_size=100))
def test_no_text_breaks_it(text: str) -> None:
    try:
        zone = find_zone(text)
    except UnclearZone:
        return
    assert zone_info(zone).key == zone


def test_the_tables_name_zones_that_exist() -> None:
    known = available_timezones()
    assert known >= set(POPULAR) | set(PLACES.values()) | {zone for zones in UNCERTAIN.values() for zone in zones}
    assert not PLACES.keys() & UNCERTAIN.keys()


def test_what_is_being_typed_is_completed() -> None:
    assert complete_zone("") == list(POPULAR)[:12]
    assert complete_zone("ber")[0] == "Europe/Berlin"
    assert complete_zone("new y") == ["America/New_York"]
    assert complete_zone("York") == ["America/New_York"]
    assert complete_zone("cst")[:2] == ["America/Chicago", "Asia/Shanghai"]
    assert complete_zone("berln")[0] == "Europe/Berlin"
    assert complete_zone("上") == ["Asia/Shanghai"]
    assert complete_zone("qqqqqq") == []


@given(st.text("abcdefghijklmnopqrstuvwxyz/_ +", max_size=12), st.integers(1, 25))
def test_completions_can_be_taken_as_they_are(prefix: str, limit: int) -> None:
    zones = complete_zone(prefix, limit)
    assert len(zones) <= limit
    assert len(set(zones)) == len(zones)
    assert [find_zone(zone) for zone in zones] == zones
