"""Every way a request can fail, as an RFC 9457 problem document. None of them repeats what was sent.

Problem
├── Unavailable           503  there is no index to answer from
├── UnknownConversation   404  no such conversation, or it has been dropped
├── UnknownAnswer         404  no such answer
├── WordsDeleted          404  the answer was given, and its words have been deleted since
├── NotAsSealed           500  the answer's words have been changed
├── ActNotAsSealed        500  what an owner decided has been changed
├── Paused                503  an owner has paused what was asked for
├── RuleBehind            503  a rule rests on words that the document no longer has
├── UnknownParagraph      404  no such paragraph, section or document
├── ConversationFull      409  the conversation has its most messages
├── NothingToCorrect      409  nothing has been asked that could be answered again
├── MessageTooLong        422  the message is over the limit
├── Invalid               422  the request is not what the contract says
├── PersonalData          422  a comment identifies a person
├── BodyTooLarge          413  the body is over the limit
├── WrongHost             421  the request addresses another server
├── those of the door, in refusals.py
├── Refused               404, 405 ...  what the framework refuses by itself
└── Failed                500  a mistake of ours
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
LOG = logging.getLogger("aftercare")


class Problem(Exception):
    """A request that fails. `type` names the kind for programs; `detail` tells a person what to do; `headers` go with it."""

    type = "problem"
    status = 400
    title = "The request cannot be answered"

    def __init__(
        self, detail: str, errors: Sequence[Mapping[str, str]] = (), headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        self.headers = headers

    def document(self) -> dict[str, Any]:
        """The problem as RFC 9457 has it; `instance` is a name for this one occurrence, and holds nothing of the request."""
        document = {
            "type": f"urn:aftercare:problem:{self.type}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": uuid4().urn,
        }
        return document | ({"errors": list(self.errors)} if self.errors else {})

    def response(self) -> JSONResponse:
        """The problem as a response."""
        return JSONResponse(self.document(), self.status, dict(self.headers), media_type=MEDIA_TYPE)


class Unavailable(Problem):
    """There is nothing to answer from."""

    type, status, title = "unavailable", 503, "Answers are not available"


class UnknownConversation(Problem):
    """No conversation has this id, or it has been dropped."""

    type, status, title = "unknown-conversation", 404, "No such conversation"

    def __init__(self) -> None:
        super().__init__("There is no conversation with this id, or it was too long ago. Start another one")


class UnknownAnswer(Problem):
    """No answer has this id."""

    type, status, title = "unknown-answer", 404, "No such answer"

    def __init__(self) -> None:
        super().__init__("There is no answer with this id, or it was too long ago")


class UnknownParagraph(Problem):
    """No paragraph, section or document has this id."""

    type, status, title = "unknown-paragraph", 404, "No such paragraph"

    def __init__(self) -> None:
        super().__init__("No document has a paragraph or section with this id. The documents may have a newer edition")


class ConversationFull(Problem):
    """The conversation has its most messages."""

    type, status, title = "conversation-full", 409, "The conversation is full"

    def __init__(self, limit: int) -> None:
        super().__init__(f"A conversation holds {limit} messages. Start another one")


class WordsDeleted(Problem):
    """The answer was given, and its words have been deleted since."""

    type, status, title = "words-deleted", 404, "The words of this answer are no longer kept"

    def __init__(self, days: int) -> None:
        super().__init__(
            f"Words are deleted after {days} days. What was decided, and from which facts, is still in the audit: add /rerun "
            f"to this address to decide it again"
        )


class NotAsSealed(Problem):
    """The words that are kept are not those that were sealed."""

    type, status, title = "not-as-sealed", 500, "This answer is not as it was sealed"

    def __init__(self) -> None:
        super().__init__("Somebody or something has changed it since. Do not rely on it; tell whoever runs this service")


class ActNotAsSealed(Problem):
    """A record of what an owner decided cannot be read: it was changed by hand."""

    type, status, title = "not-as-sealed", 500, "What was decided here is not as it was sealed"

    def __init__(self, seq: int) -> None:
        super().__init__(
            f"Record {seq} of the audit has been changed since it was kept, so nobody can tell what holds now. Run `aftercare "
            f"audit verify`, and bring back a copy of the database"
        )


class Paused(Problem):
    """An owner has paused this, with a message to staff."""

    type, status, title = "paused", 503, "This is paused"


class RuleBehind(Problem):
    """A rule rests on words that are not in the edition in use."""

    type, status, title = "rule-behind", 503, "The rule for this is behind the document"

    def __init__(self, paragraph: str) -> None:
        super().__init__(
            f"The document has a newer edition, and the rule for this rests on words of {paragraph} that have changed. Read "
            f"the document itself, or ask whoever looks after the policy"
        )


class NothingToCorrect(Problem):
    """Nothing has been asked in the conversation that could be answered again."""

    type, status, title = "nothing-to-correct", 409, "There is no answer to correct"

    def __init__(self) -> None:
        super().__init__("Nothing has been asked in this conversation yet. Send a message; facts can be given beside it")


class MessageTooLong(Problem):
    """The message is longer than can be answered."""

    type, status, title = "message-too-long", 422, "The message is too long"


class Invalid(Problem):
    """The request does not keep to the contract."""

    type, status, title = "invalid", 422, "The request is not valid"


class BodyTooLarge(Problem):
    """The body is larger than is read."""

    type, status, title = "body-too-large", 413, "The request is too large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"A request holds at most {limit:,} bytes. Send the question on its own, without pasted notes")


class WrongHost(Problem):
    """The request was addressed to another name than ours, as a page that rebinds a name to this machine would."""

    type, status, title = "wrong-host", 421, "This server does not answer to that name"

    def __init__(self) -> None:
        super().__init__("Use the address the server was started with, or add the name to AFTERCARE_ALLOWED_HOSTS")


class PersonalData(Problem):
    """A comment identifies a person: nothing of it is kept."""

    type, status, title = "personal-data", 422, "This looks as if it identifies a person"

    def __init__(self, where: str, kinds: Sequence[str]) -> None:
        detail = f"It seems to hold {' and '.join(kinds)}. Nothing has been kept. Take that out and send it again"
        super().__init__(detail, [{"where": where, "what": kind} for kind in kinds])


class Refused(Problem):
    """What the framework refuses by itself: no such address, another method, a body that cannot be read."""

    title = "The request was refused"

    def __init__(self, status: int) -> None:
        said = {404: "There is nothing at this address", 405: "This address takes another method"}
        super().__init__(said.get(status, "The request could not be read"))
        self.status, self.type = status, f"http-{status}"


class Failed(Problem):
    """A mistake of ours."""

    type, status, title = "error", 500, "Something went wrong"

    def __init__(self) -> None:
        super().__init__("The mistake is ours and has been noted. Try again; if it happens again, tell whoever runs this")


def failed(error: Exception) -> Failed:
    """A mistake of ours, noted by its kind and place; its message is not, because it may hold the words of the question."""
    problem, place = Failed(), _place(error)
    LOG.error("a request failed: %s at %s", type(error).__name__, place)
    return problem


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "an unknown place"


def what_is_wrong(errors: Iterable[Any]) -> list[dict[str, str]]:
    """Where and what, for each mistake that validation found; never the input, the context, or a name the sender made up."""
    return [_wrong(error) for error in errors]


def _wrong(error: Any) -> dict[str, str]:
    where = [str(part) for part in error["loc"]]
    match error["type"]:
        case "extra_forbidden":
            return {"where": ".".join(where[:-1]), "what": "There is a field here that the contract does not have"}
        case "json_invalid":
            return {"where": "body", "what": "This is not JSON"}
        case _:
            return {"where": ".".join(where), "what": str(error["msg"])}


def as_problem(request: Request, error: Exception) -> Problem:
    """The problem that an error of the framework or of ours amounts to."""
    match error:
        case Problem():
            return error
        case RequestValidationError():
            errors = what_is_wrong(error.errors())
            return Invalid("; ".join(f"{wrong['where']}: {wrong['what']}" for wrong in errors), errors)
        case HTTPException(status_code=413):
            return BodyTooLarge(request.app.state.parts.settings.body_bytes)
        case HTTPException():
            return Refused(error.status_code)
        case _:
            return failed(error)


def install(app: FastAPI, respond: Callable[[str, Problem], Response]) -> None:
    """Every error of the app becomes a problem, shown by `respond`."""

    def show(request: Request, error: Exception) -> Response:
        response = respond(request.url.path, as_problem(request, error))
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    for kind in (Problem, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, show)
