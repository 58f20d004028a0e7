"""What is read and compiled when it is first needed, done before anybody asks: for servers, not for one question."""

from collections.abc import Iterator
from datetime import date

from assistant.conversation import answer
from assistant.holdings import Holdings
from assistant.lasting import set_apart
from assistant.model import Earlier, Turn
from assistant.premises import premises
from assistant.reading.phrases import phrasebook
from assistant.reading.places import cues
from assistant.scope import scope_words

ASKED = ("He was detained two years ago, is 40 and lives with his mum. Does he qualify, and who pays?", "not sure")


def warm(holdings: Holdings) -> None:
    """Everything, at once; some seconds of one processor."""
    for _ in warming(holdings):
        pass


def read_words() -> None:
    """The words that every message is read by, which need no index: while that is opened."""
    _ = phrasebook().plain, phrasebook().placed, premises(), scope_words(), cues()


def warming(holdings: Holdings) -> Iterator[None]:
    """Step by step, so that a server that is stopped need not wait for the rest: reads the rulebook and the gazetteer, answers
    a conversation and compiles every pattern."""
    _ = holdings.rulebook, holdings.gazetteer  # each is kept once it has been read
    yield
    book = phrasebook()
    for fact in book.written.facts:
        book.replied(fact)
        yield
    yield from _conversing(holdings)
    _ = book.plain, book.placed, premises().ways, cues()
    yield
    for language in (book.language, premises().language, scope_words().language):
        yield from language.making_ready()
    set_apart()


def _conversing(holdings: Holdings) -> Iterator[None]:
    earlier: tuple[Earlier, ...] = ()
    for message in ASKED:
        case = {fact.fact: fact for one in earlier for fact in one.answer.case}
        made = answer(Turn(message, "", date.today(), holdings, earlier=earlier, case=case))
        earlier = (*earlier, Earlier(message, made))
        yield
