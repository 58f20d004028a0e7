"""A quiz as a learner meets it: join, answer, see why, and what came of it. No account, no key, and no script is needed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.problems import Problem
from api.quiz.codes import code_in, new_id, person_of
from api.quiz.model import Answered, Sat, Stage
from api.quiz.problems import BadNickname, Closed, NicknameTaken, NoSession, NothingChosen, RoomFull
from api.quiz.results import result
from api.quiz.room import EXTRA, Asked, current, is_over
from api.web.forms import Form, WithForm
from api.web.quiz.door import Quizzes, Seat, WithComing, WithQuizzes, give_token, guessing, token_of
from api.web.quiz.drawing import quiz_page, titles
from api.web.quiz.wanted import whole
from eval.quiz.model import Item

SEE_OTHER = 303
NOTES = {
    "again": "You had answered this question already. Your first answer counts.",
    "moved": "That question is no longer the one that is asked, so nothing was sent. This is where the quiz is now.",
}
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question on a learner's page. `number` of `of`: how they are counted; `place`: where it stands in the quiz."""

    item: Item
    place: int
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Said:
    """What is said above a question: what was wrong with what was sent, or something to know."""

    problem: Problem | None = None
    note: str = ""


@router.get("/join")
def door(request: Request) -> HTMLResponse:
    """The form to join by."""
    return quiz_page("join.html", code=request.query_params.get("code", "")[:12], nickname="", problem=None)


@router.post("/join")
def join(form: WithForm, request: Request, quizzes: WithQuizzes) -> Response:
    """Joins a session. Whoever has joined it with this browser goes on where they were."""
    token, code = new_id() if form["other"] else token_of(request), code_in(form["code"])
    try:
        guessing(request, quizzes, lambda: quizzes.room.join(code, form["nickname"], person_of(token)))
    except (NoSession, Closed, BadNickname, NicknameTaken, RoomFull) as problem:
        typed = {"code": form["code"][:12], "nickname": "" if isinstance(problem, BadNickname) else form["nickname"][:40]}
        return quiz_page("join.html", problem.status, problem=problem, **typed)
    response = RedirectResponse(f"/quiz/play/{code}", SEE_OTHER)
    give_token(request, response, token)
    return response


@router.get("/play/{code}")
async def play(coming: WithComing, request: Request) -> Response:
    """Where the learner is: before the first question, at one, or at the end."""
    said = Said(note=next((words for name, words in NOTES.items() if name in request.query_params), ""))
    return await coming.looks(lambda seat: _shown(seat, coming.quizzes, said))


@router.post("/play/{code}/begin")
async def begin(coming: WithComing, form: WithForm) -> Response:
    """Begins, or in a live session only notes the time that is needed."""
    return await coming.sends(lambda seat: _begun(seat, coming.quizzes, whole(form["extra"]) or 0))


@router.post("/play/{code}/answer")
async def answer(coming: WithComing, form: WithForm) -> Response:
    """Takes an answer; it is kept when the reply comes. What was sent twice is kept once."""
    return await coming.sends(lambda seat: _taken(seat, coming.quizzes, form))


@router.post("/play/{code}/finish")
async def finish(coming: WithComing) -> Response:
    """Ends a self-paced attempt; what is not answered counts as not right."""
    return await coming.sends(lambda seat: _ended(seat, coming.quizzes))


@router.post("/play/{code}/retry")
async def retry(coming: WithComing) -> Response:
    """Another attempt, with other questions."""
    return await coming.sends(lambda seat: _tried_again(seat, coming.quizzes))


@router.get("/play/{code}/words/{document}/{paragraph}")
async def words(coming: WithComing, document: str, paragraph: str) -> Response:
    """A paragraph that a question rests on, whole, for learners without a key."""
    return await coming.looks(lambda seat: _words(seat, coming.quizzes, f"{document}/{paragraph}"))


@router.get("/play/{code}/{place}")
async def told(coming: WithComing, place: str, request: Request) -> Response:
    """A question that was answered, with what each option says."""
    note = NOTES["again"] if "again" in request.query_params else ""
    return await coming.looks(lambda seat: _told(seat, coming.quizzes, whole(place) or 0, note))


def _begun(seat: Seat, quizzes: Quizzes, extra: int) -> Response:
    if seat.session.live:
        quizzes.room.give_time(seat.session, seat.learner, extra)
    else:
        quizzes.room.begin(seat.session, seat.learner, extra)
    return _go(seat)


def _taken(seat: Seat, quizzes: Quizzes, form: Form) -> Response:
    asked = Asked(whole(form["place"]) or 0, form["item"], tuple(_chosen(form)))
    try:
        given, first = quizzes.room.answer(seat.session, seat.learner, asked)
    except NothingChosen as problem:
        return _shown(seat, quizzes, Said(problem))
    except NoSession:
        return _go(seat, "?moved=1")
    again = "" if first or given.chosen == tuple(sorted(set(asked.chosen))) else "?again=1"
    return _go(seat, again) if seat.session.live else _go(seat, f"/{given.place}{again}")


