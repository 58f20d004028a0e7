"""`/owner/tests`: an answer becomes a worked scenario, which a second person confirms."""

from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import WithPrincipal
from api.owner.ledger import Ledger
from api.owner.trials import (
    Trial,
    all_trials,
    begun,
    checked,
    confirm,
    drop,
    exported,
    keep,
    trial_of,
    write,
)
from api.parts import WithHoldings, WithLedger, WithParts
from api.problems import Problem
from api.web.forms import Form, WithForm
from api.web.owner.drawing import desk_page

HERE = "/owner/tests"
SEE_OTHER = 303
router = APIRouter(prefix="/tests")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken; it is shown again."""

    problem: Problem
    form: Form


@router.get("")
def tests(ledger: WithLedger) -> HTMLResponse:
    """Every scenario on its way."""
    return desk_page("tests.html", HERE, trials=ledger.read(all_trials))


@router.post("")
def begin(form: WithForm, ledger: WithLedger, parts: WithParts, asker: WithPrincipal) -> Response:
    """Makes a scenario of an answer."""
    trial = begun(parts.store, form["answer"], asker.name, datetime.now(UTC))
    ledger.write(lambda connection: keep(connection, trial))
    return RedirectResponse(f"{HERE}/{trial.id}", SEE_OTHER)


@router.get("/export.yaml")
def export(ledger: WithLedger) -> Response:
    """The confirmed ones, ready to commit."""
    headers = {"Content-Disposition": 'attachment; filename="from_feedback.yaml"'}
    return Response(exported(ledger.read(all_trials)), media_type="text/yaml", headers=headers)


@router.get("/{name}")
def one(name: str, ledger: WithLedger, asker: WithPrincipal) -> HTMLResponse:
    """A scenario, to put right and to confirm."""
    return _shown(name, ledger, asker.name)


@router.post("/{name}/save")
def save(name: str, form: WithForm, ledger: WithLedger, holdings: WithHoldings, asker: WithPrincipal) -> Response:
    """Keeps what was written, where it is a scenario."""
    try:
        checked(form["written"], name, holdings)
        ledger.write(lambda connection: write(connection, name, form["written"], asker.name))
    except Problem as problem:
        return _shown(name, ledger, asker.name, Typed(problem, form))
    return RedirectResponse(f"{HERE}/{name}", SEE_OTHER)


@router.post("/{name}/confirm")
def confirmed(name: str, form: WithForm, ledger: WithLedger, holdings: WithHoldings, asker: WithPrincipal) -> Response:
    """A second person confirms it, as it stands now."""
    try:
        checked(ledger.read(lambda connection: trial_of(connection, name)).written, name, holdings)
        ledger.write(lambda connection: confirm(connection, name, asker.name))
    except Problem as problem:
        return _shown(name, ledger, asker.name, Typed(problem, form))
    return RedirectResponse(f"{HERE}/{name}", SEE_OTHER)


@router.post("/{name}/drop")
def thrown_away(name: str, ledger: WithLedger) -> Response:
    """Throws it away."""
    ledger.write(lambda connection: drop(connection, name))
    return RedirectResponse(HERE, SEE_OTHER)


def _shown(name: str, ledger: Ledger, asker: str, sent: Typed | None = None) -> HTMLResponse:
    trial: Trial = ledger.read(lambda connection: trial_of(connection, name))
    status = sent.problem.status if sent else 200
    return desk_page("test.html", HERE, status, trial=trial, mine=trial.made_by == asker, sent=sent)
