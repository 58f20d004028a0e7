"""What a learner takes away from a quiz: a certificate and a row for a CPD log. The name is typed, printed and forgotten."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.quiz.certificate import Achieved, NameNotPrintable, NotPassed, achieved, certificate, cpd_log
from api.quiz.results import result
from api.web.forms import WithForm
from api.web.quiz.door import Quizzes, Seat, WithQuizzes, WithSeat, WithSending
from api.web.quiz.drawing import quiz_page, titles

SEE_OTHER = 303
router = APIRouter(prefix="/play")


@router.get("/{code}/certificate")
def form(seat: WithSeat, quizzes: WithQuizzes) -> Response:
    """Where a name can be typed."""
    found = _achieved(seat, quizzes)
    return _form(seat, found) if found else _back(seat)


@router.post("/{code}/certificate")
def printed(seat: WithSending, typed: WithForm, quizzes: WithQuizzes) -> Response:
    """The PDF; or the form again, which says what is wrong with the name and does not repeat it."""
    found = _achieved(seat, quizzes)
    if found is None:
        return _back(seat)
    try:
        return _file(certificate(found, typed["name"]), "application/pdf", "certificate.pdf")
    except (NameNotPrintable, NotPassed) as problem:
        return _form(seat, found, problem)


@router.get("/{code}/cpd.csv")
def log(seat: WithSeat, quizzes: WithQuizzes) -> Response:
    """The row, for a spreadsheet."""
    found = _achieved(seat, quizzes)
    return _file(cpd_log(found), "text/csv; charset=utf-8", "cpd-log.csv") if found else _back(seat)


def _achieved(seat: Seat, quizzes: Quizzes) -> Achieved | None:
    """What came of the learner's last attempt; None before it is over."""
    sat = quizzes.room.sat(seat.session, seat.learner)
    if sat is None or sat.attempt.finished is None:
        return None
    return achieved(sat, result(sat, quizzes.maker.withdrawn(sat.paper), titles()))


def _form(seat: Seat, found: Achieved, problem: NameNotPrintable | NotPassed | None = None) -> HTMLResponse:
    return quiz_page("certificate.html", problem.status if problem else 200, seat=seat, found=found, problem=problem)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _back(seat: Seat) -> Response:
    return RedirectResponse(f"/quiz/play/{seat.session.code}", SEE_OTHER)