def _ended(seat: Seat, quizzes: Quizzes) -> Response:
    if not seat.session.live:
        quizzes.room.finish(seat.session, seat.learner)
    return _go(seat)


def _tried_again(seat: Seat, quizzes: Quizzes) -> Response:
    quizzes.room.retry(seat.session, seat.learner)
    return _go(seat)


def _words(seat: Seat, quizzes: Quizzes, cite: str) -> HTMLResponse:
    sat = quizzes.room.sat(seat.session, seat.learner)
    quoted = [
        option.source for item in (sat.paper.items if sat else ()) for option in item.options if option.source.cite == cite
    ]
    if not quoted:
        raise NoSession
    text = quizzes.maker.desk().paragraphs.get(cite, "")
    return quiz_page("words.html", seat=seat, cite=cite, text=text, quotes=list(dict.fromkeys(one.quote for one in quoted)))


def _told(seat: Seat, quizzes: Quizzes, at: int, note: str) -> Response:
    sat = quizzes.room.sat(seat.session, seat.learner)
    given = next((one for one in sat.answers if one.place == at), None) if sat else None
    if sat is None or given is None or seat.session.live:
        return _go(seat)
    more = current(quizzes.room.asked(sat.paper), sat) is not None and not is_over(sat, quizzes.room.now())
    shown = {"given": given, "note": note, "more": more}
    return quiz_page("told.html", seat=seat, sheet=_sheet(quizzes, sat, at), **shown)


def _shown(seat: Seat, quizzes: Quizzes, said: Said) -> HTMLResponse:
    return _live(seat, quizzes, said) if seat.session.live else _self_paced(seat, quizzes, said)


def _self_paced(seat: Seat, quizzes: Quizzes, said: Said) -> HTMLResponse:
    sat = quizzes.room.sat(seat.session, seat.learner)
    if sat is None:
        paper = quizzes.room.store.paper(seat.session.id, 1)
        return quiz_page(
            "lobby.html", seat=seat, of=len(quizzes.room.asked(paper)) if paper else 0, extras=EXTRA, note=said.note
        )
    place = current(quizzes.room.asked(sat.paper), sat)
    if place is None or is_over(sat, quizzes.room.now()):
        return _finished(seat, quizzes, sat)
    return _question(seat, quizzes, _sheet(quizzes, sat, place), sat.attempt.due, said)


def _live(seat: Seat, quizzes: Quizzes, said: Said) -> HTMLResponse:
    """A learner's phone in a live session; it shows nothing of anybody else but how many chose what."""
    session, sat = seat.session, quizzes.room.sat(seat.session, seat.learner)
    if sat is None or session.stage is Stage.LOBBY:
        return quiz_page("lobby.html", seat=seat, of=0, extras=EXTRA, note=said.note)
    if session.stage is Stage.OVER:
        return _finished(seat, quizzes, sat)
    given = next((one for one in sat.answers if one.place == session.place), None)
    if session.stage is Stage.ASKING:
        if given is None:
            return _question(seat, quizzes, _sheet(quizzes, sat, session.place), quizzes.room.due(session, seat.learner), said)
        return quiz_page("sent.html", seat=seat, sheet=_sheet(quizzes, sat, session.place), given=given, note=said.note)
    return _told_live(seat, quizzes, sat, given, said.note)


def _told_live(seat: Seat, quizzes: Quizzes, sat: Sat, given: Answered | None, note: str) -> HTMLResponse:
    sheet = _sheet(quizzes, sat, seat.session.place)
    counted = quizzes.room.tally(seat.session, sheet.place)
    return quiz_page("told_live.html", seat=seat, sheet=sheet, given=given, chosen=counted, note=note)


def _question(seat: Seat, quizzes: Quizzes, sheet: Sheet, due: datetime | None, said: Said) -> HTMLResponse:
    left = max(0, int((due - quizzes.room.now()).total_seconds())) if due else None
    shown: dict[str, Any] = {"sheet": sheet, "left": left, "problem": said.problem, "note": said.note}
    return quiz_page("question.html", said.problem.status if said.problem else 200, seat=seat, **shown)


def _finished(seat: Seat, quizzes: Quizzes, sat: Sat) -> HTMLResponse:
    if sat.attempt.finished is None:
        quizzes.room.finish(seat.session, seat.learner)
    found = result(sat, quizzes.maker.withdrawn(sat.paper), titles())
    return quiz_page("results.html", seat=seat, sat=sat, result=found)


def _sheet(quizzes: Quizzes, sat: Sat, place: int) -> Sheet:
    asked = quizzes.room.asked(sat.paper)
    number = asked.index(place) + 1 if place in asked else place
    return Sheet(sat.paper.items[place - 1], place, number, len(asked))


def _chosen(form: Form) -> list[int]:
    found = [whole(one) for one in form.all("choice")]
    return [-1 if one is None else one for one in found]


def _go(seat: Seat, place: str = "") -> Response:
    return RedirectResponse(f"/quiz/play/{seat.session.code}{place}", SEE_OTHER)
