"""What a store of conversations and feedback does."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.model import Answer


class Reason(StrEnum):
    """Why an answer did not help."""

    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"
    OUT_OF_DATE = "out_of_date"
    NOT_WHAT_I_ASKED = "not_what_i_asked"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message and its answer; the message is "" where it was not to be kept."""

    message: str
    answer: Answer
    at: datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person said of one answer."""

    answer: str
    helpful: bool
    reasons: tuple[Reason, ...]
    comment: str
    at: datetime


class Conversations(Protocol):
    """Conversations by id. Each method that is given an id raises UnknownConversation where there is none."""

    def start(self) -> str:
        """A new conversation; its id cannot be guessed."""

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order."""

    def taking_a_turn(self, conversation: str) -> AbstractContextManager[None]:
        """While it is held, nobody else takes a turn in this conversation."""

    def add(self, conversation: str, exchange: Exchange) -> None:
        """Adds to the end of a conversation."""


class FeedbackBox(Protocol):
    """Feedback by answer."""

    def put(self, feedback: Feedback) -> None:
        """Keeps it, in place of anything said of the same answer before; raises UnknownAnswer."""
