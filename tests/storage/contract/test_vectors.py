"""What `VectorStore` promises, on every database."""

from __future__ import annotations

from bot.domain.catalog import EntryRef
from bot.ports import Store, Vector


def vector(id_: str, digest: int = 1, *, of: str = "main") -> Vector:
    return Vector(EntryRef(of, id_), digest, bytes([0, 255, 128]) + id_.encode())


async def test_a_vector_is_kept_and_replaced_by_the_next(store: Store) -> None:
    await store.put_vectors("mini", [vector("a", -(2**63)), vector("b", 2**63 - 1)])
    await store.put_vectors("mini", [vector("a", 7)])
    await store.put_vectors("mini", [])
    assert await store.vectors("mini") == (vector("a", 7), vector("b", 2**63 - 1))


async def test_each_model_has_its_own(store: Store) -> None:
    await store.put_vectors("mini", [vector("a", 1)])
    await store.put_vectors("maxi", [vector("a", 2)])
    assert await store.vectors("mini") == (vector("a", 1),)
    assert await store.drop_vectors_except("maxi") == 1
    assert await store.vectors("mini") == ()
    assert await store.vectors("maxi") == (vector("a", 2),)


async def test_pages_bring_each_vector_once(store: Store) -> None:
    kept = [vector(f"{number:02}", of=name) for name in ("a", "b") for number in range(5)]
    await store.put_vectors("mini", kept[::-1])
    pages: list[Vector] = []
    while page := await store.vectors("mini", after=pages[-1].ref if pages else None, limit=3):
        assert len(page) <= 3
        pages += page
    assert pages == kept
