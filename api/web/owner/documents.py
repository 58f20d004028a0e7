"""The desk's documents: edition, review, how often cited, advisories, and paragraphs that may contradict one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import Principal, WithPrincipal
from api.owner.conflicts import Judged, Ruling, entry, judged
from api.owner.differing import candidates_of
from api.owner.documents import advisory_lines, counted, document_lines, paragraph_lines
from api.owner.typed import typed
from api.parts import Parts, WithHoldings, WithLedger, WithParts
from api.passages import find_source
from api.problems import Invalid, Problem
from api.routes.answers import printed
from api.store.base import Act, ActKind
from api.web.forms import Form, WithForm
from api.web.owner.drawing import desk_page
from ingest.index import Index

HERE, CONFLICTS = "/owner/documents", "/owner/conflicts"
SEE_OTHER = 303
RULINGS = {Ruling.REAL: "A real conflict", Ruling.NONE: "Not a conflict"}
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be taken; it is shown again."""

    problem: Problem
    form: Form


@router.get("/documents")
def documents(parts: WithParts, holdings: WithHoldings, ledger: WithLedger) -> HTMLResponse:
    """Every document and every advisory."""
    cited, paragraphs = (ledger.read(partial(counted, kind=kind)) for kind in ("document", "paragraph"))
    today = parts.desk.today()
    return desk_page(
        "documents.html",
        HERE,
        documents=document_lines(holdings, cited, paragraphs, today),
        advisories=advisory_lines(holdings.notices.advisories, holdings.paragraphs, today),
        waiting=sum(one.open for one in _judged(parts)),
        days=parts.settings.retention_days,
    )


@router.get("/documents/{document}")
def document(document: str, parts: WithParts, holdings: WithHoldings, ledger: WithLedger) -> HTMLResponse:
    """One document: its paragraphs with how often each was cited."""
    source = find_source(holdings, document)
    lines = paragraph_lines(holdings, source, ledger.read(partial(counted, kind="paragraph")))
    most = max((line.cited for line in lines), default=0)
    days = parts.settings.retention_days
    return desk_page("document.html", HERE, source=source, lines=lines, most=most, days=days)


@router.get("/conflicts")
def conflicts(parts: WithParts) -> HTMLResponse:
    """Paragraphs that may contradict one another, and what was said of them."""
    return _shown(parts)


@router.post("/conflicts")
def rule(form: WithForm, parts: WithParts, asker: WithPrincipal) -> Response:
    """Says of one pair whether it is a conflict."""
    try:
        parts.board.decide(_act(form, parts, asker))
    except Problem as problem:
        return _shown(parts, Typed(problem, form))
    return RedirectResponse(CONFLICTS, SEE_OTHER)


def _act(form: Form, parts: Parts, asker: Principal) -> Act:
    candidate = next((one.candidate for one in _judged(parts) if one.candidate.id == form["pair"]), None)
    if candidate is None:
        raise Invalid("These two paragraphs are no longer proposed: the documents have changed. Look at the list again")
    if form["ruling"] not in list(Ruling):
        raise Invalid("Choose whether it is a real conflict")
    why = typed(form["why"], "Why", printed(parts))
    details = {"words": candidate.words, "differ": list(candidate.differ)}
    return Act(ActKind.CONFLICT, candidate.id, form["ruling"], asker.name, why, datetime.now(UTC), details)


def _judged(parts: Parts) -> Sequence[Judged]:
    opened = parts.shelf.opened()
    if not isinstance(opened.index, Index):
        return []
    candidates = candidates_of(opened.index)
    return judged(candidates, parts.store.acts(ActKind.CONFLICT), opened.holdings.notices.conflicts)


def _shown(parts: Parts, sent: Typed | None = None) -> HTMLResponse:
    found, status = _judged(parts), sent.problem.status if sent else 200
    waiting, decided = [one for one in found if one.open], [one for one in found if not one.open]
    known = [one for one in parts.shelf.opened().holdings.notices.conflicts if one.kind == "between"]
    shown = {"waiting": waiting, "decided": decided, "known": known, "rulings": RULINGS, "entry": entry, "sent": sent}
    return desk_page("conflicts.html", CONFLICTS, status, **shown)
