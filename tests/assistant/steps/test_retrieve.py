"""The documents are searched only for what no table has answered."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.answering import Answering
from assistant.conversation import answer
from assistant.model import Findings, Status, Turn

MakeTurn = Callable[..., Turn]


class Watched:
    """A retriever that notes what it is asked for."""

    def __init__(self, retriever: Any) -> None:
        self._retriever, self.looked = retriever, list[str]()

    def look(self, question: str, limit: int) -> Findings:
        """As the real one."""
        self.looked.append(question)
        found: Findings = self._retriever.look(question, limit)
        return found

    def mended(self, question: str) -> str:
        """As the real one."""
        return str(self._retriever.mended(question))

    def begin(self, question: str) -> None:
        """Nothing is begun."""


@pytest.mark.parametrize(
    ("message", "status", "searched"),
    [
        ("can we charge her for her 117 care home?", Status.DECIDED, False),
        ("he was on a 3, is he entitled to 117?", Status.DECIDED, False),
        ("is he 117?", Status.NEEDS_FACT, True),  # what the documents say meanwhile
        ("who comes to the discharge meeting", Status.ANSWERED, True),
        ("how is the weather in Scunthorpe", Status.OUT_OF_SCOPE, False),
    ],
)
def test_what_the_tables_have_answered_is_not_looked_for(
    turn: MakeTurn, message: str, status: Status, *, searched: bool
) -> None:
    """A decision rests on the words of its row: a search would cost time and add nothing."""
    made = turn(message)
    watched = Watched(made.holdings.retriever)
    found = answer(made.but(holdings=replace(made.holdings, retriever=watched)))
    assert found.status is status
    assert bool(watched.looked) == searched


def test_whoever_is_alone_is_told_so() -> None:
    """While one turn is answered another is not alone, and afterwards it is again."""
    answering = Answering()
    with answering:
        assert answering.alone
        with answering:
            assert not answering.alone
        assert answering.alone
