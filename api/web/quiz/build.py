"""`/quiz/`: a trainer builds a quiz, looks at it as a learner and as a handout, and takes it away for other systems."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.auth import WithPrincipal
from api.quiz.problems import CannotMake
from api.web.quiz.door import Quizzes, WithQuizzes
from api.web.quiz.drawing import choices, quiz_page
from api.web.quiz.wanted import DAYS, Wanted, wanted_in
from eval.quiz.exports import EXPORTS
from eval.quiz.model import Quiz

router = APIRouter()
MEDIA = "application/octet-stream"


@router.get("/")
def form(request: Request, quizzes: WithQuizzes, principal: WithPrincipal) -> HTMLResponse:
    """What a quiz can be made of, and the quizzes that are shared."""
    quizzes.maker.warm()
    return builder(request, quizzes, principal.name)


def builder(request: Request, quizzes: Quizzes, owner: str, problem: CannotMake | None = None, **typed: Any) -> HTMLResponse:
    """The form with what was chosen, and what was wrong with it."""
    given = request.query_params
    chosen = {name: given.getlist(name) for name in ("items", "seed", "topic", "audience", "difficulty", "kind")}
    shared = quizzes.room.store.sessions(owner)
    shown = {"chosen": {**chosen, **typed}, "problem": problem, "shared": shared, "now": quizzes.room.now()}
    return quiz_page("build.html", problem.status if problem else 200, **choices(), **shown)


@router.get("/preview")
def preview(request: Request, quizzes: WithQuizzes, principal: WithPrincipal) -> HTMLResponse:
    """The quiz as its learners will see it, with what each option tells; and how it can be shared or taken away."""
    try:
        wanted = wanted_in(request.query_params.getlist)
        quiz = quizzes.maker.make(wanted.request, wanted.seed)
    except CannotMake as problem:
        return builder(request, quizzes, principal.name, problem)
    return quiz_page("preview.html", quiz=quiz, wanted=wanted, days=DAYS, problem=None, typed={}, **choices())


@router.get("/handout")
def handout(request: Request, quizzes: WithQuizzes) -> HTMLResponse:
    """The questions to print, and a marking sheet on pages of its own."""
    wanted, quiz = _made(request, quizzes)
    return quiz_page("handout.html", quiz=quiz, back=f"/quiz/preview?{wanted.query}")


@router.get("/export/{format}")
def export(format: str, request: Request, quizzes: WithQuizzes) -> Response:
    """The quiz as a file for another system."""
    _, quiz = _made(request, quizzes)
    return exported(format, quiz)


def exported(format: str, quiz: Quiz) -> Response:
    """A quiz as a file; raises CannotMake for a format there is not."""
    if format not in EXPORTS:
        raise CannotMake(f"There is no such format. Choose of {', '.join(EXPORTS)}")
    chosen = EXPORTS[format]
    name = f"aftercare-quiz-{quiz.seed}{chosen.ending}"
    return Response(chosen.write(quiz), media_type=MEDIA, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _made(request: Request, quizzes: Quizzes) -> tuple[Wanted, Quiz]:
    wanted = wanted_in(request.query_params.getlist)
    return wanted, quizzes.maker.make(wanted.request, wanted.seed)
