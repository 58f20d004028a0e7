"""What a reader finds in a message: something said that bears on a fact, and where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.model import Ask, Fact

if TYPE_CHECKING:
    from assistant.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Message:
    """A message, and what it is read against.

    text      as sent, without invisible characters
    as_at     the day "last March" is relative to
    holdings  the gazetteer and the like
    case      what is known of the case so far, by fact
    asked     what the turn before asked, or None
    earlier   what was written in the turns before, in order
    """

    text: str
    as_at: date
    holdings: "Holdings"
    case: Mapping[str, Fact] = field(default_factory=dict)
    asked: Ask | None = None
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact said in a message.

    value       one that facts.yaml allows, a vague word of it, or "unknown"; None takes back what was said before
    start, end  where in the message
    supposed    it is only supposed ("if she had been on a 3"): it holds for this turn and no other
    """

    fact: str
    value: Any
    start: int
    end: int
    supposed: bool = False


Reader = Callable[[Message], list[Mention]]
