"""Sessions, learners, attempts and answers in the database. What is kept here is kept for good when a method returns."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from api.quiz.model import Answered, Attempt, Learner, Session, Stage, State
from api.quiz.problems import NicknameTaken, NoSession, NothingChosen, NotJoined, RoomFull
from api.quiz.rows import answer_of, answer_row, attempt_of, learner_of, paper_of, paper_row, session_of, session_row
from api.store.base import Tables
from api.store.tables import quiz_answers as answers
from api.store.tables import quiz_attempts as attempts
from api.store.tables import quiz_learners as learners
from api.store.tables import quiz_papers as papers
from api.store.tables import quiz_sessions as sessions
from eval.quiz.model import Quiz

PAPERS = 64  # kept in memory
FIGURES = timedelta(days=730)  # answers without names are kept for the statistics of items
BY_CODE = select(sessions).where(sessions.c.code == bindparam("code"))
BY_ID = select(sessions).where(sessions.c.id == bindparam("id"))
BY_PERSON = select(learners).where(learners.c.session == bindparam("session"), learners.c.person == bindparam("person"))
ATTEMPTS = select(attempts).where(attempts.c.learner == bindparam("learner")).order_by(attempts.c.number)
OF_ATTEMPT = (answers.c.learner == bindparam("learner")) & (answers.c.attempt == bindparam("attempt"))
ONE_ATTEMPT = select(attempts).where(attempts.c.learner == bindparam("learner"), attempts.c.number == bindparam("number"))
ONE_ANSWER = select(answers).where(OF_ATTEMPT, answers.c.place == bindparam("place"))
ANSWERS = select(answers).where(OF_ATTEMPT).order_by(answers.c.place)
Judge = Callable[[Session, Attempt, Quiz], Answered]


class QuizStore:
    """What is kept of quizzes. `days`: how long nicknames are."""

    def __init__(self, tables: Tables, days: int) -> None:
        self._tables, self._days = tables, timedelta(days=days)
        self._papers: OrderedDict[tuple[str, int], Quiz] = OrderedDict()  # one is never changed

    def share(self, session: Session, paper: Quiz) -> None:
        """Keeps a session with the questions of its first attempt."""

        def work(connection: Connection) -> None:
            connection.execute(insert(sessions).values(**session_row(session)))
            connection.execute(insert(papers).values(**paper_row(session.id, 1, paper)))

        self._tables.write(work)

    def session(self, id: str) -> Session:
        """A session by its id; raises NoSession."""
        return self._tables.read(lambda connection: _session(connection, BY_ID, id=id))

    def by_code(self, code: str) -> Session:
        """A session by its join code; raises NoSession."""
        return self._tables.read(lambda connection: _session(connection, BY_CODE, code=code))

    def seat(self, code: str, person: str) -> tuple[Session, Learner]:
        """A session by its code and who a browser is in it; raises NoSession or NotJoined."""
        return self._tables.read(lambda connection: _seat(connection, code, person))

    def sessions(self, owner: str) -> Sequence[Session]:
        """What somebody has shared, the newest first."""
        return [
            session_of(row)
            for row in self._all(select(sessions).where(sessions.c.owner == owner).order_by(sessions.c.made.desc()))
        ]

    def step(self, id: str, version: int, stage: Stage, place: int, since: datetime) -> bool:
        """Takes a live session on, unless somebody has already: whether it did."""
        on = update(sessions).where(sessions.c.id == id, sessions.c.version == version)
        now = on.values(stage=stage, place=place, since=since, version=version + 1)
        return bool(self._tables.write(lambda connection: connection.execute(now).rowcount))

    def close(self, id: str, now: datetime) -> None:
        """Nobody can join from now on."""
        self._tables.write(
            lambda connection: connection.execute(update(sessions).where(sessions.c.id == id).values(closes=now))
        )

    def paper(self, session: str, number: int) -> Quiz | None:
        """The questions of an attempt; None where nobody has begun it."""
        known = self._papers.get((session, number))
        return known or self._tables.read(lambda connection: self._paper(connection, session, number))

    def add_paper(self, session: str, number: int, paper: Quiz) -> None:
        """Keeps the questions of an attempt, unless there are some."""

        def work(connection: Connection) -> None:
            if _paper(connection, session, number) is None:
                connection.execute(insert(papers).values(**paper_row(session, number, paper)))

        self._tables.write(work)

    def join(self, learner: Learner, folded: str, most: int) -> Learner:
        """The learner as kept: whoever has joined before is who they were. Raises NicknameTaken or RoomFull."""
        return self._tables.write(lambda connection: _join(connection, learner, folded, most))

    def learner(self, session: str, person: str) -> Learner:
        """Who a browser is in a session; raises NotJoined."""
        return self._tables.read(lambda connection: _learner(connection, session, person))

    def learners(self, session: str) -> Sequence[Learner]:
        """Everybody in a session, in the order they joined."""
        found = select(learners).where(learners.c.session == session).order_by(learners.c.joined, learners.c.id)
        return [learner_of(row) for row in self._all(found)]

    def change(self, session: str, learner: str, **values: Any) -> None:
        """Gives a learner of a session other `extra` time, or another `nickname` with what it is `folded` to."""
        change = update(learners).where(learners.c.session == session, learners.c.id == learner).values(**values)
        self._tables.write(lambda connection: connection.execute(change))

    def begin(self, attempt: Attempt) -> Attempt:
        """The attempt as kept: one that was begun before goes on."""

        def work(connection: Connection) -> Attempt:
            known = _attempt(connection, attempt.learner, attempt.number)
            if known is None:
                connection.execute(insert(attempts).values(**asdict(attempt)))
            return known or attempt

        return self._tables.write(work)

    def attempts(self, learner: str) -> Sequence[Attempt]:
        """Every attempt of a learner, in order."""
        return self._tables.read(lambda connection: _attempts(connection, learner))

    def latest(self, learner: str) -> tuple[Attempt, tuple[Answered, ...]] | None:
        """The last attempt of a learner with its answers; None before the first."""

        def work(connection: Connection) -> tuple[Attempt, tuple[Answered, ...]] | None:
            begun = _attempts(connection, learner)[-1:]
            return (begun[0], _answers(connection, learner, begun[0].number)) if begun else None

        return self._tables.read(work)

    def finish(self, learner: str, number: int, now: datetime) -> None:
        """An attempt is over."""
        one = update(attempts).where(attempts.c.learner == learner, attempts.c.number == number, attempts.c.finished.is_(None))
        self._tables.write(lambda connection: connection.execute(one.values(finished=now)))

    def answer(self, learner: Learner, place: int, judge: Judge) -> tuple[Answered, bool]:
        """The answer that stands in the latest attempt, and whether it is this one: the first stands.

        `judge` makes it of things as they are then. Raises NothingChosen before the first attempt.
        """

        def work(connection: Connection) -> tuple[Answered, bool]:
            begun = _attempts(connection, learner.id)[-1:]
            if not begun:
                raise NothingChosen
            attempt = begun[0]
            where = {"learner": learner.id, "attempt": attempt.number, "place": place}
            if row := connection.execute(ONE_ANSWER, where).first():
                return answer_of(row), False
            session = _session(connection, BY_ID, id=learner.session)
            paper = self._paper(connection, session.id, attempt.number)
            if paper is None:
                raise NoSession
            given = judge(session, attempt, paper)
            connection.execute(insert(answers), answer_row(session.id, given, paper.items[given.place - 1]))
            return given, True

        return self._tables.write(work)

    def answers(self, learner: str, number: int) -> tuple[Answered, ...]:
        """What was answered in an attempt, by place."""
        return self._tables.read(lambda connection: _answers(connection, learner, number))

    def answers_in(self, session: str, place: int | None = None) -> Sequence[Answered]:
        """What was answered in a session, or to one of its questions."""
        here = answers.c.session == session
        wanted = here if place is None else here & (answers.c.place == place)
        return [answer_of(row) for row in self._all(select(answers).where(wanted).order_by(answers.c.at))]

    def state(self, id: str) -> State:
        """Where a live session is; raises NoSession."""
        return self._tables.read(lambda connection: _state(connection, id))

    def any_open(self, now: datetime) -> bool:
        """Whether somebody may come to a session."""
        return self._first(select(sessions.c.id).where(sessions.c.closes > now).limit(1)) is not None

    def tidy(self, now: datetime) -> int:
        """Forgets who was who in sessions that are too old, and after two years what was answered; how many names went."""
        return self._tables.write(lambda connection: _tidy(connection, now - self._days, now - FIGURES))

    def _paper(self, connection: Connection, session: str, number: int) -> Quiz | None:
        known = self._papers.get((session, number)) or _paper(connection, session, number)
        if known:
            self._papers[session, number] = known
            while len(self._papers) > PAPERS:
                self._papers.popitem(last=False)
        return known

    def _first(self, query: Select[Any]) -> Any:
        return self._tables.read(lambda connection: connection.execute(query).first())

    def _all(self, query: Select[Any]) -> Sequence[Any]:
        return self._tables.read(lambda connection: connection.execute(query).all())


def _session(connection: Connection, wanted: Select[Any], **values: str) -> Session:
    row = connection.execute(wanted, values).first()
    if row is None:
        raise NoSession
    return session_of(row)


def _seat(connection: Connection, code: str, person: str) -> tuple[Session, Learner]:
    session = _session(connection, BY_CODE, code=code)
    return session, _learner(connection, session.id, person)


def _learner(connection: Connection, session: str, person: str) -> Learner:
    row = connection.execute(BY_PERSON, {"session": session, "person": person}).first()
    if row is None:
        raise NotJoined
    return learner_of(row)


def _attempts(connection: Connection, learner: str) -> Sequence[Attempt]:
    return [attempt_of(row) for row in connection.execute(ATTEMPTS, {"learner": learner})]


def _answers(connection: Connection, learner: str, attempt: int) -> tuple[Answered, ...]:
    found = connection.execute(ANSWERS, {"learner": learner, "attempt": attempt})
    return tuple(answer_of(row) for row in found)


def _state(connection: Connection, id: str) -> State:
    now = sessions.c.version, sessions.c.stage, sessions.c.place
    row = connection.execute(select(*now).where(sessions.c.id == id)).first()
    if row is None:
        raise NoSession
    joined = select(func.count()).select_from(learners).where(learners.c.session == id)
    answered = select(func.count()).select_from(answers).where(answers.c.session == id, answers.c.place == row.place)
    counts = (connection.execute(query).scalar_one() for query in (joined, answered))
    return State(row.version, Stage(row.stage), row.place, *counts)


def _paper(connection: Connection, session: str, number: int) -> Quiz | None:
    wanted = select(papers.c.body).where(papers.c.session == session, papers.c.number == number)
    body = connection.execute(wanted).scalar()
    return paper_of(body) if body else None


def _attempt(connection: Connection, learner: str, number: int) -> Attempt | None:
    row = connection.execute(ONE_ATTEMPT, {"learner": learner, "number": number}).first()
    return attempt_of(row) if row else None


def _join(connection: Connection, learner: Learner, folded: str, most: int) -> Learner:
    here = learners.c.session == learner.session
    known = connection.execute(select(learners).where(here, learners.c.person == learner.person)).first()
    if known:
        return learner_of(known)
    if connection.execute(select(learners.c.id).where(here, learners.c.folded == folded)).first():
        raise NicknameTaken
    if connection.execute(select(func.count()).select_from(learners).where(here)).scalar_one() >= most:
        raise RoomFull(most)
    connection.execute(insert(learners).values(**asdict(learner), folded=folded))
    return learner


def _tidy(connection: Connection, before: datetime, figures_before: datetime) -> int:
    """A name that is forgotten leaves its learner's own id in its place, which nobody else knows."""
    connection.execute(delete(sessions).where(sessions.c.made < figures_before))
    old = select(sessions.c.id).where(sessions.c.made < before)
    named = update(learners).where(learners.c.session.in_(old), learners.c.person != learners.c.id)
    return connection.execute(named.values(nickname="", folded=learners.c.id, person=learners.c.id)).rowcount
