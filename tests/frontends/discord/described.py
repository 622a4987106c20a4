"""Hold components against Discord's own description of its API, where it is on this machine."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import jsonschema
import pytest

VARIABLE = "AWESOME_BOT_DISCORD_OPENAPI"
_NEARBY = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator | None:
    path = Path(os.environ.get(VARIABLE) or _NEARBY)
    if not path.is_file():
        return None
    description = json.loads(path.read_text("utf-8"))
    schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    return jsonschema.Draft202012Validator(schema)


def problems_with(
    components: Sequence[dict[str, object]], name: str = "ContainerComponentForMessageRequest"
) -> list[str]:
    """Return what Discord would refuse in components; nothing where its description is not here."""
    validator = _validator(name)
    return [error.message[:300] for each in components for error in validator.iter_errors(each)] if validator else []


def require_description() -> None:
    """Skip, and say so, where the description is not here."""
    if _validator("ContainerComponentForMessageRequest") is None:
        pytest.skip(f"Discord's API description is not here; name it in {VARIABLE}")
