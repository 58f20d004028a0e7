"""A live session on the trainer's screen: what the room sees, the step to the next question, and what is told as it happens."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from api.quiz.model import Session, Stage, State
from api.quiz.problems import TooManyPages
from api.quiz.results import result
from api.web.forms import WithForm
from api.web.quiz.door import Quizzes, WithComing, WithOwned, WithQuizzes
from api.web.quiz.drawing import join_link, qr_code, quiz_page, titles
from api.web.quiz.wanted import whole

SEE_OTHER = 303
MOST_PAGES = 6  # that one learner listens on at once
EVENTS = "text/event-stream"
router = APIRouter(prefix="/sessions")
listening = APIRouter(prefix="/play")
Told = Callable[[State], dict[str, object]]


@router.get("/{session}/live")
def projected(session: WithOwned, request: Request, quizzes: WithQuizzes) -> HTMLResponse:
    """What the room sees; the right answer only once the trainer tells it."""
    store, link = quizzes.room.store, join_link(request, session)
    paper, state = store.paper(session.id, 1), store.state(session.id)
    asked = quizzes.room.asked(paper) if paper else []
    item = paper.items[session.place - 1] if paper and session.place else None
    told = item is not None and session.stage in (Stage.TOLD, Stage.OVER)
    return quiz_page(
        "live.html",
        session=session,
        state=state,
        link=link,
        qr=qr_code(link),
        learners=store.learners(session.id),
        item=item,
        number=asked.index(session.place) + 1 if session.place in asked else 0,
        of=len(asked),
        chosen=quizzes.room.tally(session, session.place) if told else [],
        ends=_ends(session),
        left=_left(quizzes, session),
        table=_standing(quizzes, session) if session.stage is Stage.OVER else [],
    )


@router.post("/{session}/step")
def step(session: WithOwned, form: WithForm, quizzes: WithQuizzes) -> Response:
    """To the next question, or to what is right; a second press of the same button does nothing."""
    quizzes.room.step(session, whole(form["version"]) or 0)
    return RedirectResponse(f"/quiz/sessions/{session.id}/live", SEE_OTHER)


@router.get("/{session}/events")
async def for_trainer(session: WithOwned, quizzes: WithQuizzes) -> Response:
    """Every change: steps, who has joined, how many have answered."""
    return _stream(quizzes, session, asdict)


@listening.get("/{code}/events")
async def for_learner(coming: WithComing) -> Response:
    """The steps, and nothing about anybody else."""
    return await coming.looks(lambda seat: _stream(coming.quizzes, seat.session, _version, seat.learner.id))


def _version(state: State) -> dict[str, object]:
    return {"version": state.version}


def _stream(quizzes: Quizzes, session: Session, told: Told, who: str = "") -> Response:
    """Whoever comes back after a lost connection is told how things are now: nothing has to be sent again."""
    headers = {"X-Accel-Buffering": "no"}  # a proxy must not wait for more
    if who and quizzes.listening[who] >= MOST_PAGES:
        raise TooManyPages
    return StreamingResponse(_events(quizzes, session.id, told, who), media_type=EVENTS, headers=headers)


async def _events(quizzes: Quizzes, session: str, told: Told, who: str) -> AsyncIterator[str]:
    quizzes.listening[who] += 1
    try:
        yield "retry: 1000\n\n"
        async with aclosing(quizzes.watch.states(session)) as states:
            async for event in _told(states, told):
                yield event
    finally:
        quizzes.listening[who] -= 1


async def _told(states: AsyncIterator[State | None], told: Told) -> AsyncIterator[str]:
    """Each change once; and now and then that nothing is new, so that a lost connection is noticed."""
    last: dict[str, object] = {}
    async for state in states:
        now = told(state) if state else last
        if state is None:
            yield ": nothing new\n\n"
        elif now != last:
            yield f"event: state\nid: {state.version}\ndata: {json.dumps(now)}\n\n"
        last = now


def _ends(session: Session) -> str:
    """The next step in words."""
    if session.stage is Stage.ASKING:
        return "Show the answer"
    return "Start" if session.stage is Stage.LOBBY else "Next question"


def _left(quizzes: Quizzes, session: Session) -> int | None:
    """Seconds left for whoever has no more time than usual; None without a limit."""
    if session.stage is not Stage.ASKING or not session.terms.seconds or session.since is None:
        return None
    return max(0, session.terms.seconds - int((quizzes.room.now() - session.since).total_seconds()))


def _standing(quizzes: Quizzes, session: Session) -> list[tuple[str, int, int]]:
    """How many each got right: the trainer's to show; nobody's answers are in it."""
    found = []
    for learner in quizzes.room.store.learners(session.id):
        sat = quizzes.room.sat(session, learner)
        whole_score = result(sat, quizzes.maker.withdrawn(sat.paper), titles()).whole if sat else None
        found.append((learner.nickname, whole_score.right if whole_score else 0, whole_score.of if whole_score else 0))
    return sorted(found, key=lambda one: (-one[1], one[0]))
