"""Where a message becomes an answer that is kept. The API, the stream and the page all ask here; it knows nothing of HTTP."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from api.problems import ConversationFull, Invalid, MessageTooLong
from api.shelf import Shelf
from api.store.base import Conversations, Exchange
from assistant.conversation import answer
from assistant.model import Answer, Earlier, Fact, Status, Turn
from assistant.rules.errors import RuleError
from assistant.steps.accept import LONGEST
from assistant.words import say

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Desk:
    """Takes messages.

    limit  most messages in one conversation
    today  the day an answer is given as at, unless another is asked for
    """

    def __init__(self, shelf: Shelf, conversations: Conversations, limit: int, today: Callable[[], date] = date.today) -> None:
        self.shelf, self.conversations, self.limit, self.today = shelf, conversations, limit, today

    def check(self, conversation: str, message: str) -> None:
        """Raises the problem that would keep a message from being answered, before any work is done."""
        if len(message) > LONGEST:
            raise MessageTooLong(say("endings", "too_long", found=f"{len(message):,}", limit=f"{LONGEST:,}"))
        if len(self.conversations.exchanges(conversation)) >= self.limit:
            raise ConversationFull(self.limit)
        self.shelf.opened()

    def ask(
        self,
        conversation: str,
        message: str,
        as_at: date | None = None,
        facts: Mapping[str, Any] = NOTHING,
        on_step: Callable[[str], None] = lambda name: None,
    ) -> Answer:
        """The answer to the next message of a conversation, kept in it; raises Problem."""
        with self.conversations.taking_a_turn(conversation):
            self.check(conversation, message)
            made = self._answered(self._turn(conversation, message, as_at, facts), on_step)
            self.conversations.add(conversation, Exchange(_kept(message, made), made, datetime.now(UTC)))
        return made

    def _answered(self, turn: Turn, on_step: Callable[[str], None]) -> Answer:
        try:
            return answer(turn, on_step)
        except RuleError as error:
            detail = f"The facts contradict one another or the question ({error.field}). Take one back by sending it as null"
            raise Invalid(detail) from None

    def _turn(self, conversation: str, message: str, as_at: date | None, facts: Mapping[str, Any]) -> Turn:
        said = self.conversations.exchanges(conversation)
        shown = frozenset(notice.id for exchange in said for notice in exchange.answer.notices)
        earlier = tuple(Earlier(exchange.message, exchange.answer) for exchange in said)
        case = case_with(said[-1].answer.case if said else (), facts, len(said) + 1)
        return Turn(message, conversation, as_at or self.today(), self.shelf.opened().holdings, shown, earlier, case)


def case_with(before: Iterable[Fact], facts: Mapping[str, Any], turn: int) -> dict[str, Fact]:
    """The case so far with what is given beside a message; what is given as None is taken back."""
    known = {fact.fact: fact for fact in before}
    given = {name: Fact(name, value, "given", turn) for name, value in facts.items()}
    return {name: fact for name, fact in {**known, **given}.items() if fact.value is not None}


def _kept(message: str, made: Answer) -> str:
    """A message that holds a person's identity is never kept."""
    return "" if made.status is Status.PERSONAL_DATA else message
