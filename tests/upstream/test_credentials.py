"""A GitHub App writes in the repositories that it is installed in, with tokens that it renews."""

from collections.abc import AsyncIterator
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr

from bot.errors import SourceRefused
from bot.upstream.credentials import AppCredentials
from tests.servers.github_writing import APP_TOKEN
from tests.upstream.conftest import NOW
from tests.upstream.proposals import BRANCH, NAME, Bench, open_bench, order, proposed


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench() as opened:
        opened.server.installed.add(NAME)
        yield opened


@pytest.fixture
def app(bench: Bench, key: rsa.RSAPrivateKey) -> AppCredentials:
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    return AppCredentials("4711", SecretStr(pem), NAME, lambda: bench.now)


async def test_an_app_proposes_in_the_lists_own_repository_under_its_own_name(
    bench: Bench, app: AppCredentials, key: rsa.RSAPrivateKey
) -> None:
    done = await bench.proposer(credentials=app).submit(order("s1"))
    assert (done.fates, bench.pull.place, bench.server.forked) == (proposed("s1"), NAME, {})
    head = bench.server.branch(NAME, BRANCH)
    assert head
    assert head.author == "77+list-helper[bot]@users.noreply.github.com"
    statement = bench.server.requests[0].headers["Authorization"].removeprefix("Bearer ")
    options = {"verify_exp": False, "verify_iat": False}
    claims = jwt.decode(statement, key.public_key(), algorithms=["RS256"], options=options)  # type: ignore[arg-type]
    assert claims["iss"] == "4711"
    assert claims["exp"] - claims["iat"] <= 600
    assert claims["iat"] < NOW.timestamp() < claims["exp"]


async def test_its_token_is_renewed_before_it_ends(bench: Bench, app: AppCredentials) -> None:
    proposer = bench.proposer(credentials=app)
    await proposer.read()
    await proposer.read()
    assert bench.server.issued == 1
    bench.now += timedelta(minutes=56)
    await proposer.read()
    assert bench.server.issued == 2


async def test_an_app_that_is_not_installed_is_told_where_to(bench: Bench, app: AppCredentials) -> None:
    bench.server.installed.clear()
    with pytest.raises(SourceRefused, match="not installed in owner/list"):
        await bench.proposer(credentials=app).submit(order("s1"))


async def test_a_key_that_is_none_is_named_and_never_shown(bench: Bench, app: AppCredentials) -> None:
    app.private_key = SecretStr("hush, this is no key")
    with pytest.raises(SourceRefused, match="no RSA key in PEM form") as caught:
        await bench.proposer(credentials=app).read()
    assert "hush" not in f"{caught.value!r} {caught.value.fields} {app!r}"


async def test_nothing_secret_shows_in_a_repr(bench: Bench, app: AppCredentials) -> None:
    proposer = bench.proposer(credentials=app)
    await proposer.submit(order("s1"))
    assert APP_TOKEN not in repr(proposer)
    assert "PRIVATE KEY" not in repr(proposer)
