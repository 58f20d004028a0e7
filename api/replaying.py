"""An answer of the audit decided again: from its facts always, and from its message as long as that is kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from api.decisions import differences, record_of
from api.desk import Request, turn_of
from api.store.base import Exchange, Kept, Sealed
from assistant.conversation import answer
from assistant.holdings import Holdings
from assistant.model import Answer
from assistant.rules.engine import Rulebook, replay
from assistant.rules.errors import RuleError


class Records(Protocol):
    """What is read of a store."""

    def sealed(self, answer: str) -> Sealed:
        """The record of an answer; raises UnknownAnswer."""

    def kept(self, answer: str) -> Kept | None:
        """The exchange of an answer, or None where it is no longer kept."""

    def exchanges(self, conversation: str) -> Sequence[Exchange]:
        """What has been said, in order; raises UnknownConversation."""


COMPARED = ("status", "text", "decisions", "ask", "citations", "notices", "case")  # of a whole answer


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it.

    as_at        the day it was answered as at
    versions     what was in use then and is not now, a line each
    decisions    how many were decided again
    whole        the message was still kept, so the whole answer was made again
    differences  what came out otherwise, a line each
    """

    answer: str
    as_at: str
    versions: tuple[str, ...]
    decisions: int
    whole: bool
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Every word is the same."""
        return not self.differences

    def lines(self) -> Iterator[str]:
        """What came of it, for people."""
        yield from (f"Not the same versions: {one}" for one in self.versions)
        again = "the whole answer" if self.whole else f"its {self.decisions} decisions; its message is no longer kept"
        yield f"Made again as at {self.as_at}: {again}"
        yield "Same: every word" if self.same else "Different:"
        yield from (f"  {one}" for one in self.differences)


def replayed(store: Records, name: str, holdings: Holdings) -> Replayed:
    """The answer of this id, decided again; UnknownAnswer where there is no record of it."""
    record, kept = json.loads(store.sealed(name).record), store.kept(name)
    found = [line for decision in record["decisions"] for line in _decided_again(holdings.rulebook, decision)]
    if kept:
        found += _made_again(kept, store.exchanges(kept.conversation), holdings)
    versions = tuple(differences(record["versions"], _made_from(holdings)))
    return Replayed(name, record["as_at"], versions, len(record["decisions"]), kept is not None, tuple(dict.fromkeys(found)))


def _made_from(holdings: Holdings) -> dict[str, str]:
    """The versions in use; who signed what is no version of what an answer is made from."""
    return {name: value for name, value in asdict(holdings.versions).items() if name != "signed"}


def _decided_again(rulebook: Rulebook, decision: Mapping[str, Any]) -> Iterator[str]:
    """What a decision's facts give otherwise now."""
    table = decision["table"]
    try:
        before = record_of(decision)
        same, again = replay(rulebook, before)
    except KeyError as missing:
        yield f"{table}: it was recorded by another version, without {missing}"
    except RuleError as error:
        yield f"{table}: it cannot be decided any more: {error}"
    else:
        yield from () if same else (f"{table}, {line}" for line in differences(before, again.as_json()))


def _made_again(kept: Kept, said: Sequence[Exchange], holdings: Holdings) -> Iterator[str]:
    """What the message gives otherwise now, after what had been said before it."""
    exchange = kept.exchange
    if not exchange.message:
        return
    request = Request(exchange.message, exchange.as_at, exchange.given, exchange.corrected)
    try:
        again = answer(turn_of(kept.conversation, said[: kept.turn - 1], request, holdings))
    except RuleError as error:
        yield f"it cannot be answered any more: {error}"
    else:
        yield from differences(_compared(exchange.answer), _compared(again))


def _compared(made: Answer) -> dict[str, Any]:
    """The parts of an answer that must come out the same, as JSON has them."""
    whole = json.loads(json.dumps(asdict(made), default=str))
    return {part: whole[part] for part in COMPARED}
