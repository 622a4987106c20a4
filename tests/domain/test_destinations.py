"""Destinations have one text form, which reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.destinations import Destination, person_destination

_NUMBERS = st.text("0123456789ABCDEF", min_size=1, max_size=20)


@given(st.sampled_from(["discord", "slack", "terminal"]), _NUMBERS, _NUMBERS, st.booleans())
def test_a_key_reads_back_as_its_destination(platform: str, workspace: str, channel: str, personal: bool) -> None:
    place = Destination(platform, "" if personal else workspace, channel, personal=personal)
    assert Destination.from_key(place.key) == place


@pytest.mark.parametrize("text", ["", "discord", "discord:1", "discord:1/2/3", "discord:@1/2", ":1/2"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no destination"):
        Destination.from_key(text)


def test_a_person_is_their_own_workspace() -> None:
    place = person_destination("discord:789")
    assert (place.key, place.workspace_key) == ("discord:@789", "discord:789")
    assert Destination("discord", "1", "2").workspace_key == "discord:1"
