"""How a trainer's questions do: by question, by row of the tables, by paragraph; over all their quizzes or one of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi import Request as Asked
from fastapi.responses import HTMLResponse

from api.auth import WithPrincipal
from api.quiz.given import given_in, given_to
from api.quiz.model import Given, Session
from api.quiz.statistics import Spot, per_item, per_paragraph, per_row, weak_paragraphs
from api.web.quiz.door import Quizzes, WithQuizzes
from api.web.quiz.drawing import quiz_page

MOST, WEAKEST = 100, 5  # lines shown, the hardest; paragraphs to teach again
router = APIRouter(prefix="/statistics")


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the answers. `heading`: of its first column."""

    title: str
    heading: str
    spots: Callable[[Iterable[Given]], Sequence[Spot]]


VIEWS: Mapping[str, View] = {
    "questions": View("Question by question", "Question", per_item),
    "rows": View("Row by row of the rules", "Row", per_row),
    "paragraphs": View("Paragraph by paragraph", "Paragraph", per_paragraph),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: a view, and one session or all."""

    view: str
    session: Session | None


def _looked(asked: Asked, quizzes: WithQuizzes, principal: WithPrincipal) -> Looked:
    view, session = (asked.query_params.get(name, "") for name in ("by", "quiz"))
    chosen = view if view in VIEWS else next(iter(VIEWS))
    return Looked(chosen, quizzes.room.owned(session, principal.name) if session else None)


@router.get("/")
def statistics(looked: Annotated[Looked, Depends(_looked)], quizzes: WithQuizzes, principal: WithPrincipal) -> HTMLResponse:
    """A table with a picture in each line; what cannot be worked out is said so."""
    answers = _answers(looked, quizzes, principal.name)
    spots = VIEWS[looked.view].spots(answers)
    return quiz_page(
        "statistics.html",
        views=VIEWS,
        looked=looked,
        sessions=quizzes.room.store.sessions(principal.name),
        spots=spots[:MOST],
        left_out=max(0, len(spots) - MOST),
        counted=len(answers),
        weak=weak_paragraphs(answers)[:WEAKEST],
    )


def _answers(looked: Looked, quizzes: Quizzes, owner: str) -> list[Given]:
    store = quizzes.room.store
    return list(given_in(store, looked.session.id) if looked.session else given_to(store, owner))
