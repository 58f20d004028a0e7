"""Practice by pages: a question, why each option is right or not, the next question. No account, and no script is needed."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.problems import Problem
from api.quiz.codes import new_id, person_of
from api.quiz.practice import Marked, Practice, back_in
from api.quiz.problems import NothingChosen
from api.web.forms import Form, WithForm
from api.web.quiz.door import WithQuizzes
from api.web.quiz.drawing import quiz_page, titles
from api.web.quiz.wanted import whole
from eval.quiz.model import Item
from eval.quiz.rows import Row

COOKIE = "aftercare_practice"
PATH = "/quiz/practice/"
HELD = 400 * 24 * 3_600  # seconds; browsers allow no more
SEED = re.compile(r"[0-9a-f]{1,16}")
SEE_OTHER = 303
DUE = "You have had this row before, and it is time to see it again."
NOTES = {
    "changed": "That question has changed with the policy, so nothing was sent. Here is another.",
    "forgotten": "Everything that was kept of your practice is deleted. You begin anew.",
}
router = APIRouter(prefix="/practice")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put on a page, and as it comes back with its answer."""

    item: Item
    row: Row
    answered: int
    seed: str


def _practice(quizzes: WithQuizzes) -> Practice:
    return quizzes.practice


def _person(request: Request) -> str:
    """Who a browser is; "" where it holds nothing."""
    token = request.cookies.get(COOKIE, "")
    return person_of(token) if token else ""


WithPractice = Annotated[Practice, Depends(_practice)]
WithPerson = Annotated[str, Depends(_person)]


@router.get("/")
def question(request: Request, practice: WithPractice, person: WithPerson) -> HTMLResponse:
    """The next question. The browser is given something to be known again by."""
    topic = _topic(request.query_params.get("topic", ""))
    token = "" if person else new_id()
    put = practice.next(person or person_of(token), topic)
    asked = Asked(put.item, put.row, put.answered, put.seed) if put else None
    note = next((words for name, words in NOTES.items() if name in request.query_params), "")
    response = _page(practice, person, topic, asked, note=note or (DUE if put and put.due else ""))
    if token:
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, token, HELD, path=PATH, secure=secure, httponly=True, samesite="lax")
    return response


@router.post("/answer")
def answer(form: WithForm, practice: WithPractice, person: WithPerson, quizzes: WithQuizzes) -> Response:
    """Marks an answer; what was sent twice counts once. A question that the rules no longer give is put anew."""
    quizzes.limiter.take("sent", person or "nobody")
    topic, asked = _topic(form["topic"]), _asked(form, practice)
    if asked is None:
        return RedirectResponse(f"{PATH}?changed=1&topic={topic}", SEE_OTHER)
    chosen = [place for place in map(whole, form.all("choice")) if place is not None and place < len(asked.item.options)]
    if not chosen:
        return _page(practice, person, topic, asked, problem=NothingChosen())
    marked = practice.answer(person, asked.row, asked.answered, asked.item, chosen, unsure=bool(form["unsure"]))
    return _told(practice, person, topic, asked, marked)


@router.post("/forget")
def forget(practice: WithPractice, person: WithPerson) -> Response:
    """Deletes everything that is kept of a browser, and what it is known by."""
    if person:
        practice.store.forget(person)
    response = RedirectResponse(f"{PATH}?forgotten=1", SEE_OTHER)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def _topic(given: str) -> str:
    return given if given in titles() else ""


def _asked(form: Form, practice: Practice) -> Asked | None:
    """The question that is answered, made again from its row and seed; None where that is another now."""
    row, seed = (form["table"], form["row"]), form["seed"]
    item = practice.rows().item(row, seed) if SEED.fullmatch(seed) else None
    if item is None or item.id != form["item"]:
        return None
    return Asked(item, row, whole(form["answered"]) or 0, seed)


def _page(
    practice: Practice, person: str, topic: str, asked: Asked | None, *, note: str = "", problem: Problem | None = None
) -> HTMLResponse:
    shown = {"asked": asked, "topic": topic, "topics": titles(), "standing": practice.standing(person, titles())}
    return quiz_page("practice.html", problem.status if problem else 200, **shown, note=note, problem=problem)


def _told(practice: Practice, person: str, topic: str, asked: Asked, marked: Marked) -> HTMLResponse:
    again = back_in(marked.again, practice.now()) if marked.again else ""
    standing = practice.standing(person, titles())
    return quiz_page(
        "practice_told.html", asked=asked, topic=topic, marked=marked, again=again, standing=standing, held=bool(person)
    )
