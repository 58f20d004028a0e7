"""The API as a browser sees it, played: each request is answered as the test says, and noted."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from canned import DOCUMENTS, FACTS, PLACE, RECORD, TABLE, Json, answer
from playwright.sync_api import Page, Route

STAGES = ("privacy", "accept", "read", "retrieve", "decide", "compose", "verify", "notices")
Reply = Callable[[Route], None]


def as_json(body: Any, status: int = 200, **headers: str) -> Reply:
    """A JSON body."""
    kind = "application/problem+json" if status >= 400 else "application/json"
    return lambda route: route.fulfill(status=status, body=json.dumps(body), headers={"Content-Type": kind, **headers})


def problem(status: int, kind: str, detail: str = "", **headers: str) -> Reply:
    """A problem document."""
    body = {"type": f"urn:aftercare:problem:{kind}", "title": kind, "status": status, "detail": detail, "instance": "urn:x"}
    return as_json(body, status, **headers)


def event(name: str, data: Any) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def raw(text: str) -> Reply:
    """A stream that says exactly this and ends."""
    return lambda route: route.fulfill(body=text, headers={"Content-Type": "text/event-stream"})


def begun(*stages: str) -> str:
    """A stream's beginning."""
    return event("accepted", {"conversation_id": "c"}) + "".join(event("stage", {"stage": one}) for one in stages)


def streamed(said: Json) -> Reply:
    """A whole answer."""
    return raw(begun(*STAGES) + event("done", said))


def unreachable(route: Route) -> None:
    """Nobody is there."""
    route.abort("connectionrefused")


def unanswered(route: Route) -> None:
    """Nothing comes back, until the page gives up."""


@dataclass
class Exchange:
    """What a request was."""

    method: str
    path: str
    body: Any
    headers: dict[str, str]


@dataclass
class Played:
    """The service. `replies` says what each kind of request gets; a list is used up one by one, its last entry stays."""

    page: Page
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    heard: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.replies = {
            "start": as_json({"id": "conversation-1"}, 201),
            "message": streamed(answer()),
            "correct": as_json(answer(id="answer-2")),
            "transcript": as_json({"id": "conversation-1", "exchanges": []}),
            "facts": as_json(FACTS),
            "documents": as_json(DOCUMENTS),
            "paragraph": as_json(PLACE),
            "table": as_json(TABLE),
            "feedback": lambda route: route.fulfill(status=204),
            "record": as_json(RECORD),
            "rerun": as_json({"same": True, "answer": answer()}),
        }
        self.page.route("**/api/v1/**", self._reply)

    def requests(self, kind: str) -> list[Exchange]:
        """The requests of a kind, in order."""
        return [one for one in self.heard if kind_of(one.method, one.path) == kind]

    def _reply(self, route: Route) -> None:
        asked = route.request
        path = asked.url.split("/api/v1", 1)[1]
        self.heard.append(Exchange(asked.method, path, asked.post_data_json if asked.post_data else None, asked.headers))
        reply = self.replies[kind_of(asked.method, path)]
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        reply(route)


def kind_of(method: str, path: str) -> str:
    """Which kind of request this is."""
    parts = path.strip("/").split("/")
    match method, parts:
        case "POST", ["conversations"]:
            return "start"
        case "POST", ["conversations", _, "messages"]:
            return "message"
        case "PATCH", ["conversations", _, "case"]:
            return "correct"
        case "GET", ["conversations", _]:
            return "transcript"
        case _, ["answers", _, last]:
            return last
        case "GET", [noun, *_]:
            return {"paragraphs": "paragraph", "tables": "table"}.get(noun, noun)
    raise AssertionError(f"the widget asked for {method} {path}")


def exchange(message: str, said: Json, **changes: Any) -> Json:
    """An exchange as the transcript gives it."""
    kept = {"message": message, "answer": said, "at": "2026-03-02T10:00:00Z", "as_at": "2026-03-02"}
    return {**kept, "given": {}, "corrected": False, **changes}
