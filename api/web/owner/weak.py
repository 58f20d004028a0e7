"""`/owner/weak`: one list of weak spots, the worst first."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.owner.failing import LastRun
from api.owner.weak import SIGNS, bar, unplaced, weak_spots
from api.parts import WithHoldings, WithLedger
from api.web.owner.drawing import desk_page

HERE = "/owner/weak"
SHOWN = 50
NAMES = {
    "failing": "Failing scenarios",
    "refused": "False refusals",
    "low": "Low ratings",
    "again": "Asked again in other words",
    "wrong": "Wrong in quizzes",
}
router = APIRouter(prefix="/weak")


@router.get("")
def weak(request: Request, ledger: WithLedger, holdings: WithHoldings) -> HTMLResponse:
    """Sections with everything that speaks against what is answered from them."""
    last: LastRun = request.app.state.last_run
    found = last.failures()
    spots = ledger.read(lambda connection: weak_spots(connection, found.failures, holdings))
    longest = max((one.weight for one in spots), default=1)
    return desk_page(
        "weak.html",
        HERE,
        spots=[(one, bar(one, longest)) for one in spots[:SHOWN]],
        more=len(spots) - len(spots[:SHOWN]),
        signs={sign: NAMES[sign] for sign in SIGNS},
        run=found,
        unplaced=ledger.read(unplaced),
    )
