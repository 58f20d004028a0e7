"""Conversations and feedback kept in memory, so many and no more, until the process ends."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe
from threading import Lock, RLock

from api.problems import UnknownAnswer, UnknownConversation
from api.store.base import Exchange, Feedback

ID_BYTES = 24


@dataclass
class _Conversation:
    exchanges: list[Exchange] = field(default_factory=list)
    turn: Lock = field(default_factory=Lock)
    feedback: dict[str, Feedback] = field(default_factory=dict)


class MemoryStore:
    """Conversations and FeedbackBox in one. `most` conversations are kept; the one unused longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, _Conversation] = OrderedDict()
        self._answers: dict[str, str] = {}  # answer id to conversation id
        self._lock = RLock()

    def start(self) -> str:
        """A new conversation, and the oldest dropped where there are too many."""
        conversation = token_urlsafe(ID_BYTES)
        with self._lock:
            self._kept[conversation] = _Conversation()
            while len(self._kept) > self._most:
                self._drop(*self._kept.popitem(last=False))
        return conversation

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order."""
        return tuple(self._find(conversation).exchanges)

    @contextmanager
    def taking_a_turn(self, conversation: str) -> Iterator[None]:
        """One turn at a time in each conversation."""
        with self._find(conversation).turn:
            yield

    def add(self, conversation: str, exchange: Exchange) -> None:
        """Adds to the end of a conversation."""
        with self._lock:
            self._find(conversation).exchanges.append(exchange)
            self._answers[exchange.answer.id] = conversation

    def put(self, feedback: Feedback) -> None:
        """Keeps what was said of an answer."""
        with self._lock:
            conversation = self._kept.get(self._answers.get(feedback.answer, ""))
            if conversation is None:
                raise UnknownAnswer
            conversation.feedback[feedback.answer] = feedback

    def feedback(self, answer: str) -> Feedback | None:
        """What was said of an answer, if anything."""
        conversation = self._kept.get(self._answers.get(answer, ""))
        return conversation.feedback.get(answer) if conversation else None

    def _find(self, conversation: str) -> _Conversation:
        with self._lock:
            if conversation not in self._kept:
                raise UnknownConversation
            self._kept.move_to_end(conversation)
            return self._kept[conversation]

    def _drop(self, name: str, conversation: _Conversation) -> None:
        for exchange in conversation.exchanges:
            self._answers.pop(exchange.answer.id, None)
