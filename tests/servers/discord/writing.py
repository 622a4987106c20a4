"""Writes messages as Discord does: from a payload and files to what people then see."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.servers.discord.limits import check_message
from tests.servers.discord.message import COMPONENTS_V2, EPHEMERAL, FILE, LOADING, Message, components_of
from tests.servers.discord.refusals import Refused
from tests.servers.discord.world import Json, Snowflakes

MENTION = re.compile(r"@everyone|@here|<@!?\d+>|<@&\d+>")
SETTABLE = EPHEMERAL | COMPONENTS_V2 | 1 << 2 | 1 << 12
"""Flags that a bot may set: ephemeral, Components V2, suppressed embeds, suppressed notifications."""


@dataclass(frozen=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes


def write(
    message: Message, payload: Json, files: dict[int, Upload], ids: Snowflakes, cdn: str, *, fresh: bool
) -> dict[str, Upload]:
    """Give the message what the payload says, and return the new files by their address.

    What the payload does not mention stays.  Only a *fresh* message takes flags; an edit can but add Components V2.
    Refused when the message as a whole breaks a rule; it then stays as it was.
    """
    draft = message.snapshot()
    for key, empty in (("content", ""), ("embeds", []), ("components", [])):
        if key in payload:
            setattr(draft, key, payload[key] or empty)
    flags = payload.get("flags") or 0
    draft.flags = draft.flags & ~LOADING | flags & (SETTABLE if fresh else COMPONENTS_V2)
    stored = _attach(draft, payload, files, ids, cdn)
    draft.components = _number(_linked(draft.components, draft.attachments))
    draft.embeds = _linked(draft.embeds, draft.attachments)
    _tell_media(draft, ids)
    draft.pings = _pings(draft, payload.get("allowed_mentions"))
    check_message(draft)
    vars(message).update(vars(draft))
    return stored


def _attach(message: Message, payload: Json, files: dict[int, Upload], ids: Snowflakes, cdn: str) -> dict[str, Upload]:
    """Keep the attachments that the payload still names, and add its new files."""
    listed = payload.get("attachments")
    if listed is not None:
        staying = {str(each["id"]) for each in listed}
        message.attachments = [each for each in message.attachments if each["id"] in staying]
    told = {str(each["id"]): each for each in listed or []}
    stored: dict[str, Upload] = {}
    for number, file in sorted(files.items()):
        about = told.get(str(number), {})
        identity = str(ids.next())
        url = f"{cdn}/{message.channel.id}/{identity}/{about.get('filename') or file.name}"
        stored[url] = Upload(file.name, file.content)
        said = {"description": about["description"]} if about.get("description") else {}
        message.attachments.append(
            {
                "id": identity,
                "filename": about.get("filename") or file.name,
                "size": len(file.content),
                "url": url,
                "proxy_url": url,
                "ephemeral": message.ephemeral,
                **said,
            }
        )
    return stored


def _linked(tree: list[Json], attachments: list[Json]) -> list[Json]:
    """Replace `attachment://name` by the file's address; a name that was not uploaded is refused."""
    urls = {each["filename"]: each["url"] for each in attachments}

    def link(each: object) -> object:
        if isinstance(each, dict):
            return {key: link(value) for key, value in each.items()}
        if isinstance(each, list):
            return [link(value) for value in each]
        if isinstance(each, str) and each.startswith("attachment://"):
            name = each.removeprefix("attachment://")
            if name not in urls:
                raise Refused(50035, {"components": f"The referenced attachment was not found: {name}"})
            return urls[name]
        return each

    linked = link(tree)
    assert isinstance(linked, list)
    return linked


def _tell_media(message: Message, ids: Snowflakes) -> None:
    """Say of every picture and file that components show what Discord says of it."""
    files = {each["url"]: each for each in message.attachments}
    for each in components_of(message.components):
        for holder in (each, *(each.get("items") or [])):
            medium = holder.get("media") or holder.get("file")
            if medium:
                medium |= {"id": str(ids.next()), "proxy_url": medium["url"]}
        if each["type"] == FILE:
            file = files[each["file"]["url"]]
            each |= {"name": file["filename"], "size": file["size"]}


def _number(tree: list[Json]) -> list[Json]:
    """Number the components that came without a number."""
    every = list(components_of(tree))
    taken = {each["id"] for each in every if each.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for each in every:
        each["id"] = each.get("id") or next(free)
    return tree


def _pings(message: Message, allowed: Json | None) -> list[str]:
    """Tell which mentions notify: all of them, unless the payload says which are allowed."""
    found = MENTION.findall(message.text)
    if allowed is None:
        return found
    parse = allowed.get("parse") or []
    named = {f"<@{each}>" for each in allowed.get("users") or []} | {
        f"<@&{each}>" for each in allowed.get("roles") or []
    }
    return [each for each in found if each.replace("!", "") in named or _kind(each) in parse]


def _kind(mention: str) -> str:
    if mention.startswith("@"):
        return "everyone"
    return "roles" if mention.startswith("<@&") else "users"
