"""Who comes to a quiz: a learner by what their browser holds, a trainer by their key. Guessing is counted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Response

from api.auth import WithPrincipal
from api.limiting import Limiter, network_of
from api.quiz.codes import code_in, new_id, person_of
from api.quiz.making import Maker
from api.quiz.model import Learner, Session
from api.quiz.practice import Current, Practice
from api.quiz.practised import PracticeStore
from api.quiz.problems import NoSession, NotJoined
from api.quiz.room import Room
from api.quiz.store import QuizStore
from api.quiz.watching import Watch
from api.settings import Settings
from api.store.base import Store

COOKIE = "aftercare_quiz"
MONTH = 30 * 24 * 3_600  # seconds
GUESSES, SENT = 20, 240  # wrong codes from one network, and what one learner sends, in a minute
T = TypeVar("T")


@dataclass(frozen=True)
class Quizzes:
    """What the pages of quizzes work with."""

    room: Room
    maker: Maker
    watch: Watch
    limiter: Limiter
    practice: Practice


@dataclass(frozen=True, slots=True)
class Seat:
    """A learner in their session."""

    session: Session
    learner: Learner


def opened_quizzes(store: Store, settings: Settings) -> Quizzes:
    """What is kept in a store; guesses are counted by network, and what is sent by learner."""
    kept, maker = QuizStore(store.tables, settings.retention_days), Maker(settings.corpus)
    practice = Practice(PracticeStore(store.tables), Current(maker.desk))
    return Quizzes(Room(kept, maker), maker, Watch(kept.state), Limiter({"guess": GUESSES, "sent": SENT}), practice)


def _quizzes(request: Request) -> Quizzes:
    found: Quizzes = request.app.state.quizzes
    return found


WithQuizzes = Annotated[Quizzes, Depends(_quizzes)]


def network(request: Request) -> str:
    """What guesses are counted by."""
    return network_of(request.client.host if request.client else "")


def guessing(request: Request, quizzes: Quizzes, find: Callable[[], T]) -> T:
    """What is found by something that might be guessed. Not finding it is counted; raises TooMany after too many."""
    quizzes.limiter.check("guess", network(request))
    try:
        return find()
    except (NoSession, NotJoined):
        quizzes.limiter.take("guess", network(request))
        raise


def person_in(request: Request) -> str:
    """Who a browser is; "" where it holds nothing."""
    token = request.cookies.get(COOKIE, "")
    return person_of(token) if token else ""


def give_token(request: Request, response: Response, token: str) -> None:
    """Lets a browser be known again: scripts cannot read it, other sites cannot send it."""
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, MONTH, path="/quiz/", secure=secure, httponly=True, samesite="lax")


def token_of(request: Request) -> str:
    """What the browser holds, or something new for it to hold."""
    return request.cookies.get(COOKIE) or new_id()


def _seat(code: str, request: Request, quizzes: WithQuizzes) -> Seat:
    store, person = quizzes.room.store, person_in(request)

    def find() -> Seat:
        session = store.by_code(code_in(code))
        return Seat(session, store.learner(session.id, person))

    return guessing(request, quizzes, find)


def _sending(seat: Annotated[Seat, Depends(_seat)], quizzes: WithQuizzes) -> Seat:
    quizzes.limiter.take("sent", seat.learner.id)
    return seat


def _owned(session: str, principal: WithPrincipal, quizzes: WithQuizzes) -> Session:
    return quizzes.room.owned(session, principal.name)


WithSeat = Annotated[Seat, Depends(_seat)]  # raises NoSession, NotJoined, TooMany
WithSending = Annotated[Seat, Depends(_sending)]  # as well, for what is sent
WithOwned = Annotated[Session, Depends(_owned)]  # raises NoSession
