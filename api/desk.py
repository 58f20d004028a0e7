"""Where a message becomes an answer that is kept. The API, the stream, the page and the terminal all ask here; it knows
nothing of HTTP."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from api.problems import ConversationFull, Invalid, MessageTooLong, NothingToCorrect, RuleBehind
from api.shelf import Shelf
from api.store.base import Conversations, Exchange, TurnTaken
from assistant.conversation import answer
from assistant.holdings import Holdings
from assistant.model import Answer, Earlier, Fact, Status, Turn
from assistant.quoting import WordsChanged
from assistant.rules.errors import RuleError
from assistant.steps.accept import LONGEST
from assistant.words import say

NOTHING: Mapping[str, Any] = MappingProxyType({})
Said = Sequence[Exchange]
OnStep = Callable[[str], None]
Finish = Callable[[Answer, Holdings], Answer]


def unheard(name: str) -> None:
    """Nobody listens to the steps."""


def as_made(made: Answer, holdings: Holdings) -> Answer:
    """Nothing is paused."""
    return made


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked next in a conversation.

    facts      what is known beside the message; None takes a fact back
    corrected  the message is the one before, asked again of the corrected case
    """

    message: str
    as_at: date
    facts: Mapping[str, Any]
    corrected: bool = False


class Desk:
    """Takes messages.

    limit   most messages in one conversation
    today   the day an answer is given as at, unless another is asked for
    finish  what an answer passes last, before it is kept; raises Paused where it may not go out
    """

    def __init__(
        self,
        shelf: Shelf,
        conversations: Conversations,
        limit: int,
        today: Callable[[], date] = date.today,
        finish: Finish = as_made,
    ) -> None:
        self.shelf, self.conversations, self.limit, self.today, self.finish = shelf, conversations, limit, today, finish

    def check(self, conversation: str, message: str) -> None:
        """Raises the problem that would keep a message from being answered, before any work is done."""
        _check_length(message)
        self._check_room(self.conversations.exchanges(conversation))

    def ask(
        self,
        conversation: str,
        message: str,
        as_at: date | None = None,
        facts: Mapping[str, Any] = NOTHING,
        on_step: OnStep = unheard,
    ) -> Answer:
        """The answer to the next message of a conversation, kept in it; raises Problem."""
        _check_length(message)
        request = Request(message, as_at or self.today(), facts)
        return self._take(conversation, lambda said: request, on_step)

    def correct(self, conversation: str, facts: Mapping[str, Any], on_step: OnStep = unheard) -> Answer:
        """The last question answered again, as a new turn, with the case corrected; raises Problem."""
        return self._take(conversation, lambda said: _again(said, facts), on_step)

    def _take(self, conversation: str, request_of: Callable[[Said], Request], on_step: OnStep) -> Answer:
        """A turn from its request to its answer, kept. One that another process has overtaken is made again."""
        with self.conversations.taking_a_turn(conversation):
            while True:
                said = self.conversations.exchanges(conversation)
                self._check_room(said)
                request = request_of(said)
                holdings = self.shelf.opened().holdings
                made = self.finish(self._answered(turn_of(conversation, said, request, holdings), on_step), holdings)
                exchange = _exchange(request, made, said)
                try:
                    self.conversations.add(conversation, exchange, len(said) + 1)
                except TurnTaken:
                    continue
                return exchange.answer

    def _check_room(self, said: Said) -> None:
        if len(said) >= self.limit:
            raise ConversationFull(self.limit)
        self.shelf.opened()

    def _answered(self, turn: Turn, on_step: OnStep) -> Answer:
        try:
            return answer(turn, on_step)
        except RuleError as error:
            detail = f"The facts contradict one another or the question ({error.field}). Take one back by sending it as null"
            raise Invalid(detail) from None
        except WordsChanged as error:
            raise RuleBehind(str(error)) from None


def turn_of(conversation: str, said: Said, request: Request, holdings: Holdings) -> Turn:
    """The turn that a request makes after what has been said."""
    return Turn(
        message=request.message,
        conversation_id=conversation,
        as_at=request.as_at,
        holdings=holdings,
        shown=frozenset(notice.id for exchange in said for notice in exchange.answer.notices),
        earlier=tuple(Earlier(exchange.message, exchange.answer) for exchange in said),
        case=case_with(_case(said), request.facts, len(said) + 1),
        corrected=request.corrected,
    )


def case_with(before: Iterable[Fact], facts: Mapping[str, Any], turn: int) -> dict[str, Fact]:
    """The case so far with what is given beside a message; what is given as None is taken back."""
    known = {fact.fact: fact for fact in before}
    given = {name: Fact(name, value, "given", turn) for name, value in facts.items()}
    return {name: fact for name, fact in {**known, **given}.items() if fact.value is not None}


def _check_length(message: str) -> None:
    if len(message) > LONGEST:
        raise MessageTooLong(say("endings", "too_long", found=f"{len(message):,}", limit=f"{LONGEST:,}"))


def _again(said: Said, facts: Mapping[str, Any]) -> Request:
    """The last question that was kept, asked again."""
    last = next((exchange for exchange in reversed(said) if exchange.message), None)
    if last is None:
        raise NothingToCorrect
    return Request(last.message, last.as_at, facts, corrected=True)


def _exchange(request: Request, made: Answer, said: Said) -> Exchange:
    """What is kept of a turn. Of one that held a person's identity that is nothing: the case stays as it was."""
    if made.status is Status.PERSONAL_DATA:
        bare = replace(made, case=_case(said), decisions=(), ask=None, citations=())
        return Exchange("", bare, datetime.now(UTC), request.as_at)
    return Exchange(request.message, made, datetime.now(UTC), request.as_at, dict(request.facts), request.corrected)


def _case(said: Said) -> tuple[Fact, ...]:
    return said[-1].answer.case if said else ()
