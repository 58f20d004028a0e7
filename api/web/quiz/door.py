"""Who comes to a quiz: a learner by what their browser holds, a trainer by their key. Guessing is counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
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
LOOKING, SENDING = 4, 32  # pages that are worked out at once, and answers: these wait for the disk together
T = TypeVar("T")


@dataclass(frozen=True)
class Quizzes:
    """What the pages of quizzes work with."""

    room: Room
    maker: Maker
    watch: Watch
    limiter: Limiter
    practice: Practice
    listening: Counter[str] = field(default_factory=Counter)
    looking: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(LOOKING))
    sending: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(SENDING))


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


async def _quizzes(request: Request) -> Quizzes:
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


@dataclass(frozen=True)
class Coming:
    """Somebody who comes to a session by its code.

    Pages are worked out a few at a time, and what is sent by others: when a whole room opens the next question at once,
    whoever answers it does not wait for all of them.
    """

    code: str
    request: Request
    quizzes: Quizzes

    async def looks(self, at: Callable[[Seat], Response]) -> Response:
        """A page. Raises NoSession, NotJoined or TooMany."""
        return await run_sync(lambda: at(self.seat()), limiter=self.quizzes.looking)

    async def sends(self, what: Callable[[Seat], Response]) -> Response:
        """What comes of something that is sent; raises the same."""

        return await run_sync(lambda: what(self.counted()), limiter=self.quizzes.sending)

    def seat(self) -> Seat:
        """Who it is."""
        code, person = code_in(self.code), person_in(self.request)
        return Seat(*guessing(self.request, self.quizzes, lambda: self.quizzes.room.store.seat(code, person)))

    def counted(self) -> Seat:
        """Who it is; what they send is counted."""
        seat = self.seat()
        self.quizzes.limiter.take("sent", seat.learner.id)
        return seat


async def _coming(code: str, request: Request, quizzes: WithQuizzes) -> Coming:
    return Coming(code, request, quizzes)


WithComing = Annotated[Coming, Depends(_coming)]


def _seat(coming: WithComing) -> Seat:
    return coming.seat()


def _counted(coming: WithComing) -> Seat:
    return coming.counted()


def _owned(session: str, principal: WithPrincipal, quizzes: WithQuizzes) -> Session:
    return quizzes.room.owned(session, principal.name)


WithSeat = Annotated[Seat, Depends(_seat)]  # raises NoSession, NotJoined, TooMany
WithSending = Annotated[Seat, Depends(_counted)]  # as well, for what is sent
WithOwned = Annotated[Session, Depends(_owned)]  # raises NoSession
