"""What a quiz that is run is made of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from eval.quiz.make import Request
from eval.quiz.model import Item, Quiz


class Mode(StrEnum):
    """Who sets the pace."""

    SELF_PACED = "self_paced"
    LIVE = "live"


class Stage(StrEnum):
    """Where a live session is. A self-paced one is always in its lobby."""

    LOBBY = "lobby"
    ASKING = "asking"
    TOLD = "told"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a trainer chooses when sharing a quiz.

    pass_mark  per cent
    seconds    a limit: in a live session for each question, else for an attempt; 0 for none
    """

    mode: Mode = Mode.SELF_PACED
    pass_mark: int = 80
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """A quiz that is shared.

    id       opens the trainer's pages: it cannot be guessed
    code     what learners join by until it `closes`
    owner    who made it: the id of a key
    request  what fresh variants are made by
    place    the question a live session is at, from 1; 0 before the first
    since    when its stage began
    version  counts the steps of a live session
    """

    id: str
    code: str
    owner: str
    title: str
    request: Request
    terms: Terms
    made: datetime
    closes: datetime
    stage: Stage = Stage.LOBBY
    place: int = 0
    since: datetime | None = None
    version: int = 0

    @property
    def live(self) -> bool:
        """Whether the trainer sets the pace."""
        return self.terms.mode is Mode.LIVE


@dataclass(frozen=True, slots=True)
class State:
    """What those who look on at a live session are told: where it is, how many have joined, and how many have answered."""

    version: int
    stage: Stage
    place: int
    joined: int
    answered: int


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody in a session. `person`: the hash of what their browser holds, the same in every session; `extra`: per cent."""

    id: str
    session: str
    person: str
    nickname: str
    joined: datetime
    extra: int = 0

    def longer(self, seconds: int) -> timedelta:
        """A limit with their extra time."""
        return timedelta(seconds=seconds * (100 + self.extra) / 100)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One go at a quiz, from 1. `due`: when its time is over, or None."""

    learner: str
    number: int
    began: datetime
    due: datetime | None = None
    finished: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it is kept. `chosen`: places of options from 0; `late`: it came after the time and does not count."""

    learner: str
    attempt: int
    place: int
    item: str
    chosen: tuple[int, ...]
    right: bool
    late: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with the item it was given to, for statistics, practice and certificates. No nickname is in it."""

    session: str
    answer: Answered
    item: Item


@dataclass(frozen=True, slots=True)
class Sat:
    """A learner's attempt with its questions and answers, in the order they were given."""

    session: Session
    learner: Learner
    attempt: Attempt
    paper: Quiz
    answers: tuple[Answered, ...]
