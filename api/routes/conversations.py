"""Conversations: start one, send a message, read it back."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.auth import READER
from api.decisions import check_facts
from api.parts import WithParts
from api.pausing import RUNNING
from api.routes.tables import rules_of
from api.schemas import Correction, ExchangeOut, Message, Started, Transcript, problems
from api.streaming import events
from assistant.model import Answer

router = APIRouter(prefix="/conversations", tags=["conversations"])
STREAM = "text/event-stream"


@router.post("", status_code=201, responses=problems(503), dependencies=[READER, RUNNING])
def start_conversation(parts: WithParts) -> Started:
    """Start a conversation."""
    return Started(id=parts.store.start())


@router.post(
    "/{conversation}/messages",
    dependencies=[READER, RUNNING],
    response_model=Answer,
    responses=problems(404, 409, 413, 422, 503) | {200: {"content": {STREAM: {"schema": {"type": "string"}}}}},
)
def send_message(conversation: str, body: Message, parts: WithParts, request: Request) -> Answer | Response:
    """Send a message. `Accept: text/event-stream` gives accepted, stage, citation, block, done or error."""
    ask = partial(parts.desk.ask, conversation, body.message, body.as_at, body.facts)
    if body.facts:
        check_facts(rules_of(request, parts), body.facts, body.as_at or parts.desk.today())
    if STREAM not in request.headers.get("accept", ""):
        return ask()
    parts.desk.check(conversation, body.message)
    return StreamingResponse(events(conversation, ask), media_type=STREAM, headers={"X-Accel-Buffering": "no"})


@router.patch(
    "/{conversation}/case",
    response_model=Answer,
    responses=problems(404, 409, 413, 422, 503),
    dependencies=[READER, RUNNING],
)
def correct_case(conversation: str, body: Correction, parts: WithParts, request: Request) -> Answer:
    """Correct what was understood of the case: the last question is answered again, as a new turn."""
    check_facts(rules_of(request, parts), body.root, parts.desk.today(), "body")
    return parts.desk.correct(conversation, body.root)


@router.get("/{conversation}", responses=problems(404), dependencies=[READER])
def read_conversation(conversation: str, parts: WithParts) -> Transcript:
    """The conversation from its beginning."""
    said = parts.store.exchanges(conversation)
    return Transcript(id=conversation, exchanges=[ExchangeOut.model_validate(e) for e in said])
