"""What a store of conversations, feedback and audit records does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from assistant.model import Answer

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")

ANSWER = "answer"  # the kind of record that an answer is
UNUSED = timedelta(days=1)  # a conversation in which nothing was said is kept no longer


class Reason(StrEnum):
    """Why an answer did not help."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    OUT_OF_DATE = "out_of_date"
    WRONG_SOURCE = "wrong_source"
    NOT_WHAT_I_ASKED = "not_what_i_asked"
    OTHER = "other"


class ActKind(StrEnum):
    """What an owner may do that is kept for good."""

    SWITCH = "switch"
    APPROVAL = "approval"
    CONFLICT = "conflict"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody decided at the desk.

    about    what it was of: a switch, a table, a pair of paragraphs, a draft
    choice   what was decided: "paused", "signed" ...
    who      the name of the key they came with
    why      in their own words
    details  what else belongs to it, as JSON has it
    """

    kind: ActKind
    about: str
    choice: str
    who: str
    why: str
    at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message and its answer; the message is "" where it was not to be kept.

    at         when it was answered
    as_at      the day it was answered as at
    given      the facts given beside the message, by name; None takes one back
    corrected  the case was corrected: the message is the one before, answered again
    """

    message: str
    answer: Answer
    at: datetime
    as_at: date
    given: Mapping[str, Any] = field(default_factory=dict)
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person said of one answer."""

    answer: str
    helpful: bool
    reasons: tuple[Reason, ...]
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sealed:
    """One record of the audit, bound to the one before it.

    seq       1, 2, 3 ... without a gap
    answer    the answer's id; the act's own where it is the record of an act
    previous  hash of the record before it; "" for the first
    record    what was decided and from what, as canonical JSON without free text; `seal.py` says what is in it
    hash      sha256 of seq, previous and record
    kind      answer, or the kind of act
    """

    seq: int
    answer: str
    previous: str
    record: str
    hash: str
    kind: str = ANSWER


@dataclass(frozen=True, slots=True)
class Kept:
    """An exchange in its place. `salt` went into the hash that binds its words to the audit."""

    conversation: str
    turn: int
    salt: str
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An exchange that somebody has changed by hand, so that it cannot be read any more."""

    answer: str


class Head(NamedTuple):
    """The end of the chain."""

    seq: int
    hash: str


class TurnTaken(Exception):
    """Another turn of this conversation was kept first: this one was made without knowing of it, and is made again."""


class Conversations(Protocol):
    """Conversations by id. Each method that is given an id raises UnknownConversation where there is none."""

    def start(self) -> str:
        """A new conversation; its id cannot be guessed."""

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order."""

    def taking_a_turn(self, conversation: str) -> AbstractContextManager[None]:
        """While it is held, nobody else in this process takes a turn in this conversation."""

    def add(self, conversation: str, exchange: Exchange, turn: int) -> None:
        """Keeps an exchange and seals its record, both or neither; it is kept for good when this returns.

        `turn` is its place from 1; raises TurnTaken where that place is taken.
        """


class FeedbackBox(Protocol):
    """Feedback by answer."""

    def put(self, feedback: Feedback) -> None:
        """Keeps it, in place of anything said of the same answer before; raises UnknownAnswer."""

    def feedback(self, answer: str) -> Feedback | None:
        """What was said of an answer, if anything."""


class Acts(Protocol):
    """What owners have decided. Each act is a record of the audit and nothing else, so no copy of it can differ."""

    def act(self, act: Act) -> None:
        """Seals it; it is kept for good when this returns."""

    def acts(self, kind: ActKind) -> Sequence[Act]:
        """Every act of a kind, in order."""

    def last_act(self) -> int:
        """The place of the newest act in the chain; 0 where there is none."""


class Audit(Protocol):
    """The sealed records, which outlive the conversations."""

    def sealed(self, answer: str) -> Sealed:
        """The record of an answer; raises UnknownAnswer."""

    def records(self) -> Iterator[Sealed]:
        """Every record, in order."""

    def newest(self, most: int, before: int | None = None) -> Sequence[Sealed]:
        """The last records, or the last before a place in the chain, in order; at most so many."""

    def heads(self, *, end: bool = False) -> Mapping[int, str]:
        """What was noted outside the store: hash by seq, of some records and of the last. `end`: of the newest alone."""

    def kept(self, answer: str) -> Kept | None:
        """The exchange of an answer, or None where it is no longer kept."""

    def all_kept(self) -> Iterator[Kept | Unreadable]:
        """Every exchange that is still kept."""


class Tables(Protocol):
    """The database itself, for what is kept beside conversations."""

    def read(self, work: "Callable[[Connection], T]") -> T:
        """What the work finds; raises Unavailable where the database cannot be read."""

    def write(self, work: "Callable[[Connection], T]") -> T:
        """What the work gives back, once it is committed; or what it raised, and then nothing of it is kept."""


class Store(Conversations, FeedbackBox, Audit, Acts, Protocol):
    """All of it in one."""

    @property
    def tables(self) -> Tables:
        """Where quizzes are kept: the database, or for a store in memory one of its own."""

    def tidy(self, now: datetime) -> int:
        """Deletes conversations that have been kept as long as they may be; how many. Their audit records stay."""

    def close(self) -> None:
        """Finishes what is being kept. Nothing is taken afterwards."""
