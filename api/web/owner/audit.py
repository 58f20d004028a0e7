"""The desk's audit: is the chain whole, what is in it, and all of it as a file."""

from datetime import date
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from api.owner.cells import csv_lines
from api.owner.jobs import begin, state
from api.owner.verifying import HEADS, csv_rows, glance, lines
from api.parts import Parts, WithParts
from api.web.owner.drawing import desk_page

PATH = "/owner/audit"
SEE_OTHER = 303
SHOWN = 50  # records on a page
KINDS = {
    "answer": "Answer",
    "switch": "Switch",
    "approval": "Approval",
    "conflict": "Conflict",
    "draft": "Draft",
}
router = APIRouter()


@router.get("/audit")
def audit(request: Request, parts: WithParts) -> HTMLResponse:
    """The end of the chain at a glance, what the last look over all of it found, and the records, the newest first."""
    before = _number(request.query_params.get("before", ""))
    records = parts.store.newest(SHOWN, before)
    return desk_page(
        "audit.html",
        PATH,
        chain=glance(parts.store),
        job=state(_folder(parts)),
        lines=lines(records),
        kinds=KINDS,
        older=records[0].seq if records and records[0].seq > 1 else None,
        first=before is None,
    )


@router.post("/audit")
def verify(parts: WithParts) -> Response:
    """Begins a look over all of it, in a process of its own."""
    begin(_folder(parts), "verify", parts.settings)
    return RedirectResponse(f"{PATH}#whole", SEE_OTHER)


@router.get("/audit.csv")
def exported(parts: WithParts) -> Response:
    """Every record as a row; nothing in it is a formula."""
    name = f"aftercare-audit-{date.today().isoformat()}.csv"
    rows = csv_lines(HEADS, csv_rows(parts.store.records()))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(rows, media_type="text/csv; charset=utf-8", headers=headers)


def _folder(parts: Parts) -> Path:
    return parts.settings.home / "desk" / "verify"


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 12 else None
