"""A Store in memory, until the process ends: the fake that tests and trials use."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from secrets import token_hex
from threading import RLock
from typing import TYPE_CHECKING

from api.problems import UnknownAnswer, UnknownConversation
from api.store.base import ANSWER, UNUSED, Act, ActKind, Exchange, Feedback, Kept, Sealed, TurnTaken, Unreadable
from api.store.ids import new_id
from api.store.rows import act_of
from api.store.seal import sealed, sealed_act
from api.store.turns import Turns

if TYPE_CHECKING:
    from api.store.scratch import Scratch


@dataclass
class _Conversation:
    started: datetime
    exchanges: list[Exchange] = field(default_factory=list)
    feedback: dict[str, Feedback] = field(default_factory=dict)


class MemoryStore:
    """A Store. `most` conversations are kept, the one unused longest goes first; `days` as in the database."""

    def __init__(self, most: int = 1_000, days: int = 30) -> None:
        self._most, self._days = most, timedelta(days=days)
        self._kept: OrderedDict[str, _Conversation] = OrderedDict()
        self._answers: dict[str, Kept] = {}
        self._chain: dict[str, Sealed] = {}
        self._lock, self._turns = RLock(), Turns()

    def start(self) -> str:
        """A new conversation, and the one unused longest dropped where there are too many."""
        conversation = new_id()
        with self._lock:
            self._kept[conversation] = _Conversation(datetime.now(UTC))
            while len(self._kept) > self._most:
                self._drop(next(iter(self._kept)))
        return conversation

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order."""
        return tuple(self._find(conversation).exchanges)

    def taking_a_turn(self, conversation: str) -> AbstractContextManager[None]:
        """One turn at a time in each conversation."""
        return self._turns.taking(conversation)

    def add(self, conversation: str, exchange: Exchange, turn: int) -> None:
        """Keeps an exchange and seals its record."""
        with self._lock:
            said = self._find(conversation).exchanges
            if len(said) >= turn:
                raise TurnTaken
            last = next(reversed(self._chain.values()), None)
            kept = Kept(conversation, turn, token_hex(), exchange)
            self._chain[exchange.answer.id] = sealed(kept, last)
            self._answers[exchange.answer.id] = kept
            said.append(exchange)

    def put(self, feedback: Feedback) -> None:
        """Keeps what was said of an answer."""
        with self._lock:
            if feedback.answer not in self._answers:
                raise UnknownAnswer
            self._find(self._answers[feedback.answer].conversation).feedback[feedback.answer] = feedback

    def feedback(self, answer: str) -> Feedback | None:
        """What was said of an answer, if anything."""
        with self._lock:
            kept = self.kept(answer)
            return self._find(kept.conversation).feedback.get(answer) if kept else None

    def sealed(self, answer: str) -> Sealed:
        """The record of an answer."""
        found = self._chain.get(answer)
        if found is None or found.kind != ANSWER:
            raise UnknownAnswer
        return found

    def act(self, act: Act) -> None:
        """Seals an act."""
        with self._lock:
            record = sealed_act(act, next(reversed(self._chain.values()), None))
            self._chain[record.answer] = record

    def acts(self, kind: ActKind) -> Sequence[Act]:
        """Every act of a kind, in order."""
        return [act_of(one) for one in list(self._chain.values()) if one.kind == kind]

    def last_act(self) -> int:
        """The place of the newest act."""
        return max((one.seq for one in list(self._chain.values()) if one.kind != ANSWER), default=0)

    def newest(self, most: int, before: int | None = None) -> Sequence[Sealed]:
        """The last records before a place."""
        return [one for one in list(self._chain.values()) if before is None or one.seq < before][-most:]

    def records(self) -> Iterator[Sealed]:
        """Every record, in order."""
        return iter(list(self._chain.values()))

    def heads(self, *, end: bool = False) -> Mapping[int, str]:
        """The last of the chain; nothing is outside a process's memory."""
        last = next(reversed(self._chain.values()), None)
        return {last.seq: last.hash} if last else {}

    def kept(self, answer: str) -> Kept | None:
        """The exchange of an answer, in its place."""
        return self._answers.get(answer)

    def all_kept(self) -> Iterator[Kept | Unreadable]:
        """Every exchange."""
        return iter(list(self._answers.values()))

    def tidy(self, now: datetime) -> int:
        """Drops what is too old."""
        with self._lock:
            old = [name for name, one in self._kept.items() if one.started < now - (self._days if one.exchanges else UNUSED)]
            for name in old:
                self._drop(name)
        return len(old)

    def close(self) -> None:
        """Nothing is kept any longer than the process."""

    @cached_property
    def tables(self) -> "Scratch":
        """A database of its own, which is forgotten as well."""
        from api.store.scratch import Scratch  # noqa: PLC0415 - a quarter of a second, and not every trial needs it

        return Scratch()

    def _find(self, conversation: str) -> _Conversation:
        with self._lock:
            if conversation not in self._kept:
                raise UnknownConversation
            self._kept.move_to_end(conversation)
            return self._kept[conversation]

    def _drop(self, name: str) -> None:
        for exchange in self._kept.pop(name).exchanges:
            self._answers.pop(exchange.answer.id, None)
