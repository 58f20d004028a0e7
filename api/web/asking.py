"""`/ask`: the whole job without scripts. What is sent is answered by a redirect, so that a reload asks nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from pydantic import ValidationError

from api.decisions import check_facts
from api.parts import Parts, WithParts
from api.problems import Invalid, Problem, UnknownConversation
from api.routes.answers import give_feedback
from api.routes.tables import rules_of
from api.rulebook import Rules
from api.schemas import FeedbackIn
from api.store.base import Exchange, Reason
from api.web.drawing import page
from api.web.facts import day_of, value_of
from api.web.forms import Form, WithForm
from api.web.layout import view_of
from api.web.transcript import transcript
from assistant.model import Status
from assistant.rules.facts import UNKNOWN
from ingest.characters import visible

REASONS = {
    Reason.WRONG: "Wrong",
    Reason.OUT_OF_DATE: "Out of date",
    Reason.INCOMPLETE: "Something missing",
    Reason.WRONG_SOURCE: "Wrong source",
    Reason.UNCLEAR: "Hard to follow",
}
LONGEST_COMMENT = 1_000
SEE_OTHER = 303
router = APIRouter(prefix="/ask", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken: it is shown again, so that nothing is lost. `field`: where it belongs."""

    problem: Problem
    field: str
    form: Form


@router.get("")
def fresh(parts: WithParts, request: Request) -> HTMLResponse:
    """A new case: nothing is known of it, and nothing is begun before something is asked."""
    return _shown(parts, request, None)


@router.get("/{conversation}")
def held(conversation: str, parts: WithParts, request: Request) -> HTMLResponse:
    """A conversation, its latest answer first."""
    return _shown(parts, request, conversation)


@router.get("/{conversation}/transcript.txt")
def exported(conversation: str, parts: WithParts) -> Response:
    """The conversation as a file."""
    name = f"aftercare-conversation-{parts.desk.today().isoformat()}.txt"
    words = transcript(parts.store.exchanges(conversation), parts.desk.today())
    return PlainTextResponse(words, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.post("")
def ask(form: WithForm, parts: WithParts, request: Request) -> Response:
    """Asks the form's question, in its conversation or in a new one."""
    try:
        parts.board.switches.check(in_browser=True)
        day = _day(form)
        if not visible(form["question"]).strip():
            raise Invalid("Type a question first")
        conversation = form["conversation"] or parts.conversations.start()
        if _sent_before(parts, conversation, form, lambda one: one.message == form["question"]):
            return _go(conversation)
        answer = parts.desk.ask(conversation, form["question"], day)
    except Problem as problem:
        return _again(parts, request, Typed(problem, "question", form))
    if answer.status is Status.PERSONAL_DATA:
        return _again(parts, request, Typed(Invalid(answer.text), "question", form), conversation)
    return _go(conversation)


@router.post("/case")
def correct(form: WithForm, parts: WithParts, request: Request) -> Response:
    """Corrects what was understood, or answers the question that was asked; the last question is answered again."""
    conversation, rules = form["conversation"], rules_of(request, parts)
    try:
        parts.board.switches.check(in_browser=True)
        facts = {form["fact"]: _value(form, rules)}
        if _sent_before(parts, conversation, form, lambda one: one.corrected and dict(one.given) == facts):
            return _go(conversation)
        _check(rules, facts, parts.desk.today())
        parts.desk.correct(conversation, facts)
    except Problem as problem:
        return _again(parts, request, Typed(problem, "case", form))
    return _go(conversation)


@router.post("/feedback")
def feedback(form: WithForm, parts: WithParts, request: Request) -> Response:
    """Says whether an answer helped; if not, why."""
    try:
        give_feedback(form["answer"], _feedback(form), parts)
    except Problem as problem:
        return _again(parts, request, Typed(problem, "comment", form))
    return _go(form["conversation"], "#helpful")


def _feedback(form: Form) -> FeedbackIn:
    reasons = [one for one in Reason if one in form.all("reason")]
    try:
        return FeedbackIn(helpful=form["helpful"] == "yes", reasons=reasons, comment=form["comment"])
    except ValidationError:
        raise Invalid(f"A comment has at most {LONGEST_COMMENT:,} characters. Shorten it and send it again") from None


def _value(form: Form, rules: Rules) -> Any:
    if form["remove"]:
        return None
    return UNKNOWN if form["unknown"] else value_of(form["fact"], form["value"], rules)


def _day(form: Form) -> date | None:
    try:
        return day_of(form["as_at"])
    except ValueError:
        raise Invalid("The day to answer as at must be a day that exists, written 2024-02-29") from None


def _check(rules: Rules, facts: Mapping[str, Any], today: date) -> None:
    """As the API checks a correction; only what is wrong is told, not where in a document that nobody sees."""
    try:
        check_facts(rules, facts, today)
    except Invalid as error:
        raise Invalid("; ".join(one["what"] for one in error.errors) or error.detail, error.errors) from None


def _sent_before(parts: Parts, conversation: str, form: Form, same: Any) -> bool:
    """Whether this very form was sent already, by a second press of its button.

    It waits for the first to be answered, then looks at the turn that the form was to make.
    """
    if not form["turn"].isascii() or not form["turn"].isdigit():
        return False
    with parts.conversations.taking_a_turn(conversation):
        said = parts.conversations.exchanges(conversation)
    at = int(form["turn"])
    return len(said) == at + 1 and bool(same(said[at]))


def _go(conversation: str, place: str = "") -> Response:
    return RedirectResponse(f"/ask/{conversation}{place}", SEE_OTHER)


def _again(parts: Parts, request: Request, typed: Typed, conversation: str | None = None) -> Response:
    """The page with what was typed, and what was wrong with it."""
    known = conversation or typed.form["conversation"]
    if isinstance(typed.problem, UnknownConversation):
        known = ""
    return _shown(parts, request, known or None, typed)


def _shown(parts: Parts, request: Request, conversation: str | None, typed: Typed | None = None) -> HTMLResponse:
    said: Sequence[Exchange] = parts.store.exchanges(conversation) if conversation else ()
    rules = rules_of(request, parts)
    shown = [(n, one) for n, one in enumerate(said, 1) if one.answer.status is not Status.PERSONAL_DATA]
    views = [view_of(one, n, rules, parts.store.feedback(one.answer.id)) for n, one in shown]
    return page(
        "ask.html",
        typed.problem.status if typed else 200,
        area=parts.settings.area,
        conversation=conversation or "",
        views=views[::-1],
        turns=len(said),
        as_at=_as_at(said, typed),
        reasons=REASONS,
        typed=typed,
        paused=_paused(parts) if typed is None else "",
    )


def _paused(parts: Parts) -> str:
    """The message to staff where an owner has paused asking; "" where they may ask."""
    try:
        parts.board.switches.check(in_browser=True)
    except Problem as problem:
        return problem.detail
    return ""


def _as_at(said: Sequence[Exchange], typed: Typed | None) -> str:
    """The day in the form: what was typed there, or another day than its own that the last question was asked as at."""
    if typed and typed.field == "question":
        return typed.form["as_at"]
    last = said[-1] if said else None
    return last.as_at.isoformat() if last and last.as_at != last.at.date() else ""
