"""Discord's own description of its API (OpenAPI 3.1), when the file is there: what it finds wrong with a payload.

The file is not ours to ship.  It is looked for where AWESOME_BOT_DISCORD_OPENAPI says, or beside the repository.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.servers.discord.world import Json

VARIABLE = "AWESOME_BOT_DISCORD_OPENAPI"
BESIDE = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"
HERE = "discord:openapi"


class Description:
    """Checks payloads by route; each route's schema is compiled once."""

    def __init__(self, document: Json) -> None:
        self._document = _with_numeric_ids(document)
        union = _union(document["components"]["schemas"])
        self._dialect = extend(Draft202012Validator, {"oneOf": union, "anyOf": union})
        self._paths = {_shape(path): path for path in document["paths"]}
        self._registry: Registry[Any] = Registry().with_resource(HERE, DRAFT202012.create_resource(self._document))
        self._validators: dict[tuple[str, ...], Any] = {}

    def mistakes(self, method: str, route: str, payload: object, *, multipart: bool = False) -> dict[str, str]:
        """Tell what is wrong with a payload: where (`components.0.label`) and why.  Empty when nothing is."""
        return self._wrong((method, route, "requestBody", "multipart" if multipart else "json"), payload)

    def lies(self, method: str, route: str, told: object) -> dict[str, str]:
        """Tell what is wrong with what the loopback server answers, so that it stays a Discord."""
        return self._wrong((method, route, "responses", "json"), told)

    def _wrong(self, key: tuple[str, ...], value: object) -> dict[str, str]:
        if key not in self._validators:
            self._validators[key] = self._compile(*key)
        validator = self._validators[key]
        found = validator.iter_errors(value) if validator else ()
        return {".".join(map(str, error.absolute_path)): error.message[:300] for error in found}

    def _compile(self, method: str, route: str, part: str, form: str) -> Any:
        path = self._paths.get(_shape(route), "")
        operation = self._document["paths"].get(path, {}).get(method.lower(), {})
        steps = ["paths", path, method.lower(), part]
        body = operation.get(part) or {}
        if part == "responses":
            status = next((each for each in ("200", "201") if each in body), "")
            body, steps = body.get(status, {}), [*steps, status]
        if "content" not in body:
            return None
        pointer = "/".join(
            each.replace("~", "~0").replace("/", "~1") for each in (*steps, "content", _media(body["content"], form))
        )
        return self._dialect({"$ref": f"{HERE}#/{pointer}/schema"}, registry=self._registry)


def _media(content: Json, form: str) -> str:
    """Choose the form of a body; where it has but one, a multipart request carries the same as `payload_json`."""
    preferred = "multipart/form-data" if form == "multipart" else "application/json"
    return next(each for each in (preferred, "application/json", *content) if each in content)


Keyword = Callable[[Any, list[Json], object, Json], Iterator[ValidationError]]


def _union(schemas: Json) -> Keyword:
    """Read alternatives as Discord means them: by the `type` that the payload names.

    That is many times faster than to try every one, and tells what is wrong with the one that was meant.
    """

    def types(branch: Json) -> list[int] | None:
        schema = schemas.get(branch.get("$ref", "").rpartition("/")[2], {})
        found: list[int] | None = schema.get("properties", {}).get("type", {}).get("enum")
        return found

    def fits(branch: Json, value: object) -> bool:
        if branch.get("type") == "null":
            return value is None
        named = types(branch)
        return not (isinstance(value, dict) and named is not None and value.get("type") not in named)

    def union(validator: Any, branches: list[Json], value: object, _schema: Json) -> Iterator[ValidationError]:
        tried = []
        for number, branch in enumerate(branches):
            if fits(branch, value):
                tried.append(list(validator.descend(value, branch, schema_path=number)))
                if not tried[-1]:
                    return
        yield from min(tried, key=len, default=[ValidationError(f"none of the alternatives is meant by {value!r}")])

    return union


def _with_numeric_ids(document: Json) -> Json:
    """Let ids be numbers too: Discord takes both, and discord.py numbers its attachments."""
    ids = document["components"]["schemas"]["SnowflakeType"]
    return {
        **document,
        "components": {
            **document["components"],
            "schemas": {**document["components"]["schemas"], "SnowflakeType": {**ids, "type": ["string", "integer"]}},
        },
    }


def _shape(path: str) -> str:
    """Forget what the parameters are called."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


@cache
def find_description() -> Description | None:
    """Read the description once, or return None when it is not here."""
    named = os.environ.get(VARIABLE)
    path = Path(named) if named else BESIDE
    if not named and not path.is_file():
        return None
    return Description(json.loads(path.read_text(encoding="utf-8")))
