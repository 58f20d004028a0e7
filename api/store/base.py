"""What a store of conversations, feedback and audit records does."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from assistant.model import Answer

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
    previous  hash of the record before it; "" for the first
    record    what was decided and from what, as canonical JSON without free text; `seal.py` says what is in it
    hash      sha256 of seq, previous and record
    """

    seq: int
    answer: str
    previous: str
    record: str
    hash: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An exchange in its place. `salt` went into the hash that binds its words to the audit."""

    conversation: str
    turn: int
    salt: str
    exchange: Exchange


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


class Audit(Protocol):
    """The sealed records, which outlive the conversations."""

    def sealed(self, answer: str) -> Sealed:
        """The record of an answer; raises UnknownAnswer."""

    def records(self) -> Iterator[Sealed]:
        """Every record, in order."""

    def heads(self) -> Mapping[int, str]:
        """What was noted outside the store: hash by seq, of some records and of the last."""

    def kept(self, answer: str) -> Kept | None:
        """The exchange of an answer, or None where it is no longer kept."""

    def all_kept(self) -> Iterator[Kept]:
        """Every exchange that is still kept."""


class Store(Conversations, FeedbackBox, Audit, Protocol):
    """All of it in one."""

    def tidy(self, now: datetime) -> int:
        """Deletes conversations that have been kept as long as they may be; how many. Their audit records stay."""

    def close(self) -> None:
        """Finishes what is being kept. Nothing is taken afterwards."""
