"""Discord's error codes, the status that comes with each, and its words."""

from __future__ import annotations

from tests.servers.discord.world import Json

CODES: dict[int, tuple[int, str]] = {
    0: (401, "401: Unauthorized"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    30034: (429, "Max number of daily application command creates has been reached (200)"),
    40033: (400, "This message has already been crossposted."),
    40060: (400, "Interaction has already been acknowledged."),
    40067: (400, "A tag is required to create a forum post in this channel"),
    40094: (403, "This interaction has reached its maximum number of follow-up messages"),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50035: (400, "Invalid Form Body"),
    50068: (400, "Invalid message type"),
    50083: (400, "Thread is archived"),
    160004: (400, "A thread has already been created for this message"),
    160005: (403, "Thread is locked"),
    160006: (400, "Maximum number of active threads reached"),
}


class Limited(Exception):
    """Discord says: too often; come back *after* that many seconds."""

    def __init__(self, after: float) -> None:
        self.after = after
        super().__init__(f"too often, again in {after} s")


class Refused(Exception):
    """Discord says no: with a code, and for a body that it cannot accept with what is wrong, by path."""

    def __init__(self, code: int, wrong: dict[str, str] | None = None) -> None:
        self.code = code
        self.status, self.words = CODES[code]
        self.wrong = wrong or {}
        super().__init__(f"{code} {self.words} {self.wrong or ''}".strip())

    def body(self) -> Json:
        told: Json = {"message": self.words, "code": self.code}
        errors: Json = {}
        for path, words in self.wrong.items():
            at = errors
            for step in path.split("."):
                at = at.setdefault(step, {})
            at.setdefault("_errors", []).append({"code": "BASE_TYPE_INVALID", "message": words})
        return told | ({"errors": errors} if errors else {})
