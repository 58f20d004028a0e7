"""What trainers and learners do in a session. Every time is taken from `now`, and everything is kept before it is told."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.quiz.codes import new_code, new_id
from api.quiz.making import Makes
from api.quiz.model import Answered, Attempt, Learner, Sat, Session, Stage, Terms
from api.quiz.nicknames import nickname_in
from api.quiz.problems import CannotMake, Closed, NoSession, NothingChosen, NotJoined
from api.quiz.results import Chosen, places, tally
from api.quiz.store import QuizStore
from eval.quiz.make import Request
from eval.quiz.model import Quiz

MOST_LEARNERS = 500
MOST_ATTEMPTS = 20
TALLIES = 256  # kept in memory
GRACE = timedelta(seconds=2)  # what the network may take
EXTRA = (0, 25, 50, 100)  # more time, in per cent


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a learner sends: the place and the id of the question they saw, and what they chose."""

    place: int
    item: str
    chosen: tuple[int, ...]


class Room:
    """Sessions, as people meet them."""

    def __init__(self, store: QuizStore, maker: Makes, now: Callable[[], datetime] = utc_now) -> None:
        self.store, self.maker, self.now = store, maker, now
        self._tallies: OrderedDict[tuple[str, int], Sequence[Chosen]] = OrderedDict()

    def share(self, request: Request, seed: int, terms: Terms, owner: str, days: int) -> Session:
        """Makes the quiz and opens it to learners for some days; raises CannotMake."""
        paper, made = self.maker.make(request, seed), self.now()
        closes = made + timedelta(days=days)
        session = Session(new_id(), self.free_code(), owner, paper.title, request, terms, made, closes)
        self.store.share(session, paper)
        return session

    def free_code(self) -> str:
        """A join code that no session has."""
        while True:
            code = new_code()
            try:
                self.store.by_code(code)
            except NoSession:
                return code

    def owned(self, id: str, owner: str) -> Session:
        """A session of somebody's own; raises NoSession for anybody else's."""
        session = self.store.session(id)
        if session.owner != owner:
            raise NoSession
        return session

    def join(self, code: str, nickname: str, person: str) -> Learner:
        """The learner that a browser is in a session from now on; whoever has joined before goes on as who they were.

        Raises NoSession, Closed, BadNickname, NicknameTaken or RoomFull.
        """
        session = self.store.by_code(code)
        if self.now() >= session.closes:
            return self._back(session, person)
        name = nickname_in(nickname)
        made = Learner(new_id(), session.id, person, name.shown, self.now())
        learner = self.store.join(made, name.folded, MOST_LEARNERS)
        if session.live:
            self.store.begin(Attempt(learner.id, 1, self.now()))
        return learner

    def begin(self, session: Session, learner: Learner, extra: int) -> Attempt:
        """Begins the first attempt of a self-paced session; the time runs from now on."""
        learner = self.give_time(session, learner, extra)
        return self.store.begin(self._attempt(session, learner, 1))

    def retry(self, session: Session, learner: Learner) -> Attempt:
        """Another attempt, with other questions of the same kind; the last goes on where it is not over. Raises CannotMake."""
        last = self.store.attempts(learner.id)[-1:]
        if not last or last[0].finished is None:
            return last[0] if last else self.begin(session, learner, learner.extra)
        number = last[0].number + 1
        if session.live or number > MOST_ATTEMPTS:
            raise CannotMake("There are no more attempts at this quiz. Ask your trainer for another one")
        if self.store.paper(session.id, number) is None:
            first = self._paper(session, 1)
            self.store.add_paper(session.id, number, self.maker.make(session.request, first.seed + number - 1))
        return self.store.begin(self._attempt(session, learner, number))

    def give_time(self, session: Session, learner: Learner, extra: int) -> Learner:
        """Gives a learner more time, in per cent; anything that is not offered changes nothing."""
        if extra not in EXTRA or extra == learner.extra:
            return learner
        self.store.change(session.id, learner.id, extra=extra)
        return self.store.learner(session.id, learner.person)

    def sat(self, session: Session, learner: Learner) -> Sat | None:
        """The latest attempt with its questions and answers; None before the first."""
        latest = self.store.latest(learner.id)
        if latest is None:
            return None
        attempt, answers = latest
        return Sat(session, learner, attempt, self._paper(session, attempt.number), answers)

    def answer(self, session: Session, learner: Learner, asked: Asked) -> tuple[Answered, bool]:
        """The answer that stands, and whether it is this one; raises NothingChosen, or NoSession for what was never asked."""

        def judge(now: Session, attempt: Attempt, paper: Quiz) -> Answered:
            return self._judged(now, learner, attempt, paper, asked)

        given, counted = self.store.answer(learner, asked.place, judge)
        if not session.live:
            self._finish_if_done(session, learner)
        return given, counted

    def finish(self, session: Session, learner: Learner) -> None:
        """The attempt is over, whatever is not answered."""
        for last in self.store.attempts(learner.id)[-1:]:
            self.store.finish(learner.id, last.number, self.now())

    def step(self, session: Session, version: int) -> bool:
        """Takes a live session on from where it was seen: whether it did, or somebody had already."""
        stage, place = self._next(session)
        return self.store.step(session.id, version, stage, place, self.now())

    def asked(self, paper: Quiz) -> Sequence[int]:
        """The places of the questions that still hold."""
        return places(paper, self.maker.withdrawn(paper))

    def tally(self, session: Session, place: int) -> Sequence[Chosen]:
        """How many chose each option of a question. Once it is told no answer counts any more, so it is counted once."""
        key = session.id, place
        known = self._tallies.get(key)
        if known is None:
            item = self._paper(session, 1).items[place - 1]
            known = tally(item, self.store.answers_in(session.id, place))
            if session.stage is not Stage.ASKING:
                self._tallies[key] = known
                while len(self._tallies) > TALLIES:
                    self._tallies.popitem(last=False)
        return known

    def due(self, session: Session, learner: Learner) -> datetime | None:
        """When the time for a live question is over for a learner; None without a limit."""
        if session.since is None or not session.terms.seconds or session.stage is not Stage.ASKING:
            return None
        return session.since + learner.longer(session.terms.seconds)

    def _back(self, session: Session, person: str) -> Learner:
        """Nobody new comes in once the code has expired."""
        try:
            return self.store.learner(session.id, person)
        except NotJoined:
            raise Closed from None

    def _next(self, session: Session) -> tuple[Stage, int]:
        if session.stage is Stage.ASKING:
            return Stage.TOLD, session.place
        after = [place for place in self.asked(self._paper(session, 1)) if place > session.place]
        return (Stage.ASKING, after[0]) if after else (Stage.OVER, session.place)

    def _judged(self, session: Session, learner: Learner, attempt: Attempt, paper: Quiz, asked: Asked) -> Answered:
        if not 0 < asked.place <= len(paper.items) or paper.items[asked.place - 1].id != asked.item:
            raise NoSession
        if session.live and asked.place > session.place:
            raise NoSession
        item, chosen = paper.items[asked.place - 1], tuple(sorted(set(asked.chosen)))
        if not chosen or chosen[-1] >= len(item.options) or chosen[0] < 0 or (len(chosen) > 1 and not item.multiple):
            raise NothingChosen
        late = self._late(session, learner, attempt, asked.place)
        return Answered(learner.id, attempt.number, asked.place, item.id, chosen, chosen == item.right, late, self.now())

    def _late(self, session: Session, learner: Learner, attempt: Attempt, place: int) -> bool:
        if session.live:
            due = self.due(session, learner)
            elsewhere = session.stage is not Stage.ASKING or session.place != place
            return elsewhere or (due is not None and self.now() > due + GRACE)
        return _is_over(attempt, self.now())

    def _finish_if_done(self, session: Session, learner: Learner) -> None:
        sat = self.sat(session, learner)
        if sat and not _open_places(self.asked(sat.paper), sat):
            self.finish(session, learner)

    def _attempt(self, session: Session, learner: Learner, number: int) -> Attempt:
        seconds, now = session.terms.seconds, self.now()
        return Attempt(learner.id, number, now, now + learner.longer(seconds) if seconds else None)

    def _paper(self, session: Session, number: int) -> Quiz:
        paper = self.store.paper(session.id, number)
        if paper is None:
            raise NoSession
        return paper


def _open_places(asked: Collection[int], sat: Sat) -> Sequence[int]:
    answered = {one.place for one in sat.answers}
    return [place for place in asked if place not in answered]


def is_over(sat: Sat, now: datetime) -> bool:
    """Whether an attempt takes no more answers that count."""
    return _is_over(sat.attempt, now)


def _is_over(attempt: Attempt, now: datetime) -> bool:
    return attempt.finished is not None or (attempt.due is not None and now > attempt.due + GRACE)


def current(asked: Sequence[int], sat: Sat) -> int | None:
    """The first question that is not answered; None after the last."""
    return next(iter(_open_places(asked, sat)), None)
