"""The desk's approvals: rows, advisories, glossary and approved answers, put forward by one person and signed by another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import Principal, WithPrincipal
from api.owner.approvals import Approvals, Standing, Step, approvals_after, check_may
from api.owner.signables import Group, editions, groups
from api.owner.typed import typed
from api.parts import Parts, WithHoldings, WithParts
from api.problems import Invalid, Problem
from api.routes.answers import printed
from api.store.base import Act, ActKind
from api.web.forms import Form, WithForm
from api.web.owner.drawing import desk_page
from assistant.holdings import Holdings

HERE = "/owner/approvals"
SEE_OTHER = 303
AT_ONCE = 60  # things that one form holds
STEPS = {Step.PROPOSED: "Put forward to be signed", Step.SIGNED: "Sign", Step.SENT_BACK: "Send back to the author"}
router = APIRouter(prefix="/approvals")


class UnknownGroup(Problem):
    """Nothing of this name is signed."""

    type, status, title = "unknown-group", 404, "There is nothing of this name to sign"

    def __init__(self) -> None:
        super().__init__("The tables or documents may have changed. Look at the list of approvals")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken; it is shown again."""

    problem: Problem
    form: Form


@router.get("")
def approvals(parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """Every group, and how much of it is signed."""
    now = _now(parts)
    counted = [(group, _counts(now.standing(group))) for group in groups(holdings).values()]
    return desk_page("approvals.html", HERE, groups=counted)


@router.get("/{name}")
def group(name: str, parts: WithParts, holdings: WithHoldings) -> HTMLResponse:
    """One group: where each of its things stands."""
    return _shown(_group(name, holdings), parts)


@router.post("/{name}")
def decide(name: str, form: WithForm, parts: WithParts, holdings: WithHoldings, asker: WithPrincipal) -> Response:
    """Puts forward, signs, or sends back what was ticked."""
    found = _group(name, holdings)
    try:
        parts.board.decide(_act(found, form, parts, holdings, asker))
    except Problem as problem:
        return _shown(found, parts, Typed(problem, form))
    return RedirectResponse(f"{HERE}/{name}", SEE_OTHER)


def _act(group: Group, form: Form, parts: Parts, holdings: Holdings, asker: Principal) -> Act:
    wanted = [one for one in _now(parts).standing(group) if one.item.id in form.all("item")]
    if not wanted:
        raise Invalid("Tick what it is about")
    if form["step"] not in list(Step):
        raise Invalid("Choose what to do with it")
    step = Step(form["step"])
    check_may(step, wanted, asker)
    rests = dict.fromkeys(document for one in wanted for document in one.item.rests)
    details = {"items": {one.item.id: one.item.digest for one in wanted}, "edition": editions(holdings, rests)}
    if step is Step.SIGNED:
        details["effective"] = _day(form["effective"])
    why = typed(form["why"], "Why", printed(parts))
    return Act(ActKind.APPROVAL, group.id, step, asker.name, why, datetime.now(UTC), details)


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise Invalid("The day it holds from must be a day that exists, written 2026-02-28") from None


def _now(parts: Parts) -> Approvals:
    return approvals_after(parts.store.acts(ActKind.APPROVAL))


def _group(name: str, holdings: Holdings) -> Group:
    found = groups(holdings).get(name)
    if found is None:
        raise UnknownGroup
    return found


def _counts(standing: Sequence[Standing]) -> Counter[str]:
    """How many are signed, wait to be signed, or have changed since they were."""
    found = Counter({"all": len(standing)})
    for one in standing:
        found["signed"] += one.signature is not None
        found["waiting"] += one.proposed is not None
        found["changed"] += one.changed
    return found


def _shown(group: Group, parts: Parts, sent: Typed | None = None) -> HTMLResponse:
    standing = _now(parts).standing(group)
    order = sorted(standing, key=lambda one: (one.proposed is None, one.signature is not None))
    acts = [act for act in parts.store.acts(ActKind.APPROVAL) if act.about == group.id][::-1]
    shown = {"group": group, "standing": order[:AT_ONCE], "left": len(order[AT_ONCE:]), "acts": acts[:AT_ONCE]}
    today = parts.desk.today().isoformat()
    status = sent.problem.status if sent else 200
    return desk_page("approval.html", HERE, status, **shown, counts=_counts(standing), steps=STEPS, today=today, sent=sent)
