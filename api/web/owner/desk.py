"""`/owner/`: the desk's first page, and everything that stands under it. Only an owner or an admin comes in.

A form's POST from a page elsewhere is refused before it comes here (api/isolation.py); no page elsewhere may show the desk in
a frame (api/policies.py).
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.auth import OWNER
from api.web.owner import approvals, audit, documents, questions, rehearsal, switches, trials, unanswered, weak
from api.web.owner.drawing import desk_page

# One a page, in the order of the menu.
ROUTERS: list[APIRouter] = [
    questions.router,
    unanswered.router,
    weak.router,
    trials.router,
    documents.router,
    rehearsal.router,
    approvals.router,
    switches.router,
    audit.router,
]
router = APIRouter(prefix="/owner", include_in_schema=False, dependencies=[OWNER])


@router.get("/")
def start() -> HTMLResponse:
    """Every page of the desk, and what it is for."""
    return desk_page("start.html", "/owner/")


for each in ROUTERS:
    router.include_router(each)
