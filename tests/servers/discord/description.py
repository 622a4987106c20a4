"""Discord's own description of its API (OpenAPI 3.1), when the file is there: what it finds wrong with a payload.

The file is not ours to ship.  It is looked for where AWESOME_BOT_DISCORD_OPENAPI says, or beside the repository.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.servers.discord.world import Json

VARIABLE = "AWESOME_BOT_DISCORD_OPENAPI"
BESIDE = Path(__file__).parents[4] / "shared" / "specs" / "discord-openapi.json"
HERE = "discord:openapi"


class Description:
    """Checks payloads by route; each route's schema is compiled once."""

    def __init__(self, document: Json) -> None:
        self._document = _with_numeric_ids(document)
        self._paths = {_shape(path): path for path in document["paths"]}
        self._registry: Registry[Any] = Registry().with_resource(HERE, Resource(self._document, DRAFT202012))
        self._validators: dict[tuple[str, str, bool], Draft202012Validator | None] = {}

    def mistakes(self, method: str, route: str, payload: object, *, multipart: bool = False) -> dict[str, str]:
        """Tell what is wrong with a payload: where (`components.0.label`) and why.  Empty when nothing is."""
        validator = self._validator(method, route, multipart)
        if validator is None:
            return {}
        found = (deepest for error in validator.iter_errors(payload) for deepest in _deepest(error))
        return {".".join(map(str, error.absolute_path)): error.message[:300] for error in found}

    def knows(self, method: str, route: str) -> bool:
        path = self._paths.get(_shape(route))
        return path is not None and method.lower() in self._document["paths"][path]

    def _validator(self, method: str, route: str, multipart: bool) -> Draft202012Validator | None:
        key = (method, route, multipart)
        if key not in self._validators:
            self._validators[key] = self._compile(*key)
        return self._validators[key]

    def _compile(self, method: str, route: str, multipart: bool) -> Draft202012Validator | None:
        if not self.knows(method, route):
            return None
        path = self._paths[_shape(route)]
        body = self._document["paths"][path][method.lower()].get("requestBody")
        if body is None:
            return None
        pointer = "/".join(
            each.replace("~", "~0").replace("/", "~1")
            for each in ("paths", path, method.lower(), "requestBody", "content", _media(body["content"], multipart))
        )
        schema = {"$ref": f"{HERE}#/{pointer}/schema"}
        return Draft202012Validator(schema, registry=self._registry)


def _media(content: Json, multipart: bool) -> str:
    """Choose the JSON form where there is one: a multipart request carries the same object as `payload_json`."""
    preferred = "multipart/form-data" if multipart else "application/json"
    return next(each for each in (preferred, "application/json", *content) if each in content)


def _deepest(error: ValidationError) -> Iterator[ValidationError]:
    """Follow a mistake into the alternative that was meant: the one whose `type` is that of the payload."""
    branches: dict[object, list[ValidationError]] = {}
    for each in error.context or []:
        branches.setdefault(each.schema_path[0], []).append(each)
    meant = [found for found in branches.values() if not any(_of_another_type(each) for each in found)]
    if len(meant) != 1:
        yield error
        return
    for each in meant[0]:
        yield from _deepest(each)


def _of_another_type(error: ValidationError) -> bool:
    return list(error.relative_path) == ["type"] or (error.validator == "type" and not error.relative_path)


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
