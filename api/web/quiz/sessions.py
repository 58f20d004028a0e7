"""A quiz that is shared, as its trainer sees it: the code and the QR, who has joined, how they do, and what to look over."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.auth import WithPrincipal
from api.quiz.model import Learner, Sat, Session
from api.quiz.problems import CannotMake
from api.quiz.results import Result, result
from api.quiz.room import EXTRA
from api.web.forms import WithForm
from api.web.quiz.build import exported
from api.web.quiz.door import Quizzes, WithOwned, WithQuizzes
from api.web.quiz.drawing import choices, join_link, moment, qr_code, quiz_page, titles
from api.web.quiz.wanted import DAYS, days_in, terms_in, wanted_in, whole
from eval.quiz.model import Item, Quiz

SEE_OTHER = 303
router = APIRouter(prefix="/sessions")


@dataclass(frozen=True, slots=True)
class Row:
    """A learner with how they do; None before they begin."""

    learner: Learner
    sat: Sat | None
    result: Result | None


@dataclass(frozen=True, slots=True)
class Held:
    """An item that no longer holds, in the session it was asked in."""

    session: Session
    item: Item
    why: str


@router.post("")
def share(form: WithForm, quizzes: WithQuizzes, principal: WithPrincipal) -> Response:
    """Opens a quiz to learners."""
    try:
        wanted, terms, days = wanted_in(form.all), terms_in(form.all), days_in(form.all)
        session = quizzes.room.share(wanted.request, wanted.seed, terms, principal.name, days)
    except CannotMake as problem:
        wanted = wanted_in(form.all)
        quiz, typed = quizzes.maker.make(wanted.request, wanted.seed), form.fields
        again = {"quiz": quiz, "wanted": wanted, "days": DAYS, "problem": problem, "typed": typed}
        return quiz_page("preview.html", problem.status, **again, **choices())
    return RedirectResponse(f"/quiz/sessions/{session.id}", SEE_OTHER)


@router.get("/{session}")
def shared(session: WithOwned, request: Request, quizzes: WithQuizzes) -> HTMLResponse:
    """Everything about a session."""
    link, paper = join_link(request, session), quizzes.room.store.paper(session.id, 1)
    return quiz_page(
        "session.html",
        session=session,
        link=link,
        qr=qr_code(link),
        closes=moment(session.closes),
        open=quizzes.room.now() < session.closes,
        rows=list(_rows(quizzes, session)),
        extras=EXTRA,
        paper=paper,
        files=choices()["files"],
        withdrawn=quizzes.maker.withdrawn(paper) if paper else {},
    )


@router.post("/{session}/close")
def close(session: WithOwned, quizzes: WithQuizzes) -> Response:
    """Nobody new can join."""
    quizzes.room.store.close(session.id, quizzes.room.now())
    return _back(session)


@router.post("/{session}/time")
def give_time(session: WithOwned, form: WithForm, quizzes: WithQuizzes) -> Response:
    """Gives a learner more time; it counts from the next question or attempt on that begins."""
    for learner in _named(quizzes, session, form["learner"]):
        quizzes.room.give_time(session, learner, whole(form["extra"]) or 0)
    return _back(session, "#learners")


@router.post("/{session}/name")
def take_name(session: WithOwned, form: WithForm, quizzes: WithQuizzes) -> Response:
    """Takes away a nickname that the room should not see; the learner goes on under a number."""
    everybody = quizzes.room.store.learners(session.id)
    for n, learner in enumerate(everybody, 1):
        if learner.id == form["learner"]:
            quizzes.room.store.change(session.id, learner.id, nickname=f"Learner {n}", folded=learner.id)
    return _back(session, "#learners")


@router.get("/{session}/handout")
def handout(session: WithOwned, quizzes: WithQuizzes) -> HTMLResponse:
    """The questions of a session to print."""
    return quiz_page("handout.html", quiz=_paper(quizzes, session), back=f"/quiz/sessions/{session.id}")


@router.get("/{session}/export/{format}")
def export(session: WithOwned, format: str, quizzes: WithQuizzes) -> Response:
    """The questions of a session as a file."""
    return exported(format, _paper(quizzes, session))


review = APIRouter()


@review.get("/review")
def to_review(quizzes: WithQuizzes, principal: WithPrincipal) -> HTMLResponse:
    """Questions that have left their quizzes because something they rest on has changed."""
    return quiz_page("review.html", held=list(_held(quizzes, principal.name)))


def _held(quizzes: Quizzes, owner: str) -> Iterator[Held]:
    for session in quizzes.room.store.sessions(owner):
        paper = quizzes.room.store.paper(session.id, 1)
        gone = quizzes.maker.withdrawn(paper) if paper else {}
        for item in paper.items if paper else ():
            if item.id in gone:
                yield Held(session, item, gone[item.id])


def _rows(quizzes: Quizzes, session: Session) -> Iterator[Row]:
    for learner in quizzes.room.store.learners(session.id):
        sat = quizzes.room.sat(session, learner)
        found = result(sat, quizzes.maker.withdrawn(sat.paper), titles()) if sat else None
        yield Row(learner, sat, found)


def _named(quizzes: Quizzes, session: Session, id: str) -> list[Learner]:
    return [learner for learner in quizzes.room.store.learners(session.id) if learner.id == id]


def _paper(quizzes: Quizzes, session: Session) -> Quiz:
    paper = quizzes.room.store.paper(session.id, 1)
    assert paper  # it was kept with the session
    return paper


def _back(session: Session, place: str = "") -> Response:
    return RedirectResponse(f"/quiz/sessions/{session.id}{place}", SEE_OTHER)
