"""The desk's switches: asking, or one topic, paused with a message to staff; each change with who and why."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import Principal, WithPrincipal
from api.owner.switches import NAMES, PAUSED, RUNNING, TOPIC, Switch, topic_of
from api.owner.typed import typed
from api.parts import Parts, WithParts
from api.problems import Invalid, Problem
from api.routes.answers import printed
from api.routes.tables import rules_of
from api.rulebook import Rules
from api.store.base import Act, ActKind
from api.web.forms import Form, WithForm
from api.web.owner.drawing import desk_page

PATH = "/owner/switches"
SEE_OTHER = 303
LATEST = 50  # changes that are shown
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken; it is shown again."""

    problem: Problem
    form: Form


@router.get("/switches")
def switches(parts: WithParts, request: Request) -> HTMLResponse:
    """What is paused, what can be, and every change so far."""
    return _shown(parts, rules_of(request, parts))


@router.post("/switches")
def change(form: WithForm, parts: WithParts, request: Request, asker: WithPrincipal) -> Response:
    """Pauses or resumes one of them."""
    rules = rules_of(request, parts)
    try:
        parts.board.decide(_act(form, parts, rules, asker))
    except Problem as problem:
        return _shown(parts, rules, Typed(problem, form))
    return RedirectResponse(PATH, SEE_OTHER)


def _act(form: Form, parts: Parts, rules: Rules, asker: Principal) -> Act:
    """The change that a form asks for; raises Invalid or PersonalData."""
    about, choice = form["switch"], RUNNING if form["resume"] else PAUSED
    if about not in names(rules):
        raise Invalid("Choose what to pause")
    held = list(printed(parts))
    details = {} if choice == RUNNING else {"message": _sentence(typed(form["message"], "The message to staff", held))}
    why = typed(form["why"], "Why", held)
    return Act(ActKind.SWITCH, about, choice, asker.name, why, datetime.now(UTC), details)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def names(rules: Rules) -> dict[str, str]:
    """What can be paused, in words, by its switch."""
    topics = {topic_of(name): table.question for name, table in rules.written.tables.items()}
    return {**{str(switch): NAMES[switch] for switch in Switch}, **dict(sorted(topics.items(), key=lambda one: one[1]))}


def _shown(parts: Parts, rules: Rules, sent: Typed | None = None) -> HTMLResponse:
    named, acts = names(rules), parts.store.acts(ActKind.SWITCH)
    return desk_page(
        "switches.html",
        PATH,
        sent.problem.status if sent else 200,
        names=named,
        topics=[(about, words) for about, words in named.items() if about.startswith(TOPIC)],
        wide=[(about, words) for about, words in named.items() if not about.startswith(TOPIC)],
        paused=[_line(act, named) for act in parts.board.switches.paused.values()],
        acts=[_line(act, named) for act in acts[: -LATEST - 1 : -1]],
        sent=sent,
    )


def _line(act: Act, named: dict[str, str]) -> dict[str, Any]:
    """A change as the page shows it; a table that is gone keeps its name."""
    message = act.details.get("message", "")
    return {"act": act, "name": named.get(act.about, act.about.removeprefix(TOPIC)), "message": message}
