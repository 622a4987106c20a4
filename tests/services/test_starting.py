"""What is looked at before the first answer never needs the network."""

from datetime import timedelta

from bot.domain.catalog import FollowedList
from bot.ports import Fetched, Known, Unchanged
from bot.services.starting import Following, orders_at_start
from bot.services.sync import FollowOrder


class NoSource:
    """A source that is never asked: what is tested only decides."""

    async def fetch(self, known: Known | None) -> Fetched | Unchanged:
        raise AssertionError


UPSTREAM = FollowOrder("a", "github:o/r", NoSource())
SEED = FollowOrder("a", "shipped", NoSource())
REMOTE = Following(UPSTREAM, SEED, local=False, interval=timedelta(minutes=30))


def stored(source: str, digest: str | None = "abc") -> dict[str, FollowedList]:
    return {"a": FollowedList("a", "A", source, digest=digest)}


def test_what_is_on_this_machine_is_always_looked_at() -> None:
    local = Following(FollowOrder("a", "/a.md", NoSource()), None, local=True, interval=timedelta(minutes=30))
    assert orders_at_start([local], {}) == (local.order,)
    assert orders_at_start([local], stored("/a.md")) == (local.order,)


def test_a_seed_fills_an_empty_store_and_is_never_looked_at_again() -> None:
    assert orders_at_start([REMOTE], {}) == (SEED,)
    assert orders_at_start([REMOTE], stored("shipped")) == ()
    assert orders_at_start([REMOTE], stored("github:o/r")) == ()


def test_what_another_source_gave_keeps_serving_until_the_new_one_is_read() -> None:
    assert orders_at_start([REMOTE], stored("github:somebody/else")) == ()


def test_a_list_that_is_served_no_longer_counts_as_empty() -> None:
    assert orders_at_start([REMOTE], stored("github:o/r", digest=None)) == (SEED,)


def test_a_list_on_the_web_without_a_seed_waits_for_the_network() -> None:
    assert orders_at_start([Following(UPSTREAM, None, local=False, interval=timedelta(minutes=30))], {}) == ()
