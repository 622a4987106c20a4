"""A clock for senders."""

import pytest

from tests.fakes.clock import FixedClock
from tests.storage.samples import NOON


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)
